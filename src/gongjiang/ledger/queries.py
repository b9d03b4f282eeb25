"""What can be asked of the ledger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from gongjiang.ledger.facts.base import Annulled, Fact, fact_class
from gongjiang.ledger.models import Entry

COLUMNS = (
    "id",
    "kind",
    "occurred_on",
    "person_id",
    "unit_id",
    "enterprise_id",
    "subject_id",
    "quantity",
    "amount_fen",
    "detail",
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact as it stands in the ledger, with its circumstances."""

    entry_id: int
    fact: Fact
    kind: str
    occurred_on: date
    occurred_at: datetime | None
    person_id: int | None
    unit_id: int | None
    enterprise_id: int | None
    actor_id: int | None
    recorded_at: datetime
    corrects_id: int | None


def live(*, on: date | None = None, known_at: datetime | None = None) -> QuerySet[Entry]:
    """The entries that count: neither corrected nor annulled.

    Args:
        on: what had happened by the end of this day; None: at any time.
        known_at: as recorded by this moment, included; None: by now.
    """
    corrections = Entry.objects.filter(corrects_id=OuterRef("id"))
    entries = Entry.objects.defer("recorded_xid").exclude(kind=Annulled.kind)
    if known_at is not None:
        corrections = corrections.filter(recorded_at__lte=known_at)
        entries = entries.filter(recorded_at__lte=known_at)
    if on is not None:
        entries = entries.filter(occurred_on__lte=on)
    return entries.filter(~Exists(corrections))


def live_sql(
    kinds: Collection[str],
    *,
    on: date | None = None,
    known_at: datetime | None = None,
    enterprises: Collection[int] | None = None,
) -> tuple[str, tuple[Any, ...]]:
    """The same as SQL to build upon: a SELECT of `COLUMNS`, and its parameters.

    Args:
        enterprises: only what was recorded of these; None: of any.
    """
    found = live(on=on, known_at=known_at).filter(kind__in=kinds)
    if enterprises is not None:
        found = found.filter(enterprise_id__in=enterprises)
    rows = found.values(*COLUMNS)
    sql, params = rows.query.sql_with_params()
    return sql, tuple(params)


def facts_of(
    person_id: int, *, on: date | None = None, known_at: datetime | None = None
) -> list[Recorded]:
    """A person's facts that count, the earliest first."""
    entries = live(on=on, known_at=known_at).filter(person_id=person_id)
    return [recorded(entry) for entry in entries.order_by("occurred_on", "id")]


def history_of(person_id: int) -> list[Recorded]:
    """Everything ever recorded of a person, corrected and annulled entries included, as written."""
    entries = Entry.objects.defer("recorded_xid").filter(person_id=person_id)
    return [recorded(entry) for entry in entries.order_by("recorded_at", "id")]


def standing_entry(*, kind: str, subject_id: int) -> int | None:
    """The id of the entry of this kind that counts for a subject today, or None."""
    return _standing(kind, subject_id).first()


def standing_entries(*, kind: str, subject_id: int) -> list[int]:
    """The same of a kind that is recorded for several persons: the earliest first."""
    return list(_standing(kind, subject_id).order_by("id"))


def _standing(kind: str, subject_id: int) -> QuerySet[Entry, int]:
    found = live().filter(kind=kind, subject_type=fact_class(kind).subject, subject_id=subject_id)
    return found.values_list("id", flat=True)


def last_entry_id() -> int:
    """The id of the newest entry that can be seen now; 0 for an empty ledger."""
    newest = Entry.objects.order_by("-id").values_list("id", flat=True).first()
    return newest or 0


def recorded(entry: Entry) -> Recorded:
    fact = fact_class(entry.kind).from_columns(
        subject_id=entry.subject_id,
        quantity=entry.quantity,
        amount_fen=entry.amount_fen,
        detail=entry.detail,
    )
    return Recorded(
        entry_id=entry.id,
        fact=fact,
        kind=entry.kind,
        occurred_on=entry.occurred_on,
        occurred_at=entry.occurred_at,
        person_id=entry.person_id,
        unit_id=entry.unit_id,
        enterprise_id=entry.enterprise_id,
        actor_id=entry.actor_id,
        recorded_at=entry.recorded_at,
        corrects_id=entry.corrects_id,
    )
