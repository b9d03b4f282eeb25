"""No id in the ledger leads nowhere, and each entry's circumstances are those of its day."""

from __future__ import annotations

from dataclasses import fields

from gongjiang.ledger.facts.base import Annulled, all_fact_classes
from gongjiang.ledger.facts.benefits import AwardDue
from gongjiang.ledger.facts.careers import (
    Appraised,
    GradeLeft,
    PromotionReReviewed,
    PromotionWithdrawn,
)
from gongjiang.ledger.facts.mentoring import (
    AgreementTerminated,
    AllowanceDue,
    ApprenticeTaught,
    RequestDecided,
)
from gongjiang.ledger.facts.people import Left, RoleAppointed, RoleEnded
from gongjiang.ledger.facts.pipeline import Exported, ExportReturned, SuccessorRemoved
from gongjiang.ledger.facts.projects import (
    FiveSmallAccepted,
    FiveSmallContributed,
    MethodNamed,
    PatentGranted,
    PatentInvented,
    PatentLapsed,
    ProjectAccepted,
    ProjectAppraised,
    ProjectApproved,
    ProjectContributed,
    ProjectPromoted,
    ProjectStopped,
)
from gongjiang.ledger.facts.proposal_links import ProposalCredited
from gongjiang.ledger.facts.proposals import ProposalAppealed, ProposalAuthored
from gongjiang.ledger.facts.skills import PostReleased, SkillAppointed, SkillAppointmentEnded
from gongjiang.ledger.facts.studios import (
    ChallengeEarned,
    SpreadEarned,
    StudioMeasured,
    StudioReviewed,
    StudioRevoked,
    StudioUpgraded,
)
from gongjiang.ops.fsck.check import Check

TABLES = {
    "agreement": "mentoring_agreement",
    "agreement_request": "mentoring_agreementrequest",
    "allowance": "mentoring_allowance",
    "appeal": "governance_appeal",
    "appointment": "people_appointment",
    "appraisal": "careers_appraisal",
    "apprentice": "people_person",
    "award": "innovation_award",
    "award_share": "innovation_awardshare",
    "benefit_entry": "innovation_benefitentry",
    "claim": "innovation_claim",
    "conversion": "careers_conversion",
    "discipline": "careers_disciplineevent",
    "effect": "innovation_effect",
    "employer": "orgs_unit",
    "employment": "people_employment",
    "entry": "ledger_entry",
    "escalation": "innovation_escalation",
    "export": "careers_export",
    "from_master": "people_person",
    "from_unit": "orgs_unit",
    "item": "innovation_fivesmall",
    "internship": "people_employment",
    "key_position": "careers_keyposition",
    "loop_link": "innovation_looplink",
    "master": "people_person",
    "measure": "careers_measure",
    "merit": "careers_merit",
    "master_change": "mentoring_masterchange",
    "mentoring_goal": "mentoring_goal",
    "midterm_check": "mentoring_midtermcheck",
    "month_record": "mentoring_monthrecord",
    "new_base": "careers_newbase",
    "patent": "innovation_patent",
    "posting": "people_posting",
    "project": "innovation_innovationproject",
    "promotion": "careers_promotion",
    "proposal": "innovation_proposal",
    "proposal_link": "innovation_proposallink",
    "proposal_step": "innovation_proposalstep",
    "publicity": "governance_publicity",
    "rd_team": "innovation_rdteam",
    "round": "careers_promotionround",
    "spell": "careers_gradespell",
    "successor": "careers_successor",
    "team_shift": "people_teamshift",
    "to_base": "careers_newbase",
    "to_enterprise": "orgs_unit",
    "to_master": "people_person",
    "vacancy": "careers_vacancy",
    "bid": "innovation_bid",
    "challenge": "innovation_challenge",
    "challenge_milestone": "innovation_challengemilestone",
    "challenge_share": "innovation_challengeshare",
    "spread_offer": "innovation_spreadoffer",
    "spread_share": "innovation_spreadshare",
    "studio": "innovation_studio",
    "studio_measure": "innovation_studiomeasure",
    "studio_handover": "innovation_studiohandover",
    "studio_naming": "innovation_studionaming",
    "studio_review": "innovation_studioreview",
    "application": "skills_bridgeapplication",
    "assessment": "skills_skillassessment",
    "assignment": "skills_postassignment",
    "candidate": "skills_candidate",
    "diploma": "skills_diploma",
    "experience": "skills_experience",
    "occupation_change": "skills_occupationchange",
    "plan": "skills_assessmentplan",
    "refusal": "skills_refusal",
    "requirement": "skills_postrequirement",
    "review": "skills_operationreview",
    "skill": "skills_skill",
    "suspension": "skills_operationsuspension",
    "title": "skills_title",
}
"""Where the id of a fact's field `<name>_id` leads. A room that adds a fact names its tables."""

