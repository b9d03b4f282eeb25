"""The next framework version is drafted from one that there is, and weighed anew.

Days, publicity, approval and everything after are governance's (`services.rule_sets`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.rule_sets import Draft, draft_rule_set, revise_draft
from gongjiang.index.framework import FrameworkRule, Part
from gongjiang.index.models import Run, Snapshot
from gongjiang.index.queries.frameworks import framework_on
from gongjiang.index.rules.normalise import Floats
from gongjiang.index.rules.outliers import Change, winsorised
from gongjiang.index.rules.weights import (
    compared_weights,
    entropy_weights,
    expert_weights,
    mixed_weights,
)
from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.people.actors import Actor

COMPOSITES = ("dimensions", "forces")
BETWEEN = "; "
"""Between what is said of one group's weights and of the next's."""

WHOLE = 100.0
"""What the weights of a group that is weighed as a whole add up to."""
PLACES = 4
"""Weights are kept with so many places; more would be a claim nobody makes."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """A weight for each member of a group, and how they came about.

    Attributes:
        ratio: how far comparisons contradict each other, where there were any.
        unmeasured: members that keep the weight they had.
        changes: for each member that was measured, the values that were drawn in on the way.
    """

    weights: Mapping[str, float]
    source: str
    ratio: float | None = None
    unmeasured: Sequence[str] = ()
    changes: Mapping[str, Sequence[Change]] = field(default_factory=dict)

    @property
    def shares(self) -> dict[str, float]:
        """Of each member the share of the whole group, in percent."""
        total = sum(self.weights.values())
        return {name: WHOLE * weight / total for name, weight in self.weights.items()}


def draft_next(
    *, version: str, valid_from: date, actor: Actor, at: datetime, procedure_reference: str = ""
) -> RuleSet:
    """Begin a new version with what the one in force on its first day says.

    Raises:
        NotAllowed: the actor does not govern the zone.
        CannotDo: there is such a version already.
    """
    content = framework_on(valid_from).rule.as_json()
    draft = _draft(version, valid_from, content, procedure_reference)
    return draft_rule_set(draft, actor=actor, at=at)


def change_draft(
    *, rule_set: RuleSet, content: Mapping[str, Any], actor: Actor, at: datetime
) -> RuleSet:
    """Write other content into a draft; it is checked as a whole.

    Raises:
        AlreadyApproved: it is no draft any more.
        NotAllowed: the actor does not govern the zone.
        WrongContent: it does not hold together; the sentence says where.
    """
    draft = _draft(rule_set.version, rule_set.valid_from, content, rule_set.procedure_reference)
    draft = replace(draft, valid_to=rule_set.valid_to)
    return revise_draft(rule_set_id=rule_set.id, draft=draft, actor=actor, at=at)


def weigh_by_experts(members: Sequence[str], points: Mapping[str, float]) -> Weighing:
    """Weights from points that experts gave each member of a group; they add up to 100.

    Raises:
        CannotDo: points are missing, negative or all zero.
    """
    if set(points) != set(members):
        raise CannotDo(_("Give points to each of what is weighed."))
    given = np.array([points[name] for name in members], dtype=np.float64)
    source = _("experts' points, %(sum)s in all") % {"sum": f"{given.sum():g}"}
    return Weighing(_told(members, expert_weights(given), WHOLE), source)


def weigh_by_comparison(members: Sequence[str], matrix: Sequence[Sequence[float]]) -> Weighing:
    """Weights from how many times as important each member is as each other (AHP), to 100.

    Args:
        matrix: a row and a column per member, in their order.

    Raises:
        CannotDo: it is of another size, or the comparisons contradict each other.
    """
    if len(matrix) != len(members) or any(len(row) != len(members) for row in matrix):
        raise CannotDo(_("Compare each of what is weighed with each."))
    found = compared_weights(np.array(matrix, dtype=np.float64))
    ratio = found.consistency_ratio
    source = _("compared in pairs (AHP), consistency ratio %(ratio)s, under 0.10") % {
        "ratio": f"{ratio:.3f}"
    }
    return Weighing(_told(members, found.weights, WHOLE), source, ratio=ratio)


def weigh_by_dispersion(part: Part, run: Run, *, share: float = 1.0) -> Weighing:
    """Weights from how far enterprises differ in a run (entropy): dispersion, not importance.

    What was measured shares out among itself the weight that it has together, so that what was
    not keeps its own on the same scale. Outliers are drawn in first, and said.

    Args:
        share: how much of the new weights is dispersion; the rest stays as it was.

    Raises:
        CannotDo: fewer than ten enterprises have every value, or nothing tells them apart.
    """
    now = {each.indicator: each.weight for each in part.indicators}
    ids, whole = _whole_rows(run, [name for name in now if name in run.indicators])
    treated = [winsorised(whole[:, place]) for place in range(len(ids))]
    drawn_in = np.column_stack([each.values for each in treated]) if ids else np.empty((0, 0))
    dispersed = entropy_weights(drawn_in)
    together = sum(now[name] for name in ids)
    before = np.array([now[name] / together for name in ids], dtype=np.float64)
    weights = mixed_weights(before, dispersed, alpha=1.0 - share)
    source = _("entropy, %(share)s of it, over %(count)s enterprises on %(day)s") % {
        "share": f"{share:.0%}",
        "count": len(whole),
        "day": run.day,
    }
    return Weighing(
        now | _told(ids, weights, together),
        source,
        unmeasured=[name for name in now if name not in ids],
        changes={name: each.changes for name, each in zip(ids, treated, strict=True)},
    )


def _whole_rows(run: Run, ids: Sequence[str]) -> tuple[list[str], Floats]:
    """Those of some indicators that any enterprise has, and a row for each that has them all."""
    enterprises = Unit.objects.filter(kind=UnitKind.ENTERPRISE).values("id")
    rows = Snapshot.objects.filter(run_id=run.id, unit_id__in=enterprises).order_by("unit_id")
    stored = [row for row in rows.values_list("values", flat=True) if row]
    columns = [run.indicators.index(name) for name in ids]
    table = np.array(stored, dtype=np.float64).reshape(len(stored), -1)
    table = table[:, columns] if stored else np.empty((0, len(ids)))
    measured: NDArray[np.bool_] = np.logical_not(np.isnan(table).all(axis=0))
    table = table[:, measured]
    found = [name for name, told in zip(ids, measured, strict=True) if told]
    return found, table[~np.isnan(table).any(axis=1)]


def reweighted(content: Mapping[str, Any], code: str, weighing: Weighing) -> dict[str, Any]:
    """A framework's content with other weights in one group; where they come from is said.

    Args:
        code: a part, whose indicators are weighed; or `dimensions` or `forces`, whose parts are.

    Raises:
        CannotDo: there is no such group.
    """
    if code in COMPOSITES:
        changed = {code: [_weighed(part, "code", weighing) for part in content[code]]}
    elif code in [part["code"] for name in COMPOSITES for part in content[name]]:
        changed = {
            name: [_with_indicators(part, code, weighing) for part in content[name]]
            for name in COMPOSITES
        }
    else:
        raise CannotDo(_("There is no part %(code)s.") % {"code": code})
    return {**content, **changed, "weights_source": _sources(content, code, weighing.source)}


def _with_indicators(part: Mapping[str, Any], code: str, weighing: Weighing) -> dict[str, Any]:
    if part["code"] != code:
        return dict(part)
    counted = [_weighed(each, "indicator", weighing) for each in part["indicators"]]
    return {**part, "indicators": counted}


def _weighed(each: Mapping[str, Any], name: str, weighing: Weighing) -> dict[str, Any]:
    return {**each, "weight": weighing.weights.get(each[name], each["weight"])}


def _sources(content: Mapping[str, Any], code: str, source: str) -> str:
    """Where all weights come from: the latest word on each group."""
    told = str(content["weights_source"]).split(BETWEEN)
    return BETWEEN.join(
        [*(said for said in told if not said.startswith(f"{code}: ")), f"{code}: {source}"]
    )


def _draft(version: str, valid_from: date, content: Mapping[str, Any], procedure: str) -> Draft:
    return Draft(
        key=FrameworkRule.key,
        version=version,
        content=content,
        valid_from=valid_from,
        procedure_reference=procedure,
    )


def _told(ids: Sequence[str], weights: Floats, whole: float) -> dict[str, float]:
    """Weights that add up to a whole, to a few places; nothing that counts is rounded away."""
    least = 10.0**-PLACES
    shares = (max(round(whole * float(weight), PLACES), least) for weight in weights)
    return dict(zip(ids, shares, strict=True))
