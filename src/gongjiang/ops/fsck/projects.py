"""Projects, items, patents, teams and links agree with their facts; shares and budgets add up."""

from __future__ import annotations

from gongjiang.ledger.facts.projects import (
    ConversionRecorded,
    FiveSmallAccepted,
    FiveSmallContributed,
    LoopLinked,
    MethodNamed,
    PatentFiled,
    PatentGranted,
    PatentInvented,
    PatentLapsed,
    ProjectAccepted,
    ProjectAppraised,
    ProjectApproved,
    ProjectContributed,
    ProjectPromoted,
    ProjectStopped,
    RDTeamFormed,
)
from gongjiang.ops.fsck.check import Check

PROJECT = "innovation_innovationproject"
SHARE = "(f.detail->>'share_bp')::int"
LEADER = (
    "(SELECT m.person_id FROM innovation_projectmember m"
    " WHERE m.project_id = p.id AND m.role = 'LEADER') AS person_id"
)
FIRST_AUTHOR = (
    "(SELECT a.person_id FROM innovation_fivesmallauthor a"
    " WHERE a.item_id = p.id AND a.position = 1) AS person_id"
)
FIRST_INVENTOR = (
    "(SELECT a.person_id FROM innovation_patentinventor a"
    " WHERE a.patent_id = p.id AND a.position = 1) AS person_id"
)


def _recorded(
    name: str, sentence: str, fact: str, *, rows: str, values: str, told: str, persons: bool = False
) -> Check:
    """Each row has its fact and each fact its row, with the same values.

    Args:
        rows: a SELECT with an `id`, the subject's, and `person_id` where there is one of each.
        persons: whether a subject has a fact for each of several persons.
    """
    joined = (
        "f.subject_id = r.id AND f.person_id = r.person_id" if persons else "f.subject_id = r.id"
    )
    return Check(
        name=f"projects.{name}",
        sentence=sentence,
        table="ledger_entry",
        facts=(fact,),
        sql=f"""
            SELECT coalesce(f.id, r.id) AS id FROM ({rows}) r FULL JOIN fact f ON {joined}
            WHERE ({told}) IS DISTINCT FROM ({values})
        """,
    )


def _of_project(name: str, what: str, fact: str, *, day: str) -> Check:
    return _recorded(
        f"{name}_is_recorded",
        f"Each project that was {what} was recorded so on its day, for its leader, and no other.",
        fact,
        rows=f"SELECT p.id, p.{day} AS happened_on, {LEADER} FROM {PROJECT} p"
        f" WHERE p.{day} IS NOT NULL",
        values="r.person_id, r.happened_on",
        told="f.person_id, f.occurred_on",
    )


def _whole(name: str, sentence: str, table: str, parts: str, key: str) -> Check:
    return Check(
        name=f"projects.{name}",
        sentence=sentence,
        table=table,
        sql=f"""
            SELECT p.id FROM {table} p
            WHERE (SELECT coalesce(sum(s.share_bp), 0) FROM {parts} s WHERE s.{key} = p.id)
                  <> 10000
        """,
    )


