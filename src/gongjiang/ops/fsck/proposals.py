"""Each step of a proposal has its fact and each fact its proposal; no author decides; none is lost.

That whatever a fact names is there, `ledger.fields_lead_somewhere` says for all facts.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from gongjiang.innovation.models import State
from gongjiang.innovation.rules.proposals import ADOPTED_ONCE, IMPLEMENTED_ONCE, STANDARDISABLE
from gongjiang.innovation.subjects import PROPOSAL
from gongjiang.kernel.periods import today
from gongjiang.ledger.facts.proposals import (
    ProposalAccepted,
    ProposalAppealed,
    ProposalAuthored,
    ProposalClosed,
    ProposalDecided,
    ProposalEscalated,
    ProposalImplemented,
    ProposalReturned,
    ProposalScreened,
    ProposalStandardised,
    ProposalStarted,
    ProposalSubmitted,
    ProposalWithdrawn,
)
from gongjiang.ops.fsck.check import Check

GRACE = timedelta(days=2)
"""The night that takes a lapse up may not have come yet, or be made up for within a day."""
LEAST_PANEL = 3

_ADOPTED = ", ".join(f"'{state}'" for state in ADOPTED_ONCE)
_DONE = ", ".join(f"'{state}'" for state in IMPLEMENTED_ONCE)
_ACCEPTED = ", ".join(f"'{state}'" for state in STANDARDISABLE)
_STARTED = ", ".join(f"'{state}'" for state in ADOPTED_ONCE if state != State.ADOPTED)
_BY_AUTHOR = "SELECT FROM innovation_author a WHERE a.proposal_id = {} AND a.person_id = {}"


def _recorded(
    name: str, sentence: str, fact: str, *, where: str, state: str, recorded: str
) -> Check:
    """Each proposal at a step has its fact, and the other way round, with the same values."""
    return Check(
        name=f"proposals.{name}",
        sentence=sentence,
        table="innovation_proposal",
        facts=(fact,),
        sql=f"""
            SELECT coalesce(p.id, f.subject_id) AS id
            FROM (SELECT * FROM innovation_proposal WHERE {where}) p
            FULL JOIN fact f ON f.subject_id = p.id
            WHERE ({recorded}) IS DISTINCT FROM ({state})
        """,
    )


def _of_day(name: str, sentence: str, fact: str, day: str, *, where: str = "TRUE") -> Check:
    """The same of a fact that says no more than its day."""
    return _recorded(
        name,
        sentence,
        fact,
        where=f"{day} IS NOT NULL AND {where}",
        state=f"p.id, p.{day}, NULL::bigint",
        recorded="f.subject_id, f.occurred_on, f.person_id",
    )


SUBMITTED = _recorded(
    "submission_is_recorded",
    "Each proposal was recorded as submitted on its day, at its unit, as nobody's.",
    ProposalSubmitted.kind,
    where="submitted_on IS NOT NULL",
    state="p.submitted_on, p.kind, p.anonymous, p.unit_id, p.enterprise_id, NULL::bigint",
    recorded="f.occurred_on, f.detail->>'kind_code', (f.detail->>'anonymous')::boolean, "
    "f.unit_id, f.enterprise_id, f.person_id",
)
AUTHORS = Check(
    name="proposals.authors_are_recorded",
    sentence="Each author of what was submitted was recorded with their share, and nobody else.",
    table="innovation_proposal",
    facts=(ProposalAuthored.kind,),
    sql="""
        SELECT coalesce(a.proposal_id, f.subject_id) AS id
        FROM (
            SELECT a.* FROM innovation_author a JOIN innovation_proposal p ON p.id = a.proposal_id
            WHERE p.submitted_on IS NOT NULL
        ) a
        FULL JOIN fact f ON f.subject_id = a.proposal_id AND f.person_id = a.person_id
        WHERE (f.detail->>'share_bp')::int IS DISTINCT FROM a.share_bp
    """,
)
SCREENED = _recorded(
    "screening_is_recorded",
    "Each first look was recorded with its day and what it found.",
    ProposalScreened.kind,
    where="screened_on IS NOT NULL",
    state="p.screened_on, CASE p.state WHEN 'REJECTED' THEN 'REJECTED' ELSE 'OK' END, NULL::bigint",
    recorded="f.occurred_on, f.detail->>'outcome', f.person_id",
)
DECIDED = _recorded(
    "decision_is_recorded",
    "Each decision was recorded with its day and outcome, and whether it was in time.",
    ProposalDecided.kind,
    where="decided_on IS NOT NULL",
    state=f"p.decided_on, CASE WHEN p.state IN ({_ADOPTED}) THEN 'ADOPTED' ELSE p.state END, "
    "p.decided_on <= p.reply_by, p.submitted_on, NULL::bigint",
    recorded="f.occurred_on, f.detail->>'outcome', (f.detail->>'in_time')::boolean, "
    "(f.detail->>'submitted_on')::date, f.person_id",
)
STARTED = _of_day(
    "start_is_recorded",
    "Each proposal that is, or was, carried out was recorded as started on its day.",
    ProposalStarted.kind,
    "started_on",
)
IMPLEMENTED = _recorded(
    "implementation_is_recorded",
    "Each implementation was recorded with its last day and the day of adoption.",
    ProposalImplemented.kind,
    where="implemented_on IS NOT NULL",
    state="p.implemented_on, p.decided_on, NULL::bigint",
    recorded="f.occurred_on, (f.detail->>'adopted_on')::date, f.person_id",
)
ACCEPTED = _of_day(
    "acceptance_is_recorded",
    "Each acceptance was recorded with its day.",
    ProposalAccepted.kind,
    "accepted_on",
)
CLOSED = _recorded(
    "closing_is_recorded",
    "Each closed proposal was recorded so, with the day it was submitted.",
    ProposalClosed.kind,
    where="closed_on IS NOT NULL",
    state="p.closed_on, p.submitted_on, NULL::bigint",
    recorded="f.occurred_on, (f.detail->>'submitted_on')::date, f.person_id",
)
WITHDRAWN = _of_day(
    "withdrawal_is_recorded",
    "Each proposal taken back after it was submitted was recorded so.",
    ProposalWithdrawn.kind,
    "withdrawn_on",
    where="submitted_on IS NOT NULL",
)
STANDARDISED = _of_day(
    "standard_is_recorded",
    "Each proposal that became part of a procedure was recorded so.",
    ProposalStandardised.kind,
    "standardised_on",
)


def _rows(name: str, sentence: str, fact: str, *, rows: str, columns: str, recorded: str) -> Check:
    """Each row that counts has its fact, and each fact its row, with the same values."""
    return Check(
        name=f"proposals.{name}",
        sentence=sentence,
        table="ledger_entry",
        facts=(fact,),
        sql=f"""
            SELECT coalesce(f.id, r.id) AS id FROM ({rows}) r
            FULL JOIN fact f ON f.subject_id = r.id
            WHERE ({recorded}) IS DISTINCT FROM ({columns})
        """,
    )


RETURNED = _rows(
    "return_is_recorded",
    "Each time a proposal was sent back was recorded, at its step.",
    ProposalReturned.kind,
    rows="""SELECT * FROM innovation_proposalstep WHERE to_state = 'RETURNED'""",
    columns='r.proposal_id, r."on"',
    recorded="(f.detail->>'proposal_id')::bigint, f.occurred_on",
)
ESCALATED = _rows(
    "escalation_is_recorded",
    "Each level that was told of a lapse was recorded with its day.",
    ProposalEscalated.kind,
    rows="SELECT * FROM innovation_escalation",
    columns="r.proposal_id, r.escalated_on, r.state, r.level::int",
    recorded="(f.detail->>'proposal_id')::bigint, f.occurred_on, f.detail->>'state_code', "
    "(f.detail->>'level')::int",
)
APPEALED = _rows(
    "appeal_is_recorded",
    "Each appeal about a proposal was recorded with who made it.",
    ProposalAppealed.kind,
    rows=f"SELECT * FROM governance_appeal WHERE subject_type = '{PROPOSAL}'",
    columns="r.subject_id, r.appellant_id",
    recorded="(f.detail->>'proposal_id')::bigint, f.person_id",
)

SHARES = Check(
    name="proposals.shares_come_to_the_whole",
    sentence="The shares of a submitted proposal come to 100 %; an anonymous one has an author only"
    " once it was claimed.",
    table="innovation_proposal",
    sql="""
        SELECT p.id FROM innovation_proposal p LEFT JOIN (
            SELECT proposal_id, sum(share_bp) AS total FROM innovation_author GROUP BY proposal_id
        ) a ON a.proposal_id = p.id
        LEFT JOIN innovation_receipt r ON r.proposal_id = p.id
        WHERE p.submitted_on IS NOT NULL
          AND coalesce(a.total, 0) <> CASE
              WHEN NOT p.anonymous OR r.claimed_on IS NOT NULL THEN 10000 ELSE 0 END
    """,
)
NUMBERS = Check(
    name="proposals.numbers_are_counted",
    sentence="Each number says the year of its submission, and has been given.",
    table="innovation_proposal",
    sql="""
        SELECT p.id FROM innovation_proposal p LEFT JOIN innovation_numbergiven n
            ON n.enterprise_id = p.enterprise_id
           AND n.year = extract(year FROM p.submitted_on)
        WHERE p.submitted_on IS NOT NULL
          AND (left(p.number, 4)::int, substr(p.number, 6)::int <= n.last)
              IS DISTINCT FROM (extract(year FROM p.submitted_on)::int, TRUE)
    """,
)
DAYS = Check(
    name="proposals.state_has_its_days",
    sentence="A proposal has the days of all steps up to its state, in their order.",
    table="innovation_proposal",
    sql=f"""
        SELECT p.id FROM innovation_proposal p
        WHERE (p.state IN ({_STARTED}) AND p.started_on IS NULL)
           OR (p.state IN ({_DONE}) AND p.implemented_on IS NULL)
           OR (p.state IN ({_ACCEPTED}) AND p.accepted_on IS NULL)
           OR (p.state IN ('BENEFIT_CONFIRMED', 'REWARDED', 'CLOSED')
               AND (p.benefit_on IS NULL OR p.benefit = ''))
           OR (p.state = 'REWARDED' AND (p.rewarded_on IS NULL OR p.payment_reference = ''))
           OR (p.decided_on IS NOT NULL AND p.screened_on IS NULL)
           OR p.screened_on < p.submitted_on OR p.decided_on < p.screened_on
           OR p.started_on < p.decided_on OR p.implemented_on < p.started_on
           OR p.accepted_on < p.implemented_on OR p.benefit_on < p.accepted_on
           OR p.rewarded_on < p.benefit_on OR p.closed_on < p.benefit_on
    """,
)
WORK = Check(
    name="proposals.somebody_carries_it_out",
    sentence="What was started has somebody who carries it out; what was accepted, who saw it.",
    table="innovation_proposal",
    sql="""
        SELECT p.id FROM innovation_proposal p
        LEFT JOIN innovation_implementation i ON i.proposal_id = p.id
        WHERE (p.started_on IS NULL) <> (i.id IS NULL)
           OR (p.accepted_on IS NULL) <> (i.accepted_by_id IS NULL)
    """,
)
PANELS = Check(
    name="proposals.panel_is_complete",
    sentence="What is under review has a panel of three at least, its chair among them.",
    table="innovation_proposal",
    sql=f"""
        SELECT p.id FROM innovation_proposal p LEFT JOIN innovation_proposalreview r
            ON r.proposal_id = p.id AND r.round = p.round
        WHERE p.state = 'REVIEWING'
        GROUP BY p.id
        HAVING count(r.id) < {LEAST_PANEL} OR bool_or(r.reviewer_id = p.chair_id) IS NOT TRUE
    """,
)
APART = Check(
    name="proposals.no_author_decides",
    sentence="No author screens, reviews, decides or accepts their own proposal.",
    table="innovation_proposal",
    sql=f"""
        SELECT s.proposal_id AS id FROM innovation_proposalstep s
        WHERE s.to_state IN ('PRELIM_OK', 'RETURNED', 'REJECTED', 'REVIEWING', 'ADOPTED',
                             'NOT_ADOPTED', 'RESERVED', 'IMPLEMENTING', 'ACCEPTED', 'REWORK',
                             'BENEFIT_CONFIRMED', 'REWARDED', 'CLOSED')
          AND EXISTS ({_BY_AUTHOR.format("s.proposal_id", "s.by_id")})
        UNION SELECT r.proposal_id FROM innovation_proposalreview r
        WHERE EXISTS ({_BY_AUTHOR.format("r.proposal_id", "r.reviewer_id")})
        UNION SELECT p.id FROM innovation_proposal p
        WHERE p.chair_id IS NOT NULL AND EXISTS ({_BY_AUTHOR.format("p.id", "p.chair_id")})
        UNION SELECT i.proposal_id FROM innovation_implementation i
        WHERE EXISTS ({_BY_AUTHOR.format("i.proposal_id", "i.accepted_by_id")})
    """,
)
UNNAMED = Check(
    name="proposals.anonymous_is_anonymous",
    sentence="Of an anonymous proposal no entry says who submitted it or took it back, nor when.",
    table="ledger_entry",
    sql=f"""
        SELECT f.id FROM innovation_proposal p JOIN ledger_entry f
            ON f.subject_id = p.id AND f.subject_type = 'proposal'
           AND f.kind IN ('{ProposalSubmitted.kind}', '{ProposalWithdrawn.kind}')
        WHERE p.anonymous AND (f.actor_id IS NOT NULL OR f.person_id IS NOT NULL
                               OR f.occurred_at IS NOT NULL)
    """,
)


def _unheard() -> tuple[str, tuple[Any, ...]]:
    sql = """
        SELECT p.id FROM innovation_proposal p WHERE p.due_on < %s AND NOT EXISTS (
            SELECT FROM innovation_escalation e
            WHERE e.proposal_id = p.id AND e.lapsed_on = p.due_on
        )
    """
    return sql, (today() - GRACE,)


UNHEARD = Check(
    name="proposals.lapse_has_gone_up",
    sentence="What waits beyond its day has been taken to the level above.",
    table="innovation_proposal",
    sql=_unheard,
)

CHECKS = (
    SUBMITTED,
    AUTHORS,
    SCREENED,
    DECIDED,
    STARTED,
    IMPLEMENTED,
    ACCEPTED,
    CLOSED,
    WITHDRAWN,
    STANDARDISED,
    RETURNED,
    ESCALATED,
    APPEALED,
    SHARES,
    NUMBERS,
    DAYS,
    WORK,
    PANELS,
    APART,
    UNNAMED,
    UNHEARD,
)
