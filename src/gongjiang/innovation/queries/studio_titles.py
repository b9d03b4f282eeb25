"""What the records of a score sheet are called, so that a reader knows which one counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat

from gongjiang.innovation.models import (
    Claim,
    SpreadOffer,
    StudioApprentice,
    StudioMinutes,
    StudioReport,
    StudioResult,
    StudioTopic,
)

Key = tuple[str, int]


def titles_of(records: Iterable[dict[str, Any]]) -> dict[Key, str]:
    """The title of each record, by what it is and its id; a query for each kind among them."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for record in records:
        wanted[record["what"]].add(record["id"])
    found: dict[Key, str] = {}
    for what, ids in wanted.items():
        rows, title = _TABLES.get(what, (StudioResult.objects.all(), F("title")))
        for row, text in rows.filter(id__in=ids).annotate(called=title).values_list("id", "called"):
            found[what, row] = str(text)
    return found


_TABLES: dict[str, tuple[QuerySet[Any], Any]] = {
    "TOPIC": (StudioTopic.objects.all(), F("title")),
    "CLAIM": (Claim.objects.all(), F("effect__what")),
    "APPRENTICE": (StudioApprentice.objects.all(), F("person__name")),
    "TRAINING": (StudioMinutes.objects.all(), F("text")),
    "COPY": (SpreadOffer.objects.all(), F("unit__name")),
    "REPORT": (
        StudioReport.objects.all(),
        Concat(
            Cast("year", CharField()),
            Value(" Q"),
            Cast("quarter", CharField()),
            output_field=CharField(),
        ),
    ),
}
