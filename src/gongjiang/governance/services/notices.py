"""Somebody is told something, and reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gongjiang.governance.models import Notice
from gongjiang.people.models import Person


def notify(
    persons: Iterable[int],
    *,
    kind: str,
    msgid: str,
    at: datetime,
    link: str = "",
    **parameters: str | int,
) -> None:
    """Tell each of these persons, in the transaction of the deed that calls this.

    Args:
        persons: ids; one named twice is told once.
        kind: room.what_happened.
        msgid: marked by gettext_noop where it is written, so that it is translated.
        link: a path within this site.
        parameters: what the msgid's %(names)s stand for.
    """
    Notice.objects.bulk_create(
        Notice(
            person_id=person,
            kind=kind,
            msgid=msgid,
            parameters=parameters,
            link=link,
            created_at=at,
        )
        for person in sorted(set(persons))
    )


@transaction.atomic
def mark_read(*, reader: Person, at: datetime, public_id: UUID | None = None) -> int:
    """Mark one of the reader's notices as read, or all of them; say how many were unread."""
    unread = Notice.objects.filter(person=reader, read_at__isnull=True)
    if public_id is not None:
        unread = unread.filter(public_id=public_id)
    return unread.update(read_at=at)
