"""What tells the inputs of one run from those of another.

A table counts by the sum of its rows' own digests, so neither the files nor their order matter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from gongjiang.lake.columns import DIGEST, row_digest
from gongjiang.lake.facts import kinds, table_of
from gongjiang.lake.files import connected
from gongjiang.lake.tables import ANCESTRY, CORRECTIONS, ENTERPRISES, PERSONS, UNITS, Copied

BY_THE_DAY: Mapping[Copied, tuple[str, str]] = {
    # What began later is left out, and what ended later had not ended yet.
    UNITS: (
        "* REPLACE (if(closed_on <= {on}, closed_on, NULL) AS closed_on)",
        "opened_on <= {on}",
    ),
    ANCESTRY: (
        "* REPLACE (if(valid_to <= {on}, valid_to, NULL) AS valid_to)",
        "valid_from <= {on}",
    ),
    ENTERPRISES: (
        "*",
        "unit_id IN (SELECT unit_id FROM {units} WHERE opened_on <= {on})",
    ),
    CORRECTIONS: ("*", "corrected_on <= {on} AND {known}"),
    PERSONS: ("*", "person_id IN ({persons})"),
}
"""What a run on a day may read of each table: its columns, and which rows."""


def digest(
    folder: Path, relations: Mapping[str, str], *, on: date, known_at: datetime | None
) -> str:
    """A digest of every fact up to a day, of what corrects them, and of what they lead to.

    Args:
        relations: each table of the lake by its name, as a relation of DuckDB's SQL.
        known_at: only facts recorded by this moment; units and persons are as known now.
    """
    words = {
        **relations,
        "on": f"DATE '{on}'",
        "known": f"recorded_at <= TIMESTAMPTZ '{known_at.isoformat()}'" if known_at else "TRUE",
    }
    facts = {kind: relations[table_of(kind)] for kind in kinds()}
    recorded = "{{}} WHERE occurred_on <= {on} AND {known}".format(**words)
    words["persons"] = " UNION ".join(
        f"SELECT person_id FROM {recorded.format(fact)}" for fact in facts.values()
    )
    sums = [
        f"SELECT '{kind}', count(*), sum({DIGEST}) FROM {recorded.format(fact)}"
        for kind, fact in facts.items()
    ]
    for table, (columns, rows) in BY_THE_DAY.items():
        sums.append(
            f"SELECT '{table.name}', count(*), sum({row_digest(table.columns)}) FROM "
            f"(SELECT {columns} FROM {relations[table.name]} WHERE {rows})".format(**words)
        )
    with connected(folder) as engine:
        said = engine.execute(" UNION ALL ".join(sums)).fetchall()
    # A kind of which nothing happened is as one that is not known yet.
    return hashlib.sha256(repr(sorted(row for row in said if row[1])).encode()).hexdigest()
