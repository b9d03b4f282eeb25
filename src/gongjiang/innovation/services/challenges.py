"""A problem is posted with its prize, judged by a panel, awarded, and solved or stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.models import Appeal
from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.governance.services.notices import notify
from gongjiang.innovation.contents.challenges import ChallengeTerms
from gongjiang.innovation.models import (
    Bid,
    BidScore,
    Challenge,
    ChallengeJudge,
    ChallengeMilestone,
    ChallengePledge,
    Process,
)
from gongjiang.innovation.permissions import challenges as permissions
from gongjiang.innovation.queries.challenge_sides import conflict_of, sides_of
from gongjiang.innovation.rules.challenges import mean_points, parts_add_up
from gongjiang.kernel.decision import Decision
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.studios import ChallengeAwarded, ChallengePosted, ChallengeReturned
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person

State = Challenge.State
CHALLENGE = "innovation.challenge"
MILESTONE = "innovation.challenge_milestone"
FULL_MARKS = 100
WAITING_APPEAL = (Appeal.State.SUBMITTED, Appeal.State.UNDER_REVIEW)


class NotNow(CannotDo):
    """The challenge is not at a step at which this can be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMilestone:
    """A step, the last day for it, and its part of the prize in fen."""

    title: str
    due_on: date
    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChallenge:
    """What is posted. The first judge is in the chair."""

    enterprise: Unit
    title: str
    summary: str
    problem: str
    solved_when: str
    prize_fen: int
    bids_until: datetime
    milestones: Sequence[NewMilestone]
    judges: Sequence[Person]
    secrecy: str = Challenge.Secrecy.OPEN
    process: Process | None = None


@transaction.atomic
def post_challenge(new: NewChallenge, *, actor: Actor, at: datetime) -> Challenge:
    """Post a problem; the prize is promised from now on, and the ledger says so.

    Raises:
        NotAllowed: the actor does not post for this enterprise.
        CannotDo: a text is missing, the milestones do not sum to the prize, bids would be taken
            too short, or the panel is too small.
    """
    day = day_of(at)
    permissions.may_post(actor, new.enterprise, day).require()
    terms = content_in_force(ChallengeTerms, on=day)
    _check(new, day, terms)
    challenge = Challenge.objects.create(
        enterprise=new.enterprise,
        process=new.process,
        title=new.title.strip(),
        summary=new.summary.strip(),
        problem=new.problem.strip(),
        solved_when=new.solved_when.strip(),
        secrecy=new.secrecy,
        prize_fen=new.prize_fen,
        posted_by_id=actor.id,
        posted_on=day,
        bids_until=new.bids_until,
    )
    ChallengeMilestone.objects.bulk_create(
        ChallengeMilestone(
            challenge=challenge,
            position=position,
            title=step.title.strip(),
            due_on=step.due_on,
            amount_fen=step.amount_fen,
        )
        for position, step in enumerate(new.milestones, start=1)
    )
    ChallengeJudge.objects.bulk_create(
        ChallengeJudge(challenge=challenge, person=judge, chairs=place == 0)
        for place, judge in enumerate(new.judges)
    )
    fact = ChallengePosted(challenge_id=challenge.id, amount_fen=challenge.prize_fen)
    write_down(fact, challenge, actor=actor, on=day)
    _tell_judges([judge.id for judge in new.judges], challenge, at)
    return challenge


@transaction.atomic
def sign_pledge(*, challenge_id: int, actor: Person, at: datetime) -> ChallengePledge:
    """Promise to keep the problem secret, and read it from now on."""
    pledge, _made = ChallengePledge.objects.get_or_create(
        challenge_id=challenge_id, person=actor, defaults={"signed_at": at}
    )
    return pledge


@transaction.atomic
def replace_judge(
    *, challenge_id: int, out: Person, new: Person, reason: str, actor: Actor, at: datetime
) -> ChallengeJudge:
    """Put somebody else on the panel, such as for a judge on a bidder's side.

    The scores that were given before stay on record, and count no more.

    Raises:
        NotAllowed: the actor does not post for this enterprise.
        NotNow: the challenge has been awarded or stopped.
        CannotDo: the one does not sit there; the other does, or bids; no reason is given.
    """
    challenge = lock_challenge(challenge_id, State.POSTED)
    permissions.may_manage(actor, challenge, day_of(at)).require()
    left = challenge.judges.sitting().filter(person=out).first()
    if left is None or challenge.judges.sitting().filter(person=new).exists():
        raise CannotDo(_("Replace somebody on the panel by somebody who is not on it."))
    if not reason.strip():
        raise CannotDo(_("Say why somebody else takes the seat."))
    # Before the deadline nobody may learn who bids, not even by a refusal.
    if challenge.opened_at is not None:
        insist(conflict_of(new, challenge, sides_of(challenge), day_of(at)))
    left.left_on, left.left_because, left.replaced_by_id = day_of(at), reason.strip(), actor.id
    left.save(update_fields=["left_on", "left_because", "replaced_by"])
    seat = ChallengeJudge.objects.create(challenge=challenge, person=new, chairs=left.chairs)
    _tell_judges([new.id], challenge, at)
    return seat


