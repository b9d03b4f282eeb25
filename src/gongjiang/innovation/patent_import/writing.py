"""Checked lines become patents and facts, as registering them one by one does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from gongjiang.innovation.models import Patent, PatentInventor
from gongjiang.innovation.rules.patents import INVALID
from gongjiang.innovation.services.loop import note_team_of_patent
from gongjiang.innovation.services.project_steps import unit_then
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.projects import (
    PatentFiled,
    PatentGranted,
    PatentInvented,
    PatentLapsed,
)
from gongjiang.people.actors import SYSTEM, Actor
from gongjiang.people.brought.rows import Verdict
from gongjiang.people.brought.telling import Count, Tell
from gongjiang.people.models import Person, WorkbookImport, WorkbookLine

AT_ONCE = 2_000
Told = tuple[Fact, int, date]
"""A fact, whom it is about, and its day."""


def write(brought: WorkbookImport, *, by: int | None, tell: Tell) -> None:
    """Write what the new and changed lines do, with their facts."""
    lines = list(brought.lines.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED]).order_by("id"))
    written = Count(tell, 2 * len(lines))
    new = [line for line in lines if line.verdict == Verdict.NEW]
    actor: Actor = SYSTEM if by is None else Person.objects.get(id=by)
    told = [
        *_registered(brought.enterprise_id, new, by),
        *_moved([line for line in lines if line.verdict == Verdict.CHANGED], actor),
    ]
    WorkbookLine.objects.bulk_update(lines, ["made"], batch_size=AT_ONCE)
    written.add(len(lines))
    unit_of = cache(unit_then)
    occurrences = [
        ledger.Occurrence(
            fact=fact,
            person=person,
            unit=unit_of(patent.unit_id, brought.enterprise_id, on),
            enterprise=brought.enterprise_id,
            by=by,
            on=on,
        )
        for patent, facts in told
        for fact, person, on in facts
    ]
    ledger.record_many(occurrences)
    written.add(len(lines))


def _registered(
    enterprise: int, lines: list[WorkbookLine], by: int | None
) -> list[tuple[Patent, list[Told]]]:
    """The new patents, each with its facts."""
    patents = Patent.objects.bulk_create(
        (
            Patent(
                enterprise_id=enterprise,
                unit_id=line.does["unit"],
                kind=line.does["kind"],
                title=line.does["title"],
                filed_on=date.fromisoformat(line.does["filed_on"]),
                registered_by_id=by,
                **_values(line.does["course"]),
            )
            for line in lines
        ),
        batch_size=AT_ONCE,
    )
    inventors: dict[int, list[PatentInventor]] = {}
    for line, patent in zip(lines, patents, strict=True):
        line.made = {"patent": patent.id}
        inventors[patent.id] = [
            PatentInventor(patent=patent, person_id=person, share_bp=share, position=place)
            for place, (person, share) in enumerate(line.does["inventors"], 1)
        ]
    PatentInventor.objects.bulk_create(
        (each for several in inventors.values() for each in several), batch_size=AT_ONCE
    )
    return [
        (patent, list(_facts(patent, inventors[patent.id], FILED_GRANTED_ENDED)))
        for patent in patents
    ]


def _moved(lines: list[WorkbookLine], actor: Actor) -> list[tuple[Patent, list[Told]]]:
    """The patents of the register that went on, each with the facts of that."""
    told = []
    found = Patent.objects.prefetch_related("inventors").in_bulk(
        [line.does["patent"] for line in lines]
    )
    for line in lines:
        patent, moved = found[line.does["patent"]], _values(line.does["set"])
        for name, value in moved.items():
            setattr(patent, name, value)
        patent.save(update_fields=list(moved))
        if "granted_on" in moved and patent.granted_on is not None:
            link = note_team_of_patent(patent, actor=actor, on=patent.granted_on)
            if link is not None:
                line.made = {"loop_link": link.id}
        inventors = sorted(patent.inventors.all(), key=lambda each: each.position)
        told.append((patent, list(_facts(patent, inventors, moved))))
    return told


FILED_GRANTED_ENDED = ("filed_on", "granted_on", "ended_on")


def _facts(patent: Patent, inventors: list[PatentInventor], moved: Iterable[str]) -> Iterator[Told]:
    """What is recorded of a patent whose days were given; declared invalid, it never was granted.

    Args:
        moved: the fields that were given; of each of FILED_GRANTED_ENDED there is a fact.
    """
    first, id_, kind = inventors[0].person_id, patent.id, patent.kind
    if "filed_on" in moved:
        yield PatentFiled(patent_id=id_, patent_kind=kind), first, patent.filed_on
    if "granted_on" in moved and patent.granted_on is not None and patent.state != INVALID:
        yield PatentGranted(patent_id=id_, patent_kind=kind), first, patent.granted_on
        for each in inventors:
            part = PatentInvented(patent_id=id_, patent_kind=kind, share_bp=each.share_bp)
            yield part, each.person_id, patent.granted_on
    if "ended_on" in moved and patent.ended_on is not None:
        yield PatentLapsed(patent_id=id_, patent_kind=kind), first, patent.ended_on


def _values(kept: dict[str, Any]) -> dict[str, Any]:
    """Fields of a patent, as a line keeps them."""
    return {
        name: date.fromisoformat(value) if name.endswith("_on") and value else value
        for name, value in kept.items()
    }
