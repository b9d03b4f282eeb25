"""The tables beside those of facts: what facts lead to, and what corrects what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Copied:
    """A table that is read from PostgreSQL as it is: bare ids and codes, never a name.

    Attributes:
        sql: what PostgreSQL is asked, in an order that is always the same.
        columns: their types in the lake.
    """

    name: str
    sql: str
    columns: Mapping[str, str]


UNITS = Copied(
    "units",
    "SELECT id AS unit_id, tree, kind, opened_on, closed_on FROM orgs_unit ORDER BY id",
    {
        "unit_id": "BIGINT",
        "tree": "VARCHAR",
        "kind": "VARCHAR",
        "opened_on": "DATE",
        "closed_on": "DATE",
    },
)

ANCESTRY = Copied(
    "ancestry",
    """
    SELECT ancestor_id, descendant_id, depth, valid_from, valid_to FROM orgs_ancestry
    ORDER BY ancestor_id, descendant_id, valid_from, depth
    """,
    {
        "ancestor_id": "BIGINT",
        "descendant_id": "BIGINT",
        "depth": "BIGINT",
        "valid_from": "DATE",
        "valid_to": "DATE",
    },
)

ENTERPRISES = Copied(
    "enterprises",
    """
    SELECT unit_id, ownership, industry_code, chain_master, above_scale FROM orgs_enterprise
    ORDER BY unit_id
    """,
    {
        "unit_id": "BIGINT",
        "ownership": "VARCHAR",
        "industry_code": "VARCHAR",
        "chain_master": "BOOLEAN",
        "above_scale": "BOOLEAN",
    },
)

PERSONS = Copied(
    "persons",
    "SELECT id AS person_id, birth_year, sex FROM people_person ORDER BY id",
    {"person_id": "BIGINT", "birth_year": "BIGINT", "sex": "VARCHAR"},
)

DIMENSIONS = (UNITS, ANCESTRY, ENTERPRISES, PERSONS)
"""They are copied whole by each sync."""

CORRECTIONS = Copied(
    "corrections",
    """
    SELECT c.id, c.corrects_id, old.kind AS corrected_kind, old.occurred_on AS corrected_on,
           c.recorded_at
    FROM ledger_entry c JOIN ledger_entry old ON old.id = c.corrects_id
    WHERE c.recorded_xid >= '{after}'::xid8 AND c.recorded_xid < '{before}'::xid8
    ORDER BY c.id
    """,
    {
        "id": "BIGINT",
        "corrects_id": "BIGINT",
        "corrected_kind": "VARCHAR",
        "corrected_on": "DATE",
        "recorded_at": "TIMESTAMPTZ",
    },
)
"""Which entry corrects or annuls which. Why one was annulled is free text, and stays behind."""
