"""When a defence is passed, and a committee for it. No database, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo

LOWEST, HIGHEST = Decimal(0), Decimal(100)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether it is passed, and if not, why."""

    passed: bool
    reason: str = ""

    def require(self) -> None:
        """Pass when it is passed.

        Raises:
            CannotDo: with the reason.
        """
        if not self.passed:
            raise CannotDo(self.reason)


PASSED = Outcome(passed=True)


def mean(scores: Sequence[Decimal]) -> Decimal:
    """The mean of at least one score, to the hundredth."""
    return (sum(scores, Decimal(0)) / len(scores)).quantize(CENT, ROUND_HALF_UP)


def defence(scores: Sequence[Decimal], *, seats: int, least: int, mark: int) -> Outcome:
    """Every member of the panel has scored, enough of them, and their mean passes.

    The exact mean decides: 59.999 does not pass 60, though it is told as 60.00.
    """
    if seats < least:
        return Outcome(
            passed=False,
            reason=_("The panel has %(seats)d members; it needs %(least)d.")
            % {"seats": seats, "least": least},
        )
    if len(scores) < seats:
        return Outcome(
            passed=False,
            reason=_("%(left)d members of the panel have not scored yet.")
            % {"left": seats - len(scores)},
        )
    if sum(scores, Decimal(0)) < mark * len(scores):
        return Outcome(
            passed=False,
            reason=_("The mean of the scores is %(mean)s; %(mark)d is needed to pass.")
            % {"mean": mean(scores), "mark": mark},
        )
    return PASSED


def decision(votes: Sequence[str], *, seats: int, least: int) -> Outcome:
    """Every member of the committee has voted, enough of them, and more than half are for it."""
    if seats < least:
        return Outcome(
            passed=False,
            reason=_("The committee has %(seats)d members; it needs %(least)d.")
            % {"seats": seats, "least": least},
        )
    if len(votes) < seats:
        return Outcome(
            passed=False,
            reason=_("%(left)d members of the committee have not voted yet.")
            % {"left": seats - len(votes)},
        )
    if 2 * list(votes).count("YES") <= seats:
        return Outcome(
            passed=False,
            reason=_("Not more than half of the committee voted for it."),
        )
    return PASSED
