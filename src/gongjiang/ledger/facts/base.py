"""What a fact is, and how it becomes a row and a fact again."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self, Union, get_args, get_origin, get_type_hints

_registry: dict[str, type[Fact]] = {}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened to one subject.

    A subclass names its `kind` (room.what_happened) and its `subject` (what it happened to); the
    field `<subject>_id` is the subject's id. `quantity` and `amount_fen`, where declared, go to
    columns of their own so that they can be summed; the other fields go to `detail`.
    """

    kind: ClassVar[str]
    subject: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "kind" in vars(cls):
            if cls.kind in _registry:
                msg = f"Two facts are called {cls.kind}."
                raise TypeError(msg)
            _registry[cls.kind] = cls

    @property
    def subject_id(self) -> int:
        return int(getattr(self, f"{self.subject}_id"))

    def detail(self) -> dict[str, Any]:
        """The fields without a column of their own, as JSON values."""
        columns = {f"{self.subject}_id", "quantity", "amount_fen"}
        return {name: _to_json(v) for name, v in asdict(self).items() if name not in columns}

    @classmethod
    def from_columns(
        cls,
        *,
        subject_id: int,
        quantity: Decimal | None,
        amount_fen: int | None,
        detail: Mapping[str, Any],
    ) -> Self:
        """Read a fact back from its row; fields added since then take their defaults."""
        values: dict[str, Any] = {
            f"{cls.subject}_id": subject_id,
            "quantity": quantity,
            "amount_fen": amount_fen,
            **detail,
        }
        types_ = get_type_hints(cls)
        return cls(
            **{
                f.name: _from_json(values[f.name], types_[f.name])
                for f in fields(cls)
                if f.name in values
            }
        )


def fact_class(kind: str) -> type[Fact]:
    """The class of a kind.

    Raises:
        KeyError: no fact is called that.
    """
    return _registry[kind]


def all_fact_classes() -> dict[str, type[Fact]]:
    """Each fact class by its kind, in the order of kinds."""
    return dict(sorted(_registry.items()))


@dataclass(frozen=True, kw_only=True)
class Annulled(Fact):
    """An entry should never have been written; nothing takes its place."""

    kind = "ledger.entry.annulled"
    subject = "entry"

    entry_id: int
    reason: str


def _to_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _from_json(value: Any, declared: Any) -> Any:
    if value is None:
        return None
    if get_origin(declared) in {Union, types.UnionType}:
        declared = next(arg for arg in get_args(declared) if arg is not type(None))
    if declared is date:
        return date.fromisoformat(value)
    if declared is Decimal:
        return Decimal(value)
    return value