APPROVED = _recorded(
    "approval_is_recorded",
    "Each project that was approved was recorded so, with the budget granted, and no other.",
    ProjectApproved.kind,
    rows=f"""
        SELECT p.id, p.approved_on, {LEADER}, coalesce((
            SELECT b.amount_fen FROM innovation_budgetline b
            WHERE b.project_id = p.id AND b.kind = 'GRANT'
        ), 0) AS granted FROM {PROJECT} p WHERE p.approved_on IS NOT NULL
    """,
    values="r.person_id, r.approved_on, r.granted",
    told="f.person_id, f.occurred_on, f.amount_fen",
)
CONTRIBUTED = _recorded(
    "contribution_is_recorded",
    "Each member of an accepted project has their part recorded, and nobody else.",
    ProjectContributed.kind,
    rows=f"""
        SELECT p.id, m.person_id, m.share_bp, p.accepted_on FROM {PROJECT} p
        JOIN innovation_projectmember m ON m.project_id = p.id WHERE p.accepted_on IS NOT NULL
    """,
    values="r.share_bp, r.accepted_on",
    told=f"{SHARE}, f.occurred_on",
    persons=True,
)
METHOD = _recorded(
    "method_is_recorded",
    "Each method that bears a name with consent was recorded for whose name it is.",
    MethodNamed.kind,
    rows=f"SELECT p.id, p.method_person_id AS person_id FROM {PROJECT} p"
    " WHERE p.method_consented_at IS NOT NULL",
    values="r.person_id",
    told="f.person_id",
)
BUDGET = Check(
    name="projects.budget_adds_up",
    sentence="What a project may spend and has spent is what its book says.",
    table=PROJECT,
    sql=f"""
        SELECT p.id FROM {PROJECT} p LEFT JOIN LATERAL (
            SELECT sum(b.amount_fen) FILTER (WHERE b.kind IN ('GRANT', 'RAISE')) AS granted,
                   sum(b.amount_fen) FILTER (WHERE b.kind = 'SPEND') AS spent,
                   sum(b.amount_fen) FILTER (WHERE b.kind = 'REFUND') AS back
            FROM innovation_budgetline b WHERE b.project_id = p.id
        ) b ON TRUE
        WHERE (coalesce(b.granted, 0), coalesce(b.spent, 0) - coalesce(b.back, 0))
              IS DISTINCT FROM (p.budget_fen, p.spent_fen)
    """,
)
MILESTONES = Check(
    name="projects.accepted_with_every_milestone",
    sentence="A project is accepted when each of its milestones is done.",
    table=PROJECT,
    sql=f"""
        SELECT p.id FROM {PROJECT} p JOIN innovation_milestone m ON m.project_id = p.id
        WHERE p.accepted_on IS NOT NULL AND m.done_on IS NULL
    """,
)
PANEL = Check(
    name="projects.appraised_by_a_panel",
    sentence="A project is appraised by three or more who are not members and gave their score.",
    table=PROJECT,
    sql=f"""
        SELECT p.id FROM {PROJECT} p WHERE p.appraised_on IS NOT NULL AND (
            (SELECT count(*) FROM innovation_appraiser a
             WHERE a.project_id = p.id AND a.score IS NOT NULL) < 3
            OR EXISTS (
                SELECT FROM innovation_appraiser a JOIN innovation_projectmember m
                  ON m.project_id = a.project_id AND m.person_id = a.person_id
                WHERE a.project_id = p.id
            )
        )
    """,
)
DECIDED_BY_OTHERS = Check(
    name="projects.nobody_decides_their_own",
    sentence="Nobody approved or accepted a project of which they are a member.",
    table=PROJECT,
    sql=f"""
        SELECT p.id FROM {PROJECT} p JOIN innovation_projectmember m ON m.project_id = p.id
        WHERE m.person_id IN (p.approved_by_id, p.accepted_by_id)
    """,
)
ITEM_ACCEPTED = _recorded(
    "five_small_is_recorded",
    "Each five-small item that was accepted was recorded with its kind and day, and no other.",
    FiveSmallAccepted.kind,
    rows=f"SELECT p.id, p.kind, p.decided_on, {FIRST_AUTHOR} FROM innovation_fivesmall p"
    " WHERE p.state = 'ACCEPTED'",
    values="r.person_id, r.decided_on, r.kind",
    told="f.person_id, f.occurred_on, f.detail->>'kind_code'",
)
ITEM_PARTS = _recorded(
    "five_small_part_is_recorded",
    "Each author of an accepted five-small item has their part recorded, and nobody else.",
    FiveSmallContributed.kind,
    rows="""
        SELECT p.id, a.person_id, a.share_bp, p.decided_on FROM innovation_fivesmall p
        JOIN innovation_fivesmallauthor a ON a.item_id = p.id WHERE p.state = 'ACCEPTED'
    """,
    values="r.share_bp, r.decided_on",
    told=f"{SHARE}, f.occurred_on",
    persons=True,
)
ITEM_BY_OTHERS = Check(
    name="projects.no_author_accepts_their_own",
    sentence="Nobody decided about a five-small item of which they are an author.",
    table="innovation_fivesmall",
    sql="""
        SELECT p.id FROM innovation_fivesmall p
        JOIN innovation_fivesmallauthor a ON a.item_id = p.id AND a.person_id = p.decided_by_id
    """,
)


def _of_patent(name: str, what: str, fact: str, *, where: str, day: str) -> Check:
    return _recorded(
        f"patent_{name}_is_recorded",
        f"Each patent that {what} was recorded so, with its kind and day, and no other.",
        fact,
        rows=f"SELECT p.id, p.kind, p.{day} AS happened_on, {FIRST_INVENTOR}"
        f" FROM innovation_patent p WHERE {where}",
        values="r.person_id, r.happened_on, r.kind",
        told="f.person_id, f.occurred_on, f.detail->>'patent_kind'",
    )


