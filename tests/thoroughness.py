"""How much is asked: `make test` takes a sample of what `.ci/run` asks to the last combination."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")

EVERYTHING = os.environ.get("GONGJIANG_FULL_MACHINE") == "1"


def some(items: Sequence[Item], one_in: int, *, start: int = 0) -> Sequence[Item]:
    """One in so many of the items; all of them in the full build.

    Args:
        start: which is the first, so that samples that go together are not all of the same.
    """
    return items if EVERYTHING else items[start % one_in :: one_in]
