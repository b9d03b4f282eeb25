"""What readers are told of prerequisites, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.skills.models import BridgeDirection, DiplomaLevel, SkillRank, TitleLevel
from gongjiang.skills.rules.bridge import Right
from gongjiang.skills.rules.prerequisites import Asks, Condition, Eligibility, Way

MONTHS_A_YEAR = 12

SENTENCES: Mapping[Asks, Callable[[Any], str]] = {
    Asks.AGE: lambda needs: _("%(years)s years of age") % {"years": needs},
    Asks.IN_OCCUPATION: lambda _needs: _("working in the occupation"),
    Asks.YEARS: lambda needs: _("%(years)s years of work in the occupation") % {"years": needs},
    Asks.RANK: lambda needs: _("certificate: %(rank)s or above") % {"rank": SkillRank(needs).label},
    Asks.YEARS_AFTER_RANK: lambda needs: (
        _("%(years)s years of work since that certificate") % {"years": needs}
    ),
    Asks.TITLE: lambda needs: (
        _("professional title: %(level)s or above") % {"level": TitleLevel(needs).label}
    ),
    Asks.YEARS_AFTER_TITLE: lambda needs: (
        _("%(years)s years of work since that title") % {"years": needs}
    ),
    Asks.DIPLOMA: lambda needs: (
        _("diploma in the subject: %(level)s or above") % {"level": DiplomaLevel(needs).label}
    ),
    Asks.APPRENTICED: lambda _needs: _("an apprenticeship completed"),
}


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """A condition as a line: what is asked, whether it holds, and how far it has come."""

    text: str
    holds: bool
    note: str


@dataclass(frozen=True, slots=True)
class ShownWay:
    """A way to a rank, with its conditions; `earliest` None: not in sight."""

    holds: bool
    earliest: date | None
    conditions: tuple[ShownCondition, ...]


def shown_ways(found: Eligibility) -> list[ShownWay]:
    """The ways to a rank, the nearest first."""
    ways = sorted(found.ways, key=lambda way: (way.earliest is None, way.earliest or date.max))
    return [_way(way, found.on) for way in ways]


def shown_right(right: Right) -> dict[str, Any]:
    """A way over the bridge, for showing."""
    to_title = right.direction == BridgeDirection.TO_TITLE
    return {
        "direction": right.direction.value,
        "target": right.target,
        "label": TitleLevel(right.target).label if to_title else SkillRank(right.target).label,
        "years": right.years,
        "earliest": right.earliest,
    }


def _way(way: Way, on: date) -> ShownWay:
    lines = tuple(
        ShownCondition(
            SENTENCES[condition.asks](condition.needs), condition.holds(on), _note(condition, on)
        )
        for condition in way.conditions
    )
    return ShownWay(way.holds(on), way.earliest, lines)


def _note(condition: Condition, on: date) -> str:
    if condition.holds(on):
        return _("since %(day)s") % {"day": condition.since}
    parts = []
    if condition.months:
        years, months = divmod(condition.months, MONTHS_A_YEAR)
        parts.append(
            _("so far %(years)d years %(months)d months") % {"years": years, "months": months}
        )
    if condition.since is not None:
        parts.append(_("from %(day)s on") % {"day": condition.since})
    return _("; ").join(parts) or _("not yet")
