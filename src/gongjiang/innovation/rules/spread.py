"""What a verified copy earns those who had the idea. No database, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from gongjiang.innovation.contents.spread import SpreadTerms
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.kernel.money import split
from gongjiang.kernel.periods import add_months

ADAPTED = "ADAPTED"


def due_for_copy(
    outcome: str, *, paid_before: int, accepted_on: date, on: date, terms: SpreadTerms
) -> int:
    """What one verified copy earns in all, in fen; 0 once there are enough, or it is too late."""
    if paid_before >= terms.most_paid or on >= add_months(accepted_on, terms.paid_months):
        return 0
    return terms.adapted_fen if outcome == ADAPTED else terms.copied_fen


def originators_shares(amount_fen: int, shares_bp: Sequence[int]) -> list[int]:
    """By the authors' shares, to the fen."""
    return split(amount_fen, shares_bp) if shares_bp else []


def may_travel(*, secret: bool, same_enterprise: bool) -> Decision:
    """Within its enterprise every accepted idea travels; beyond it only one without a mark."""
    if secret and not same_enterprise:
        return refused(_("This idea bears a secrecy mark: it stays in its enterprise."))
    return ALLOWED
