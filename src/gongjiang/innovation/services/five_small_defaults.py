"""The five kinds an installation starts with, said to be nobody's decision yet."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.governance.services.defaults import FIRST_DAY, NO_PROCEDURE, VERSION
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.innovation.five_small_rule import FiveSmallRule
from gongjiang.innovation.models import FiveSmall
from gongjiang.innovation.rules.five_small import VARIANTS
from gongjiang.kernel.periods import start_of
from gongjiang.people.actors import Actor

# The article names "五小" and not the five; variant B is the one whose definitions we have.
DEFAULT = FiveSmallRule(variant="B", kinds=frozenset(map(FiveSmall.Kind, VARIANTS["B"])))


@transaction.atomic
def install_five_small(*, actor: Actor, on: date) -> RuleSet | None:
    """Put the default kinds in force, unless the zone has approved some before.

    Args:
        actor: the installation itself, who alone may let a rule hold from a day that has passed.
        on: the day this is done.
    """
    if approved().filter(key=FiveSmallRule.key, scope=None).exists():
        return None
    draft = Draft(
        key=FiveSmallRule.key,
        version=VERSION,
        content=DEFAULT.as_json(),
        valid_from=FIRST_DAY,
        procedure_reference=NO_PROCEDURE,
    )
    rule_set = draft_rule_set(draft, actor=actor, at=start_of(on))
    return approve_rule_set(rule_set_id=rule_set.id, actor=actor, at=start_of(on))
