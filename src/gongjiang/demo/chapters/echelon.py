"""Key positions and successors, a nine-box review, and those whom the flagship sent elsewhere."""

from __future__ import annotations

import numpy as np

from gongjiang.careers.models import ExportKind, Readiness
from gongjiang.demo.build import Build
from gongjiang.demo.clerks import LATEST, NOBODY, SECOND, moments
from gongjiang.demo.columns import copy, picked, reserve
from gongjiang.demo.facts import Happened, batch, clerks_of, firm_units
from gongjiang.demo.growth import ladder, pipeline
from gongjiang.demo.growth.grades import FLAGSHIP
from gongjiang.demo.growth.pipeline import Exports, Positions
from gongjiang.demo.numbers import public_ids
from gongjiang.demo.seasons import AS_OF
from gongjiang.kernel.columns import NO_DAY, Ints, ids_or_null
from gongjiang.ledger.bulk import NONE, Batch, Detail
from gongjiang.ledger.facts.pipeline import (
    Exported,
    ExportReturned,
    KeyPositionNamed,
    NewBaseRegistered,
    SuccessorNamed,
)

READINESS = tuple(str(value) for value in Readiness.values)
EXPORT_KINDS = (str(ExportKind.DISPATCH), str(ExportKind.SECONDMENT))
WHY_KEY = "空缺将影响生产运行"
WHY_SUCCESSOR = "业绩和潜力评估结果"
WHY_SENT = "支援兄弟公司和新基地建设"
NEW_BASE = ("示范硅材料南部新基地", "示范省南部开发区", np.datetime64("2020-06-01"))
REVIEWED = 60
"""So many of the flagship's higher grades stand in this year's nine-box (ours)."""


def write(build: Build) -> None:
    _write_positions(build)
    _write_exports(build)
    _write_potentials(build)


def _write_positions(build: Build) -> None:
    rng = build.plan.rng("key position rows")
    where = pipeline.positions(build)
    count = len(where)
    ids = reserve(build.cursor, "careers_keyposition", count)
    titles = [
        pipeline.WORKSHOP_HEAD if title < 0 else pipeline.TITLES[title]
        for title in where.title.tolist()
    ]
    enterprise = firm_units(build)[where.firm]
    copy(
        build.cursor,
        "careers_keyposition",
        {
            "id": ids,
            "public_id": public_ids(rng, count),
            "enterprise_id": enterprise,
            "unit_id": where.unit,
            "title": titles,
            "grade": where.grade,
            "why": [WHY_KEY] * count,
            "closed_why": [""] * count,
            "valid_from": where.start,
            "valid_to": np.full(count, NO_DAY),
        },
    )
    recorded_at = moments(rng, where.start)
    clerk = build.hr.on(where.firm, recorded_at.astype("datetime64[D]"))
    build.facts.append(
        Batch(
            fact=KeyPositionNamed,
            subject=ids,
            on=where.start,
            person=np.full(count, NONE),
            unit=where.unit,
            enterprise=enterprise,
            actor=np.where(clerk == NOBODY, NONE, build.person_ids[clerk]),
            recorded_at=recorded_at,
            detail={"grade": where.grade},
        )
    )
    _write_successors(build, where, ids)


def _write_successors(build: Build, where: Positions, positions: Ints) -> None:
    rng = build.plan.rng("successor rows")
    who = build.growth.climbers
    found = pipeline.successors(build, who, build.growth.grades, where)
    count = len(found)
    ids = reserve(build.cursor, "careers_successor", count)
    readiness = picked(READINESS, found.readiness)
    person = build.person_ids[who.person[found.climber]]
    copy(
        build.cursor,
        "careers_successor",
        {
            "id": ids,
            "public_id": public_ids(rng, count),
            "position_id": positions[found.position],
            "person_id": person,
            "readiness": readiness,
            "why": [WHY_SUCCESSOR] * count,
            "removed_why": [""] * count,
            "valid_from": found.start,
            "valid_to": np.full(count, NO_DAY),
        },
    )
    recorded_at = moments(rng, found.start)
    build.facts.append(
        Batch(
            fact=SuccessorNamed,
            subject=ids,
            on=found.start,
            person=person,
            unit=where.unit[found.position],
            enterprise=firm_units(build)[where.firm[found.position]],
            actor=clerks_of(build, who.employment[found.climber], recorded_at),
            recorded_at=recorded_at,
            detail={"key_position_id": positions[found.position], "readiness": readiness},
        )
    )


