"""The answer: first review, the panel's decision, one level up, and what was kept for later."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import State
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.services import deciding, screening
from gongjiang.kernel.decision import Decision
from gongjiang.web.innovation.proposals.deeds.deed import (
    Deed,
    decides_here,
    handles,
    plain,
    stands,
)
from gongjiang.web.innovation.proposals.forms import deeds as words
from gongjiang.web.innovation.proposals.seen import Seen


def _screens(seen: Seen) -> bool:
    return stands(seen, State.SUBMITTED) and bool(seen.handles)


def _concludes(seen: Seen) -> Decision:
    return permissions.may_conclude(seen.reader, seen.proposal)


def _passes_up(seen: Seen) -> Decision:
    """Its chair; before it has a panel, whoever sits where it lies."""
    return _concludes(seen) if stands(seen, State.REVIEWING) else seen.handles


ANSWERING = (
    Deed(
        name="pass-on",
        title=_("It is a proposal: to the panel"),
        button=_("Hand it to the panel"),
        said=_("Handed to where the panel decides."),
        may=handles,
        offered=_screens,
        form=plain(words.PassOnForm),
        perform=lambda seen, data, at: screening.pass_on(
            proposal_id=seen.proposal.id, actor=seen.reader, at=at, remark=data["remark"]
        ),
        main=True,
    ),
    Deed(
        name="send-back",
        title=_("Send it back to be mended"),
        button=_("Send it back"),
        said=_("Sent back, with your reason."),
        may=handles,
        offered=_screens,
        form=lambda _seen, data, _files: words.GroundForm(data, initial={"ground": "INCOMPLETE"}),
        perform=lambda seen, data, at: screening.send_back(
            proposal_id=seen.proposal.id,
            actor=seen.reader,
            reason=data["reason"],
            ground=data["ground"],
            at=at,
        ),
    ),
    Deed(
        name="turn-down",
        title=_("Turn it down"),
        button=_("Turn it down"),
        said=_("Turned down, with your reason."),
        may=handles,
        offered=_screens,
        form=plain(words.GroundForm),
        perform=lambda seen, data, at: screening.turn_down(
            proposal_id=seen.proposal.id,
            actor=seen.reader,
            ground=data["ground"],
            reason=data["reason"],
            at=at,
        ),
    ),
    Deed(
        name="decide",
        title=_("Decide"),
        button=_("Decide"),
        said=_("Decided; the authors are told why."),
        may=_concludes,
        offered=lambda seen: stands(seen, State.REVIEWING) and seen.is_chair,
        form=plain(words.DecideForm),
        perform=lambda seen, data, at: deciding.decide(
            proposal_id=seen.proposal.id,
            actor=seen.reader,
            outcome=data["outcome"],
            reason=data["reason"],
            at=at,
        ),
        main=True,
    ),
    Deed(
        name="pass-up",
        title=_("Not in our power: pass it up a level"),
        button=_("Pass it up"),
        said=_("Passed up a level."),
        may=_passes_up,
        offered=lambda seen: (
            stands(seen, State.PRELIM_OK, State.REVIEWING) and bool(_passes_up(seen))
        ),
        form=plain(words.ReasonForm),
        perform=lambda seen, data, at: deciding.pass_up(
            proposal_id=seen.proposal.id, actor=seen.reader, reason=data["reason"], at=at
        ),
    ),
    Deed(
        name="take-up-again",
        title=_("Take it up again"),
        button=_("Take it up again"),
        said=_("It is before a panel again."),
        may=decides_here,
        offered=lambda seen: stands(seen, State.RESERVED) and bool(seen.decides_here),
        form=plain(words.ReasonForm),
        perform=lambda seen, data, at: deciding.take_up_again(
            proposal_id=seen.proposal.id, actor=seen.reader, reason=data["reason"], at=at
        ),
    ),
)
