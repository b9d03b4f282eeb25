"""Every agreement has its facts and every fact its agreement; months, masters and money agree.

That whatever a fact names is there, `ledger.fields_lead_somewhere` says for all facts.
"""

from __future__ import annotations

from gongjiang.ledger.facts.mentoring import (
    AgreementExtended,
    AgreementFailed,
    AgreementSigned,
    AgreementStarted,
    AgreementTerminated,
    AllowanceDue,
    ApprenticeGraduated,
    ApprenticeTaught,
    GoalSignedOff,
    MasterChanged,
    MidTermChecked,
    MonthRecorded,
    RequestDecided,
)
from gongjiang.mentoring.models import Agreement
from gongjiang.ops.fsck.check import Check

SIGNED_STATES = (Agreement.State.SIGNED, *Agreement.REGISTERED)
_REGISTERED = ", ".join(f"'{state}'" for state in Agreement.REGISTERED)
_SIGNED = ", ".join(f"'{state}'" for state in SIGNED_STATES)
_OVER = "'GRADUATED', 'FAILED', 'TERMINATED'"
_ID = "(f.detail->>'{}_id')::bigint"


def _recorded(
    name: str, sentence: str, fact: str, *, where: str, state: str, recorded: str
) -> Check:
    """Each agreement at a step has its fact, and the other way round, with the same values."""
    return Check(
        name=f"mentoring.{name}",
        sentence=sentence,
        table="mentoring_agreement",
        facts=(fact,),
        sql=f"""
            SELECT coalesce(a.id, f.subject_id) AS id
            FROM (SELECT * FROM mentoring_agreement WHERE {where}) a
            FULL JOIN fact f ON f.subject_id = a.id
            WHERE ({recorded}) IS DISTINCT FROM ({state})
        """,
    )


SIGNED = Check(
    name="mentoring.signature_is_recorded",
    sentence="Each agreement that both have signed was recorded so, and no other.",
    table="mentoring_agreement",
    facts=(AgreementSigned.kind,),
    sql=f"""
        SELECT coalesce(a.id, f.subject_id) AS id FROM mentoring_agreement a
        FULL JOIN fact f ON f.subject_id = a.id
        WHERE (a.state IN ({_SIGNED}) AND f.id IS NULL)
           OR (f.id IS NOT NULL AND (a.master_signed_at IS NULL OR a.apprentice_signed_at IS NULL
               OR f.person_id <> a.apprentice_id))
    """,
)
STARTED = _recorded(
    "start_is_recorded",
    "Each registered agreement began on the day, and of the kind, that was recorded.",
    AgreementStarted.kind,
    where=f"state IN ({_REGISTERED})",
    state="a.apprentice_id, a.starts_on, a.kind",
    recorded="f.person_id, f.occurred_on, f.detail->>'mentoring_kind'",
)
EXTENDED = _recorded(
    "extension_is_recorded",
    "Each extended agreement runs, or ran, until the day that was recorded.",
    AgreementExtended.kind,
    where="extended_on IS NOT NULL",
    state="a.apprentice_id, a.extended_on, a.ends_on",
    recorded="f.person_id, f.occurred_on, (f.detail->>'ends_on')::date",
)
GRADUATED = _recorded(
    "graduation_is_recorded",
    "Each graduation was recorded with its day, master and result.",
    ApprenticeGraduated.kind,
    where="state = 'GRADUATED'",
    state="a.apprentice_id, a.ended_on, a.master_id, a.result",
    recorded="f.person_id, f.occurred_on, (f.detail->>'master_id')::bigint, f.detail->>'result'",
)
FAILED = _recorded(
    "failure_is_recorded",
    "Each failed agreement was recorded with its day and master.",
    AgreementFailed.kind,
    where="state = 'FAILED'",
    state="a.apprentice_id, a.ended_on, a.master_id",
    recorded="f.person_id, f.occurred_on, (f.detail->>'master_id')::bigint",
)
TERMINATED = _recorded(
    "termination_is_recorded",
    "Each agreement that was ended early was recorded with its day and reason.",
    AgreementTerminated.kind,
    where="state = 'TERMINATED'",
    state="a.apprentice_id, a.ended_on, a.end_reason",
    recorded="f.person_id, f.occurred_on, f.detail->>'reason'",
)
TAUGHT = Check(
    name="mentoring.contribution_is_recorded",
    sentence="Each master who taught a graduate has it recorded, and nobody else.",
    table="mentoring_agreement",
    facts=(ApprenticeTaught.kind,),
    sql="""
        SELECT coalesce(t.agreement_id, f.subject_id) AS id
        FROM (
            SELECT DISTINCT t.agreement_id, t.master_id, a.result, a.ended_on
            FROM mentoring_tenure t JOIN mentoring_agreement a ON a.id = t.agreement_id
            WHERE a.state = 'GRADUATED'
        ) t
        FULL JOIN fact f ON f.subject_id = t.agreement_id AND f.person_id = t.master_id
        WHERE (f.detail->>'result', f.occurred_on) IS DISTINCT FROM (t.result, t.ended_on)
    """,
)


