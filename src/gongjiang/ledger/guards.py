"""What the database itself refuses, whoever asks."""

from __future__ import annotations

WRITABLE = (
    "kind",
    "occurred_on",
    "occurred_at",
    "person_id",
    "unit_id",
    "enterprise_id",
    "quantity",
    "amount_fen",
    "subject_type",
    "subject_id",
    "detail",
    "actor_id",
    "corrects_id",
)
"""What the application role may write. When a fact became known it may not say."""

TRIGGERS = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The ledger is append-only: correct an entry by a later one.'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ledger_entry_no_change BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""

NO_TRIGGERS = """
DROP TRIGGER ledger_entry_no_truncate ON ledger_entry;
DROP TRIGGER ledger_entry_no_change ON ledger_entry;
DROP FUNCTION ledger_refuse_change();
"""


def rights(application_role: str) -> list[str]:
    """The statements by which the owner narrows the application role to reading and appending."""
    role = '"' + application_role.replace('"', '""') + '"'
    return [
        f"REVOKE ALL ON ledger_entry FROM {role}",
        f"GRANT SELECT ON ledger_entry TO {role}",
        f"GRANT INSERT ({', '.join(WRITABLE)}) ON ledger_entry TO {role}",
    ]
