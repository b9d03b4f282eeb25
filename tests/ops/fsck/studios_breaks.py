"""For each check of studios, challenges and spread, SQL that contradicts it and no other.

Each first writes one consistent studio, challenge and copy, with their facts: whatever the demo
zone holds of them.
"""

from __future__ import annotations

ONE = 900_001
TWO = 900_002
DAY = "DATE '2022-11-01'"
ANYBODY = "(SELECT min(id) FROM people_person)"
FIRM = "(SELECT min(unit_id) FROM orgs_enterprise)"


def row(table: str, **values: str) -> str:
    columns = ", ".join(values)
    return f"INSERT INTO innovation_{table} ({columns}) VALUES ({', '.join(values.values())});"


def fact(
    kind: str, subject: str, row_id: int = ONE, *, detail: str = "{}", fen: str = "NULL",
    person: str = "NULL", on: str = DAY, unit: str = FIRM,
) -> str:  # fmt: skip
    return f"""
        INSERT INTO ledger_entry (kind, subject_type, subject_id, person_id, unit_id,
            enterprise_id, occurred_on, amount_fen, detail)
        VALUES ('innovation.{kind}', '{subject}', {row_id}, {person}, {unit}, {FIRM}, {on},
            {fen}, '{detail}');
    """


def naming(row_id: int, level: str) -> str:
    level_json = f'{{"studio_id": {ONE}, "level": "{level}"}}'
    return (
        row(
            "studionaming",
            id=str(row_id),
            public_id="gen_random_uuid()",
            studio_id=str(ONE),
            level=f"'{level}'",
            state="'NAMED'",
            declared_on=DAY,
            checked_on=DAY,
            inspected_on=DAY,
            decided_on=DAY,
            reason="''",
            document="''",
            authority="''",
        )
        + fact("studio.declared", "studio_naming", row_id, detail=level_json)
        + fact("studio.verified", "studio_naming", row_id, detail=level_json)
    )


