"""What the database itself refuses, whoever asks: changing or deleting a published snapshot."""

from __future__ import annotations

TRIGGERS = """
CREATE FUNCTION index_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A published snapshot never changes: run the index again.'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER index_run_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON index_run
    FOR EACH STATEMENT EXECUTE FUNCTION index_refuse_change();
CREATE TRIGGER index_snapshot_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON index_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION index_refuse_change();
"""

NO_TRIGGERS = """
DROP TRIGGER index_snapshot_no_change ON index_snapshot;
DROP TRIGGER index_run_no_change ON index_run;
DROP FUNCTION index_refuse_change();
"""
