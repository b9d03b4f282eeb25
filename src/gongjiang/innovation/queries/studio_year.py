"""Which records of a year count for a studio's score sheet, and for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, Sum

from gongjiang.innovation.models import (
    BenefitEntry,
    Claim,
    SpreadOffer,
    Studio,
    StudioMinutes,
    StudioReport,
    StudioResult,
    StudioTopic,
)
from gongjiang.innovation.rules.studios import Year, quarters_owed

Record = dict[str, Any]
Kind = StudioResult.Kind
PATENTS_AND_METHODS = (Kind.PATENT, Kind.METHOD)

SOURCES = {
    Kind.PROPOSAL: "PROPOSAL",
    Kind.PROJECT: "PROJECT",
    Kind.METHOD: "PROJECT",
    Kind.FIVE_SMALL: "FIVE_SMALL",
    Kind.PATENT: "PATENT",
    Kind.CHALLENGE: "CHALLENGE",
}
"""For each kind of result, what benefit claims call its source."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A year's counts, and for each heading of the sheet the records that gave them.

    Each record names what it is, its id, its day and what it counts for.
    """

    year: Year
    records: dict[str, list[Record]]


def records_of(studio: Studio, year: int, *, until: date) -> Counted:
    """What a studio's records of a year add up to; eight queries, whatever their number."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    results = list(studio.results.all())
    records = {
        "topics": _topics(studio, first, after),
        "benefit": _benefit(results, first, after),
        "patents": [
            _record(result.kind, result.id, result.happened_on, 1)
            for result in results
            if result.kind in PATENTS_AND_METHODS and first <= result.happened_on < after
        ],
        "training": [*_apprentices(studio, first, after), *_trainings(studio, first, after)],
        "copies": _copies(results, first, after),
        "management": _reports(studio, year),
    }
    named_on = studio.named_on or after
    owed = quarters_owed(year, named_on, min(after, until))
    return Counted(_added_up(records, len(owed)), records)


def claims_on(results: list[StudioResult]) -> Q:
    """The benefit claims whose source is one of these results."""
    match = Q(pk__in=[])
    for kind, source in SOURCES.items():
        ids = [result.source_id for result in results if result.kind == kind]
        if ids:
            match |= Q(source=source, source_id__in=ids)
    return match


def _added_up(records: dict[str, list[Record]], owed: int) -> Year:
    def count(heading: str, what: str = "") -> int:
        return sum(row["counts"] for row in records[heading] if what in {"", row["what"]})

    return Year(
        topics_done=count("topics"),
        benefit_fen=count("benefit"),
        patents=count("patents"),
        apprentices=count("training", "APPRENTICE"),
        trained=count("training", "TRAINING"),
        copies=count("copies"),
        reports_in_time=count("management"),
        reports_due=owed,
    )


def _record(what: str, row: int, on: date | None, counts: int) -> Record:
    day = on.isoformat() if on is not None else ""
    return {"what": str(what), "id": row, "on": day, "counts": counts}


def _topics(studio: Studio, first: date, after: date) -> list[Record]:
    done = studio.topics.filter(
        state=StudioTopic.State.DONE, ended_on__gte=first, ended_on__lt=after
    ).order_by("ended_on", "id")
    return [_record("TOPIC", row, on, 1) for row, on in done.values_list("id", "ended_on")]


def _benefit(results: list[StudioResult], first: date, after: date) -> list[Record]:
    """A record a claim: a claim counts once, though a project and its method are both results."""
    claims = Claim.objects.filter(claims_on(results))
    entries = BenefitEntry.objects.filter(
        claim__in=claims.values("id"), month__gte=first, month__lt=after
    )
    sums = entries.values("claim_id").annotate(fen=Sum("amount_fen")).order_by("claim_id")
    return [_record("CLAIM", row["claim_id"], first, row["fen"]) for row in sums if row["fen"] != 0]


def _apprentices(studio: Studio, first: date, after: date) -> list[Record]:
    there = studio.apprentices.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=first), valid_from__lt=after
    ).order_by("valid_from", "id")
    rows = there.values_list("person_id", "id", "valid_from")
    once = {person: (row, on) for person, row, on in rows}
    return [_record("APPRENTICE", row, on, 1) for row, on in once.values()]


def _trainings(studio: Studio, first: date, after: date) -> list[Record]:
    held = studio.minutes.filter(
        kind=StudioMinutes.Kind.TRAINING, held_on__gte=first, held_on__lt=after
    ).order_by("held_on", "id")
    rows = held.values_list("id", "held_on", "present")
    return [_record("TRAINING", row, on, present) for row, on, present in rows]


def _copies(results: list[StudioResult], first: date, after: date) -> list[Record]:
    ideas = [
        result.source_id
        for result in results
        if result.kind == Kind.PROPOSAL and result.source_id is not None
    ]
    seen = SpreadOffer.objects.filter(
        proposal_id__in=ideas, verified_on__gte=first, verified_on__lt=after
    ).order_by("verified_on", "id")
    return [_record("COPY", row, on, 1) for row, on in seen.values_list("id", "verified_on")]


def _reports(studio: Studio, year: int) -> list[Record]:
    handed = StudioReport.objects.filter(studio=studio, year=year).order_by("quarter")
    in_time = handed.filter(handed_in_on__lte=F("due_on"))
    return [_record("REPORT", row, on, 1) for row, on in in_time.values_list("id", "handed_in_on")]
