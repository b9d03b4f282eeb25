"""What works is made public, rewarded, closed, and made the standard."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import State
from gongjiang.innovation.rules.proposals import STANDARDISABLE
from gongjiang.innovation.services import finishing
from gongjiang.web.innovation.proposals.deeds.deed import (
    Deed,
    decides_here,
    plain,
    rewards,
    stands,
)
from gongjiang.web.innovation.proposals.forms import deeds as words
from gongjiang.web.innovation.proposals.seen import Seen


def _is_rewarded(seen: Seen) -> bool:
    return stands(seen, State.BENEFIT_CONFIRMED) and bool(seen.authors) and bool(seen.rewards)


def _is_closed(seen: Seen) -> bool:
    """After its reward; or an anonymous one, of which nobody said that it was theirs."""
    ended = stands(seen, State.REWARDED) or (
        stands(seen, State.BENEFIT_CONFIRMED) and not seen.authors
    )
    return ended and bool(seen.rewards)


ENDING = (
    Deed(
        name="publicise",
        title=_("Make the reward public"),
        button=_("Make it public"),
        said=_("The reward is public; it can be paid when its days are over."),
        may=rewards,
        offered=lambda seen: _is_rewarded(seen) and seen.publicity is None,
        form=lambda seen, data, _files: words.PubliciseForm(data, initial={"from_day": seen.day}),
        perform=lambda seen, data, at: finishing.publicise(
            proposal_id=seen.proposal.id,
            actor=seen.reader,
            text=data["text"],
            from_day=data["from_day"],
            at=at,
        ),
        main=True,
    ),
    Deed(
        name="reward",
        title=_("It was rewarded"),
        button=_("Write down the payment"),
        said=_("The reward is written down."),
        may=rewards,
        offered=lambda seen: _is_rewarded(seen) and seen.publicity is not None,
        form=plain(words.RewardForm),
        perform=lambda seen, data, at: finishing.reward(
            proposal_id=seen.proposal.id,
            actor=seen.reader,
            payment_reference=data["payment_reference"],
            at=at,
        ),
        main=True,
    ),
    Deed(
        name="close",
        title=_("Close it"),
        button=_("Close it"),
        said=_("Closed."),
        may=rewards,
        offered=_is_closed,
        form=plain(words.ConfirmForm),
        perform=lambda seen, _data, at: finishing.close(
            proposal_id=seen.proposal.id, actor=seen.reader, at=at
        ),
        main=True,
    ),
    Deed(
        name="standardise",
        title=_("Make it the standard"),
        button=_("Write down the procedure"),
        said=_("It is part of the procedure now."),
        may=decides_here,
        offered=lambda seen: (
            stands(seen, *STANDARDISABLE)
            and seen.proposal.standardised_on is None
            and bool(seen.decides_here)
        ),
        form=plain(words.StandardiseForm),
        perform=lambda seen, data, at: finishing.standardise(
            proposal_id=seen.proposal.id,
            actor=seen.reader,
            sop_reference=data["sop_reference"],
            at=at,
        ),
    ),
)
