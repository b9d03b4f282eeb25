"""Seals, prizes and panels of the challenge market. No database, no clock."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from gongjiang.innovation.models.challenges import WHOLE_BP
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.kernel.money import split

MOST_SHARERS = 20
MOST_MILESTONES = 12


def digest_of(plan: str, nonce: str) -> str:
    """The SHA-256 that stands for a sealed plan; the nonce keeps short plans from being guessed."""
    return hashlib.sha256(f"{nonce}\n{plan}".encode()).hexdigest()


def parts_add_up(prize_fen: int, parts: Sequence[int]) -> Decision:
    """Milestones release the whole prize and nothing more, each a part of it."""
    if not parts or len(parts) > MOST_MILESTONES:
        return refused(
            _("A challenge has one milestone at least and %(most)d at most.")
            % {"most": MOST_MILESTONES}
        )
    if min(parts) <= 0:
        return refused(_("Each milestone releases a part of the prize."))
    if sum(parts) != prize_fen:
        return refused(
            _("The milestones release %(parts)s yuan in all, but the prize is %(prize)s.")
            % {"parts": f"{sum(parts) / 100:.2f}", "prize": f"{prize_fen / 100:.2f}"}
        )
    return ALLOWED


def shares_add_up(shares_bp: Sequence[int]) -> Decision:
    """The shares of those who bid together are the whole."""
    if not shares_bp or len(shares_bp) > MOST_SHARERS:
        return refused(
            _("One person at least and %(most)d at most share a bid.") % {"most": MOST_SHARERS}
        )
    if min(shares_bp) <= 0 or sum(shares_bp) != WHOLE_BP:
        return refused(_("The shares must all be above zero and sum to 100 %."))
    return ALLOWED


def earned(amount_fen: int, shares_bp: Sequence[int]) -> list[int]:
    """A released amount by shares, to the fen; see `kernel.money.split`."""
    return split(amount_fen, shares_bp)


@dataclass(frozen=True, slots=True)
class Side:
    """Whom a bid binds: who shares it, who belongs to its studio, where it comes from."""

    persons: frozenset[int]
    enterprise_id: int
    unit_id: int


def may_judge(
    judge: int,
    works_at: Collection[int],
    units: Collection[int],
    sides: Collection[Side],
    home: int,
) -> Decision:
    """No judge is on a bidder's side.

    Args:
        works_at: the enterprises that employ the judge; units: where the judge works.
        home: the enterprise that posted; its people may judge its own teams, but not their own.
    """
    for side in sides:
        if judge in side.persons or side.unit_id in units:
            return refused(_("Somebody who bids, or whose team does, cannot judge."))
        if side.enterprise_id != home and side.enterprise_id in works_at:
            return refused(_("Somebody whose enterprise bids here cannot judge."))
    return ALLOWED


def mean_points(points: Sequence[int]) -> Fraction:
    """The plain mean of a bid's scores."""
    return Fraction(sum(points), len(points))
