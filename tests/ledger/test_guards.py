"""The database itself refuses to change what was recorded, whoever asks."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import ProgrammingError, connections, transaction

from gongjiang.ledger.services import record
from ledger.facts_for_tests import hired

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

CHANGES = {
    "update": "UPDATE ledger_entry SET detail = '{}'",
    "update of no row": "UPDATE ledger_entry SET unit_id = 1 WHERE false",
    "delete": "DELETE FROM ledger_entry",
    "truncate": "TRUNCATE ledger_entry",
    "upsert": (
        "INSERT INTO ledger_entry (kind, occurred_on, subject_type, subject_id, detail, person_id)"
        " VALUES ('people.person.hired', '2022-03-01', 'employment', 1, '{}', 1)"
        " ON CONFLICT (kind, subject_id, person_id, corrects_id)"
        " DO UPDATE SET detail = '{}'"
    ),
}
ONLY_THE_DATABASE = {"recorded_at": "now()", "recorded_xid": "'1'", "id": "1"}
GUARDS = {
    "disable the triggers": "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
    "drop a trigger": "DROP TRIGGER ledger_entry_no_change ON ledger_entry",
    "replace the function": (
        "CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger"
        " LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    ),
    "drop the table": "DROP TABLE ledger_entry",
    "act as a replica": "SET session_replication_role = replica",
    "wind the numbers back": "SELECT setval('ledger_entry_id_seq', 1)",
}


def refusal_of(statement: str, alias: str) -> str:
    with (
        pytest.raises(ProgrammingError) as refusal,
        transaction.atomic(using=alias),
        connections[alias].cursor() as cursor,
    ):
        cursor.execute(statement)
    return str(refusal.value)


@pytest.mark.parametrize("change", CHANGES)
def test_the_application_cannot_change_an_entry(change: str):
    record(hired(), person=1, on=date(2022, 3, 1))

    assert "permission denied" in refusal_of(CHANGES[change], "default")


@pytest.mark.parametrize("change", CHANGES)
def test_the_owner_cannot_change_an_entry_either(change: str):
    assert "append-only" in refusal_of(CHANGES[change], "owner")


@pytest.mark.parametrize("column", ONLY_THE_DATABASE)
def test_the_application_cannot_say_when_a_fact_became_known(column: str):
    insert = (
        f"INSERT INTO ledger_entry (kind, occurred_on, subject_type, subject_id, detail, {column})"
        f" VALUES ('k', '2022-03-01', 's', 1, '{{}}', {ONLY_THE_DATABASE[column]})"
    )

    assert "permission denied" in refusal_of(insert, "default")


@pytest.mark.parametrize("attack", GUARDS)
def test_the_application_cannot_take_a_guard_away(attack: str):
    refusal = refusal_of(GUARDS[attack], "default")

    assert "permission denied" in refusal or "must be owner" in refusal
