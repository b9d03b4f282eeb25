"""An eligibility as JSON: what is kept with a decision, shown to its reader, and appealed by."""

from __future__ import annotations

from typing import Any

from gongjiang.skills.rules.prerequisites import Condition, Eligibility, Way


def as_json(found: Eligibility) -> dict[str, Any]:
    return {
        "occupation": found.occupation,
        "target": found.target,
        "on": found.on.isoformat(),
        "held": found.held,
        "eligible": found.eligible,
        "earliest": found.earliest.isoformat() if found.earliest else None,
        "ways": [_way(way, found) for way in found.ways],
    }


def _way(way: Way, found: Eligibility) -> dict[str, Any]:
    return {
        "holds": way.holds(found.on),
        "earliest": way.earliest.isoformat() if way.earliest else None,
        "conditions": [_condition(condition, found) for condition in way.conditions],
    }


def _condition(condition: Condition, found: Eligibility) -> dict[str, Any]:
    return {
        "asks": condition.asks.value,
        "needs": condition.needs,
        "holds": condition.holds(found.on),
        "since": condition.since.isoformat() if condition.since else None,
        "months": condition.months,
        "evidence": list(condition.evidence),
    }
