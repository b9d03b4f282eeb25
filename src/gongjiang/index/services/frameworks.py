"""The next framework version is drafted from one that there is, and weighed anew.

Days, publicity, approval and everything after are governance's (`services.rule_sets`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from gongjiang.governance.contents import WrongContent
from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.rule_sets import Draft, draft_rule_set, revise_draft
from gongjiang.index.framework import FrameworkRule, Part
from gongjiang.index.models import Run, Snapshot
from gongjiang.index.queries.frameworks import framework_on
from gongjiang.index.rules.normalise import Floats
from gongjiang.index.rules.outliers import Change, winsorised
from gongjiang.index.rules.weights import compared_weights, entropy_weights, expert_weights
from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.people.actors import Actor

COMPOSITES = ("dimensions", "forces")
BETWEEN = "; "
"""Between what is said of one group's weights and of the next's."""

DIGITS = 6
"""Weights are kept with so many digits; more would be a claim nobody makes."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weights for some indicators of a part, and how they came about.

    Attributes:
        changes: for each indicator, the values that were drawn in on the way.
    """

    weights: Mapping[str, float]
    source: str
    changes: Mapping[str, Sequence[Change]]


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


def problem_with(content: Mapping[str, Any]) -> str:
    """What is wrong with a framework's content, in a sentence; "": nothing."""
    try:
        FrameworkRule.read(content)
    except WrongContent as wrong:
        return str(wrong)
    return ""


def weigh_by_experts(part: Part, points: Mapping[str, float]) -> Weighing:
    """Weights from points that experts gave each indicator of a part.

    Raises:
        CannotDo: points are missing, negative or all zero.
    """
    ids = [each.indicator for each in part.indicators]
    if set(points) != set(ids):
        raise CannotDo(_("Give points to each indicator of “%(part)s”.") % {"part": part.code})
    weights = expert_weights(np.array([points[name] for name in ids], dtype=np.float64))
    return Weighing(_told(ids, weights), _("Points of experts"), {})


def weigh_by_comparison(part: Part, matrix: Sequence[Sequence[float]]) -> Weighing:
    """Weights from how many times as important each indicator is as each other (AHP).

    Args:
        matrix: a row and a column per indicator, in the part's order.

    Raises:
        CannotDo: it is of another size, or the comparisons contradict each other.
    """
    ids = [each.indicator for each in part.indicators]
    if len(matrix) != len(ids) or any(len(row) != len(ids) for row in matrix):
        raise CannotDo(_("Compare each indicator of “%(part)s” with each.") % {"part": part.code})
    found = compared_weights(np.array(matrix, dtype=np.float64))
    ratio = f"{found.consistency_ratio:.3f}"
    source = _("Pairwise comparison (AHP), consistency ratio %(ratio)s") % {"ratio": ratio}
    return Weighing(_told(ids, found.weights), source, {})


def weigh_by_dispersion(part: Part, run: Run) -> Weighing:
    """Weights from how far enterprises differ in a run (entropy): dispersion, not importance.

    Outliers are drawn in first, and said. What the run did not measure keeps no weight here.

    Raises:
        CannotDo: fewer than ten enterprises have every value, or nothing tells them apart.
    """
    ids = [each.indicator for each in part.indicators if each.indicator in run.indicators]
    enterprises = Unit.objects.filter(kind=UnitKind.ENTERPRISE).values("id")
    rows = Snapshot.objects.filter(run_id=run.id, unit_id__in=enterprises).order_by("unit_id")
    stored = [row for row in rows.values_list("values", flat=True) if row]
    columns = [run.indicators.index(name) for name in ids]
    table = np.array(stored, dtype=np.float64).reshape(len(stored), -1)
    table = table[:, columns] if stored else np.empty((0, len(ids)))
    whole = table[~np.isnan(table).any(axis=1)]
    treated = [winsorised(whole[:, place]) for place in range(len(ids))]
    drawn_in = np.column_stack([each.values for each in treated]) if ids else np.empty((0, 0))
    weights = entropy_weights(drawn_in)
    changes = {name: each.changes for name, each in zip(ids, treated, strict=True)}
    source = _("Entropy over %(count)s enterprises on %(day)s") % {
        "count": len(whole),
        "day": run.day,
    }
    return Weighing(_told(ids, weights), source, changes)


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


def _told(ids: Sequence[str], weights: Floats) -> dict[str, float]:
    return {name: round(float(weight), DIGITS) for name, weight in zip(ids, weights, strict=True)}
