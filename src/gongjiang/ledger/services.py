"""What happens: facts are recorded, and mistakes are mended by later facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connections, transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.base import Annulled, Fact
from gongjiang.ledger.guards import WRITABLE
from gongjiang.ledger.models import Entry

COLUMNS = WRITABLE
QUANTITY_STEP = Decimal("0.0001")
KEY = ("kind", "subject_type", "subject_id", "person_id", "corrects_id")
SAME = tuple(column for column in COLUMNS if column not in {*KEY, "actor_id"})
"""What must be equal for two facts under one key to be the same; who typed it may differ."""


class AlreadyRecorded(CannotDo):
    """A different fact stands in the ledger under the same key."""


class AlreadyCorrected(CannotDo):
    """The entry has been corrected before; correct the correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A fact and its circumstances, ready to be recorded.

    Attributes:
        on: the day it happened; left out when `at` says it.
        at: the moment it happened, timezone-aware.
        recorded_at: only for the owner of the database, who may bring in older records.
    """

    fact: Fact
    person: int | None = None
    unit: int | None = None
    enterprise: int | None = None
    by: int | None = None
    on: date | None = None
    at: datetime | None = None
    corrects: int | None = None
    recorded_at: datetime | None = None

    def row(self) -> tuple[Any, ...]:
        """The values of COLUMNS."""
        fact = self.fact
        if self.on is None and self.at is None:
            msg = "A fact needs a day or a moment."
            raise ValueError(msg)
        return (
            fact.kind,
            self.on or day_of(self.at),  # type: ignore[arg-type]  # one of the two is there
            self.at,
            self.person,
            self.unit,
            self.enterprise,
            _quantity(fact),
            getattr(fact, "amount_fen", None),
            fact.subject,
            fact.subject_id,
            json.dumps(fact.detail(), ensure_ascii=False, sort_keys=True),
            self.by,
            self.corrects,
        )


def record(
    fact: Fact,
    *,
    person: int | None = None,
    unit: int | None = None,
    enterprise: int | None = None,
    by: int | None = None,
    on: date | None = None,
    at: datetime | None = None,
) -> int:
    """Write one fact; call it in the transaction of the deed itself.

    Args:
        person, unit, enterprise, by: bare ids; `by` is the person who acted, None for the system.
        on: the day it happened; left out when `at` says it.
        at: the moment it happened, timezone-aware.

    A fact that was annulled may be recorded again: it takes the annulment's place.

    Returns:
        The entry's id; the first entry's id when the same fact stands there already.

    Raises:
        AlreadyRecorded: a different fact stands there under the same key.
    """
    return _insert(
        Occurrence(fact=fact, person=person, unit=unit, enterprise=enterprise, by=by, on=on, at=at)
    )


def record_many(occurrences: Iterable[Occurrence], *, using: str = "default") -> int:
    """Write many facts at once, by COPY, under the same rule as `record`: all or none.

    Returns:
        How many were new.

    Raises:
        AlreadyRecorded: a different fact stands there under the key of one of them.
    """
    columns = (*COLUMNS, "recorded_at") if using == "owner" else COLUMNS
    names = ", ".join(columns)
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS "
            f"SELECT {names} FROM ledger_entry WITH NO DATA"
        )
        with cursor.copy(f"COPY incoming ({names}) FROM STDIN") as copy:
            for occurrence in occurrences:
                row = occurrence.row()
                copy.write_row((*row, occurrence.recorded_at) if using == "owner" else row)
        cursor.execute(
            f"UPDATE incoming i SET corrects_id = ({annulment('i')}) WHERE corrects_id IS NULL"
        )
        cursor.execute(
            f"INSERT INTO ledger_entry ({names}) SELECT {names} FROM incoming "
            "ON CONFLICT DO NOTHING"
        )
        written = int(cursor.rowcount)
        _refuse_differences(cursor)
        cursor.execute("DROP TABLE incoming")
    return written


@transaction.atomic
def correct(
    entry_id: int,
    fact: Fact,
    *,
    by: int | None,
    person: int | None = None,
    unit: int | None = None,
    enterprise: int | None = None,
    on: date | None = None,
    at: datetime | None = None,
) -> int:
    """Put a fact in the place of a recorded one; the old entry stays, and stops counting.

    An annulment can be corrected too: by the fact that should have stood there after all.

    Returns:
        The entry's id; the first entry's id when the same correction stands there already.

    Raises:
        AlreadyCorrected: somebody corrected the entry otherwise.
        ValueError: the fact is of another kind, so it cannot take the entry's place.
    """
    kind = _kind_at_first(entry_id)
    if fact.kind not in {kind, Annulled.kind}:
        msg = f"A {kind} cannot become a {fact.kind}."
        raise ValueError(msg)
    return _insert(
        Occurrence(
            fact=fact,
            person=person,
            unit=unit,
            enterprise=enterprise,
            by=by,
            on=on,
            at=at,
            corrects=entry_id,
        )
    )


def annul(entry_id: int, *, reason: str, by: int | None) -> int:
    """Say that an entry should never have been written.

    Raises:
        AlreadyCorrected: somebody corrected the entry first, or it is an annulment itself.
    """
    entry = Entry.objects.get(id=entry_id)
    if entry.kind == Annulled.kind:
        raise AlreadyCorrected(_("This record has been annulled; a later fact can replace it."))
    return correct(
        entry_id,
        Annulled(entry_id=entry_id, reason=reason),
        by=by,
        person=entry.person_id,
        unit=entry.unit_id,
        enterprise=entry.enterprise_id,
        on=entry.occurred_on,
    )


def _insert(occurrence: Occurrence) -> int:
    row = occurrence.row()
    marks = ", ".join(["%s"] * len(COLUMNS))
    with connections["default"].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO ledger_entry ({', '.join(COLUMNS)}) VALUES ({marks}) "
            "ON CONFLICT DO NOTHING RETURNING id",
            row,
        )
        written = cursor.fetchone()
    if written:
        return int(written[0])
    annulled = _annulled(row) if occurrence.corrects is None else None
    if annulled is not None:
        return _insert(replace(occurrence, corrects=annulled))
    return _standing(row)


def annulment(fact: str) -> str:
    """SQL for the id of the annulment that counts for a fact's key, or null.

    Args:
        fact: the alias of a row with the columns of the key.
    """
    return f"""
        SELECT a.id FROM ledger_entry e JOIN ledger_entry a
          ON a.corrects_id = e.id AND a.kind = '{Annulled.kind}'
        WHERE e.kind = {fact}.kind AND e.subject_type = {fact}.subject_type
          AND e.subject_id = {fact}.subject_id
          AND e.person_id IS NOT DISTINCT FROM {fact}.person_id
          AND NOT EXISTS (SELECT FROM ledger_entry later WHERE later.corrects_id = a.id)
    """


def _annulled(row: Sequence[Any]) -> int | None:
    values = dict(zip(COLUMNS, row, strict=True))
    with connections["default"].cursor() as cursor:
        cursor.execute(
            f"SELECT ({annulment('f')}) FROM (SELECT %s::text AS kind, %s::text AS subject_type, "
            "%s::bigint AS subject_id, %s::bigint AS person_id) AS f",
            [values[name] for name in KEY[:4]],
        )
        [found] = cursor.fetchone()
    return None if found is None else int(found)


def _standing(row: Sequence[Any]) -> int:
    """The id of the entry that already stands under a row's key, when it says the same."""
    values = dict(zip(COLUMNS, row, strict=True))
    entries = Entry.objects.defer("recorded_xid")
    first = entries.filter(**{name: values[name] for name in KEY}).first()
    values["detail"] = json.loads(values["detail"])
    if first is not None and all(getattr(first, name) == values[name] for name in SAME):
        return first.id
    if values["corrects_id"] is not None:
        raise AlreadyCorrected(_("This record has been corrected before."))
    raise AlreadyRecorded(_("A different record of this stands in the ledger already."))


