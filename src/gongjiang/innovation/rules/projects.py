"""How a technical innovation project goes on, and what stands in the way of each step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import ALLOWED, Decision, Sentence, refused

PROPOSED, APPROVED, RUNNING = "PROPOSED", "APPROVED", "RUNNING"
ACCEPTED, APPRAISED, PROMOTED, STOPPED = "ACCEPTED", "APPRAISED", "PROMOTED", "STOPPED"

FROM: dict[str, frozenset[str]] = {
    APPROVED: frozenset({PROPOSED}),
    RUNNING: frozenset({APPROVED}),
    ACCEPTED: frozenset({RUNNING}),
    APPRAISED: frozenset({ACCEPTED}),
    PROMOTED: frozenset({APPRAISED}),
    STOPPED: frozenset({PROPOSED, APPROVED, RUNNING}),
}
"""From which states each state is reached (domain.md §6.4); what was accepted is not stopped."""

LEAST_APPRAISERS = 3
"""As many as review a proposal (domain.md §6.1)."""
PASS_SCORE = 60
"""The mean score from which a project counts as appraised: ours."""
FULL_SCORE = 100


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as the guards ask for it."""

    title: str
    due_on: date
    done: bool = False


def may_become(now: str, then: str, *, label: Sentence) -> Decision:
    """Whether a state follows on another.

    Args:
        label: what readers call the present state.
    """
    if now in FROM[then]:
        return ALLOWED
    return refused(
        _("The project is “%(state)s” now, so this cannot be done. Load the page anew.")
        % {"state": label}
    )


def may_plan(steps: Sequence[Step], *, starts: date, due_on: date) -> Decision:
    """Milestones in order of their days, none before the start nor after the end."""
    if due_on <= starts:
        return refused(_("The project must be due after today."))
    if not steps:
        return refused(_("Plan at least one milestone: what is to be done, and by when."))
    days = [step.due_on for step in steps]
    if days != sorted(days):
        return refused(_("Put the milestones in the order of their days."))
    if days[0] < starts or days[-1] > due_on:
        return refused(
            _("Milestones lie between today and %(due)s, when the project is due.")
            % {"due": due_on}
        )
    return ALLOWED


def may_spend(amount_fen: int, left_fen: int) -> Decision:
    """Never more than is left of the budget."""
    if amount_fen <= left_fen:
        return ALLOWED
    return refused(
        _(
            "Only %(left)s yuan are left of the budget. Ask whoever approved the project to raise "
            "it first."
        )
        % {"left": f"{left_fen / 100:,.2f}"}
    )


def may_accept(steps: Sequence[Step], *, results: str, evidence: str) -> Decision:
    """Every milestone is done, results are written down, and the accepter says what they saw."""
    if open_steps := [step.title for step in steps if not step.done]:
        return refused(
            _("Not done yet: %(titles)s. Report these milestones first.")
            % {"titles": ", ".join(open_steps)}
        )
    if not results.strip():
        return refused(_("The team has not written down its results yet."))
    if not evidence.strip():
        return refused(_("Say what you saw that shows the result: a test, a reading, a use."))
    return ALLOWED


def may_sit(panel: Collection[int], members: Collection[int]) -> Decision:
    """A panel of three or more, none of whom is a member."""
    if set(panel) & set(members):
        return refused(_("Nobody appraises a project of their own: name others."))
    if len(set(panel)) < LEAST_APPRAISERS:
        return refused(_("A panel has at least %(least)d persons.") % {"least": LEAST_APPRAISERS})
    return ALLOWED


def may_appraise(scores: Sequence[int | None]) -> Decision:
    """Everybody on the panel has given a score, and their mean passes."""
    given = [score for score in scores if score is not None]
    if len(scores) < LEAST_APPRAISERS:
        return refused(_("A panel has at least %(least)d persons.") % {"least": LEAST_APPRAISERS})
    if len(given) < len(scores):
        return refused(
            _("%(count)d of the panel have not given their score yet.")
            % {"count": len(scores) - len(given)}
        )
    if fmean(given) < PASS_SCORE:
        return refused(
            _(
                "The mean score is %(mean)s; %(pass)d are needed. The project stays accepted, "
                "not appraised."
            )
            % {"mean": f"{fmean(given):.1f}", "pass": PASS_SCORE}
        )
    return ALLOWED
