"""What the database itself refuses, whoever asks: changing or deleting an approved rule set."""

from __future__ import annotations

TRIGGERS = """
CREATE FUNCTION governance_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.approved_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE'
       AND (to_jsonb(OLD) - 'valid_to' - 'scope_number' - 'key_number')
         = (to_jsonb(NEW) - 'valid_to' - 'scope_number' - 'key_number') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'An approved rule set never changes: approve another one after it.'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER governance_ruleset_no_change BEFORE UPDATE OR DELETE ON governance_ruleset
    FOR EACH ROW EXECUTE FUNCTION governance_refuse_change();
"""

NO_TRIGGERS = """
DROP TRIGGER governance_ruleset_no_change ON governance_ruleset;
DROP FUNCTION governance_refuse_change();
"""
