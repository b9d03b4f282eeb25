"""For each check of masters and apprentices, SQL that contradicts it and no other."""

from __future__ import annotations

DAY = "DATE '2022-11-01'"


def agreement(state: str) -> str:
    """The id of one agreement in a state."""
    return f"(SELECT min(id) FROM mentoring_agreement WHERE state = '{state}')"


RUNNING = agreement("ACTIVE")


def update(table: str, change: str, where: str) -> str:
    """Change one row, the first of those."""
    one = f"(SELECT min(id) FROM mentoring_{table} WHERE {where})"
    return f"UPDATE mentoring_{table} SET {change} WHERE id = {one}"


def surplus(kind: str, detail: str, *, of: str = "apprentice_id") -> str:
    """A fact of an agreement that runs, to which nothing of the kind has happened."""
    return f"""
        INSERT INTO ledger_entry (kind, subject_type, subject_id, person_id, occurred_on, detail)
        SELECT 'mentoring.{kind}', 'agreement', id, {of}, {DAY},
               jsonb_build_object({detail})
        FROM mentoring_agreement WHERE id = {RUNNING}
    """


TAUGHT_BY = "'master_id', master_id"

BREAKS = {
    "mentoring.signature_is_recorded": update(
        "agreement",
        "state = 'SIGNED', master_signed_at = now(), apprentice_signed_at = now()",
        "state = 'DRAFT'",
    ),
    "mentoring.start_is_recorded": update(
        "agreement",
        "kind = CASE kind WHEN 'NEW_WORKER' THEN 'SKILL_MASTER' ELSE 'NEW_WORKER' END",
        "state = 'ACTIVE'",
    ),
    "mentoring.extension_is_recorded": update(
        "agreement", "ends_on = ends_on + 1", "extended_on IS NOT NULL"
    ),
    "mentoring.graduation_is_recorded": surplus(
        "agreement.graduated", f"{TAUGHT_BY}, 'result', 'GOOD'"
    ),
    "mentoring.failure_is_recorded": surplus("agreement.failed", TAUGHT_BY),
    "mentoring.termination_is_recorded": surplus(
        "agreement.terminated", f"{TAUGHT_BY}, 'reason', 'LEFT'"
    ),
    "mentoring.contribution_is_recorded": surplus(
        "apprentice.taught",
        "'apprentice_id', apprentice_id, 'result', 'GOOD', 'months', 6",
        of="master_id",
    ),
    "mentoring.confirmed_month_is_recorded": update(
        "monthrecord", "hours = hours + 1", "confirmed_at IS NOT NULL"
    ),
    "mentoring.signed_off_goal_is_recorded": update(
        "goal", "signed_off_at = now()", "signed_off_at IS NULL"
    ),
    "mentoring.midterm_is_recorded": update("midtermcheck", "on_track = NOT on_track", "TRUE"),
    "mentoring.decided_request_is_recorded": f"""
        INSERT INTO mentoring_agreementrequest (public_id, agreement_id, kind, asked_by_id, reason,
                                                asked_at, granted, answer, decided_on)
        SELECT gen_random_uuid(), id, 'NEW_MASTER', apprentice_id, '调班', now(), false, '否', {DAY}
        FROM mentoring_agreement WHERE id = {RUNNING}
    """,
    "mentoring.change_of_master_is_recorded": f"""
        INSERT INTO mentoring_masterchange (public_id, agreement_id, from_master_id, to_master_id,
            reason, proposed_by_id, proposed_at, master_signed_at, apprentice_signed_at,
            took_effect_on)
        SELECT gen_random_uuid(), id, apprentice_id, master_id, '调班', master_id, now(), now(),
               now(), {DAY}
        FROM mentoring_agreement WHERE id = {RUNNING}
    """,
    "mentoring.allowance_is_recorded": update(
        "allowance", "prize_fen = prize_fen + 1, amount_fen = amount_fen + 1", "TRUE"
    ),
    "mentoring.tenures_cover_the_agreement": update(
        "tenure", "valid_from = valid_from + 1", f"agreement_id = {RUNNING}"
    ),
    "mentoring.tenure_only_where_registered": f"""
        INSERT INTO mentoring_tenure (agreement_id, master_id, valid_from)
        SELECT id, master_id, starts_on FROM mentoring_agreement WHERE id = {agreement("SIGNED")}
    """,
    "mentoring.state_follows_the_examination": f"""
        INSERT INTO mentoring_exitexam (agreement_id, number, opened_on, early_reason,
            master_opinion, leader_opinion, outcome, decision_reason)
        VALUES ({RUNNING}, 1, {DAY}, '', '', '', '', '')
    """,
    "mentoring.month_lies_in_the_agreement": update("monthrecord", "practised = '{9}'", "TRUE"),
    "mentoring.allowance_of_an_ended_agreement": f"""
        WITH paid AS (
            INSERT INTO mentoring_allowance (agreement_id, master_id, months, monthly_fen, percent,
                                             prize_fen, amount_fen, due_on)
            SELECT id, master_id, 0, 20000, 50, 100, 100, {DAY}
            FROM mentoring_agreement WHERE id = {RUNNING} RETURNING *
        )
        INSERT INTO ledger_entry (kind, subject_type, subject_id, person_id, occurred_on,
                                  amount_fen, detail)
        SELECT 'mentoring.allowance.due', 'allowance', id, master_id, due_on, amount_fen,
               jsonb_build_object('agreement_id', agreement_id, 'months', months)
        FROM paid
    """,
}
