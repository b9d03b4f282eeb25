"""With whom a proposal may be shared: those who work beside its author, and whom they can name."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from gongjiang.innovation.models import Process, Proposal, UnitProcess
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Person, Posting
from gongjiang.people.queries.listing import named_like

MOST_TEAMMATES = 60
MOST_NAMESAKES = 5
MOST_OFFERED = 30


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


def colleagues(public_ids: Iterable[str], enterprise_id: int, day: date) -> list[Person]:
    """Those at work in an enterprise who are meant by these public ids; others are nobody."""
    wanted = set()
    for text in public_ids:
        with suppress(ValueError):
            wanted.add(UUID(text))
    there = Posting.objects.filter(true_on(day), unit_id__in=ids_under([enterprise_id], day))
    found = _at_work().filter(public_id__in=wanted, id__in=there.values("person_id"))
    return list(found.order_by("name_pinyin", "id"))


def who_may_carry_out(proposal: Proposal, *, text: str, chosen: str, day: date) -> list[Person]:
    """Those of a proposal's enterprise in whose name a text is; its authors while none is typed."""
    there = Posting.objects.filter(
        true_on(day), unit_id__in=ids_under([proposal.enterprise_id], day)
    )
    at_work = _at_work().filter(id__in=there.values("person_id"))
    if text.strip():
        offered = named_like(at_work, text.strip())
    else:
        offered = at_work.filter(proposal_shares__proposal=proposal)
    found = list(offered.order_by("name_pinyin", "id")[:MOST_OFFERED])
    known = {str(person.public_id) for person in found}
    return found + colleagues({chosen} - known, proposal.enterprise_id, day)


def processes_of(unit_id: int, day: date) -> QuerySet[Process]:
    """By which processes a team works on a day."""
    used = UnitProcess.objects.filter(true_on(day), unit_id=unit_id).values("process_id")
    return Process.objects.filter(id__in=used).order_by("name", "id")


def _at_work() -> QuerySet[Person]:
    return Person.objects.filter(state=Person.State.ACTIVE)
