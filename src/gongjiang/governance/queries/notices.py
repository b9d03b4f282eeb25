"""What a reader has been told."""

from __future__ import annotations

from django.db.models import QuerySet

from gongjiang.governance.models import Notice
from gongjiang.people.models import Person


def notices_of(person: Person) -> QuerySet[Notice]:
    """A person's notices, the latest first."""
    return Notice.objects.filter(person=person).order_by("-created_at", "-id")


def unread_count(person: Person) -> int:
    """How many of a person's notices are unread; one query."""
    return Notice.objects.filter(person=person, read_at__isnull=True).count()
