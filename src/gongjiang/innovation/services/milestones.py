"""Milestones are claimed, sent back or released; the prize is split to the fen; disputes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.models import Appeal, Subject
from gongjiang.governance.services.appeals import register_follower, submit_appeal
from gongjiang.governance.services.notices import notify
from gongjiang.innovation.models import (
    Bid,
    BidShare,
    Challenge,
    ChallengeMilestone,
    ChallengeShare,
)
from gongjiang.innovation.permissions import challenges as permissions
from gongjiang.innovation.rules.challenges import earned
from gongjiang.innovation.services.challenges import (
    CHALLENGE,
    MILESTONE,
    NotNow,
    address,
    lock_challenge,
    refuse_while_appealed,
    tell_bidders,
    write_down,
)
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.studios import ChallengeAwarded, ChallengeEarned, ChallengeReleased
from gongjiang.ledger.queries import standing_entry
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import zone
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person

State = ChallengeMilestone.State


@transaction.atomic
def claim_milestone(
    *, milestone_id: int, evidence: str, actor: Person, at: datetime
) -> ChallengeMilestone:
    """Say, with evidence, that a milestone is reached.

    Raises:
        NotAllowed: the actor does not share in the awarded bid.
        NotNow: it is not open, or the challenge is over.
        CannotDo: no evidence.
    """
    milestone, challenge = _locked(milestone_id, State.OPEN)
    permissions.may_claim(actor, milestone).require()
    if not evidence.strip():
        raise CannotDo(_("Say what shows that the milestone is reached."))
    milestone.state, milestone.evidence = State.CLAIMED, evidence.strip()
    milestone.claimed_by, milestone.claimed_on = actor, day_of(at)
    milestone.save(update_fields=["state", "evidence", "claimed_by", "claimed_on"])
    notify(
        [challenge.posted_by_id] if challenge.posted_by_id else [],
        kind="innovation.milestone.claimed",
        msgid=gettext_noop("A milestone of “%(title)s” waits for acceptance."),
        title=challenge.title,
        link=address(challenge),
        at=at,
    )
    return milestone


@transaction.atomic
def release_milestone(*, milestone_id: int, actor: Actor, at: datetime) -> ChallengeMilestone:
    """Accept a milestone: its part of the prize goes to those who share, to the fen.

    With the last one the challenge is settled.

    Raises:
        NotAllowed: the actor does not post for the enterprise, or shares in the bid.
        NotNow: nobody claimed it, or an appeal waits.
    """
    milestone, challenge = _locked(milestone_id, State.CLAIMED)
    permissions.may_manage(actor, challenge, day_of(at)).require()
    refuse_while_appealed(challenge)
    return _release(milestone, challenge, actor, at)


@transaction.atomic
def send_back(*, milestone_id: int, remark: str, actor: Actor, at: datetime) -> ChallengeMilestone:
    """Say what is still missing of a milestone.

    Raises:
        NotAllowed: the actor does not post for the enterprise, or shares in the bid.
        NotNow: nobody claimed it.
        CannotDo: no remark.
    """
    milestone, challenge = _locked(milestone_id, State.CLAIMED)
    permissions.may_manage(actor, challenge, day_of(at)).require()
    if not remark.strip():
        raise CannotDo(_("Say what is still missing."))
    milestone.state, milestone.remark = State.OPEN, remark.strip()
    milestone.decided_by_id, milestone.decided_on = actor.id, day_of(at)
    milestone.save(update_fields=["state", "remark", "decided_by", "decided_on"])
    if milestone.claimed_by_id is not None:
        notify(
            [milestone.claimed_by_id],
            kind="innovation.milestone.sent_back",
            msgid=gettext_noop("A milestone of “%(title)s” was sent back: %(remark)s"),
            title=challenge.title,
            remark=milestone.remark,
            link=address(challenge),
            at=at,
        )
    return milestone


@transaction.atomic
def appeal_award(*, bid_id: int, reason: str, actor: Person, at: datetime) -> Appeal:
    """A bidder asks that the award be looked at again; nothing is released meanwhile.

    Raises:
        NotAllowed: the actor did not bid.
        NotNow: it is not awarded, or something has been released.
    """
    bid = Bid.objects.select_related("challenge__enterprise", "challenge__awarded_by").get(
        id=bid_id
    )
    challenge = lock_challenge(bid.challenge_id, Challenge.State.AWARDED)
    permissions.may_change_bid(actor, bid).require()
    if _anything_released(challenge):
        raise NotNow(_("Part of the prize has been released; the award stands."))
    return submit_appeal(
        subject=Subject(CHALLENGE, challenge.id),
        title=_("Challenge: %(title)s") % {"title": challenge.title[:80]},
        unit=_hearing(challenge),
        appellant=actor,
        against=challenge.awarded_by,
        reason=reason,
        at=at,
    )


@transaction.atomic
def appeal_milestone(*, milestone_id: int, reason: str, actor: Person, at: datetime) -> Appeal:
    """A solver asks that a milestone which was sent back be looked at again.

    Raises:
        NotAllowed: the actor does not share in the awarded bid.
        NotNow: it was not sent back.
    """
    milestone, challenge = _locked(milestone_id, State.OPEN)
    permissions.may_claim(actor, milestone).require()
    if not milestone.remark:
        raise NotNow(_("Only a milestone that was sent back can be appealed about."))
    return submit_appeal(
        subject=Subject(MILESTONE, milestone.id),
        title=_("Milestone: %(title)s") % {"title": milestone.title[:80]},
        unit=_hearing(challenge),
        appellant=actor,
        against=milestone.decided_by,
        reason=reason,
        at=at,
    )


def _locked(milestone_id: int, *states: str) -> tuple[ChallengeMilestone, Challenge]:
    """A milestone of a challenge under way, both locked, the challenge first."""
    found = ChallengeMilestone.objects.values_list("challenge_id", flat=True).get(id=milestone_id)
    challenge = lock_challenge(found, Challenge.State.AWARDED)
    milestone = ChallengeMilestone.objects.select_for_update(of=("self",)).get(id=milestone_id)
    if milestone.state not in states:
        raise NotNow(
            _("This milestone is “%(state)s” now; load the page anew.")
            % {"state": milestone.get_state_display()}
        )
    return milestone, challenge


def _release(
    milestone: ChallengeMilestone, challenge: Challenge, actor: Actor, at: datetime
) -> ChallengeMilestone:
    day = day_of(at)
    milestone.state = State.RELEASED
    milestone.decided_by_id, milestone.decided_on = actor.id, day
    milestone.save(update_fields=["state", "decided_by", "decided_on"])
    fact = ChallengeReleased(
        challenge_milestone_id=milestone.id,
        challenge_id=challenge.id,
        amount_fen=milestone.amount_fen,
    )
    write_down(fact, challenge, actor=actor, on=day)
    _pay_shares(milestone, challenge, actor, day, at)
    if not challenge.milestones.exclude(state=State.RELEASED).exists():
        challenge.state, challenge.ended_on = Challenge.State.SETTLED, day
        challenge.save(update_fields=["state", "ended_on"])
    return milestone


def _pay_shares(
    milestone: ChallengeMilestone, challenge: Challenge, actor: Actor, day: date, at: datetime
) -> None:
    bid = Bid.objects.get(challenge=challenge, state=Bid.State.AWARDED)
    shares = list(BidShare.objects.filter(bid=bid).order_by("position"))
    amounts = earned(milestone.amount_fen, [share.share_bp for share in shares])
    for share, fen in zip(shares, amounts, strict=True):
        paid = ChallengeShare.objects.create(
            milestone=milestone, person_id=share.person_id, amount_fen=fen
        )
        ledger.record(
            ChallengeEarned(challenge_share_id=paid.id, challenge_id=challenge.id, amount_fen=fen),
            person=share.person_id,
            unit=bid.unit_id,
            enterprise=bid.enterprise_id,
            by=actor.id,
            on=day,
        )
    notify(
        [share.person_id for share in shares],
        kind="innovation.milestone.released",
        msgid=gettext_noop("A milestone of “%(title)s” was accepted; your share is recorded."),
        title=challenge.title,
        link=address(challenge),
        at=at,
    )


def _anything_released(challenge: Challenge) -> bool:
    return challenge.milestones.filter(state=State.RELEASED).exists()


def _hearing(challenge: Challenge) -> Unit:
    """The zone hears it: a bidder is not to be judged by the enterprise that promised the prize."""
    return zone() or challenge.enterprise


def _after_award(appeal: Appeal, actor: Actor, at: datetime) -> None:
    """An upheld appeal undoes the award that day: the panel scores the same bids anew."""
    if appeal.state != Appeal.State.UPHELD:
        return
    challenge = Challenge.objects.select_for_update(of=("self",)).get(id=appeal.subject_id)
    if challenge.state != Challenge.State.AWARDED or _anything_released(challenge):
        return
    bids = Bid.objects.filter(challenge=challenge)
    bids.filter(state__in=[Bid.State.AWARDED, Bid.State.LOST]).update(state=Bid.State.OPENED)
    challenge.milestones.update(
        state=State.OPEN, evidence="", claimed_by=None, claimed_on=None, remark=""
    )
    challenge.state, challenge.awarded_by, challenge.awarded_on = Challenge.State.POSTED, None, None
    challenge.award_reason = ""
    challenge.save(update_fields=["state", "awarded_by", "awarded_on", "award_reason"])
    entry = standing_entry(kind=ChallengeAwarded.kind, subject_id=challenge.id)
    if entry is not None:
        ledger.annul(entry, reason="APPEAL_UPHELD", by=actor.id)
    tell_bidders(
        challenge,
        "reopened",
        gettext_noop("The award of “%(title)s” was undone; its panel decides anew."),
        at,
    )


def _after_milestone(appeal: Appeal, actor: Actor, at: datetime) -> None:
    """An upheld appeal releases the milestone, in the name of who upheld it."""
    if appeal.state != Appeal.State.UPHELD:
        return
    found = ChallengeMilestone.objects.values_list("challenge_id", flat=True)
    challenge = Challenge.objects.select_for_update(of=("self",)).get(
        id=found.get(id=appeal.subject_id)
    )
    milestone = ChallengeMilestone.objects.select_for_update(of=("self",)).get(id=appeal.subject_id)
    if challenge.state == Challenge.State.AWARDED and milestone.state in {
        State.OPEN,
        State.CLAIMED,
    }:
        _release(milestone, challenge, actor, at)


register_follower(CHALLENGE, _after_award)
register_follower(MILESTONE, _after_milestone)
