"""A simulation run: both ladders replayed, compared, and pinned to all it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from typing import Any

import numpy as np

from gongjiang.careers.coefficients import CoefficientsRule
from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.queries.ladders import ladders_on
from gongjiang.careers.rules.ladder import SEQUENCES
from gongjiang.careers.simulator.careers import Careers
from gongjiang.careers.simulator.comparing import Both
from gongjiang.careers.simulator.people import Mark, marks_of
from gongjiang.careers.simulator.reading import careers_of
from gongjiang.careers.simulator.replay import replay
from gongjiang.kernel.columns import Ints
from gongjiang.orgs.models import Unit, UnitKind

DEFINITION = 1
"""Goes up with whatever makes a replay come out otherwise."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        enterprise: whose careers; None: of all for whom the zone's ladder holds.
        base_fen: a month's pay at coefficient 1.
    """

    in_force: LadderRule
    tried: LadderRule
    coefficients: CoefficientsRule
    until: date
    months: int
    base_fen: int
    enterprise: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it, as JSON, and the digest of what it follows from."""

    result: dict[str, Any]
    inputs_digest: str


def run(question: Question) -> Answer:
    """Replay both ladders. The same records and rules give the same answer, to the byte."""
    enterprises = _enterprises(question)
    careers = _read(question, question.in_force, enterprises)
    others = careers
    if _kinds(question.in_force) != _kinds(question.tried):
        others = _read(question, question.tried, enterprises)
    pay = np.array([0, *question.coefficients.permille], dtype=np.int64)
    both = Both(
        careers,
        replay(careers, question.in_force.arrays(), pay),
        replay(others, question.tried.arrays(), pay),
    )
    marks = {
        **marks_of(careers.histories, question.until),
        "sequence": Mark(list(SEQUENCES), _first_sequences(careers)),
    }
    digest = hashlib.sha256(_rules(question).encode())
    for part in (careers, others, *marks.values()):
        for piece in _bytes(part):
            digest.update(piece)
    return Answer(_told(both, question, marks), digest.hexdigest())


def _read(question: Question, rule: LadderRule, enterprises: list[int] | None) -> Careers:
    return careers_of(question.until, rule, months=question.months, enterprises=enterprises)


def _enterprises(question: Question) -> list[int] | None:
    """Whose careers are replayed: an enterprise with a ladder of its own is none of the zone's."""
    if question.enterprise is not None:
        return [question.enterprise]
    own = {
        enterprise
        for charge in ladders_on(question.until)
        for enterprise in charge.enterprises or ()
    }
    if not own:
        return None
    all_ = Unit.objects.filter(kind=UnitKind.ENTERPRISE).exclude(id__in=own).order_by("id")
    return list(all_.values_list("id", flat=True))


def _kinds(rule: LadderRule) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(rule.training_kinds), frozenset(rule.contribution_kinds)


def _first_sequences(careers: Careers) -> Ints:
    """The sequence in which each career was first seen."""
    events = careers.events
    first = np.zeros(len(careers.histories), dtype=np.int64)
    row, place = np.unique(events.row, return_index=True)
    first[row] = events.sequence[place]
    return first


def _told(both: Both, question: Question, marks: Mapping[str, Mark]) -> dict[str, Any]:
    months, gains = both.careers.months, both.gains()
    cost = both.cost_fen(question.base_fen)
    by_month = [
        np.bincount(each.month, minlength=len(months)).tolist() for each in (both.was, both.now)
    ]
    rows = zip(months, both.careers.recorded.tolist(), *by_month, cost, strict=True)
    return {
        "definition": DEFINITION,
        "people": len(gains),
        "present": int(both.was.present.sum()),
        "gain": int((gains > 0).sum()),
        "lose": int((gains < 0).sum()),
        "cost_fen": sum(cost),
        "months": [
            {"month": str(month)[:7], "recorded": recorded, "was": was, "now": now, "cost_fen": fen}
            for month, recorded, was, now, fen in rows
        ],
        "splits": [asdict(both.split(name, mark.codes, mark.of)) for name, mark in marks.items()],
        "standings": _standings(both) if question.enterprise is not None else [],
    }


def _standings(both: Both) -> list[list[int | None]]:
    """Who fares otherwise: person, promotions under each, the first month under each."""
    person = both.careers.histories.person
    return [
        [int(person[each.row]), each.was, each.now, each.first_was, each.first_now]
        for each in both.standings()
    ]


def _rules(question: Question) -> str:
    told = {
        "definition": DEFINITION,
        "in_force": question.in_force.as_json(),
        "tried": question.tried.as_json(),
        "coefficients": question.coefficients.as_json(),
        "until": question.until.isoformat(),
        "months": question.months,
        "base_fen": question.base_fen,
        "enterprise": question.enterprise,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _bytes(part: Any) -> Iterator[bytes]:
    """Every array of a record of arrays, in the order of its fields."""
    if isinstance(part, np.ndarray):
        yield f"{part.dtype.str}{part.shape}".encode()
        yield np.ascontiguousarray(part).tobytes()
    elif is_dataclass(part):
        for field in fields(part):
            yield field.name.encode()
            yield from _bytes(getattr(part, field.name))
