"""The rule on what counts as output that an installation starts with, nobody's decision yet."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongjiang.careers.output_rule import OUTPUT, OutputRule
from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.governance.services.defaults import FIRST_DAY, NO_PROCEDURE, VERSION
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.kernel.periods import start_of
from gongjiang.people.actors import Actor


@transaction.atomic
def install_output_rule(*, actor: Actor, on: date) -> RuleSet | None:
    """Put the default in force, unless the zone has approved one before.

    Args:
        actor: the installation itself, who alone may let a rule hold from a day that has passed.
        on: the day this is done.
    """
    if approved().filter(key=OutputRule.key, scope=None).exists():
        return None
    draft = Draft(
        key=OutputRule.key,
        version=VERSION,
        content=OUTPUT.as_json(),
        valid_from=FIRST_DAY,
        procedure_reference=NO_PROCEDURE,
    )
    rule_set = draft_rule_set(draft, actor=actor, at=start_of(on))
    return approve_rule_set(rule_set_id=rule_set.id, actor=actor, at=start_of(on))