@transaction.atomic
def score_bid(*, bid_id: int, points: int, remark: str, actor: Person, at: datetime) -> BidScore:
    """A judge scores an opened bid, from 0 to 100; until the award it may be changed.

    Raises:
        NotAllowed: the actor is no judge here.
        NotNow: the bids are sealed, or the challenge is awarded.
        CannotDo: the judge stands on a bidder's side, or gave no remark.
    """
    bid = Bid.objects.select_related("challenge").get(id=bid_id)
    challenge = lock_challenge(bid.challenge_id, State.POSTED)
    permissions.may_score(actor, challenge).require()
    bid.refresh_from_db()
    if bid.state != Bid.State.OPENED:
        raise NotNow(_("Bids are scored once they have been opened."))
    insist(conflict_of(actor, challenge, sides_of(challenge), day_of(at)))
    if not 0 <= points <= FULL_MARKS or not remark.strip():
        raise CannotDo(_("Give 0 to 100 points, and say why."))
    score, _made = BidScore.objects.update_or_create(
        bid=bid,
        judge=actor,
        defaults={"points": points, "remark": remark.strip(), "given_at": at},
    )
    return score


@transaction.atomic
def award(*, bid_id: int, reason: str, actor: Person, at: datetime) -> Challenge:
    """Give the challenge to the bid with the best mean, once every judge has scored every bid.

    Raises:
        NotAllowed: the actor is not in the panel's chair.
        NotNow: the bids are sealed, or it is awarded already.
        CannotDo: a score is missing, another bid has more points, too few points, or no reason.
    """
    day = day_of(at)
    bid = Bid.objects.get(id=bid_id)
    challenge = lock_challenge(bid.challenge_id, State.POSTED)
    permissions.may_award(actor, challenge).require()
    if challenge.opened_at is None:
        raise NotNow(_("Bids are sealed until the deadline; nobody reads them before."))
    if not reason.strip():
        raise CannotDo(_("Say why this bid: the bidders will read it."))
    for judge in Person.objects.filter(id__in=challenge.judges.sitting().values("person_id")):
        insist(conflict_of(judge, challenge, sides_of(challenge), day))
    means = _means(challenge)
    terms = content_in_force(ChallengeTerms, on=challenge.posted_on)
    if bid.id not in means or means[bid.id] < max(means.values()):
        raise CannotDo(_("Another bid has more points; award that one, or score anew."))
    if means[bid.id] < terms.least_points:
        raise CannotDo(
            _("No bid reaches %(least)d points; stop the challenge, or post it anew.")
            % {"least": terms.least_points}
        )
    Bid.objects.filter(challenge=challenge, state=Bid.State.OPENED).update(state=Bid.State.LOST)
    Bid.objects.filter(id=bid.id).update(state=Bid.State.AWARDED)
    challenge.state, challenge.awarded_by, challenge.awarded_on = State.AWARDED, actor, day
    challenge.award_reason = reason.strip()
    challenge.save(update_fields=["state", "awarded_by", "awarded_on", "award_reason"])
    fact = ChallengeAwarded(challenge_id=challenge.id, bid_id=bid.id, bids=len(means))
    write_down(fact, challenge, actor=actor, on=day)
    tell_bidders(
        challenge, "awarded", gettext_noop("The challenge “%(title)s” has been awarded."), at
    )
    return challenge


@transaction.atomic
def stop_challenge(*, challenge_id: int, reason: str, actor: Actor, at: datetime) -> Challenge:
    """End a challenge; what has not been released of the prize is the enterprise's again.

    Raises:
        NotAllowed: the actor does not post for this enterprise.
        NotNow: it is over, or a milestone or an appeal waits for its answer.
        CannotDo: no reason.
    """
    day = day_of(at)
    challenge = lock_challenge(challenge_id, State.POSTED, State.AWARDED)
    permissions.may_manage(actor, challenge, day).require()
    if not reason.strip():
        raise CannotDo(_("Say why the challenge stops: the bidders will read it."))
    open_steps = list(challenge.milestones.exclude(state=ChallengeMilestone.State.RELEASED))
    if any(step.state == ChallengeMilestone.State.CLAIMED for step in open_steps):
        raise NotNow(_("A milestone waits for acceptance: decide it first."))
    refuse_while_appealed(challenge)
    returned = sum(step.amount_fen for step in open_steps)
    ids = [step.id for step in open_steps]
    ChallengeMilestone.objects.filter(id__in=ids).update(
        state=ChallengeMilestone.State.RETURNED, decided_by_id=actor.id, decided_on=day
    )
    challenge.state, challenge.ended_on = State.STOPPED, day
    challenge.stop_reason = reason.strip()
    challenge.save(update_fields=["state", "ended_on", "stop_reason"])
    fact = ChallengeReturned(challenge_id=challenge.id, amount_fen=returned)
    write_down(fact, challenge, actor=actor, on=day)
    tell_bidders(
        challenge, "stopped", gettext_noop("The challenge “%(title)s” has been stopped."), at
    )
    return challenge


