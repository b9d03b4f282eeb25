"""Teams and studios bid under seal; the deadline breaks the seals."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.services.notices import notify
from gongjiang.innovation.models import Bid, BidShare, Challenge, ChallengeJudge, Studio
from gongjiang.innovation.permissions import challenges as permissions
from gongjiang.innovation.rules.challenges import digest_of, shares_add_up
from gongjiang.innovation.services.challenges import (
    NotNow,
    address,
    insist,
    lock_challenge,
)
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import enterprise_of
from gongjiang.people.identity import keyring
from gongjiang.people.models import Person

NONCE_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBid:
    """What a bidder offers, and how much other enterprises are shown of who they are.

    Attributes:
        shares: who shares the prize, with basis points that sum to the whole; the leftover fen go
            in this order.
    """

    unit: Unit
    plan: str
    shown_as: str
    shares: Sequence[tuple[Person, int]]
    studio: Studio | None = None
    shows_enterprise: bool = False
    shows_names: bool = False


@transaction.atomic
def make_bid(*, challenge_id: int, new: NewBid, actor: Person, at: datetime) -> Bid:
    """Bid under seal: the plan is encrypted, its digest shown, and nobody reads it yet.

    Raises:
        NotAllowed: the actor works neither in the team nor in the studio, or may not read the
            problem.
        NotNow: bids are no longer taken.
        CannotDo: no plan or name, the shares do not sum up, or there is a bid already.
    """
    challenge = lock_challenge(challenge_id, Challenge.State.POSTED)
    _check(challenge, new, actor, at)
    enterprise = enterprise_of(new.unit.id, day_of(at))
    if enterprise is None:
        raise CannotDo(_("Teams of enterprises bid; choose one."))
    nonce = secrets.token_hex(NONCE_BYTES)
    plan = new.plan.strip()
    bid = Bid(
        challenge=challenge,
        enterprise_id=enterprise,
        unit=new.unit,
        studio=new.studio,
        by=actor,
        shown_as=new.shown_as.strip(),
        shows_enterprise=new.shows_enterprise,
        shows_names=new.shows_names,
        digest=digest_of(plan, nonce),
        made_at=at,
    )
    text = json.dumps({"nonce": nonce, "plan": plan}, ensure_ascii=False)
    bid.sealed = keyring().encrypt(text, context=_context(bid))
    try:
        with transaction.atomic():
            bid.save()
    except IntegrityError as error:
        raise CannotDo(
            _("There is a bid of this team or studio already; take it back to make another.")
        ) from error
    BidShare.objects.bulk_create(
        BidShare(bid=bid, person=person, share_bp=share, position=position)
        for position, (person, share) in enumerate(new.shares, start=1)
    )
    return bid


@transaction.atomic
def withdraw_bid(*, bid_id: int, actor: Person, at: datetime) -> Bid:
    """Take one's bid back before the deadline.

    Raises:
        NotAllowed: somebody else made it.
        NotNow: the deadline is over, or it was taken back.
    """
    found = Bid.objects.values_list("challenge_id", flat=True).get(id=bid_id)
    challenge = lock_challenge(found, Challenge.State.POSTED)
    bid = Bid.objects.select_for_update().get(id=bid_id)
    permissions.may_change_bid(actor, bid).require()
    if at >= challenge.bids_until or bid.state != Bid.State.SEALED:
        raise NotNow(_("A bid is taken back before the deadline, and once."))
    bid.state = Bid.State.WITHDRAWN
    bid.save(update_fields=["state"])
    return bid


@transaction.atomic
def open_bids(*, challenge_id: int, at: datetime) -> int:
    """Break the seals of a challenge whose deadline is over; how many bids there are.

    Twice is once. A plan that does not fit its digest is refused: it was changed.

    Raises:
        NotAllowed: the deadline is not over.
    """
    challenge = lock_challenge(challenge_id, Challenge.State.POSTED)
    permissions.may_open_bids(challenge, at).require()
    bids = list(Bid.objects.filter(challenge=challenge, state=Bid.State.SEALED))
    for bid in bids:
        _break_seal(bid)
    Bid.objects.bulk_update(bids, ["plan", "nonce", "state"])
    if challenge.opened_at is None:
        challenge.opened_at = at
        challenge.save(update_fields=["opened_at"])
        judges = ChallengeJudge.objects.sitting().filter(challenge=challenge)
        notify(
            judges.values_list("person_id", flat=True),
            kind="innovation.challenge.opened",
            msgid=gettext_noop("The bids for “%(title)s” are open: please score them."),
            title=challenge.title,
            link=address(challenge),
            at=at,
        )
    return len(bids)


def open_all_due(*, at: datetime) -> int:
    """Break the seals of every challenge whose deadline is over; how many challenges."""
    due = Challenge.objects.filter(
        state=Challenge.State.POSTED, opened_at=None, bids_until__lte=at
    ).values_list("id", flat=True)
    ids = list(due)
    for challenge_id in ids:
        open_bids(challenge_id=challenge_id, at=at)
    return len(ids)


def _check(challenge: Challenge, new: NewBid, actor: Person, at: datetime) -> None:
    if at >= challenge.bids_until:
        raise NotNow(_("Bids are no longer taken."))
    day = day_of(at)
    permissions.may_bid(actor, unit=new.unit, studio=new.studio, day=day).require()
    if not permissions.may_read_problem(actor, challenge, day):
        raise CannotDo(_("Sign the pledge of secrecy and read the problem first."))
    if not new.plan.strip() or not new.shown_as.strip():
        raise CannotDo(_("Write how you would solve it, and under which name you are shown."))
    insist(shares_add_up([share for _person, share in new.shares]))
    people = {person.id for person, _share in new.shares}
    if len(people) != len(new.shares):
        raise CannotDo(_("Somebody is named twice among those who share."))
    if challenge.judges.sitting().filter(person_id__in=people).exists():
        raise CannotDo(_("A judge of this challenge cannot share in a bid."))


def _break_seal(bid: Bid) -> None:
    text = keyring().decrypt(bid.sealed, context=_context(bid))
    kept = json.loads(text)
    if digest_of(kept["plan"], kept["nonce"]) != bid.digest:
        raise CannotDo(_("A sealed bid does not fit its fingerprint: it was changed."))
    bid.plan, bid.nonce, bid.state = kept["plan"], kept["nonce"], Bid.State.OPENED


def _context(bid: Bid) -> str:
    return f"bid.plan:{bid.public_id}"
