"""What is wrong with a row of a brought file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gongjiang.kernel.decision import Sentence


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a row of the file.

    Attributes:
        key: the column, by its key; "" when it is about no column.
        value: as it may be shown: numbers of a person masked.
    """

    key: str
    value: str
    problem: Sentence
    remedy: Sentence


def as_json(troubles: Iterable[Trouble], headings: Mapping[str, str]) -> list[dict[str, Any]]:
    """Troubles as a line keeps them.

    Args:
        headings: the columns as the file writes them, by key.
    """
    return [
        {
            "key": trouble.key,
            "column": headings.get(trouble.key, ""),
            "value": trouble.value,
            "problem": str(trouble.problem),
            "remedy": str(trouble.remedy),
        }
        for trouble in troubles
    ]
