"""One of a few known answers, under any of its names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.cells.problem import Problem, failed_formula
from gongjiang.workbooks.cells.text import alike, clean_text


@dataclass(frozen=True, slots=True)
class Choices:
    """Answers by their key, each with the names people give it; the first is what we call it."""

    names: Mapping[str, tuple[str, ...]]
    _keys: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        keys = {alike(name): key for key, names in self.names.items() for name in names}
        object.__setattr__(self, "_keys", keys)

    def key_of(self, text: str) -> str | None:
        return self._keys.get(text) or self._keys.get(alike(text))

    def offered(self) -> Iterable[str]:
        return (names[0] for names in self.names.values())


def read_choice(value: Cell, choices: Choices) -> str | Problem:
    """The key of the answer in a cell, "" when it is empty."""
    text = clean_text(value)
    if not text:
        return ""
    key = choices.key_of(text)
    if key is not None:
        return key
    return failed_formula(text) or Problem(
        _("This answer is not known here."),
        _("Write one of: %(names)s.") % {"names": "、".join(choices.offered())},
    )
