"""The zone's index as anybody may see it: aggregates, and no small groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongjiang.index.queries.months import Month, months_until
from gongjiang.index.queries.standings import Standing, standing_of
from gongjiang.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Course:
    """How the zone stands, and the months until then."""

    standing: Standing
    months: Sequence[Month]


def zone_course(zone: Unit, until: date) -> Course | None:
    """The zone on the last day that has a run; None: there is none yet. Two queries."""
    months = months_until(until, zone, named=False)
    if not months:
        return None
    now = months[-1]
    standing = standing_of(now.snapshot, now.run, now.rule, zone.kind, names_everybody=False)
    return Course(standing, months)