def _kind_at_first(entry_id: int) -> str:
    """The kind of the entry at the beginning of a chain of corrections."""
    entry = Entry.objects.defer("recorded_xid").get(id=entry_id)
    while entry.corrects_id is not None:
        entry = Entry.objects.defer("recorded_xid").get(id=entry.corrects_id)
    return entry.kind


def _refuse_differences(cursor: Any) -> None:
    same_key = " AND ".join(f"e.{name} IS NOT DISTINCT FROM i.{name}" for name in KEY[3:])
    plain_key = " AND ".join(f"e.{name} = i.{name}" for name in KEY[:3])
    different = ", ".join(f"e.{name}" for name in SAME), ", ".join(f"i.{name}" for name in SAME)
    cursor.execute(
        "SELECT count(*) FROM incoming i LEFT JOIN ledger_entry e "
        f"ON {plain_key} AND {same_key} "
        f"WHERE e.id IS NULL OR ({different[0]}) IS DISTINCT FROM ({different[1]})"
    )
    [clashes] = cursor.fetchone()
    if clashes:
        raise AlreadyRecorded(
            _("%(count)s records differ from what stands in the ledger; nothing was written.")
            % {"count": clashes}
        )


def _quantity(fact: Fact) -> Decimal | None:
    """The quantity as its column keeps it, so that a repeat compares equal."""
    value = getattr(fact, "quantity", None)
    return None if value is None else Decimal(value).quantize(QUANTITY_STEP, ROUND_HALF_UP)
