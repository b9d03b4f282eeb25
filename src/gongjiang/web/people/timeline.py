"""Somebody's working life as a timeline, from the rows a reader may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gongjiang.people.models import Employment, EmploymentKind, EndReason, Posting
from gongjiang.people.queries.standing import Place

Places = Mapping[tuple[int, date], Place]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the timeline; `order` breaks ties of a day: an end stands before a beginning."""

    day: date
    title: str
    note: str = ""
    order: int = 1


def working_life(
    employments: Collection[Employment], postings: Sequence[Posting], places: Places
) -> list[Step]:
    """Beginnings, moves and ends, the newest first.

    Args:
        employments: those the reader may see; postings of others are told without them.
        postings: with their unit, the earliest first.
    """
    known = {employment.id: employment for employment in employments}
    steps: list[Step] = []
    begun: set[int] = set()
    for posting in postings:
        employment = known.get(posting.employment_id)
        note = _place_note(posting, places)
        if employment is None:
            steps.append(Step(posting.valid_from, _("At work here for another employer"), note))
        elif posting.employment_id in begun:
            steps.append(Step(posting.valid_from, _("Moved"), note))
        else:
            begun.add(posting.employment_id)
            steps.append(Step(posting.valid_from, _beginning(employment), note))
    steps.extend(_end(employment) for employment in employments if _is_told(employment))
    return sorted(steps, key=lambda step: (step.day, step.order), reverse=True)


def _beginning(employment: Employment) -> str:
    kind = EmploymentKind(employment.kind).label
    said = {"employer": employment.employer.name, "kind": kind}
    if employment.follows_id is not None:
        return _("Taken on by %(employer)s (%(kind)s)") % said
    if employment.kind == EmploymentKind.INTERN:
        return _("Internship with %(employer)s") % said
    return _("Joined %(employer)s (%(kind)s)") % said


def _is_told(employment: Employment) -> bool:
    """Taking an intern on is told where the new employment begins."""
    return employment.valid_to is not None and employment.end_reason != EndReason.TAKEN_ON


def _end(employment: Employment) -> Step:
    assert employment.valid_to is not None  # noqa: S101  (asked by _is_told)
    title = _("Left %(employer)s") % {"employer": employment.employer.name}
    return Step(employment.valid_to, title, str(EndReason(employment.end_reason).label), order=0)


def _place_note(posting: Posting, places: Places) -> str:
    place = places[posting.unit_id, posting.valid_from]
    where = place.within
    if place.enterprise is not None and place.enterprise.name != where:
        where = f"{place.enterprise.name} · {where}"
    return f"{where} · {posting.post}"
