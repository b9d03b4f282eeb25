"""The rule of proposals: who has how long for what, and what a proposal must hold."""

from __future__ import annotations

from typing import Annotated, ClassVar

from annotated_types import Ge, Le
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from gongjiang.governance.contents import RuleContent
from gongjiang.innovation.models import State
from gongjiang.innovation.rules.levels import Level

WorkingDays = Annotated[int, Ge(1), Le(120)]


class ProposalTerms(RuleContent):
    """The clocks of domain.md §6.1 and the guards of its states, in force where they are read."""

    key: ClassVar[str] = "innovation.proposals"
    title = _("Proposals: clocks and guards")
    labels = {
        "screen_days": _("Screening, working days"),
        "review_days": _("Review and decision, working days"),
        "start_days": _("Naming who carries it out, working days"),
        "accept_days": _("Acceptance, working days"),
        "benefit_days": _("Confirmation of the benefit, working days"),
        "reward_days": _("Publicity and reward, working days"),
        "close_days": _("Closing, working days"),
        "publicity_days": _("Publicity of rewards, working days"),
        "appeal_days": _("Appeal, working days"),
        "escalate_days": _("From one level to the next without an answer, working days"),
        "least_panel": _("Least members of a panel"),
        "panel_level": _("Lowest level at which a panel decides"),
        "most_authors": _("Most authors"),
        "least_method": _("Least characters that tell the method"),
        "allow_post_facto": _("Whether what is done already may be proposed"),
    }

    # 3, 10, 5 and 10 working days, three members and five authors: (P) of domain.md §6.1; the
    # other days, the levels and the length are ours.
    screen_days: WorkingDays = 3
    review_days: WorkingDays = 10
    start_days: WorkingDays = 10
    accept_days: WorkingDays = 10
    benefit_days: WorkingDays = 30
    reward_days: WorkingDays = 20
    close_days: WorkingDays = 10
    publicity_days: WorkingDays = 5
    appeal_days: WorkingDays = 10
    escalate_days: WorkingDays = 3
    least_panel: Annotated[int, Ge(3), Le(15)] = 3
    panel_level: Level = Level.WORKSHOP
    most_authors: Annotated[int, Ge(1), Le(5)] = 5
    least_method: Annotated[int, Ge(1), Le(200)] = 10
    allow_post_facto: bool = Field(default=False)

    def days_for(self, state: str) -> int | None:
        """The working days there are to act in a state; None where nobody must, or a day is set."""
        return {
            State.SUBMITTED: self.screen_days,
            State.PRELIM_OK: self.review_days,
            State.ADOPTED: self.start_days,
            State.IMPLEMENTED: self.accept_days,
            State.ACCEPTED: self.benefit_days,
            State.BENEFIT_CONFIRMED: self.reward_days,
            State.REWARDED: self.close_days,
        }.get(State(state))
