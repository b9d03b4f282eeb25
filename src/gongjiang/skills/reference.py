"""The national classification of occupations as it comes with the software."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gongjiang.orgs.rules import spelled

NATIONAL = Path(__file__).parent / "data" / "occupations-2022.csv"
"""The edition of 2022; docs/sources.md says where from. Some hundred small classes are missing."""

LONGEST_PINYIN, LONGEST_INITIALS = 400, 80


def national_occupations() -> Iterator[dict[str, Any]]:
    """Each entry as the values of an `Occupation`; where two have one code, the lower level."""
    with NATIONAL.open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    for row in rows.values():
        full, initials = spelled(row["name"])
        yield {
            "code": row["code"],
            "level": int(row["level"]),
            "name": row["name"],
            "name_pinyin": full[:LONGEST_PINYIN],
            "name_initials": initials[:LONGEST_INITIALS],
            "digital": bool(row["digital"]),
            "green": bool(row["green"]),
        }
