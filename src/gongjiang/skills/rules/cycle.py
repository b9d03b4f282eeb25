"""The order of an assessment's states, and who passes it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.skills.models import PlanState, SkillRank

REVIEWED_FROM = SkillRank.TECHNICIAN
"""From this rank on there is an overall review (domain.md §3.1)."""

HUNDREDTHS = 100


def states(rank: int) -> tuple[PlanState, ...]:
    """The states of an assessment of a rank, in order."""
    return tuple(state for state in PlanState if state != PlanState.REVIEW or rank >= REVIEWED_FROM)


def may_follow(rank: int, now: str, wanted: str) -> Decision:
    """Whether a state comes right after another; nothing is skipped."""
    order = states(rank)
    place = order.index(PlanState(now))
    if place + 1 < len(order) and order[place + 1] == wanted:
        return ALLOWED
    if place + 1 == len(order):
        return refused(_("This assessment is revoked; nothing follows."))
    return refused(
        _("This assessment is at “%(now)s”; the next step is “%(next)s”.")
        % {"now": order[place].label, "next": order[place + 1].label}
    )


def parts(rank: int) -> tuple[str, ...]:
    """The parts a candidate is marked in."""
    return ("theory", "practical", "review") if rank >= REVIEWED_FROM else ("theory", "practical")


def has_passed(marks: dict[str, int | None], rank: int, pass_points: int) -> bool:
    """Whether each part of a rank was passed; a part without a mark was not.

    Args:
        marks: hundredths of a point, by part.
    """
    least = pass_points * HUNDREDTHS
    return all((marks.get(part) or 0) >= least for part in parts(rank))
