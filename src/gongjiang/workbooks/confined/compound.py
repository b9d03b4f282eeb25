"""One stream out of a compound file, the envelope of an .xls ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

HEADER = 512
ENTRY = 128
LAST = 0xFFFFFFFA
"""From here on, a sector's number is a mark: free, end of chain, part of the tables."""
IN_HEADER = 109


def stream_of(raw: bytes, names: Sequence[str]) -> bytes:
    """The first stream under one of these names.

    Raises:
        ValueError, struct.error: there is none, or the file is damaged.
    """
    size = 1 << struct.unpack_from("<H", raw, 30)[0]
    table = _table(raw, size)
    [directory, _signature, smallest] = struct.unpack_from("<III", raw, 48)
    entries = list(_entries(_chain(raw, size, table, directory)))
    root_start = next(start for kind, _name, start, _length in entries if kind == 5)  # noqa: PLR2004
    for _kind, name, start, length in entries:
        if name in names:
            if length >= smallest:
                return _chain(raw, size, table, start)[:length]
            small = _chain(raw, size, table, root_start)
            small_table = _numbers(_chain(raw, size, table, struct.unpack_from("<I", raw, 60)[0]))
            return _chain(b"\0" * 64 + small, 64, small_table, start)[:length]
    msg = f"No stream {names}."
    raise ValueError(msg)


def _table(raw: bytes, size: int) -> Sequence[int]:
    """Which sector follows each."""
    places = list(struct.unpack_from(f"<{IN_HEADER}I", raw, 76))
    [more] = struct.unpack_from("<I", raw, 68)
    seen: set[int] = set()
    while more < LAST and more not in seen:
        seen.add(more)
        numbers = _numbers(_sector(raw, size, more))
        places += numbers[:-1]
        more = numbers[-1]
    return [n for place in places if place < LAST for n in _numbers(_sector(raw, size, place))]


def _sector(raw: bytes, size: int, number: int) -> bytes:
    return raw[(number + 1) * size : (number + 2) * size]


def _numbers(raw: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _chain(raw: bytes, size: int, table: Sequence[int], number: int) -> bytes:
    sectors: list[bytes] = []
    while number < LAST and len(sectors) <= len(table):
        sectors.append(_sector(raw, size, number))
        number = table[number]
    return b"".join(sectors)


def _entries(directory: bytes) -> Iterator[tuple[int, str, int, int]]:
    """Each entry's kind, name, first sector and length."""
    for place in range(0, len(directory) - ENTRY + 1, ENTRY):
        entry = directory[place : place + ENTRY]
        [length] = struct.unpack_from("<H", entry, 64)
        name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", entry, 116)
        yield entry[66], name, start, size
