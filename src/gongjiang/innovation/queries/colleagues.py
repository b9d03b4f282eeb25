"""With whom a proposal may be shared: those who work beside its author, and whom they can name."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongjiang.innovation.models import Process, UnitProcess
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Person, Posting

MOST_TEAMMATES = 60
MOST_NAMESAKES = 5


def teammates_of(person: Person, unit_id: int, day: date) -> list[Person]:
    """Who else is posted in a team on a day, by name."""
    there = Posting.objects.filter(true_on(day), unit_id=unit_id).values("person_id")
    others = _at_work().filter(id__in=there).exclude(id=person.id)
    return list(others.order_by("name_pinyin", "id")[:MOST_TEAMMATES])


def colleagues_named(person: Person, enterprise_id: int, name: str, day: date) -> list[Person]:
    """Who at work in an enterprise bears this very name. Nobody is found by a part of it: whom
    one shares an idea with, one can name; the roll is not for leafing through."""
    there = Posting.objects.filter(true_on(day), unit_id__in=ids_under([enterprise_id], day))
    named = _at_work().filter(name=name.strip(), id__in=there.values("person_id"))
    return list(named.exclude(id=person.id).order_by("id")[:MOST_NAMESAKES])


def processes_of(unit_id: int, day: date) -> QuerySet[Process]:
    """By which processes a team works on a day."""
    used = UnitProcess.objects.filter(true_on(day), unit_id=unit_id).values("process_id")
    return Process.objects.filter(id__in=used).order_by("name", "id")


def _at_work() -> QuerySet[Person]:
    return Person.objects.filter(state=Person.State.ACTIVE)
