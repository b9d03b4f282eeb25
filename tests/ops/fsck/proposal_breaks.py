"""For each check of proposals, SQL that contradicts it and no other.

Each begins with one proposal of its own that went the whole way and contradicts nothing.
"""

from __future__ import annotations

OWN, DRAFT = 4_000_042, 4_000_043
"""Beyond every proposal of the demo."""
DAY = "DATE '2022-11-01'"
TEAM = "(SELECT id FROM orgs_unit WHERE kind = 'TEAM' AND closed_on IS NULL ORDER BY id LIMIT 1)"
FIRM = f"""(SELECT a.ancestor_id FROM orgs_ancestry a JOIN orgs_enterprise n
            ON n.unit_id = a.ancestor_id WHERE a.descendant_id = {TEAM} AND a.valid_to IS NULL)"""
WORKERS = f"""(
    SELECT DISTINCT p.person_id FROM people_posting p JOIN people_employment e
      ON e.id = p.employment_id
    WHERE p.unit_id = {TEAM} AND p.valid_to IS NULL AND e.valid_from < {DAY} ORDER BY p.person_id
)"""


def worker(place: int) -> str:
    """One of those who work in the team; the first is the author."""
    return f"(SELECT person_id FROM {WORKERS} w OFFSET {place} LIMIT 1)"


def proposal(proposal_id: int, number: str, **columns: str) -> str:
    """A proposal row, which the search for its like need not find yet; unsaid: as in a draft."""
    values = {
        "id": str(proposal_id),
        "public_id": "gen_random_uuid()",
        "number": f"'{number}'",
        "kind": "'KAIZEN'",
        "enterprise_id": FIRM,
        "unit_id": TEAM,
        "title": "'导流罩'",
        **dict.fromkeys(("problem", "cause", "method", "expected"), "'–'"),
        **dict.fromkeys(("anonymous", "post_facto", "confidential"), "false"),
        **dict.fromkeys(("benefit", "payment_reference", "sop_reference"), "''"),
        "round": "1",
        **columns,
    }
    names, given = ", ".join(values), ", ".join(values.values())
    made = f"INSERT INTO innovation_proposal ({names}) VALUES ({given})"
    if columns["state"] == "'DRAFT'":
        return made
    return f"""{made}; INSERT INTO innovation_changedtext (proposal_id, enterprise_id, grams)
        VALUES ({proposal_id}, {FIRM}, '')"""


def fact(kind: str, detail: str = "", *, person: str = "NULL", of: int = OWN) -> str:
    """A fact of a proposal, on the one day."""
    return f"""
        INSERT INTO ledger_entry (kind, subject_type, subject_id, person_id, unit_id,
                                  enterprise_id, occurred_on, detail)
        SELECT 'innovation.proposal.{kind}', 'proposal', {of}, {person}, {TEAM}, {FIRM}, {DAY},
               jsonb_build_object({detail})
    """


DAYS = (
    "submitted_on",
    "reply_by",
    "screened_on",
    "decided_on",
    "started_on",
    "implemented_on",
    "accepted_on",
    "benefit_on",
    "rewarded_on",
    "closed_on",
)
ON = "'submitted_on', '2022-11-01'"
WHOLE = "; ".join(
    (
        f"""INSERT INTO innovation_numbergiven (enterprise_id, year, last)
            VALUES ({FIRM}, 2022, 999999)
            ON CONFLICT (enterprise_id, year) DO UPDATE SET last = 999999""",
        proposal(
            OWN,
            "2022-999998",
            state="'CLOSED'",
            benefit="'MONEY'",
            payment_reference="'付-1'",
            **dict.fromkeys(DAYS, DAY),
        ),
        f"""INSERT INTO innovation_author (proposal_id, person_id, position, share_bp)
            VALUES ({OWN}, {worker(0)}, 1, 10000)""",
        f"""INSERT INTO innovation_implementation (proposal_id, owner_id, plan, planned_on, pilot,
                result, accepted_by_id, evidence)
            VALUES ({OWN}, {worker(1)}, '–', {DAY}, false, '–', {worker(2)}, '–')""",
        fact("submitted", "'kind_code', 'KAIZEN', 'anonymous', false"),
        fact("authored", "'share_bp', 10000", person=worker(0)),
        fact("screened", "'outcome', 'OK', 'in_time', true"),
        fact("decided", f"'outcome', 'ADOPTED', 'in_time', true, {ON}"),
        fact("started", "'pilot', false"),
        fact("implemented", "'adopted_on', '2022-11-01'"),
        fact("accepted"),
        fact("closed", ON),
    )
)


def broken(sql: str) -> str:
    """The proposal that went the whole way, and something done to it."""
    return f"{WHOLE}; {sql}"


