"""Where a proposal stands in plain words: whose turn it is and until when, how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.innovation.models import Proposal, State
from gongjiang.kernel.decision import Sentence

TURNS: dict[str, Sentence] = {
    State.SUBMITTED: gettext_lazy(
        "A reply is due by %(day)s. It is with %(unit)s, for the first look."
    ),
    State.PRELIM_OK: gettext_lazy(
        "A decision is due by %(day)s. %(unit)s is choosing who marks it."
    ),
    State.REVIEWING: gettext_lazy(
        "A decision is due by %(day)s. It is with the panel of %(unit)s."
    ),
    State.ADOPTED: gettext_lazy("It was adopted. By %(day)s %(unit)s names who carries it out."),
    State.IMPLEMENTING: gettext_lazy("It is being carried out at %(unit)s, by %(day)s."),
    State.REWORK: gettext_lazy("It is being reworked at %(unit)s, by %(day)s."),
    State.IMPLEMENTED: gettext_lazy("It was carried out. %(unit)s looks at it by %(day)s."),
    State.ACCEPTED: gettext_lazy(
        "It works. By %(day)s the finance office of %(unit)s says what it brings."
    ),
    State.BENEFIT_CONFIRMED: gettext_lazy(
        "Its benefit is confirmed. The reward is due from %(unit)s by %(day)s."
    ),
    State.REWARDED: gettext_lazy("It was rewarded. %(unit)s closes it by %(day)s."),
}
"""What is waited for, in each state in which somebody must act."""

ENDS: dict[str, Sentence] = {
    State.DRAFT: gettext_lazy("Not sent yet."),
    State.RETURNED: gettext_lazy("It came back to its authors, to be mended and sent again."),
    State.REJECTED: gettext_lazy("It was turned down at the first look; why stands below."),
    State.NOT_ADOPTED: gettext_lazy("It was not adopted; why stands below."),
    State.RESERVED: gettext_lazy("It is kept for later; why stands below."),
    State.CLOSED: gettext_lazy("It is done."),
    State.WITHDRAWN: gettext_lazy("It was taken back."),
}
"""What is said where nobody must act."""

REFUSED = frozenset({State.REJECTED, State.NOT_ADOPTED, State.RESERVED})


@dataclass(frozen=True, slots=True)
class Clock:
    """Who must act, and until when.

    Attributes:
        late: how many days past its day; 0 when it is in time.
    """

    words: str
    late: int

    @property
    def late_words(self) -> str:
        if not self.late:
            return ""
        return _("It is %(days)d days late; the level above is told.") % {"days": self.late}


def clock_of(proposal: Proposal, day: date) -> Clock:
    """Its `holder_unit` is to be selected with it."""
    unit, due_on = proposal.holder_unit, proposal.due_on
    if due_on is None or unit is None:
        return Clock(str(ENDS.get(proposal.state, "")), 0)
    words = str(TURNS[proposal.state]) % {"unit": unit.name, "day": due_on.isoformat()}
    return Clock(words, max((day - due_on).days, 0))


def steps_of(proposal: Proposal) -> list[dict[str, Sentence]]:
    """How far it has come, each step with its day; nothing of what was taken back."""
    if proposal.state == State.WITHDRAWN:
        return []
    refused = proposal.state in REFUSED
    days = [
        (_("sent"), proposal.submitted_on),
        (_("first look"), proposal.screened_on),
        (proposal.get_state_display() if refused else _("adopted"), proposal.decided_on),
    ]
    if not refused:
        days += [
            (_("carried out"), proposal.implemented_on),
            (_("found to work"), proposal.accepted_on),
            (_("rewarded"), proposal.rewarded_on or proposal.closed_on),
        ]
    reached = sum(day is not None for _word, day in days)
    return [
        {
            "label": word,
            "state": "done" if day else "current" if place == reached else "todo",
            "note": day.isoformat() if day else "",
        }
        for place, (word, day) in enumerate(days)
    ]