STUDIO = (
    row(
        "studio",
        id=str(ONE),
        public_id="gen_random_uuid()",
        name="'一号'",
        enterprise_id=FIRM,
        unit_id=FIRM,
        leader_id=ANYBODY,
        leader_title="''",
        title_level="''",
        field="'密封'",
        state="'NAMED'",
        level="'ZONE'",
        standing="'WARNED'",
        declared_on=DAY,
        named_on=DAY,
    )
    + row(
        "studiomember",
        id=str(ONE),
        studio_id=str(ONE),
        person_id=ANYBODY,
        **{'"group"': "'SKILLED'"},
        valid_from=DAY,
    )
    + naming(ONE, "ENTERPRISE")
    + naming(TWO, "ZONE")
    + fact("studio.named", "studio", detail='{"level": "ENTERPRISE"}')
    + fact(
        "studio.upgraded",
        "studio_naming",
        TWO,
        detail=f'{{"studio_id": {ONE}, "level": "ZONE"}}',
    )
    + row(
        "studioreview",
        id=str(ONE),
        public_id="gen_random_uuid()",
        studio_id=str(ONE),
        year="2021",
        level="'ZONE'",
        lines="""'[{"points": "70"}]'""",
        points="70",
        computed_on=DAY,
        result="'QUALIFIED'",
        reason="'合格'",
        decided_on=DAY,
    )
    + fact(
        "studio.reviewed",
        "studio_review",
        detail=f'{{"studio_id": {ONE}, "year": 2021, "level": "ZONE", "result": "QUALIFIED"}}',
    )
    + row(
        "studiomeasure",
        id=str(ONE),
        public_id="gen_random_uuid()",
        studio_id=str(ONE),
        kind="'WARN'",
        reason="'缺季报'",
        taken_on=DAY,
        lifted_because="''",
    )
    + fact("studio.measured", "studio_measure", detail=f'{{"studio_id": {ONE}, "measure": "WARN"}}')
)
OF_CHALLENGE = f'{{"challenge_id": {ONE}}}'
CHALLENGE = (
    row(
        "challenge",
        id=str(ONE),
        public_id="gen_random_uuid()",
        enterprise_id=FIRM,
        title="'温升'",
        summary="'温升'",
        problem="'温升'",
        solved_when="'八度'",
        secrecy="'OPEN'",
        prize_fen="100",
        posted_on=DAY,
        bids_until=DAY,
        state="'SETTLED'",
        awarded_on=DAY,
        award_reason="''",
        ended_on=DAY,
        stop_reason="''",
    )
    + row(
        "challengemilestone",
        id=str(ONE),
        public_id="gen_random_uuid()",
        challenge_id=str(ONE),
        position="1",
        title="'验收'",
        due_on=DAY,
        amount_fen="100",
        state="'RELEASED'",
        evidence="'报告'",
        claimed_on=DAY,
        remark="''",
        decided_on=DAY,
    )
    + row(
        "bid",
        id=str(ONE),
        public_id="gen_random_uuid()",
        challenge_id=str(ONE),
        enterprise_id=FIRM,
        unit_id=FIRM,
        by_id=ANYBODY,
        shown_as="'甲'",
        shows_enterprise="FALSE",
        shows_names="FALSE",
        sealed="''",
        digest="''",
        nonce="''",
        plan="'方案'",
        state="'AWARDED'",
        made_at=DAY,
    )
    + row(
        "bidshare",
        id=str(ONE),
        bid_id=str(ONE),
        person_id=ANYBODY,
        share_bp="10000",
        position="1",
    )
    + row(
        "challengeshare",
        id=str(ONE),
        milestone_id=str(ONE),
        person_id=ANYBODY,
        amount_fen="100",
    )
    + fact("challenge.posted", "challenge", fen="100")
    + fact("challenge.awarded", "challenge", detail=f'{{"bid_id": {ONE}, "bids": 1}}')
    + fact("challenge.released", "challenge_milestone", fen="100", detail=OF_CHALLENGE)
    + fact("challenge.earned", "challenge_share", fen="100", detail=OF_CHALLENGE, person=ANYBODY)
)
OF_IDEA = f'"proposal_id": {ONE}'
SPREAD = (
    row(
        "proposal",
        id=str(ONE),
        public_id="gen_random_uuid()",
        number="''",
        kind="'KAIZEN'",
        enterprise_id=FIRM,
        unit_id=FIRM,
        title="'密封圈'",
        problem="''",
        cause="''",
        method="''",
        expected="''",
        anonymous="FALSE",
        post_facto="FALSE",
        confidential="FALSE",
        state="'DRAFT'",
        round="0",
        benefit="''",
        payment_reference="''",
        sop_reference="''",
        replicated_on=DAY,
    )
    + row(
        "spreadoffer",
        id=str(ONE),
        public_id="gen_random_uuid()",
        proposal_id=str(ONE),
        unit_id=FIRM,
        enterprise_id=FIRM,
        state="'VERIFIED'",
        offered_on=DAY,
        due_on=DAY,
        answer="'ACCEPTED'",
        reason="''",
        answered_on=DAY,
        note="'在用'",
        verified_on=DAY,
    )
    + row("spreadshare", id=str(ONE), offer_id=str(ONE), person_id=ANYBODY, amount_fen="100")
    + fact("spread.offered", "spread_offer", detail=f'{{{OF_IDEA}, "due_on": "2022-11-01"}}')
    + fact(
        "spread.answered",
        "spread_offer",
        detail=f'{{{OF_IDEA}, "outcome": "ACCEPTED", "in_time": true}}',
    )
    + fact(
        "spread.verified",
        "spread_offer",
        fen="100",
        detail=f'{{{OF_IDEA}, "outcome": "ACCEPTED", "within": true}}',
    )
    + fact(
        "spread.earned",
        "spread_share",
        fen="100",
        person=ANYBODY,
        detail=f'{{{OF_IDEA}, "spread_offer_id": {ONE}}}',
    )
    + fact("proposal.replicated", "spread_offer", detail=f"{{{OF_IDEA}}}")
)


def update(table: str, change: str, row_id: int = ONE) -> str:
    return f"UPDATE innovation_{table} SET {change} WHERE id = {row_id}"


LINE = row(
    "studiobudgetline",
    id=str(ONE),
    studio_id=str(ONE),
    kind="'SPENT'",
    **{'"on"': DAY},
    amount_fen="1",
    purpose="'密封件'",
    document="''",
    written_at="now()",
)

