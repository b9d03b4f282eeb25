"""The steps of careers behind G1, G2, G6, L1 and L7: waits, grades held, changes, posts filled.

Each is one person's, or of a post that nobody of the enterprise took; who may see the person, or
keeps the enterprise's careers, reads it by name, everybody else how many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _

from gongjiang.careers.models import Vacancy
from gongjiang.careers.queries.grade_history import grade_history
from gongjiang.careers.rules.ladder import SEQUENCES
from gongjiang.careers.rules.speed import ON_TIME_MONTHS, Waits, waits
from gongjiang.index.indicators.grade_span import GradeSpan
from gongjiang.index.indicators.grade_speed import BIN_MONTHS, BINS, OnTime, TimeToNextGrade
from gongjiang.index.indicators.sequence_changes import FilledFromWithin, SequenceChanges
from gongjiang.index.models import Run
from gongjiang.kernel.periods import add_months, window_of_months
from gongjiang.ledger.facts.careers import ConversionTookEffect, VacancyFilled
from gongjiang.ledger.queries import live
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import ids_under
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import Scope, persons_visible_to

LONGEST = BIN_MONTHS * BINS
INTERNAL = Vacancy.Origin.INTERNAL


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Personal data: name.

    Attributes:
        person: None where a post was filled from outside, or nobody is named.
        unit: where it counts. said: what it was, in words.
    """

    person: UUID | None
    name: str
    unit: str
    on: date
    said: str


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps behind one side of an indicator, a page of those a reader may see.

    Attributes:
        total: how many count; visible: how many of them the reader may see.
    """

    total: int
    visible: int
    page: Sequence[Step]


@dataclass(frozen=True, slots=True)
class _Found:
    """A step before its names are read."""

    person_id: int | None
    unit_id: int
    on: date
    said: Callable[[], str]


@dataclass(frozen=True, slots=True)
class _Asked:
    units: frozenset[int]
    run: Run
    known_at: datetime | None
    numerator: bool


def steps_behind(
    name: str,
    part: str,
    unit: Unit,
    run: Run,
    scope: Scope,
    *,
    known_at: datetime | None,
    limit: int,
    offset: int = 0,
) -> Steps | None:
    """The steps behind one side of an indicator of a unit, the latest first.

    Of units that stand beneath it on the run's day. The number of queries does not depend on how
    many steps there are. None: the indicator rests on no steps.

    Args:
        part: "numerator" for those alone that are counted in it, else all.
        known_at: as the ledger knew it by this moment; None: as it is known now.
    """
    find = FINDS.get(name)
    if find is None:
        return None
    units = frozenset(ids_under([unit.id], run.day))
    found = find(_Asked(units, run, known_at, part == "numerator"))
    found.sort(key=lambda each: (each.on, each.person_id or 0), reverse=True)
    seen = _visible(found, scope)
    return Steps(len(found), len(seen), _named(seen[offset : offset + limit]))


def _visible(found: Sequence[_Found], scope: Scope) -> list[_Found]:
    """Those of persons the reader sees, and posts of enterprises whose HR they are."""
    if not scope.sites:
        return []
    persons = set(persons_visible_to(scope).values_list("id", flat=True))
    of_nobody = any(each.person_id is None for each in found)
    posts = set(ids_under(scope.hr, scope.day)) if of_nobody and scope.hr else set()
    return [
        each
        for each in found
        if (each.unit_id in posts if each.person_id is None else each.person_id in persons)
    ]


def _named(found: Sequence[_Found]) -> list[Step]:
    persons = Person.objects.in_bulk([each.person_id for each in found if each.person_id])
    units = Unit.objects.in_bulk({each.unit_id for each in found})
    return [
        Step(
            person=persons[each.person_id].public_id if each.person_id else None,
            name=str(persons[each.person_id]) if each.person_id else "",
            unit=units[each.unit_id].name,
            on=each.on,
            said=each.said(),
        )
        for each in found
    ]


def _waits_there(asked: _Asked) -> Waits:
    history = grade_history(known_at=asked.known_at, enterprises=asked.units)
    return waits(history, on=np.datetime64(asked.run.day))


def _as_steps(found: Waits) -> list[_Found]:
    return [
        _Found(
            person_id=int(found.person[row]),
            unit_id=int(found.enterprise[row]),
            on=found.start[row].item(),
            said=lambda row=row: _wait_said(found, row),  # type: ignore[misc]  # bound at once
        )
        for row in range(len(found))
    ]


def _wait_said(found: Waits, row: int) -> str:
    said = {
        "grade": f"{SEQUENCES[int(found.sequence[row])]}{int(found.grade[row])}",
        "months": int(found.months[row]),
    }
    if found.arrived[row]:
        return _("%(grade)s, promoted after %(months)d months") % said
    return _("%(grade)s, %(months)d months without a promotion") % said


def _time_to_next(asked: _Asked) -> list[_Found]:
    found = _waits_there(asked)
    if asked.numerator:
        found = found.where(found.arrived & (found.months < LONGEST))
    return _as_steps(found)


def _on_time(asked: _Asked) -> list[_Found]:
    found = _waits_there(asked)
    long_ago = np.datetime64(add_months(asked.run.day, -ON_TIME_MONTHS))
    found = found.where(found.start <= long_ago)
    if asked.numerator:
        found = found.where(found.arrived & (found.months <= ON_TIME_MONTHS))
    return _as_steps(found)


def _held(asked: _Asked) -> list[_Found]:
    """The grades that run on the day."""
    spells = grade_history(known_at=asked.known_at, enterprises=asked.units)
    day = np.datetime64(asked.run.day)
    runs = (spells.start <= day) & (np.isnat(spells.end) | (spells.end > day))
    return [
        _Found(
            person_id=int(spells.person[row]),
            unit_id=int(spells.enterprise[row]),
            on=spells.start[row].item(),
            said=lambda row=row: (  # type: ignore[misc]  # bound at once
                f"{SEQUENCES[int(spells.sequence[row])]}{int(spells.grade[row])}"
            ),
        )
        for row in np.flatnonzero(runs).tolist()
    ]


def _converted(asked: _Asked) -> list[_Found]:
    return [
        _Found(person, unit, on, lambda: _("change of sequence that took effect"))
        for person, unit, on, _detail in _told(ConversionTookEffect.kind, asked)
    ]


def _filled(asked: _Asked) -> list[_Found]:
    return [
        _Found(
            person,
            unit,
            on,
            lambda detail=detail: (
                (  # type: ignore[misc]  # bound at once
                    _("M%(grade)d filled from within")
                    if detail["origin"] == INTERNAL
                    else _("M%(grade)d filled from outside")
                )
                % {"grade": detail["grade"]}
            ),
        )
        for person, unit, on, detail in _told(VacancyFilled.kind, asked)
        if not asked.numerator or detail["origin"] == INTERNAL
    ]


def _told(kind: str, asked: _Asked) -> list[tuple[int | None, int, date, Mapping[str, object]]]:
    """The facts of a kind in the window of the run's day, in the unit or beneath it."""
    months = SequenceChanges.definition.months or 0
    window = window_of_months(asked.run.day, months)
    facts = live(on=asked.run.day, known_at=asked.known_at).filter(
        kind=kind, occurred_on__gt=window.after, unit_id__in=asked.units
    )
    rows = facts.values_list("person_id", "unit_id", "occurred_on", "detail")
    return [(person, unit or 0, on, detail) for person, unit, on, detail in rows]


FINDS: Mapping[str, Callable[[_Asked], list[_Found]]] = {
    TimeToNextGrade.definition.id: _time_to_next,
    OnTime.definition.id: _on_time,
    SequenceChanges.definition.id: _converted,
    GradeSpan.definition.id: _held,
    FilledFromWithin.definition.id: _filled,
}
"""By an indicator what finds its steps. G6's other side is a mean of rolls, which lists nobody."""