def _rows(name: str, sentence: str, fact: str, *, rows: str, columns: str, recorded: str) -> Check:
    """Each row of a table that counts has its fact, and each fact its row, with the same values."""
    return Check(
        name=f"mentoring.{name}",
        sentence=sentence,
        table="ledger_entry",
        facts=(fact,),
        sql=f"""
            SELECT coalesce(f.id, r.id) AS id FROM ({rows}) r
            FULL JOIN fact f ON f.subject_id = r.id
            WHERE ({recorded}) IS DISTINCT FROM ({columns})
        """,
    )


MONTHS = _rows(
    "confirmed_month_is_recorded",
    "Each confirmed month was recorded with its hours, and no other.",
    MonthRecorded.kind,
    rows=(
        "SELECT m.*, a.apprentice_id FROM mentoring_monthrecord m "
        "JOIN mentoring_agreement a ON a.id = m.agreement_id WHERE m.confirmed_at IS NOT NULL"
    ),
    columns="r.apprentice_id, r.agreement_id, r.month::int, r.hours::numeric",
    recorded=f"f.person_id, {_ID.format('agreement')}, (f.detail->>'month')::int, f.quantity",
)
GOALS = _rows(
    "signed_off_goal_is_recorded",
    "Each goal that was signed off was recorded, and no other.",
    GoalSignedOff.kind,
    rows=(
        "SELECT g.*, a.apprentice_id FROM mentoring_goal g "
        "JOIN mentoring_agreement a ON a.id = g.agreement_id WHERE g.signed_off_at IS NOT NULL"
    ),
    columns="r.apprentice_id, r.agreement_id",
    recorded="f.person_id, (f.detail->>'agreement_id')::bigint",
)
MIDTERMS = _rows(
    "midterm_is_recorded",
    "Each mid-term check was recorded with its day and what it found.",
    MidTermChecked.kind,
    rows=(
        "SELECT c.*, a.apprentice_id FROM mentoring_midtermcheck c "
        "JOIN mentoring_agreement a ON a.id = c.agreement_id"
    ),
    columns="r.apprentice_id, r.checked_on, r.on_track",
    recorded="f.person_id, f.occurred_on, (f.detail->>'on_track')::boolean",
)
REQUESTS = _rows(
    "decided_request_is_recorded",
    "Each request that was decided was recorded as decided.",
    RequestDecided.kind,
    rows="SELECT * FROM mentoring_agreementrequest WHERE granted IS NOT NULL",
    columns="r.asked_by_id, r.decided_on, r.kind, r.granted",
    recorded="f.person_id, f.occurred_on, f.detail->>'request_kind', "
    "(f.detail->>'granted')::boolean",
)
CHANGES = _rows(
    "change_of_master_is_recorded",
    "Each change of master that took effect was recorded with both masters.",
    MasterChanged.kind,
    rows="SELECT * FROM mentoring_masterchange WHERE took_effect_on IS NOT NULL",
    columns="r.took_effect_on, r.from_master_id, r.to_master_id",
    recorded=f"f.occurred_on, {_ID.format('from_master')}, {_ID.format('to_master')}",
)
ALLOWANCES = _rows(
    "allowance_is_recorded",
    "Each allowance was recorded for its master, to the fen.",
    AllowanceDue.kind,
    rows="SELECT * FROM mentoring_allowance",
    columns="r.master_id, r.due_on, r.amount_fen",
    recorded="f.person_id, f.occurred_on, f.amount_fen",
)

