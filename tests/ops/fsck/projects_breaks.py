"""For each check of projects, SQL that contradicts it and no other.

Each break brings its own project, item, patent or team, in order but for the one thing.
"""

from __future__ import annotations

ID = 990_001
DAY = "DATE '2022-11-01'"
WORKS = f"""(
    SELECT p.person_id, p.unit_id, n.unit_id AS enterprise_id FROM people_posting p
    JOIN orgs_ancestry a ON a.descendant_id = p.unit_id AND a.valid_to IS NULL
    JOIN orgs_enterprise n ON n.unit_id = a.ancestor_id
    WHERE p.valid_to IS NULL AND p.valid_from < {DAY} ORDER BY p.id LIMIT 1
)"""


def insert(table: str, **columns: object) -> str:
    """One row; values are SQL, `person_id`, `unit_id` and `enterprise_id` of somebody at work."""
    names, values = ", ".join(columns), ", ".join(str(value) for value in columns.values())
    return f"INSERT INTO innovation_{table} ({names}) SELECT {values} FROM {WORKS} w;"


def fact(
    kind: str, subject: str, detail: str = "", *, amount: str = "NULL", person: bool = True
) -> str:
    who = "w.person_id" if person else "NULL::bigint"
    return f"""
        INSERT INTO ledger_entry
            (kind, subject_type, subject_id, person_id, occurred_on, amount_fen, detail)
        SELECT 'innovation.{kind}', '{subject}', {ID}, {who}, {DAY}, {amount},
               jsonb_build_object({detail}) FROM {WORKS} w;
    """


def project(*, share: int = 10_000, **more: object) -> str:
    """One that was proposed, with a leader."""
    words = dict.fromkeys(
        ("title", "object", "baseline", "target", "results", "acceptance", "promotion"), "'甲'"
    )
    columns = {
        "id": ID,
        "public_id": "gen_random_uuid()",
        "enterprise_id": "w.enterprise_id",
        "unit_id": "w.unit_id",
        **words,
        "stop_reason": "''",
        "method_name": "''",
        "state": "'PROPOSED'",
        "budget_fen": 0,
        "spent_fen": 0,
        "proposed_on": DAY,
        "due_on": DAY,
        "synthetic": "TRUE",
    }
    member = insert(
        "projectmember",
        project_id=ID,
        person_id="w.person_id",
        role="'LEADER'",
        task="''",
        share_bp=share,
        position=1,
    )
    return insert("innovationproject", **{**columns, **more}) + member


SHARE = "'share_bp', 10000"
ACCEPTED = (
    project(state="'ACCEPTED'", approved_on=DAY, started_on=DAY, accepted_on=DAY)
    + fact("project.approved", "project", amount="0")
    + fact("project.accepted", "project")
    + fact("project.contributed", "project", SHARE)
)
APPRAISED = (
    project(state="'APPRAISED'", approved_on=DAY, started_on=DAY, accepted_on=DAY, appraised_on=DAY)
    + fact("project.approved", "project", amount="0")
    + fact("project.accepted", "project")
    + fact("project.contributed", "project", SHARE)
    + fact("project.appraised", "project")
)


def item(*, share: int = 10_000, **more: object) -> str:
    """One that was declared, with an author."""
    columns = {
        "id": ID,
        "public_id": "gen_random_uuid()",
        "enterprise_id": "w.enterprise_id",
        "unit_id": "w.unit_id",
        "kind": "'DESIGN'",
        "title": "'甲'",
        "particulars": "'{}'::jsonb",
        "effect": "'甲'",
        "completed_on": DAY,
        "declared_on": DAY,
        "state": "'DECLARED'",
        "decision_reason": "''",
        "excluded_reason": "''",
        "synthetic": "TRUE",
    }
    author = insert(
        "fivesmallauthor", item_id=ID, person_id="w.person_id", share_bp=share, position=1
    )
    return insert("fivesmall", **{**columns, **more}) + author


def patent(*, share: int = 10_000) -> str:
    """One that was filed, with an inventor."""
    filed = insert(
        "patent",
        id=ID,
        public_id="gen_random_uuid()",
        enterprise_id="w.enterprise_id",
        unit_id="w.unit_id",
        kind="'DESIGN'",
        title="'甲'",
        state="'FILED'",
        application_number="''",
        filed_on=DAY,
        end_reason="''",
        synthetic="TRUE",
    )
    inventor = insert(
        "patentinventor", patent_id=ID, person_id="w.person_id", share_bp=share, position=1
    )
    return filed + inventor