TABLES_WITHIN = {
    "innovation.conversion.": {"conversion": "innovation_conversion"},
    "innovation.proposal.credited": {
        "other": "innovation_proposal",
        "own": "innovation_proposal",
    },
    "innovation.proposal.linked": {
        "earlier": "innovation_proposal",
        "later": "innovation_proposal",
    },
    "skills.appointment.": {"appointment": "skills_skillappointment"},
    "skills.certificate.": {"certificate": "skills_skillcertificate"},
    "skills.operation_certificate.": {"certificate": "skills_operationcertificate"},
}
"""Where it leads in kinds that begin so, when the name means something else there."""

AWAY_FROM_WORK = (
    Left.kind,
    RoleAppointed.kind,
    RoleEnded.kind,
    AgreementTerminated.kind,
    AllowanceDue.kind,
    AwardDue.kind,
    ApprenticeTaught.kind,
    RequestDecided.kind,
    Exported.kind,
    ExportReturned.kind,
    SuccessorRemoved.kind,
    Appraised.kind,
    GradeLeft.kind,
    PromotionWithdrawn.kind,
    PromotionReReviewed.kind,
    SkillAppointed.kind,
    SkillAppointmentEnded.kind,
    PostReleased.kind,
    FiveSmallAccepted.kind,
    FiveSmallContributed.kind,
    MethodNamed.kind,
    PatentGranted.kind,
    PatentInvented.kind,
    PatentLapsed.kind,
    ProjectAccepted.kind,
    ProjectAppraised.kind,
    ProjectApproved.kind,
    ProjectContributed.kind,
    ProjectPromoted.kind,
    ProjectStopped.kind,
    ProposalAppealed.kind,
    ProposalAuthored.kind,  # an anonymous one may be claimed after its author left
    ProposalCredited.kind,
    ProposalAppealed.kind,
    ProposalAuthored.kind,  # an anonymous one may be claimed after its author left
    ChallengeEarned.kind,
    SpreadEarned.kind,
    StudioMeasured.kind,
    StudioReviewed.kind,
    StudioRevoked.kind,
    StudioUpgraded.kind,
    Annulled.kind,
)
"""What may be recorded of somebody who does not work in that enterprise on that day."""


# What an annulled entry told of may be gone: it should never have been there.
STANDS = f"""NOT EXISTS (
    SELECT FROM ledger_entry a WHERE a.corrects_id = f.id AND a.kind = '{Annulled.kind}'
)"""


def _leads_nowhere(column: str, table: str, where: str = "TRUE") -> str:
    return (
        f"SELECT f.id FROM ledger_entry f WHERE {where} AND {column} IS NOT NULL "
        f"AND NOT EXISTS (SELECT FROM {table} there WHERE there.id = {column})"
    )


def _ids_of_facts() -> str:
    """What the facts' own fields name, kind by kind."""
    parts = []
    for kind, fact in all_fact_classes().items():
        for field in fields(fact):
            name = field.name.removesuffix("_id")
            if name == field.name:
                continue
            column = (
                "f.subject_id" if name == fact.subject else f"(f.detail->>'{field.name}')::bigint"
            )
            parts.append(
                _leads_nowhere(column, _table(kind, name), f"f.kind = '{kind}' AND {STANDS}")
            )
    return " UNION ".join(parts)


