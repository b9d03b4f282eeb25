"""The terms of proposals as the chapters need them: those of the rule in force all through."""

from __future__ import annotations

from gongjiang.demo.ideas import course
from gongjiang.innovation.proposal_terms import ProposalTerms


def terms() -> course.Terms:
    """What the rule that is in force all through the demo gives those who must act."""
    rule = ProposalTerms()
    return course.Terms(
        screen=rule.screen_days,
        review=rule.review_days,
        start=rule.start_days,
        accept=rule.accept_days,
        confirm=rule.benefit_days,
        publicity=rule.publicity_days,
        reward=rule.reward_days,
        close=rule.close_days,
        escalate=rule.escalate_days,
    )
