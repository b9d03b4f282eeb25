"""The framework an installation starts with, said to be nobody's decision yet."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.governance.services.defaults import FIRST_DAY, NO_PROCEDURE
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.index.canonical import CANONICAL, VERSION
from gongjiang.index.framework import FrameworkRule
from gongjiang.kernel.periods import start_of
from gongjiang.people.actors import Actor


@transaction.atomic
def install_framework(*, actor: Actor, on: date) -> RuleSet | None:
    """Put the default framework in force, unless the zone has approved one before.

    Args:
        actor: the installation itself, who alone may let a rule hold from a day that has passed.
        on: the day this is done.
    """
    if approved().filter(key=FrameworkRule.key, scope=None).exists():
        return None
    draft = Draft(
        key=FrameworkRule.key,
        version=VERSION,
        content=CANONICAL.as_json(),
        valid_from=FIRST_DAY,
        procedure_reference=NO_PROCEDURE,
    )
    rule_set = draft_rule_set(draft, actor=actor, at=start_of(on))
    return approve_rule_set(rule_set_id=rule_set.id, actor=actor, at=start_of(on))
