"""The clocks an installation starts with, said to be nobody's decision yet."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.defaults import install_default, without_decision
from gongjiang.innovation.proposal_terms import ProposalTerms
from gongjiang.people.actors import Actor


@transaction.atomic
def install_proposal_terms(*, actor: Actor, on: date) -> RuleSet | None:
    """Put the default terms in force, unless the zone has approved some before.

    Args:
        actor: the installation itself, who alone may let a rule hold from a day that has passed.
        on: the day this is done.
    """
    if not without_decision([ProposalTerms.key]):
        return None
    return install_default(ProposalTerms.key, ProposalTerms().as_json(), actor=actor, on=on)