def surplus(kind: str, detail: str = "", *, person: str = "NULL") -> str:
    """A draft, and a fact of what has not happened to it."""
    draft = proposal(DRAFT, "", state="'DRAFT'")
    return f"{draft}; {fact(kind, detail, person=person, of=DRAFT)}"


def unnamed(*, actor: str = "NULL", **columns: str) -> str:
    """An anonymous proposal that waits, rightly recorded unless it says otherwise."""
    given = {
        "unit_id": FIRM,
        "anonymous": "true",
        "state": "'SUBMITTED'",
        "submitted_on": DAY,
        "reply_by": DAY,
        "holder_unit_id": FIRM,
        "due_on": "DATE '2100-01-01'",
        **columns,
    }
    return "; ".join(
        (
            f"{WHOLE}; {proposal(DRAFT, '2022-999999', **given)}",
            f"""INSERT INTO ledger_entry (kind, subject_type, subject_id, unit_id, enterprise_id,
                                          occurred_on, actor_id, detail)
                SELECT 'innovation.proposal.submitted', 'proposal', {DRAFT}, {FIRM}, {FIRM}, {DAY},
                       {actor}, jsonb_build_object('kind_code', 'KAIZEN', 'anonymous', true)""",
        )
    )


BREAKS = {
    "proposals.submission_is_recorded": surplus(
        "submitted", "'kind_code', 'KAIZEN', 'anonymous', false"
    ),
    "proposals.authors_are_recorded": surplus("authored", "'share_bp', 1", person=worker(0)),
    "proposals.screening_is_recorded": surplus("screened", "'outcome', 'OK', 'in_time', true"),
    "proposals.decision_is_recorded": surplus(
        "decided", f"'outcome', 'RESERVED', 'in_time', true, {ON}"
    ),
    "proposals.start_is_recorded": surplus("started", "'pilot', true"),
    "proposals.implementation_is_recorded": surplus("implemented", "'adopted_on', '2022-11-01'"),
    "proposals.acceptance_is_recorded": surplus("accepted"),
    "proposals.closing_is_recorded": surplus("closed", ON),
    "proposals.withdrawal_is_recorded": surplus("withdrawn"),
    "proposals.standard_is_recorded": surplus("standardised"),
    "proposals.return_is_recorded": broken(
        f"""INSERT INTO innovation_proposalstep (proposal_id, from_state, to_state, "on", ground,
                                                 reason)
            VALUES ({OWN}, 'SUBMITTED', 'RETURNED', {DAY}, 'INCOMPLETE', '–')"""
    ),
    "proposals.escalation_is_recorded": broken(
        f"""INSERT INTO innovation_escalation (proposal_id, state, lapsed_on, level, from_unit_id,
                                               to_unit_id, escalated_on)
            VALUES ({OWN}, 'SUBMITTED', {DAY}, 1, {TEAM}, {FIRM}, {DAY})"""
    ),
    "proposals.appeal_is_recorded": broken(
        f"""INSERT INTO governance_appeal (public_id, subject_type, subject_id, title, unit_id,
                heard_at_id, appellant_id, reason, state, submitted_at, reply_by, answer)
            VALUES (gen_random_uuid(), 'innovation.proposal', {OWN}, '–', {FIRM}, {FIRM},
                    {worker(0)}, '–', 'SUBMITTED', now(), {DAY}, '')"""
    ),
    "proposals.shares_come_to_the_whole": broken(
        f"""INSERT INTO innovation_author (proposal_id, person_id, position, share_bp)
            VALUES ({OWN}, {worker(1)}, 2, 5000);
            {fact("authored", "'share_bp', 5000", person=worker(1))}"""
    ),
    "proposals.numbers_are_counted": broken(
        f"UPDATE innovation_numbergiven SET last = 0 WHERE enterprise_id = {FIRM} AND year = 2022"
    ),
    "proposals.state_has_its_days": broken(
        f"UPDATE innovation_proposal SET benefit_on = NULL WHERE id = {OWN}"
    ),
    "proposals.somebody_carries_it_out": broken(
        f"DELETE FROM innovation_implementation WHERE proposal_id = {OWN}"
    ),
    "proposals.panel_is_complete": "; ".join(
        (
            unnamed(state="'REVIEWING'", screened_on=DAY),
            fact("screened", "'outcome', 'OK', 'in_time', true", of=DRAFT),
        )
    ),
    "proposals.no_author_decides": broken(
        f"""INSERT INTO innovation_proposalstep (proposal_id, from_state, to_state, by_id, "on",
                                                 ground, reason)
            VALUES ({OWN}, 'REVIEWING', 'ADOPTED', {worker(0)}, {DAY}, '', '–')"""
    ),
    "proposals.anonymous_is_anonymous": unnamed(actor=worker(0)),
    "proposals.lapse_has_gone_up": unnamed(due_on=DAY),
}
