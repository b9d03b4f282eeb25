"""On whose side the bids of a challenge bind whom, so that no judge stands there."""

from __future__ import annotations

from datetime import date

from gongjiang.innovation.models import Bid, Challenge, StudioMember
from gongjiang.innovation.rules.challenges import Side, may_judge
from gongjiang.kernel.decision import Decision
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Employment, Person, Posting


def sides_of(challenge: Challenge) -> list[Side]:
    """The sides of every bid that was not withdrawn; three queries.

    Whoever has ever belonged to a bidding studio stands on its side.
    """
    bids = list(
        Bid.objects.filter(challenge=challenge)
        .exclude(state=Bid.State.WITHDRAWN)
        .prefetch_related("shares")
    )
    studios = {bid.studio_id for bid in bids if bid.studio_id is not None}
    members: dict[int, set[int]] = {studio: set() for studio in studios}
    held = StudioMember.objects.filter(studio_id__in=studios)
    for studio, person in held.values_list("studio_id", "person_id"):
        members[studio].add(person)
    return [
        Side(
            persons=frozenset(
                {bid.by_id, *(share.person_id for share in bid.shares.all())}
                | members.get(bid.studio_id or 0, set())
            ),
            enterprise_id=bid.enterprise_id,
            unit_id=bid.unit_id,
        )
        for bid in bids
    ]


def conflict_of(judge: Person, challenge: Challenge, sides: list[Side], day: date) -> Decision:
    """Whether somebody may judge these bids; two queries."""
    employers = Employment.objects.filter(true_on(day), person=judge)
    units = Posting.objects.filter(true_on(day), person=judge)
    return may_judge(
        judge.id,
        set(employers.values_list("employer_id", flat=True)),
        set(units.values_list("unit_id", flat=True)),
        sides,
        challenge.enterprise_id,
    )
