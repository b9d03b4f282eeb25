"""Whether a change of sequence is open: level first, then upward. No database, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gongjiang.careers.round_rules import RoundsRule
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import add_months


class WouldPromote(CannotDo):
    """The change of sequence would also be a promotion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where somebody stands.

    Attributes:
        since: the first day of the present grade in the present sequence.
        rank, title: the highest held; 0 and -1: none.
    """

    sequence: str
    grade: int
    since: date
    rank: int
    title: int


def check_conversion(
    standing: Standing,
    *,
    sequence: str,
    grade: int,
    rank: int,
    title: int,
    rule: RoundsRule,
    on: date,
) -> None:
    """Refuse a change that domain.md §4.3 does not allow.

    Args:
        rank, title: what the target asks for, as everybody there has shown.

    Raises:
        WouldPromote: the new grade is higher.
        CannotDo: it is the same sequence, too low, too early, or a qualification is missing.
    """
    if sequence == standing.sequence:
        raise CannotDo(_("This is the sequence the person is in already."))
    if grade > standing.grade:
        raise WouldPromote(
            _("Change at grade %(grade)d first, and rise after that: never both in one step.")
            % {"grade": standing.grade}
        )
    if grade < standing.grade - rule.most_lower:
        raise CannotDo(
            _("A change of sequence leads at most %(most)d grades lower, to grade %(least)d.")
            % {"most": rule.most_lower, "least": standing.grade - rule.most_lower}
        )
    open_from = add_months(standing.since, rule.conversion_months)
    if on < open_from:
        raise CannotDo(
            _("A change of sequence is open after %(months)d months in a grade, from %(day)s on.")
            % {"months": rule.conversion_months, "day": open_from}
        )
    if standing.rank < rank or standing.title < title:
        raise CannotDo(
            _("The target sequence asks for a certificate or title at that grade; gain it first.")
        )