def _write_exports(build: Build) -> None:
    rng = build.plan.rng("export rows")
    who = build.growth.climbers
    sent = pipeline.exports(build, who, build.growth.grades)
    base = _write_new_base(build)
    count = len(sent)
    ids = reserve(build.cursor, "careers_export", count)
    to_firm = np.where(sent.firm < 0, 0, firm_units(build)[sent.firm])
    to_base = np.where(sent.firm < 0, base, 0)
    kinds = picked(EXPORT_KINDS, rng.integers(0, len(EXPORT_KINDS), size=count))
    employment = who.employment[sent.climber]
    copy(
        build.cursor,
        "careers_export",
        {
            "id": ids,
            "public_id": public_ids(rng, count),
            "person_id": build.person_ids[who.person[sent.climber]],
            "enterprise_id": firm_units(build)[who.firm[sent.climber]],
            "to_enterprise_id": ids_or_null(to_firm),
            "to_base_id": ids_or_null(to_base),
            "kind": kinds,
            "grade": sent.grade,
            "is_backbone": np.zeros(count, dtype=bool),
            "within_group": np.ones(count, dtype=bool),
            "why": [WHY_SENT] * count,
            "valid_from": sent.start,
            "valid_to": sent.end,
        },
    )
    detail: dict[str, Detail] = {
        "to_enterprise_id": [each or None for each in to_firm.tolist()],
        "to_base_id": [each or None for each in to_base.tolist()],
        "export_kind": kinds,
        "grade": sent.grade,
        "is_backbone": np.zeros(count, dtype=bool),
        "within_group": np.ones(count, dtype=bool),
    }
    told = Happened(ids, employment, sent.start, moments(rng, sent.start))
    build.facts.append(batch(build, Exported, told, detail))
    _record_returns(build, sent, ids, rng)


def _record_returns(build: Build, sent: Exports, ids: Ints, rng: np.random.Generator) -> None:
    rows = np.flatnonzero(~np.isnat(sent.end))
    employment = build.growth.climbers.employment[sent.climber[rows]]
    told = Happened(ids[rows], employment, sent.end[rows], moments(rng, sent.end[rows]))
    build.facts.append(batch(build, ExportReturned, told, {}))


def _write_new_base(build: Build) -> int:
    name, place, on = NEW_BASE
    ids = reserve(build.cursor, "careers_newbase", 1)
    unit = firm_units(build)[FLAGSHIP]
    days = np.array([on])
    copy(
        build.cursor,
        "careers_newbase",
        {
            "id": ids,
            "public_id": public_ids(build.plan.rng("new base"), 1),
            "enterprise_id": np.array([unit]),
            "name": [name],
            "place": [place],
            "registered_on": days,
        },
    )
    recorded_at = moments(build.plan.rng("new base fact"), days)
    clerk = build.hr.on(np.array([FLAGSHIP]), recorded_at.astype("datetime64[D]"))
    build.facts.append(
        Batch(
            fact=NewBaseRegistered,
            subject=ids,
            on=days,
            person=np.array([NONE]),
            unit=np.array([unit]),
            enterprise=np.array([unit]),
            actor=np.where(clerk == NOBODY, NONE, build.person_ids[clerk]),
            recorded_at=recorded_at,
            detail={},
        )
    )
    return int(ids[0])


def _write_potentials(build: Build) -> None:
    """This year's nine-box of the flagship; it leaves no fact."""
    rng = build.plan.rng("nine-box")
    who, steps = build.growth.climbers, build.growth.grades
    held = np.flatnonzero(
        np.isnat(steps.end)
        & (who.firm[steps.climber] == FLAGSHIP)
        & (steps.grade >= pipeline.LEAST_GRADE)
        & (steps.sequence != ladder.O)
    )
    person = who.person[steps.climber[held]]
    reviewer = build.hr.of(FLAGSHIP, AS_OF)
    person = person[person != reviewer][:REVIEWED]
    count = len(person)
    if reviewer == NOBODY or not count:
        return
    copy(
        build.cursor,
        "careers_potential",
        {
            "id": reserve(build.cursor, "careers_potential", count),
            "person_id": build.person_ids[person],
            "enterprise_id": np.full(count, firm_units(build)[FLAGSHIP]),
            "year": np.full(count, AS_OF.year),
            "revision": np.ones(count, dtype=np.int64),
            "performance": rng.integers(1, 4, size=count),
            "potential": rng.integers(1, 4, size=count),
            "note": [""] * count,
            "reviewed_by_id": np.full(count, build.person_ids[reviewer]),
            "reviewed_at": LATEST - rng.integers(10**5, 10**6, size=count) * SECOND,
        },
    )