def _table(kind: str, name: str) -> str:
    for prefix, tables in TABLES_WITHIN.items():
        if kind.startswith(prefix) and name in tables:
            return tables[name]
    return TABLES[name]


CIRCUMSTANCES = Check(
    name="ledger.ids_lead_somewhere",
    sentence="The person, unit, enterprise and actor of each entry, and what it corrects, exist.",
    table="ledger_entry",
    sql=" UNION ".join(
        (
            _leads_nowhere("f.person_id", "people_person"),
            _leads_nowhere("f.actor_id", "people_person"),
            _leads_nowhere("f.unit_id", "orgs_unit"),
            _leads_nowhere("f.enterprise_id", "(SELECT unit_id AS id FROM orgs_enterprise)"),
            _leads_nowhere("f.corrects_id", "ledger_entry"),
        )
    ),
)

FIELDS = Check(
    name="ledger.fields_lead_somewhere",
    sentence="Whatever a fact's own fields name exists, unless the fact was annulled.",
    table="ledger_entry",
    sql=_ids_of_facts(),
)

KNOWN_KINDS = Check(
    name="ledger.kinds_are_known",
    sentence="Each entry is of a kind, and about a subject, that the vocabulary knows.",
    table="ledger_entry",
    sql="SELECT f.id FROM ledger_entry f WHERE (f.kind, f.subject_type) NOT IN ("
    + ", ".join(f"('{kind}', '{fact.subject}')" for kind, fact in all_fact_classes().items())
    + ")",
)

CORRECTIONS = Check(
    name="ledger.corrections_fit",
    sentence="A correction is of the kind it corrects, or annuls it, and was recorded after it; in"
    " the place of an annulment stands again what was annulled.",
    table="ledger_entry",
    sql=f"""
        SELECT f.id FROM ledger_entry f JOIN ledger_entry old ON old.id = f.corrects_id
        LEFT JOIN ledger_entry first ON old.kind = '{Annulled.kind}' AND first.id = old.corrects_id
        WHERE f.kind NOT IN (coalesce(first.kind, old.kind), '{Annulled.kind}')
           OR f.recorded_at < old.recorded_at
           OR (f.kind = coalesce(first.kind, old.kind)
               AND f.subject_id <> coalesce(first.subject_id, old.subject_id))
    """,
)

ENTERPRISE = Check(
    name="ledger.enterprise_of_the_day",
    sentence="An entry's enterprise is the one in which its unit stood on that day.",
    table="ledger_entry",
    sql="""
        SELECT f.id
        FROM ledger_entry f
        LEFT JOIN (
            orgs_ancestry a JOIN orgs_enterprise n ON n.unit_id = a.ancestor_id
        ) ON a.descendant_id = f.unit_id AND daterange(a.valid_from, a.valid_to, '[]') @>
             f.occurred_on
        WHERE f.unit_id IS NOT NULL
        GROUP BY f.id
        HAVING (f.enterprise_id IS NOT NULL
                AND bool_or(a.ancestor_id = f.enterprise_id) IS NOT TRUE)
            OR f.enterprise_id IS NULL AND count(a.ancestor_id) > 0
    """,
)

AT_WORK = Check(
    name="ledger.nothing_outside_employment",
    sentence="What is recorded of a person in an enterprise falls on a day they worked there.",
    table="ledger_entry",
    sql=f"""
        SELECT f.id FROM ledger_entry f
        WHERE f.person_id IS NOT NULL AND f.enterprise_id IS NOT NULL
          AND f.kind NOT IN ({", ".join(f"'{kind}'" for kind in AWAY_FROM_WORK)})
          AND NOT EXISTS (SELECT FROM ledger_entry later WHERE later.corrects_id = f.id)
          AND NOT EXISTS (
              SELECT FROM people_employment e
              WHERE e.person_id = f.person_id AND e.valid_from <= f.occurred_on
                AND (e.valid_to IS NULL OR e.valid_to > f.occurred_on)
          )
    """,
)

CHECKS = (CIRCUMSTANCES, FIELDS, KNOWN_KINDS, CORRECTIONS, ENTERPRISE, AT_WORK)
