"""What came of a studio: what still earns, what was copied, who grew."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from gongjiang.innovation.models import (
    BenefitEntry,
    Claim,
    SpreadOffer,
    Studio,
    StudioApprentice,
    StudioResult,
)
from gongjiang.innovation.queries.studio_year import SOURCES, claims_on
from gongjiang.kernel.periods import add_months
from gongjiang.ledger.queries import live

GROWTH = (
    "mentoring.agreement.graduated",
    "skills.certificate.issued",
    "skills.title.conferred",
    "careers.promotion.took_effect",
    "innovation.proposal.authored",
)
"""Facts that say somebody grew."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result: what it earned in all and in the last twelve months, and its copies."""

    result: StudioResult
    total_fen: int
    last_year_fen: int
    copies: int

    @property
    def still_earns(self) -> bool:
        return self.last_year_fen > 0


@dataclass(frozen=True, slots=True)
class Grown:
    """An apprentice, and how often each sign of growth was recorded since they came."""

    apprentice: StudioApprentice
    signs: dict[str, int]


def outcomes_of(studio: Studio, day: date) -> list[Outcome]:
    """A studio's results with what came of each, the newest first; four queries."""
    results = list(studio.results.order_by("-happened_on", "id"))
    earned = _earned(results, day)
    copies = _copies(results)
    lines = []
    for result in results:
        source = SOURCES.get(StudioResult.Kind(result.kind), "")
        total, last = earned.get((source, result.source_id or 0), (0, 0))
        is_idea = result.kind == StudioResult.Kind.PROPOSAL
        lines.append(
            Outcome(result, total, last, copies.get(result.source_id or 0, 0) if is_idea else 0)
        )
    return lines


def grown_in(studio: Studio, day: date) -> list[Grown]:
    """The studio's apprentices with the facts recorded of them since they came; two queries."""
    apprentices = list(
        studio.apprentices.select_related("person", "master").order_by("-valid_from", "id")
    )
    since = {each.person_id: each.valid_from for each in reversed(apprentices)}
    entries = live(on=day).filter(person_id__in=since, kind__in=GROWTH)
    signs: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for person, kind, on in entries.values_list("person_id", "kind", "occurred_on"):
        if person is not None and on >= since[person]:
            signs[person][kind] += 1
    return [Grown(each, dict(signs.get(each.person_id, {}))) for each in apprentices]


def _earned(results: list[StudioResult], day: date) -> dict[tuple[str, int], tuple[int, int]]:
    """In all, and in the twelve months up to a day, by source; one query."""
    claims = Claim.objects.filter(claims_on(results)).values("id")
    recent = Q(month__gt=add_months(day, -12))
    sums = (
        BenefitEntry.objects.filter(claim__in=claims, month__lte=day)
        .values("claim__source", "claim__source_id")
        .annotate(total=Sum("amount_fen"), last=Sum("amount_fen", filter=recent))
    )
    return {
        (row["claim__source"], row["claim__source_id"]): (row["total"], row["last"] or 0)
        for row in sums
    }


def _copies(results: list[StudioResult]) -> dict[int, int]:
    """How many verified copies each proposal has; one query."""
    ideas = [
        each.source_id
        for each in results
        if each.kind == StudioResult.Kind.PROPOSAL and each.source_id is not None
    ]
    verified = SpreadOffer.objects.filter(proposal_id__in=ideas, state=SpreadOffer.State.VERIFIED)
    counted = verified.values("proposal_id").annotate(n=Count("id"))
    return {row["proposal_id"]: row["n"] for row in counted}