COUNTS = "p.granted_on IS NOT NULL AND p.state <> 'INVALID'"
INVENTED = _recorded(
    "invention_is_recorded",
    "Each inventor of a patent that counts has their part recorded, and nobody else.",
    PatentInvented.kind,
    rows=f"""
        SELECT p.id, a.person_id, a.share_bp, p.granted_on FROM innovation_patent p
        JOIN innovation_patentinventor a ON a.patent_id = p.id WHERE {COUNTS}
    """,
    values="r.share_bp, r.granted_on",
    told=f"{SHARE}, f.occurred_on",
    persons=True,
)
CONVERTED = _recorded(
    "conversion_is_recorded",
    "Each conversion was recorded with its day and income, to the fen.",
    ConversionRecorded.kind,
    rows="SELECT * FROM innovation_conversion",
    values="r.agreed_on, r.income_fen, r.kind",
    told="f.occurred_on, f.amount_fen, f.detail->>'conversion_kind'",
)
TEAM_FORMED = _recorded(
    "rd_team_is_recorded",
    "Each R&D team was recorded with its first day, for its leader.",
    RDTeamFormed.kind,
    rows="SELECT * FROM innovation_rdteam",
    values="r.leader_id, r.valid_from",
    told="f.person_id, f.occurred_on",
)
TEAM_LEADER = Check(
    name="projects.rd_team_holds_its_leader",
    sentence="The leader of an R&D team belongs to it on each of its days.",
    table="innovation_rdteam",
    sql="""
        SELECT t.id FROM innovation_rdteam t WHERE NOT EXISTS (
            SELECT FROM innovation_rdteammember m
            WHERE m.team_id = t.id AND m.person_id = t.leader_id AND m.valid_from = t.valid_from
              AND m.valid_to IS NOT DISTINCT FROM t.valid_to
        )
    """,
)
LINKED = _recorded(
    "link_is_recorded",
    "Each link of the closed loop was recorded with its day, and no other.",
    LoopLinked.kind,
    rows="SELECT * FROM innovation_looplink",
    values="r.linked_on, r.innovation, r.innovation_id, r.link",
    told="f.occurred_on, f.detail->>'innovation', (f.detail->>'innovation_row')::bigint,"
    " f.detail->>'link'",
)
LINKS_LEAD = Check(
    name="projects.links_lead_somewhere",
    sentence="A link of the closed loop leads from an innovation to something that is there.",
    table="innovation_looplink",
    sql=f"""
        SELECT l.id FROM innovation_looplink l
        WHERE NOT CASE l.innovation
            WHEN 'PROPOSAL' THEN l.innovation_id IN (SELECT id FROM innovation_proposal)
            WHEN 'PROJECT' THEN l.innovation_id IN (SELECT id FROM {PROJECT})
            WHEN 'FIVE_SMALL' THEN l.innovation_id IN (SELECT id FROM innovation_fivesmall)
            WHEN 'PATENT' THEN l.innovation_id IN (SELECT id FROM innovation_patent)
            ELSE FALSE
        END OR NOT CASE l.target
            WHEN 'RULE_DOCUMENT' THEN l.target_id IN (SELECT id FROM innovation_ruledocument)
            WHEN 'PLATFORM' THEN l.target_id IN (SELECT id FROM innovation_platform)
            WHEN 'RD_TEAM' THEN l.target_id IN (SELECT id FROM innovation_rdteam)
            WHEN 'TEAM' THEN l.target_id IN (SELECT id FROM {PROJECT})
            WHEN 'CONVERSION' THEN l.target_id IN (SELECT id FROM innovation_conversion)
            WHEN 'PROMOTION' THEN l.target_id IN (
                SELECT id FROM {PROJECT} WHERE promoted_on IS NOT NULL
            )
            ELSE TRUE
        END
    """,
)
ORIGINS = Check(
    name="projects.origins_exist",
    sentence="A project that grew out of a proposal grew out of one that is there.",
    table=PROJECT,
    sql=f"""
        SELECT p.id FROM {PROJECT} p WHERE p.proposal_id IS NOT NULL
          AND p.proposal_id NOT IN (SELECT id FROM innovation_proposal)
    """,
)

CHECKS = (
    APPROVED,
    _of_project("acceptance", "accepted", ProjectAccepted.kind, day="accepted_on"),
    CONTRIBUTED,
    _of_project("appraisal", "appraised", ProjectAppraised.kind, day="appraised_on"),
    _of_project("promotion", "promoted", ProjectPromoted.kind, day="promoted_on"),
    _of_project("stop", "stopped", ProjectStopped.kind, day="stopped_on"),
    METHOD,
    BUDGET,
    MILESTONES,
    PANEL,
    DECIDED_BY_OTHERS,
    _whole(
        "parts_of_a_project_are_whole",
        "The parts of a project's members are together the whole.",
        PROJECT,
        "innovation_projectmember",
        "project_id",
    ),
    ITEM_ACCEPTED,
    ITEM_PARTS,
    ITEM_BY_OTHERS,
    _whole(
        "parts_of_an_item_are_whole",
        "The parts of a five-small item's authors are together the whole.",
        "innovation_fivesmall",
        "innovation_fivesmallauthor",
        "item_id",
    ),
    _of_patent("filing", "was filed", PatentFiled.kind, where="TRUE", day="filed_on"),
    _of_patent(
        "grant", "was granted and counts", PatentGranted.kind, where=COUNTS, day="granted_on"
    ),
    INVENTED,
    _of_patent("end", "ended", PatentLapsed.kind, where="p.ended_on IS NOT NULL", day="ended_on"),
    _whole(
        "parts_of_a_patent_are_whole",
        "The parts of a patent's inventors are together the whole.",
        "innovation_patent",
        "innovation_patentinventor",
        "patent_id",
    ),
    CONVERTED,
    TEAM_FORMED,
    TEAM_LEADER,
    LINKED,
    LINKS_LEAD,
    ORIGINS,
)
