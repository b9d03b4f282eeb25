"""Places in a segment as bytes: a list of numbers, or a bit each where that is shorter."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.uint16]

MOST = 1 << 16
"""Places in a segment."""
BITS = 16
"""Of one number in a list."""


def is_dense(count: int, size: int) -> bool:
    """Whether so many places of so many are written as a bit each."""
    return count * BITS > size


def pack(slots: Slots, size: int) -> bytes:
    """Sorted places of a segment of this size, as bytes."""
    if not is_dense(len(slots), size):
        return slots.astype("<u2", copy=False).tobytes()
    flags = np.zeros(size, dtype=np.bool_)
    flags[slots] = True
    return np.packbits(flags).tobytes()


def listed(packed: bytes) -> Slots:
    """The places that were written as a list."""
    return np.frombuffer(packed, dtype="<u2")


def flagged(packed: bytes, size: int) -> NDArray[np.uint8]:
    """Which places of the segment were written as a bit: 0 or 1 for each."""
    return np.unpackbits(np.frombuffer(packed, dtype=np.uint8), count=size)
