"""Who may do what in the challenge market, and why not."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Bid, Challenge, ChallengeJudge, ChallengeMilestone, Studio
from gongjiang.innovation.permissions.studios import belongs_to
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Person, Posting, Role
from gongjiang.people.queries.roles import holds_role

POSTERS = (Role.HR, Role.REVIEWER, Role.FINANCE)


def may_post(actor: Actor, enterprise: Unit, day: date) -> Decision:
    """HR, reviewers and finance of the enterprise that promises the prize."""
    if isinstance(actor, System):
        return ALLOWED
    if any(holds_role(actor, role, unit_id=enterprise.id, on=day) for role in POSTERS):
        return ALLOWED
    return refused(_("HR, a reviewer or finance of the enterprise posts a challenge for it."))


def may_manage(actor: Actor, challenge: Challenge, day: date) -> Decision:
    """Those who may post for the enterprise, but nobody who shares in the awarded bid."""
    awarded = Bid.objects.filter(challenge=challenge, state=Bid.State.AWARDED)
    shares = isinstance(actor, Person) and awarded.filter(shares__person=actor).exists()
    if shares:
        return refused(_("You share in this bid; somebody else has to decide."))
    return may_post(actor, challenge.enterprise, day)


def may_read_problem(actor: Person, challenge: Challenge, day: date) -> bool:
    """Whether somebody may read the problem itself, and not only its summary."""
    if challenge.secrecy == Challenge.Secrecy.OPEN:
        return True
    if challenge.pledges.filter(person_id=actor.id).exists():
        return True
    judges = ChallengeJudge.objects.sitting().filter(challenge=challenge, person_id=actor.id)
    return judges.exists() or bool(may_post(actor, challenge.enterprise, day))


def may_bid(actor: Person, *, unit: Unit, studio: Studio | None, day: date) -> Decision:
    """For a studio whoever belongs to it; for a team whoever works in it."""
    if studio is not None:
        if belongs_to(actor, studio, day):
            return ALLOWED
        return refused(_("Only members of a studio bid for it."))
    working = Posting.objects.filter(
        true_on(day), person=actor, unit_id__in=ids_under([unit.id], day)
    )
    if working.exists():
        return ALLOWED
    return refused(_("Only people who work in a team bid for it."))


def may_change_bid(actor: Actor, bid: Bid) -> Decision:
    if actor.id == bid.by_id:
        return ALLOWED
    return refused(_("Only who made a bid can take it back."))


def may_open_bids(challenge: Challenge, at: datetime) -> Decision:
    """The deadline breaks the seals, whoever asks."""
    if at >= challenge.bids_until:
        return ALLOWED
    return refused(_("Bids are sealed until the deadline; nobody reads them before."))


def may_score(actor: Person, challenge: Challenge) -> Decision:
    judges = ChallengeJudge.objects.sitting().filter(challenge=challenge, person_id=actor.id)
    if judges.exists():
        return ALLOWED
    return refused(_("Only the judges of this challenge score its bids."))


def may_award(actor: Person, challenge: Challenge) -> Decision:
    sitting = ChallengeJudge.objects.sitting()
    judges = sitting.filter(challenge=challenge, person_id=actor.id, chairs=True)
    if judges.exists():
        return ALLOWED
    return refused(_("Who is in the panel's chair awards, once every judge has scored every bid."))


def may_claim(actor: Person, milestone: ChallengeMilestone) -> Decision:
    """Somebody who shares in the awarded bid says that a milestone is reached."""
    awarded = Bid.objects.filter(challenge=milestone.challenge_id, state=Bid.State.AWARDED)
    if awarded.filter(shares__person_id=actor.id).exists():
        return ALLOWED
    return refused(_("Only those who solve the challenge say that a milestone is reached."))
