"""What the database itself refuses and does, whoever asks: of confirmed entries, and of words."""

from __future__ import annotations

TRIGGERS = """
CREATE FUNCTION innovation_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A confirmed benefit entry never changes: reverse it by another one.'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER innovation_benefitentry_no_change BEFORE UPDATE OR DELETE ON innovation_benefitentry
    FOR EACH ROW EXECUTE FUNCTION innovation_refuse_change();
"""

NO_TRIGGERS = """
DROP TRIGGER innovation_benefitentry_no_change ON innovation_benefitentry;
DROP FUNCTION innovation_refuse_change();
"""

# An author may be forgotten by a storey that has never heard of this room, so the database itself
# takes old words out of what can be found, in the transaction that changes them. The row's key is
# locked by the change already, so nobody waits here who did not wait before.
TEXT_CHANGES = """
CREATE FUNCTION innovation_text_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO innovation_changedtext (proposal_id, enterprise_id, grams)
    VALUES (NEW.id, NEW.enterprise_id, '')
    ON CONFLICT (proposal_id)
    DO UPDATE SET grams = '', enterprise_id = excluded.enterprise_id;
    RETURN NULL;
END $$;
CREATE TRIGGER innovation_proposal_text_changes
    AFTER UPDATE OF title, problem, method, state, confidential, enterprise_id
    ON innovation_proposal
    FOR EACH ROW WHEN (
        OLD.submitted_on IS NOT NULL
        AND (OLD.title, OLD.problem, OLD.method, OLD.state = 'WITHDRAWN', OLD.confidential,
             OLD.enterprise_id)
            IS DISTINCT FROM
            (NEW.title, NEW.problem, NEW.method, NEW.state = 'WITHDRAWN', NEW.confidential,
             NEW.enterprise_id)
    )
    EXECUTE FUNCTION innovation_text_changes();
"""

NO_TEXT_CHANGES = """
DROP TRIGGER innovation_proposal_text_changes ON innovation_proposal;
DROP FUNCTION innovation_text_changes();
"""

SLOTS_AS_THEY_ARE = "ALTER TABLE innovation_segmentgram ALTER COLUMN slots SET STORAGE EXTERNAL"
"""They are read a thousand at a time, and hardly shrink when compressed."""

SLOTS_AS_USUAL = "ALTER TABLE innovation_segmentgram ALTER COLUMN slots SET STORAGE EXTENDED"
