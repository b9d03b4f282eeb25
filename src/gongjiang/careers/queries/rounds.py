"""Rounds one may apply in, what waits for a judge, and how a round stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongjiang.careers.models import (
    CommitteeVote,
    GradeSpell,
    PanelMember,
    PanelScore,
    Promotion,
    PromotionRound,
    Vacancy,
)

Seat = PanelMember.Seat
State = Promotion.State


def rounds_to_apply_in(enterprises: Sequence[int], on: date) -> QuerySet[PromotionRound]:
    """The rounds of these enterprises that take applications on a day."""
    return PromotionRound.objects.filter(
        enterprise_id__in=enterprises,
        state=PromotionRound.State.OPEN,
        opens_on__lte=on,
        closes_on__gte=on,
    ).order_by("closes_on", "id")


def with_counts(rounds: QuerySet[PromotionRound]) -> QuerySet[PromotionRound]:
    """Each with `candidates`, `waiting` and `effective`."""
    over = Q(promotions__state__in=Promotion.OVER)
    return rounds.annotate(
        candidates=Count("promotions", distinct=True),
        waiting=Count("promotions", filter=~over & Q(promotions__isnull=False), distinct=True),
        effective=Count("promotions", filter=Q(promotions__state="EFFECTIVE"), distinct=True),
    )


def to_score(person_id: int) -> QuerySet[Promotion]:
    """Defences that wait for this member's score."""
    mine = PanelScore.objects.filter(promotion=OuterRef("id"), member__person_id=person_id)
    return _to_judge(person_id, (Seat.PANEL,), State.QUALIFIED).filter(~Exists(mine))


def to_vote(person_id: int) -> QuerySet[Promotion]:
    """Candidates that wait for this member's vote."""
    mine = CommitteeVote.objects.filter(promotion=OuterRef("id"), member__person_id=person_id)
    seats = (Seat.COMMITTEE, Seat.CHAIR)
    return _to_judge(person_id, seats, State.DEFENDED).filter(~Exists(mine))


def _to_judge(person_id: int, seats: Sequence[str], state: str) -> QuerySet[Promotion]:
    seated = PanelMember.objects.filter(
        round=OuterRef("round_id"), person_id=person_id, seat__in=seats
    )
    stands = Q(state=state) | Q(state=State.RE_REVIEWED, rejected_from=state)
    found = Promotion.objects.filter(stands, Exists(seated))
    return found.select_related("round", "person", "unit").order_by("applied_at", "id")


def judges(person_id: int) -> bool:
    """Whether somebody sits on a panel or committee of a round that is open."""
    return PanelMember.objects.filter(person_id=person_id, round__state="OPEN").exists()


@dataclass(frozen=True, slots=True)
class Seats:
    """How far panel and committee have come with one promotion."""

    panel: int
    scored: int
    committee: int
    voted: int


def seats_of(promotion: Promotion) -> Seats:
    """One query."""
    found = Promotion.objects.filter(id=promotion.id).aggregate(
        panel=Count("round__members", filter=Q(round__members__seat=Seat.PANEL), distinct=True),
        committee=Count(
            "round__members", filter=~Q(round__members__seat=Seat.PANEL), distinct=True
        ),
        scored=Count("scores", distinct=True),
        voted=Count("votes", distinct=True),
    )
    return Seats(**found)


def open_vacancies(enterprise_id: int, grade: int) -> QuerySet[Vacancy]:
    """The posts of a grade that are vacant."""
    return Vacancy.objects.filter(enterprise_id=enterprise_id, grade=grade, state="OPEN")


def graded_people(enterprises: Sequence[int], on: date) -> QuerySet[GradeSpell]:
    """The primary grades that run with these enterprises."""
    held = GradeSpell.objects.filter(
        enterprise_id__in=list(enterprises), track="PRIMARY", valid_to__isnull=True
    )
    return held.filter(valid_from__lte=on).select_related("person", "enterprise")
