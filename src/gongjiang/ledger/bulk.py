"""Many older facts at once, column by column: for the owner of a database that begins with them.

The rules are those of `services.record_many`, held by stricter means: rows are copied straight
into the ledger, so one fact that stands there already, the same or another, stops them all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import numpy as np
from django.db import IntegrityError, connections, transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.columns import (
    AS_CSV,
    NULL,
    Column,
    Days,
    Ints,
    Moments,
    as_csv,
    ids_or_null,
)
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.services import AlreadyRecorded

NONE = 0
"""Stands for no id in a column of ids."""

OWN_COLUMNS = {"quantity", "amount_fen"}
"""Fields that a fact may have, and that go to columns of their own so that they can be summed."""

Texts = list[str]
Detail: TypeAlias = Column | Sequence[str | int | None]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Facts of one class and their circumstances, an array a column, all of one length.

    Attributes:
        person, unit, enterprise, actor: bare ids, NONE where there is none.
        detail: the fact's fields without a column of their own: an array of numbers, flags or
            days (NaT: null), or a list of texts or numbers in which None is null.
        corrects: the position in this batch of the entry that a row corrects, -1 for none.
    """

    fact: type[Fact]
    subject: Ints
    on: Days
    person: Ints
    unit: Ints
    enterprise: Ints
    actor: Ints
    recorded_at: Moments
    detail: Mapping[str, Detail]
    corrects: Ints | None = None
    quantity: Ints | None = None
    amount_fen: Ints | None = None

    def __post_init__(self) -> None:
        declared = {f.name for f in fields(self.fact)} - {f"{self.fact.subject}_id"}
        given = {name for name in OWN_COLUMNS if getattr(self, name) is not None}
        if given != declared & OWN_COLUMNS or set(self.detail) != declared - OWN_COLUMNS:
            msg = f"{self.fact.kind} has the fields {sorted(declared)}."
            raise ValueError(msg)

    def __len__(self) -> int:
        return len(self.subject)


def write(batches: Sequence[Batch], *, using: str) -> int:
    """Write facts in the order in which they were recorded: all or none.

    Returns:
        How many.

    Raises:
        AlreadyRecorded: a fact stands in the ledger already under the key of one of them.
    """
    recorded_at = np.concatenate([batch.recorded_at for batch in batches])
    order = np.argsort(recorded_at, kind="stable")
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        ids = np.empty(len(order), dtype=np.int64)
        ids[order] = _reserve(cursor, len(order))
        columns = _columns(batches, ids, order) | {"recorded_at": recorded_at[order]}
        try:
            sql = f"COPY ledger_entry ({', '.join(columns)}) FROM STDIN {AS_CSV}"
            with cursor.copy(sql) as stream:
                for rows in as_csv(list(columns.values())):
                    stream.write(rows)
        except IntegrityError as error:
            raise AlreadyRecorded(
                _("A record of this stands in the ledger already; nothing was written.")
            ) from error
    return len(order)


def _columns(batches: Sequence[Batch], ids: Ints, order: Ints) -> dict[str, Column]:
    def numbers(name: str) -> Ints:
        return np.concatenate([getattr(batch, name) for batch in batches])[order]

    def words(lists: Sequence[Texts]) -> Texts:
        whole = [word for words in lists for word in words]
        return [whole[position] for position in order.tolist()]

    return {
        "id": ids[order],
        "kind": words([[batch.fact.kind] * len(batch) for batch in batches]),
        "subject_type": words([[batch.fact.subject] * len(batch) for batch in batches]),
        "subject_id": numbers("subject"),
        "occurred_on": np.concatenate([batch.on for batch in batches])[order],
        "person_id": ids_or_null(numbers("person")),
        "unit_id": ids_or_null(numbers("unit")),
        "enterprise_id": ids_or_null(numbers("enterprise")),
        "actor_id": ids_or_null(numbers("actor")),
        "quantity": words([_own(batch, "quantity") for batch in batches]),
        "amount_fen": words([_own(batch, "amount_fen") for batch in batches]),
        "detail": words([_details(batch) for batch in batches]),
        "corrects_id": ids_or_null(_corrected(batches, ids)[order]),
    }


def _own(batch: Batch, name: str) -> Texts:
    values = getattr(batch, name)
    return [NULL] * len(batch) if values is None else list(map(str, values.tolist()))


def _details(batch: Batch) -> Texts:
    """The detail of each fact as JSON, by a pattern made once for the whole batch."""
    if not batch.detail:
        return ["{}"] * len(batch)
    pattern = ", ".join(f"{json.dumps(name)}: %s" for name in batch.detail)
    columns = (_as_json(values) for values in batch.detail.values())
    return ["{" + pattern % row + "}" for row in zip(*columns, strict=True)]


def _as_json(values: Detail) -> Texts:
    if isinstance(values, np.ndarray):
        if values.dtype.kind == "M":
            days = np.datetime_as_string(values).tolist()
            return ["null" if day == "NaT" else f'"{day}"' for day in days]
        return [json.dumps(value) for value in values.tolist()]
    known = {word: json.dumps(word, ensure_ascii=False) for word in set(values)}
    return [known[word] for word in values]


def _corrected(batches: Sequence[Batch], ids: Ints) -> Ints:
    """For each row of all batches, the id of the entry it corrects, or NONE."""
    found = np.full(len(ids), NONE, dtype=np.int64)
    start = 0
    for batch in batches:
        if batch.corrects is not None:
            rows = np.flatnonzero(batch.corrects >= 0)
            found[start + rows] = ids[start + batch.corrects[rows]]
        start += len(batch)
    return found


def _reserve(cursor: Any, count: int) -> Ints:
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence('ledger_entry', 'id')) FROM generate_series(1, %s)",
        [count],
    )
    return np.fromiter((row[0] for row in cursor.fetchall()), dtype=np.int64, count=count)
