"""The ladder and the terms an installation starts with, said to be nobody's decision yet."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongjiang.careers.canonical import LADDER, ROUNDS
from gongjiang.governance.contents import RuleContent
from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.governance.services.defaults import FIRST_DAY, NO_PROCEDURE, VERSION
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.kernel.periods import start_of
from gongjiang.people.actors import Actor

CONTENTS: tuple[RuleContent, ...] = (LADDER, ROUNDS)


@transaction.atomic
def install_ladder(*, actor: Actor, on: date) -> list[RuleSet]:
    """Put the default ladder and terms in force, unless the zone has approved some before.

    Args:
        actor: the installation itself, who alone may let a rule hold from a day that has passed.
        on: the day this is done.
    """
    keys = [content.key for content in CONTENTS]
    decided = set(approved().filter(key__in=keys, scope=None).values_list("key", flat=True))
    return [_install(content, actor, on) for content in CONTENTS if content.key not in decided]


def _install(content: RuleContent, actor: Actor, on: date) -> RuleSet:
    draft = Draft(
        key=content.key,
        version=VERSION,
        content=content.as_json(),
        valid_from=FIRST_DAY,
        procedure_reference=NO_PROCEDURE,
    )
    rule_set = draft_rule_set(draft, actor=actor, at=start_of(on))
    return approve_rule_set(rule_set_id=rule_set.id, actor=actor, at=start_of(on))
