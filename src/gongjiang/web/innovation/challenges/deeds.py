"""What can be done to a challenge on its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Bid, Challenge
from gongjiang.innovation.services import bids as bid_services
from gongjiang.innovation.services import challenges as services
from gongjiang.innovation.services import milestones as steps
from gongjiang.kernel.decision import Sentence
from gongjiang.web.innovation.challenges.forms import (
    AppealForm,
    AwardForm,
    ClaimForm,
    MilestoneForm,
    PlainForm,
    ReplaceForm,
    ScoreForm,
    SendBackForm,
    StopForm,
)
from gongjiang.web.innovation.challenges.reading import people_in
from gongjiang.web.innovation.challenges.seen import Seen

State = Challenge.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that can be done; `may` says whether this reader is offered it now."""

    name: str
    label: Sentence
    said: Sentence
    may: Callable[[Seen], bool]
    form: type[forms.Form]
    perform: Callable[[Seen, forms.Form, datetime], object]


def _bid(seen: Seen, form: forms.Form) -> Bid:
    return get_object_or_404(seen.challenge.bids, public_id=form.cleaned_data["bid"])


def _step(seen: Seen, form: forms.Form) -> int:
    found = get_object_or_404(seen.challenge.milestones, public_id=form.cleaned_data["milestone"])
    return found.id


def _pledge(seen: Seen, form: forms.Form, at: datetime) -> object:  # noqa: ARG001  (a deed)
    return services.sign_pledge(challenge_id=seen.challenge.id, actor=seen.reader, at=at)


def _open(seen: Seen, form: forms.Form, at: datetime) -> object:  # noqa: ARG001  (a deed)
    return bid_services.open_bids(challenge_id=seen.challenge.id, at=at)


def _take_back(seen: Seen, form: forms.Form, at: datetime) -> object:  # noqa: ARG001  (a deed)
    mine = get_object_or_404(seen.challenge.bids, by=seen.reader, state=Bid.State.SEALED)
    return bid_services.withdraw_bid(bid_id=mine.id, actor=seen.reader, at=at)


def _score(seen: Seen, form: forms.Form, at: datetime) -> object:
    return services.score_bid(
        bid_id=_bid(seen, form).id,
        points=form.cleaned_data["points"],
        remark=form.cleaned_data["remark"],
        actor=seen.reader,
        at=at,
    )


def _award(seen: Seen, form: forms.Form, at: datetime) -> object:
    return services.award(
        bid_id=_bid(seen, form).id,
        reason=form.cleaned_data["reason"],
        actor=seen.reader,
        at=at,
    )


def _replace(seen: Seen, form: forms.Form, at: datetime) -> object:
    seat = get_object_or_404(seen.challenge.judges, id=form.cleaned_data["judge"])
    [new] = people_in(form.cleaned_data["name"], seen.challenge.enterprise_id, seen.day)
    return services.replace_judge(
        challenge_id=seen.challenge.id,
        out=seat.person,
        new=new,
        reason=form.cleaned_data["reason"],
        actor=seen.reader,
        at=at,
    )


def _stop(seen: Seen, form: forms.Form, at: datetime) -> object:
    return services.stop_challenge(
        challenge_id=seen.challenge.id,
        reason=form.cleaned_data["reason"],
        actor=seen.reader,
        at=at,
    )


def _claim(seen: Seen, form: forms.Form, at: datetime) -> object:
    return steps.claim_milestone(
        milestone_id=_step(seen, form),
        evidence=form.cleaned_data["evidence"],
        actor=seen.reader,
        at=at,
    )


def _release(seen: Seen, form: forms.Form, at: datetime) -> object:
    return steps.release_milestone(milestone_id=_step(seen, form), actor=seen.reader, at=at)


def _send_back(seen: Seen, form: forms.Form, at: datetime) -> object:
    return steps.send_back(
        milestone_id=_step(seen, form),
        remark=form.cleaned_data["remark"],
        actor=seen.reader,
        at=at,
    )


def _appeal(seen: Seen, form: forms.Form, at: datetime) -> object:
    reason = form.cleaned_data["reason"]
    if form.cleaned_data["milestone"]:
        return steps.appeal_milestone(
            milestone_id=_step(seen, form), reason=reason, actor=seen.reader, at=at
        )
    return steps.appeal_award(bid_id=_bid(seen, form).id, reason=reason, actor=seen.reader, at=at)


def _is(state: str) -> Callable[[Seen], bool]:
    return lambda seen: seen.challenge.state == state


DEEDS: dict[str, Deed] = {
    deed.name: deed
    for deed in (
        Deed(
            name="pledge",
            label=_("I promise to keep it secret"),
            said=_("You can read the problem now."),
            may=lambda seen: not seen.reads_problem and seen.takes_bids,
            form=PlainForm,
            perform=_pledge,
        ),
        Deed(
            name="open",
            label=_("Open the bids"),
            said=_("The seals are broken; the judges were told."),
            may=lambda seen: (
                (seen.posts or seen.is_judge)
                and _is(State.POSTED)(seen)
                and not seen.takes_bids
                and seen.challenge.opened_at is None
            ),
            form=PlainForm,
            perform=_open,
        ),
        Deed(
            name="take-back",
            label=_("Take your bid back"),
            said=_("Your bid was taken back."),
            may=lambda seen: (
                seen.takes_bids and any(line.bid.by_id == seen.reader.id for line in seen.bids)
            ),
            form=PlainForm,
            perform=_take_back,
        ),
        Deed(
            name="score",
            label=_("Score this bid"),
            said=_("Your score is entered."),
            may=lambda seen: (
                seen.is_judge and _is(State.POSTED)(seen) and seen.challenge.opened_at is not None
            ),
            form=ScoreForm,
            perform=_score,
        ),
        Deed(
            name="award",
            label=_("Award it"),
            said=_("The challenge is awarded; the bidders were told."),
            may=lambda seen: (
                seen.chairs and _is(State.POSTED)(seen) and seen.challenge.opened_at is not None
            ),
            form=AwardForm,
            perform=_award,
        ),
        Deed(
            name="replace-judge",
            label=_("Somebody else takes the seat"),
            said=_("The seat has another judge; scores given before stay on record."),
            may=lambda seen: seen.posts and _is(State.POSTED)(seen),
            form=ReplaceForm,
            perform=_replace,
        ),
        Deed(
            name="claim",
            label=_("It is reached"),
            said=_("The enterprise was asked to accept it."),
            may=lambda seen: seen.solves and _is(State.AWARDED)(seen),
            form=ClaimForm,
            perform=_claim,
        ),
        Deed(
            name="release",
            label=_("Accept it and release its part"),
            said=_("Accepted; the shares are recorded."),
            may=lambda seen: seen.posts and _is(State.AWARDED)(seen),
            form=MilestoneForm,
            perform=_release,
        ),
        Deed(
            name="send-back",
            label=_("Send it back"),
            said=_("Sent back with your remark."),
            may=lambda seen: seen.posts and _is(State.AWARDED)(seen),
            form=SendBackForm,
            perform=_send_back,
        ),
        Deed(
            name="appeal",
            label=_("Appeal"),
            said=_("Your appeal waits for an answer; nothing is released meanwhile."),
            may=lambda seen: _is(State.AWARDED)(seen) and any(line.is_mine for line in seen.bids),
            form=AppealForm,
            perform=_appeal,
        ),
        Deed(
            name="stop",
            label=_("Stop the challenge"),
            said=_("Stopped; what was not released is the enterprise's again."),
            may=lambda seen: seen.posts and not seen.is_over,
            form=StopForm,
            perform=_stop,
        ),
    )
}
