"""What can be asked about hall screens."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db.models import QuerySet

from gongjiang.people.models import Person
from gongjiang.reports.models import Screen
from gongjiang.reports.permissions import may_keep_screens


def open_screens() -> QuerySet[Screen]:
    return Screen.objects.filter(closed_at__isnull=True)


def screens_visible_to(reader: Person, day: date) -> QuerySet[Screen]:
    """Every screen there is or was, to those who keep them; to others none."""
    screens = Screen.objects.select_related("opened_by", "closed_by").order_by("-opened_at")
    return screens if may_keep_screens(reader, day) else screens.none()


def screen_with(token: str) -> Screen | None:
    """The open screen whose browser holds a token; one query."""
    return open_screens().filter(token_hash=hash_of(token)).first() if token else None


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
