"""A run as an answer to programs: one JSON object with the zone's numbers."""

from __future__ import annotations

from typing import Any

from gongjiang.index.models import Run, Snapshot
from gongjiang.index.queries.standings import (
    CompositeStanding,
    IndicatorStanding,
    PartStanding,
    Standing,
    standing_of,
)
from gongjiang.orgs.models import UnitKind
from gongjiang.orgs.queries import zone


def answer(run: Run) -> dict[str, Any]:
    """A run and what it found for the zone; three queries."""
    return {
        "day": run.day.isoformat(),
        "known_at": run.known_at.isoformat(),
        "framework": run.framework.version,
        "engine": run.engine,
        "definitions": {each["id"]: each["version"] for each in run.definitions},
        "code_version": run.code_version,
        "inputs_digest": run.inputs_digest,
        "outputs_digest": run.outputs_digest,
        "units": run.units,
        "association": run.association,
        "run_at": run.run_at.isoformat(),
        "zone": _zone(run),
    }


def _zone(run: Run) -> dict[str, Any] | None:
    top = zone()
    found = top and Snapshot.objects.filter(unit_id=top.id, run_id=run.id).first()
    if not found:
        return None
    return _standing(standing_of(found, run, run.rule(), UnitKind.ZONE, names_everybody=False))


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "people": standing.people,
        "composites": [_composite(each) for each in standing.composites],
        "dimensions": [_part(each) for each in standing.dimensions],
        "forces": [_part(each) for each in standing.forces],
    }


def _composite(composite: CompositeStanding) -> dict[str, Any]:
    return {
        "code": composite.code,
        "score": composite.score,
        "coverage": composite.coverage,
        "absence": composite.absence,
        "waits_for": list(composite.rooms),
    }


def _part(part: PartStanding) -> dict[str, Any]:
    return {
        "code": part.part.code,
        "name": part.part.name,
        "score": part.score,
        "coverage": part.coverage,
        "absence": part.absence,
        "waits_for": list(part.rooms),
        "indicators": [_indicator(each) for each in part.indicators],
    }


def _indicator(indicator: IndicatorStanding) -> dict[str, Any]:
    definition = indicator.definition
    return {
        "id": definition.id,
        "label": str(definition.label),
        "unit": str(definition.unit),
        "value": indicator.value,
        "score": indicator.score,
        "n": indicator.n,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "absence": indicator.absence,
        "room": definition.room,
    }