def lock_challenge(challenge_id: int, *states: str) -> Challenge:
    """A challenge that nobody else changes until this transaction ends.

    Raises:
        NotNow: it is in none of these states.
    """
    challenge = (
        Challenge.objects.select_for_update(of=("self",))
        .select_related("enterprise")
        .get(id=challenge_id)
    )
    if challenge.state not in states:
        raise NotNow(
            _("This challenge is “%(state)s” now; load the page anew.")
            % {"state": challenge.get_state_display()}
        )
    return challenge


def refuse_while_appealed(challenge: Challenge) -> None:
    """Raises:
    NotNow: an appeal about the challenge or one of its milestones waits.
    """
    steps = challenge.milestones.values("id")
    waiting = Appeal.objects.filter(state__in=WAITING_APPEAL)
    about = waiting.filter(subject_type=CHALLENGE, subject_id=challenge.id) | waiting.filter(
        subject_type=MILESTONE, subject_id__in=steps
    )
    if about.exists():
        raise NotNow(
            _("An appeal about this challenge waits for its answer; nothing moves before.")
        )


def write_down(fact: Fact, challenge: Challenge, *, actor: Actor, on: date) -> None:
    """Record a fact of the posting enterprise; without a person."""
    ledger.record(
        fact,
        unit=challenge.enterprise_id,
        enterprise=challenge.enterprise_id,
        by=actor.id,
        on=on,
    )


def tell_bidders(challenge: Challenge, what: str, msgid: str, at: datetime) -> None:
    bids = Bid.objects.filter(challenge=challenge).exclude(state=Bid.State.WITHDRAWN)
    notify(
        bids.values_list("by_id", flat=True),
        kind=f"innovation.challenge.{what}",
        msgid=msgid,
        title=challenge.title,
        link=address(challenge),
        at=at,
    )


def _tell_judges(person_ids: Sequence[int], challenge: Challenge, at: datetime) -> None:
    notify(
        person_ids,
        kind="innovation.challenge.judge",
        msgid=gettext_noop("You are a judge of the challenge “%(title)s”."),
        title=challenge.title,
        link=address(challenge),
        at=at,
    )


def address(challenge: Challenge) -> str:
    return f"/challenges/{challenge.public_id}"


def insist(decision: Decision) -> None:
    """Raises:
    CannotDo: with the rule's sentence.
    """
    if not decision:
        raise CannotDo(str(decision.reason))


def _check(new: NewChallenge, day: date, terms: ChallengeTerms) -> None:
    texts = (new.title, new.summary, new.problem, new.solved_when)
    if not all(text.strip() for text in texts):
        raise CannotDo(_("Give title, summary, problem, and when it counts as solved."))
    insist(parts_add_up(new.prize_fen, [step.amount_fen for step in new.milestones]))
    closes = day_of(new.bids_until)
    if closes < day + timedelta(days=terms.least_bid_days):
        raise CannotDo(
            _("Bids are taken for %(days)d days at least.") % {"days": terms.least_bid_days}
        )
    if any(step.due_on <= closes or not step.title.strip() for step in new.milestones):
        raise CannotDo(_("Each milestone has a title, and a day after the deadline for bids."))
    if len({judge.id for judge in new.judges}) < max(terms.least_judges, len(new.judges)):
        raise CannotDo(
            _("A panel has %(least)d judges at least, each named once.")
            % {"least": terms.least_judges}
        )


def _means(challenge: Challenge) -> dict[int, Fraction]:
    """The mean points of each opened bid.

    Raises:
        CannotDo: a judge has not scored a bid.
    """
    judges = set(challenge.judges.sitting().values_list("person_id", flat=True))
    bids = Bid.objects.filter(challenge=challenge, state=Bid.State.OPENED)
    means = {}
    for bid in bids.prefetch_related("scores"):
        scores = {score.judge_id: score.points for score in bid.scores.all()}
        if not judges <= set(scores):
            raise CannotDo(_("Every judge scores every bid before one is awarded."))
        means[bid.id] = mean_points([scores[judge] for judge in sorted(judges)])
    if not means:
        raise CannotDo(_("Nobody has bid: stop the challenge, or post it anew."))
    return means
