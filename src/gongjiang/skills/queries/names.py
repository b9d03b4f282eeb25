"""What codes are called."""

from __future__ import annotations

from collections.abc import Iterable

from gongjiang.governance.queries.rule_sets import NoRuleInForce, content_in_force
from gongjiang.kernel.periods import today
from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import Occupation


def occupation_names(codes: Iterable[str]) -> dict[str, str]:
    """Occupations by their codes; one query, none where no code is asked for."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    return dict(Occupation.objects.filter(code__in=wanted).values_list("code", "name"))


def certificate_kind_names(codes: Iterable[str]) -> dict[str, str]:
    """Kinds of operation certificate by their codes, as the rule in force today calls them."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    try:
        rule = content_in_force(OperationRule, on=today())
    except NoRuleInForce:
        return {}
    return {kind.code: kind.name for kind in rule.kinds if kind.code in wanted}