KIND = "'patent_kind', 'DESIGN'"
FILED = fact("patent.filed", "patent", KIND)
CONVERSION = insert(
    "conversion",
    id=ID,
    public_id="gen_random_uuid()",
    enterprise_id="w.enterprise_id",
    kind="'OWN_USE'",
    patent_id=ID,
    counterparty="''",
    income_fen=100,
    agreed_on=DAY,
    synthetic="TRUE",
)
TEAM = insert(
    "rdteam",
    id=ID,
    public_id="gen_random_uuid()",
    enterprise_id="w.enterprise_id",
    name="'甲'",
    topic="'乙'",
    leader_id="w.person_id",
    valid_from=DAY,
    synthetic="TRUE",
)
TEAM_MEMBER = insert("rdteammember", team_id=ID, person_id="w.person_id", valid_from=DAY)


def link(target: str, target_id: int, kind: str) -> str:
    return insert(
        "looplink",
        id=ID,
        innovation="'PROJECT'",
        innovation_id=ID,
        link=f"'{kind}'",
        target=f"'{target}'",
        target_id=target_id,
        enterprise_id="w.enterprise_id",
        linked_on=DAY,
    )


LINKED = fact(
    "loop.linked",
    "loop_link",
    f"'innovation', 'PROJECT', 'innovation_row', {ID}, 'link', 'RULE'",
    person=False,
)
MILESTONE = insert("milestone", project_id=ID, position=1, title="'甲'", due_on=DAY, evidence="''")
GRANT = insert(
    "budgetline",
    project_id=ID,
    kind="'GRANT'",
    amount_fen=100,
    booked_on=DAY,
    what="'甲'",
)

BREAKS = {
    "projects.approval_is_recorded": project() + fact("project.approved", "project", amount="0"),
    "projects.acceptance_is_recorded": project() + fact("project.accepted", "project"),
    "projects.contribution_is_recorded": project() + fact("project.contributed", "project", SHARE),
    "projects.appraisal_is_recorded": project() + fact("project.appraised", "project"),
    "projects.promotion_is_recorded": project() + fact("project.promoted", "project"),
    "projects.stop_is_recorded": project() + fact("project.stopped", "project"),
    "projects.method_is_recorded": project() + fact("method.named", "project"),
    "projects.budget_adds_up": project() + GRANT,
    "projects.accepted_with_every_milestone": ACCEPTED + MILESTONE,
    "projects.appraised_by_a_panel": APPRAISED,
    "projects.nobody_decides_their_own": project(approved_by_id="w.person_id"),
    "projects.parts_of_a_project_are_whole": project(share=9_999),
    "projects.five_small_is_recorded": item()
    + fact("five_small.accepted", "item", "'kind_code', 'DESIGN'"),
    "projects.five_small_part_is_recorded": item()
    + fact("five_small.contributed", "item", f"'kind_code', 'DESIGN', {SHARE}"),
    "projects.no_author_accepts_their_own": item(decided_by_id="w.person_id"),
    "projects.parts_of_an_item_are_whole": item(share=9_999),
    "projects.patent_filing_is_recorded": patent(),
    "projects.patent_grant_is_recorded": patent() + FILED + fact("patent.granted", "patent", KIND),
    "projects.invention_is_recorded": patent()
    + FILED
    + fact("patent.invented", "patent", f"{KIND}, {SHARE}"),
    "projects.patent_end_is_recorded": patent() + FILED + fact("patent.lapsed", "patent", KIND),
    "projects.parts_of_a_patent_are_whole": patent(share=9_999) + FILED,
    "projects.conversion_is_recorded": patent() + FILED + CONVERSION,
    "projects.rd_team_is_recorded": TEAM + TEAM_MEMBER,
    "projects.rd_team_holds_its_leader": TEAM + fact("rd_team.formed", "rd_team"),
    "projects.link_is_recorded": project() + link("TEAM", ID, "TEAM"),
    "projects.links_lead_somewhere": project() + link("RULE_DOCUMENT", 0, "RULE") + LINKED,
    "projects.origins_exist": project(proposal_id=0),
}
