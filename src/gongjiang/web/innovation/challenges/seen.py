"""One challenge as one reader sees it: read once, asked often."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongjiang.innovation.models import Bid, BidScore, Challenge, ChallengeJudge, ChallengeMilestone
from gongjiang.innovation.permissions import challenges as permissions
from gongjiang.innovation.queries.challenges import BidLine, bids_seen_by, milestones_of
from gongjiang.kernel.periods import now
from gongjiang.people.models import Person
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest


class Seen:
    """A challenge, its reader, and this moment."""

    def __init__(self, challenge: Challenge, reader: Person, request: PersonRequest) -> None:
        self.challenge, self.reader = challenge, reader
        self.scope = scope_for(request)
        self.day = self.scope.day
        self.at: datetime = now()

    @property
    def url(self) -> str:
        return reverse("challenges:challenge", args=[self.challenge.public_id])

    @cached_property
    def posts(self) -> bool:
        """Whether the reader posts for the enterprise; only who holds a role is asked anew."""
        seats = {role for role, _unit in self.scope.seats}
        may = seats & set(permissions.POSTERS)
        return bool(may) and bool(
            permissions.may_post(self.reader, self.challenge.enterprise, self.day)
        )

    @cached_property
    def seats(self) -> list[ChallengeJudge]:
        """Everybody who sits on the panel, or sat there before somebody else did."""
        return list(self.challenge.judges.select_related("person").order_by("-chairs", "id"))

    @property
    def judges(self) -> list[ChallengeJudge]:
        return [seat for seat in self.seats if seat.left_on is None]

    @cached_property
    def replaced(self) -> list[tuple[ChallengeJudge, list[BidScore]]]:
        """Who sat there before, with the scores they gave, which count no more."""
        left = [seat for seat in self.seats if seat.left_on is not None]
        scores = BidScore.objects.filter(
            bid__challenge=self.challenge, judge__in=[seat.person_id for seat in left]
        )
        given = list(scores.select_related("bid").order_by("bid__made_at", "id")) if left else []
        return [
            (seat, [each for each in given if each.judge_id == seat.person_id]) for seat in left
        ]

    @property
    def is_judge(self) -> bool:
        return any(seat.person_id == self.reader.id for seat in self.judges)

    @property
    def chairs(self) -> bool:
        return any(seat.chairs and seat.person_id == self.reader.id for seat in self.judges)

    @cached_property
    def reads_problem(self) -> bool:
        if self.challenge.secrecy == Challenge.Secrecy.OPEN or self.posts or self.is_judge:
            return True
        return self.challenge.pledges.filter(person=self.reader).exists()

    @property
    def takes_bids(self) -> bool:
        return (
            self.challenge.state == Challenge.State.POSTED and self.at < self.challenge.bids_until
        )

    @property
    def is_over(self) -> bool:
        return self.challenge.state in {Challenge.State.SETTLED, Challenge.State.STOPPED}

    @cached_property
    def bids(self) -> list[BidLine]:
        return bids_seen_by(
            self.reader,
            self.challenge,
            at=self.at,
            judges_or_posts=self.posts or self.is_judge,
        )

    @property
    def awarded(self) -> BidLine | None:
        return next((line for line in self.bids if line.bid.state == Bid.State.AWARDED), None)

    @property
    def solves(self) -> bool:
        return self.awarded is not None and self.awarded.is_mine

    @cached_property
    def milestones(self) -> list[ChallengeMilestone]:
        return milestones_of(self.challenge)


def seen_by(request: PersonRequest, public_id: UUID) -> Seen:
    """A challenge; everybody signed in may know of it."""
    challenge = get_object_or_404(
        Challenge.objects.select_related("enterprise", "process"), public_id=public_id
    )
    return Seen(challenge, request.person, request)
