"""Many older facts at once, column by column: for the owner of a database that begins with them.

The rules are those of `services.record_many`, held by stricter means: rows are copied straight
into the ledger, so one fact that stands there already, the same or another, stops them all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import IntegrityError, connections, transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.columns import (
    AS_CSV,
    Column,
    Days,
    Ints,
    Moments,
    ids_or_null,
    made_ahead,
    written_to,
)
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.services import AlreadyRecorded

NONE = 0
"""Stands for no id in a column of ids."""

OWN_COLUMNS = {"quantity", "amount_fen"}
"""Fields that a fact may have, and that go to columns of their own so that they can be summed."""

Detail: TypeAlias = Column | Sequence[str | int | None]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Facts of one class and their circumstances, an array a column, all of one length.

    Attributes:
        person, unit, enterprise, actor: bare ids, NONE where there is none.
        detail: the fact's fields without a column of their own: an array of numbers, flags or
            days (NaT: null), a list of texts or numbers in which None is null, or Arrow's texts.
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
    """Write facts, numbered in the order in which they were recorded: all or none.

    They lie in the table kind by kind, as an index of kinds would have them: what is in order
    already is indexed in a fraction of the time, and whoever reads one kind finds it in one place.

    Returns:
        How many.

    Raises:
        AlreadyRecorded: a fact stands in the ledger already under the key of one of them.
    """
    batches = [batch for batch in batches if len(batch)]
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        ids = _numbered(cursor, batches)
        try:
            for columns in made_ahead(_by_kind(batches, ids)):
                sql = f"COPY ledger_entry ({', '.join(columns)}) FROM STDIN {AS_CSV}"
                with cursor.copy(sql) as stream:
                    written_to(stream, list(columns.values()))
        except IntegrityError as error:
            raise AlreadyRecorded(
                _("A record of this stands in the ledger already; nothing was written.")
            ) from error
    return sum(map(len, batches))


def _numbered(cursor: Any, batches: Sequence[Batch]) -> list[Ints]:
    """Ids for the facts of each batch, rising with the moment at which they were recorded."""
    if not batches:
        return []
    order = np.argsort(np.concatenate([batch.recorded_at for batch in batches]), kind="stable")
    ids = np.empty(len(order), dtype=np.int64)
    ids[order] = _reserve(cursor, len(order))
    ends = np.cumsum([len(batch) for batch in batches])
    return np.split(ids, ends[:-1])


def _by_kind(batches: Sequence[Batch], ids: Sequence[Ints]) -> Iterator[dict[str, Column]]:
    """The columns of each kind, in the order of its subjects."""

    def kind_of(place: int) -> str:
        return batches[place].fact.kind

    for _kind, places in groupby(sorted(range(len(batches)), key=kind_of), key=kind_of):
        of_kind = list(places)
        yield _columns([batches[place] for place in of_kind], [ids[place] for place in of_kind])


def _columns(batches: Sequence[Batch], ids: Sequence[Ints]) -> dict[str, Column]:
    """The columns of batches of one kind of fact."""
    fact, count = batches[0].fact, sum(map(len, batches))
    corrected = np.concatenate([_corrected(*each) for each in zip(batches, ids, strict=True)])
    subject, person = (
        np.concatenate([getattr(batch, name) for batch in batches])
        for name in ("subject", "person")
    )
    order = np.lexsort((person, subject))

    def numbers(name: str) -> Ints:
        return np.concatenate([getattr(batch, name) for batch in batches])[order]

    own = sorted(OWN_COLUMNS & {f.name for f in fields(fact)})
    details = pa.concat_arrays([_details(batch) for batch in batches])
    return {
        "id": np.concatenate(ids)[order],
        "kind": pa.repeat(fact.kind, count),
        "subject_type": pa.repeat(fact.subject, count),
        "subject_id": subject[order],
        "occurred_on": np.concatenate([batch.on for batch in batches])[order],
        "person_id": ids_or_null(person[order]),
        "unit_id": ids_or_null(numbers("unit")),
        "enterprise_id": ids_or_null(numbers("enterprise")),
        "actor_id": ids_or_null(numbers("actor")),
        **{name: numbers(name) for name in own},
        "detail": details.take(pa.array(order)),
        "corrects_id": ids_or_null(corrected[order]),
        "recorded_at": numbers("recorded_at"),
    }


def _corrected(batch: Batch, ids: Ints) -> Ints:
    """For each row of a batch, the id of the entry it corrects, or NONE."""
    found = np.full(len(ids), NONE, dtype=np.int64)
    if batch.corrects is not None:
        rows = np.flatnonzero(batch.corrects >= 0)
        found[rows] = ids[batch.corrects[rows]]
    return found


def _details(batch: Batch) -> pa.Array:
    """The detail of each fact as JSON, put together column by column."""
    parts: list[pa.Array | str] = []
    for name, values in batch.detail.items():
        parts += [f"{', ' if parts else '{'}{json.dumps(name)}: ", _as_json(values)]
    if not parts:
        return pa.repeat("{}", len(batch))
    return pc.binary_join_element_wise(*parts, "}", "")


def _as_json(values: Detail) -> pa.Array:
    """Each value as JSON writes it."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        days = pa.array(values.astype("datetime64[D]")).cast(pa.string())
        quoted = pc.binary_join_element_wise('"', days, '"', "")
        return pc.fill_null(quoted, "null")
    if isinstance(values, np.ndarray) and values.dtype.kind in "biu":
        # As JSON writes them: whole numbers, true and false.
        return pa.array(values).cast(pa.string())
    coded = (values if isinstance(values, pa.Array) else pa.array(values)).dictionary_encode()
    known = [json.dumps(word, ensure_ascii=False) for word in coded.dictionary.to_pylist()]
    said = pa.array(known, pa.string()).take(coded.indices)
    return pc.fill_null(said, "null")


def _reserve(cursor: Any, count: int) -> Ints:
    """Ids without a gap: nobody else takes any while the table is locked."""
    cursor.execute("LOCK TABLE ledger_entry IN SHARE ROW EXCLUSIVE MODE")
    cursor.execute(
        "SELECT setval(name, nextval(name) + %s - 1) "
        "FROM pg_get_serial_sequence('ledger_entry', 'id') AS name",
        [count],
    )
    [last] = cursor.fetchone()
    return np.arange(last - count + 1, last + 1)
