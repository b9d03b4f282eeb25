"""The terms an installation starts with, said to be nobody's decision yet."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.governance.services.defaults import FIRST_DAY, NO_PROCEDURE, VERSION
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.kernel.periods import start_of
from gongjiang.mentoring.terms import MentoringTerms
from gongjiang.people.actors import Actor

# Three apprentices, ranks and terms: (P) of domain.md §5.6. The allowance, what results earn and
# the month for objections are in use (docs/sources.md); the rest is ours.
DEFAULT = MentoringTerms(
    most_apprentices=3,
    least_rank=3,
    ranks_above=1,
    new_worker_least_months=6,
    new_worker_most_months=12,
    skill_least_months=12,
    skill_most_months=36,
    objection_months=1,
    early_after_percent=50,
    extension_months=6,
    renewal_months=12,
    pass_marks=60,
    good_marks=75,
    excellent_marks=90,
    monthly_fen=200_00,
    excellent_percent=100,
    good_percent=75,
    pass_percent=50,
    terminated_percent=0,
    prize_fen=1_000_00,
)


@transaction.atomic
def install_terms(*, actor: Actor, on: date) -> RuleSet | None:
    """Put the default terms in force, unless the zone has approved some before.

    Args:
        actor: the installation itself, who alone may let a rule hold from a day that has passed.
        on: the day this is done.
    """
    if approved().filter(key=MentoringTerms.key, scope=None).exists():
        return None
    draft = Draft(
        key=MentoringTerms.key,
        version=VERSION,
        content=DEFAULT.as_json(),
        valid_from=FIRST_DAY,
        procedure_reference=NO_PROCEDURE,
    )
    rule_set = draft_rule_set(draft, actor=actor, at=start_of(on))
    return approve_rule_set(rule_set_id=rule_set.id, actor=actor, at=start_of(on))
