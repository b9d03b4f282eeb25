"""What the database itself refuses, whoever asks: to change or delete a confirmed entry."""

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
