"""Looking at somebody's record leaves a trace that the person can read."""

from __future__ import annotations

from datetime import datetime

from gongjiang.kernel.periods import day_of
from gongjiang.people.models import Look, Person


def note_look(*, person: Person, by: Person, what: str, at: datetime) -> None:
    """Note that a reader looked at another person's record: once a day for each reader and thing.

    Args:
        what: `Look.What.RECORD` or `GROWTH_FILE`; opening a number is `open_number`.
    """
    if person.id == by.id:
        return
    look = Look(person=person, by=by, what=what, at=at, on=day_of(at))
    Look.objects.bulk_create([look], ignore_conflicts=True)