TENURES = Check(
    name="mentoring.tenures_cover_the_agreement",
    sentence="Each registered agreement has a master on every day it ran, the last one its own.",
    table="mentoring_agreement",
    sql=f"""
        SELECT a.id FROM mentoring_agreement a LEFT JOIN LATERAL (
            SELECT min(t.valid_from) AS first_day,
                   max(coalesce(t.valid_to, 'infinity')) AS last_day,
                   sum(t.valid_to - t.valid_from) AS days,
                   (array_agg(t.master_id ORDER BY t.valid_from DESC))[1] AS last_master
            FROM mentoring_tenure t WHERE t.agreement_id = a.id
        ) t ON TRUE
        WHERE a.state IN ({_REGISTERED})
          AND (a.ended_on IS NULL OR a.ended_on > a.starts_on)
          AND ((t.first_day, t.last_master) IS DISTINCT FROM (a.starts_on, a.master_id)
               OR t.last_day IS DISTINCT FROM coalesce(a.ended_on, 'infinity'::date)
               OR (a.ended_on IS NOT NULL AND t.days <> a.ended_on - a.starts_on))
    """,
)
TENURES_OF_OTHERS = Check(
    name="mentoring.tenure_only_where_registered",
    sentence="Nobody teaches under an agreement that was not registered.",
    table="mentoring_tenure",
    sql=f"""
        SELECT t.id FROM mentoring_tenure t JOIN mentoring_agreement a ON a.id = t.agreement_id
        WHERE a.state NOT IN ({_REGISTERED})
    """,
)
EXAMS = Check(
    name="mentoring.state_follows_the_examination",
    sentence="An agreement is examined, extended, failed or graduated as its last exam says.",
    table="mentoring_agreement",
    sql="""
        SELECT a.id FROM mentoring_agreement a LEFT JOIN LATERAL (
            SELECT e.outcome, e.decided_on FROM mentoring_exitexam e
            WHERE e.agreement_id = a.id ORDER BY e.number DESC LIMIT 1
        ) e ON TRUE
        WHERE CASE a.state
            WHEN 'GRADUATED' THEN (e.outcome, e.decided_on) IS DISTINCT FROM (a.result, a.ended_on)
            WHEN 'FAILED' THEN (e.outcome, e.decided_on) IS DISTINCT FROM ('FAILED', a.ended_on)
            WHEN 'EXTENDED' THEN e.outcome IS DISTINCT FROM 'EXTENDED'
            WHEN 'EXIT_EXAM' THEN e.outcome IS DISTINCT FROM ''
            WHEN 'TERMINATED' THEN e.outcome NOT IN ('', 'EXTENDED')
            ELSE e.outcome IS NOT NULL
        END
    """,
)
MONTHS_IN_TERM = Check(
    name="mentoring.month_lies_in_the_agreement",
    sentence="A month is recorded of a registered agreement, once it has begun and by its goals.",
    table="mentoring_monthrecord",
    sql=f"""
        SELECT m.id FROM mentoring_monthrecord m JOIN mentoring_agreement a ON a.id = m.agreement_id
        WHERE a.state NOT IN ({_REGISTERED})
           OR a.starts_on + make_interval(months => m.month - 1) > coalesce(a.ended_on, 'infinity')
           OR NOT m.practised <@ (
               SELECT array_agg(g.position) FROM mentoring_goal g WHERE g.agreement_id = a.id
           )
    """,
)
PAID_WHEN_OVER = Check(
    name="mentoring.allowance_of_an_ended_agreement",
    sentence="An allowance is due when its agreement is over, to somebody who taught under it, for"
    " no more months than have a confirmed record.",
    table="mentoring_allowance",
    sql=f"""
        SELECT w.id FROM mentoring_allowance w JOIN mentoring_agreement a ON a.id = w.agreement_id
        WHERE a.state NOT IN ({_OVER}) OR w.due_on <> a.ended_on
           OR NOT EXISTS (
               SELECT FROM mentoring_tenure t
               WHERE t.agreement_id = a.id AND t.master_id = w.master_id
           )
           OR (SELECT sum(o.months) FROM mentoring_allowance o WHERE o.agreement_id = a.id) > (
               SELECT count(*) FROM mentoring_monthrecord m
               WHERE m.agreement_id = a.id AND m.confirmed_at IS NOT NULL
           )
    """,
)

CHECKS = (
    SIGNED,
    STARTED,
    EXTENDED,
    GRADUATED,
    FAILED,
    TERMINATED,
    TAUGHT,
    MONTHS,
    GOALS,
    MIDTERMS,
    REQUESTS,
    CHANGES,
    ALLOWANCES,
    TENURES,
    TENURES_OF_OTHERS,
    EXAMS,
    MONTHS_IN_TERM,
    PAID_WHEN_OVER,
)
