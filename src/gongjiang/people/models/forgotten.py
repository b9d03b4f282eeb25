"""What a row loses when a person it tells of is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

GONE = "–"
"""What stands where a text may not be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgets:
    """Declared by a model, in whatever room, as `forgets`; `services.forgetting` acts on it.

    Attributes:
        about: lookups to the persons a row tells of, such as "person" or "agreement__master".
        empties: the fields that go, and what stands there afterwards.
        deletes: whether the whole row goes.
        subject: the type by which files and publicity name such a row, such as
            "careers.promotion": what is about the row is forgotten with it.
        with_subject: the row is about one of another room, and is forgotten with that.
    """

    about: tuple[str, ...] = ("person",)
    empties: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    deletes: bool = False
    subject: str = ""
    with_subject: bool = False
