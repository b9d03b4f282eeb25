"""Which columns a kind of fact has in the lake, and of what type.

Each kind has its own files, so that each field is a typed column and other kinds are never read.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints

from gongjiang.ledger.facts.base import Fact

CIRCUMSTANCES: Mapping[str, str] = {
    "id": "BIGINT",
    "occurred_on": "DATE",
    "occurred_at": "TIMESTAMPTZ",
    "person_id": "BIGINT",
    "unit_id": "BIGINT",
    "enterprise_id": "BIGINT",
    "quantity": "DECIMAL(18,4)",
    "amount_fen": "BIGINT",
    "actor_id": "BIGINT",
    "recorded_at": "TIMESTAMPTZ",
}
"""The columns every fact has, whatever its kind."""

TYPES: Mapping[type, str] = {
    bool: "BOOLEAN",
    int: "BIGINT",
    float: "DOUBLE",
    str: "VARCHAR",
    date: "DATE",
    Decimal: "DECIMAL(28,10)",
}
AS_JSON = "VARCHAR"
"""Lists and whatever else has no type above stay JSON."""

DIGEST = "digest"
"""The last column of a table of facts: a number that tells what was recorded from all else."""

OWN = "own_"
"""Before a fact's own field that is called like a circumstance, as the unit that was rated."""


@dataclass(frozen=True, slots=True)
class FieldColumn:
    """A field of a fact as a column.

    Attributes:
        field: its name in the fact, and in the entry's `detail` unless it is the subject.
        default: what it is in a fact recorded before there was such a field.
    """

    name: str
    field: str
    type: str
    is_subject: bool
    default: Any


def own_columns(fact: type[Fact]) -> Iterator[FieldColumn]:
    """The columns of a fact's own fields; quantity and amount_fen are circumstances."""
    declared = get_type_hints(fact)
    for field in fields(fact):
        if field.name in {"quantity", "amount_fen"}:
            continue
        yield FieldColumn(
            name=OWN + field.name if field.name in CIRCUMSTANCES else field.name,
            field=field.name,
            type=TYPES.get(_without_none(declared[field.name]), AS_JSON),
            is_subject=field.name == f"{fact.subject}_id",
            default=None if field.default is MISSING else field.default,
        )


def columns_of(fact: type[Fact]) -> dict[str, str]:
    """Each column of a kind of fact and its type, in their order in the files."""
    return {**CIRCUMSTANCES, **{column.name: column.type for column in own_columns(fact)}}


def row_digest(columns: Iterable[str]) -> str:
    """SQL for a number that tells a row from any other: 63 bits of an MD5 of its values."""
    words = ", ".join(f"coalesce({name}::VARCHAR, chr(0))" for name in columns)
    return f"(md5_number_lower(concat_ws(chr(31), {words})) >> 1)::BIGINT"


def _without_none(declared: Any) -> Any:
    if get_origin(declared) in {Union, types.UnionType}:
        return next(arg for arg in get_args(declared) if arg is not type(None))
    return declared