CORRECTED = f"""
    INSERT INTO ledger_entry (kind, subject_type, subject_id, unit_id, enterprise_id, occurred_on,
        amount_fen, detail, corrects_id)
    SELECT kind, subject_type, subject_id, unit_id, enterprise_id, occurred_on, 150, detail, id
    FROM ledger_entry WHERE kind = 'innovation.challenge.posted' AND subject_id = {ONE};
"""

OF_STUDIOS = {
    "declaration_is_recorded": update("studionaming", "declared_on = declared_on - 1"),
    "inspection_is_recorded": update("studionaming", "inspected_on = inspected_on - 1"),
    "name_is_recorded": update("studionaming", "decided_on = decided_on - 1"),
    "rise_is_recorded": update("studionaming", "decided_on = decided_on + 1", TWO),
    "level_is_the_last_one_given": update("studio", "level = 'CITY'"),
    "review_is_recorded": update("studioreview", "result = 'EXCELLENT'"),
    "sheet_adds_up": update("studioreview", "points = 71"),
    "measure_is_recorded": update("studiomeasure", "taken_on = taken_on - 1"),
    "revocation_is_recorded": fact("studio.revoked", "studio", detail='{"level": "ZONE"}'),
    "standing_is_the_measure_in_force": update("studio", "standing = 'STARRED'"),
    "leader_belongs_to_it": update("studiomember", f"valid_to = {DAY} + 9"),
    "handover_is_recorded": row(
        "studiohandover",
        studio_id=str(ONE),
        before_id="(SELECT max(id) FROM people_person)",
        after_id=f"(SELECT leader_id FROM innovation_studio WHERE id = {ONE})",
        **{'"on"': DAY},
        name_before="'旧名'",
        title_before="''",
        title_level_before="''",
        reason="'退休'",
    ),
    "book_never_below_zero": LINE,
}
OF_CHALLENGES = {
    "promise_is_recorded": update("challenge", "posted_on = posted_on - 1"),
    "award_is_recorded": update("challenge", "awarded_on = awarded_on - 1"),
    "milestones_are_the_prize": update("bidshare", "share_bp = 9999"),
    "release_is_recorded": update("challengemilestone", "decided_on = decided_on + 1"),
    "share_is_recorded": update(
        "challengeshare", "person_id = (SELECT max(id) FROM people_person)"
    ),
    # A share of nothing on an open milestone; the two milestones still sum to the prize.
    "shares_are_the_milestone": row(
        "challengemilestone",
        id=str(TWO),
        public_id="gen_random_uuid()",
        challenge_id=str(ONE),
        position="2",
        title="'二'",
        due_on=DAY,
        amount_fen="50",
        state="'OPEN'",
        evidence="''",
        remark="''",
    )
    + f"UPDATE innovation_challenge SET prize_fen = 150 WHERE id = {ONE};"
    + row("challengeshare", id=str(TWO), milestone_id=str(TWO), person_id=ANYBODY, amount_fen="0")
    + fact("challenge.earned", "challenge_share", TWO, fen="0", detail=OF_CHALLENGE, person=ANYBODY)
    + CORRECTED,
    "return_is_recorded": fact("challenge.returned", "challenge", fen="0"),
}
OF_SPREAD = {
    "offer_is_recorded": update("spreadoffer", "offered_on = offered_on - 1"),
    "answer_is_recorded": update("spreadoffer", "answered_on = answered_on - 1"),
    "copy_is_recorded": update("spreadshare", "amount_fen = 100")
    + ";"
    + row(
        "spreadshare",
        id=str(TWO),
        offer_id=str(ONE),
        person_id="(SELECT max(id) FROM people_person)",
        amount_fen="1",
    )
    + fact(
        "spread.earned",
        "spread_share",
        TWO,
        fen="1",
        person="(SELECT max(id) FROM people_person)",
        detail=f'{{{OF_IDEA}, "spread_offer_id": {ONE}}}',
    ),
    "originators_share_is_recorded": update(
        "spreadshare", "person_id = (SELECT max(id) FROM people_person)"
    ),
    "replication_is_recorded": update("proposal", "replicated_on = replicated_on + 1"),
}

BREAKS = {
    **{f"studios.{name}": STUDIO + sql for name, sql in OF_STUDIOS.items()},
    **{f"studios.{name}": CHALLENGE + sql for name, sql in OF_CHALLENGES.items()},
    **{f"studios.{name}": SPREAD + sql for name, sql in OF_SPREAD.items()},
}
