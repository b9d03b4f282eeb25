"""Everything kept of what people can do has its fact, and every such fact what it tells of."""

from __future__ import annotations

from dataclasses import dataclass

from gongjiang.ledger.facts import skills as facts
from gongjiang.ledger.facts.base import Fact
from gongjiang.ops.fsck.check import Check
from gongjiang.skills.models import PlanState
from gongjiang.skills.rules.cycle import REVIEWED_FROM


@dataclass(frozen=True, slots=True)
class Told:
    """What a row with a day has told: a fact of that day, the same in these fields.

    Attributes:
        day: the row's column with the fact's day; a row without it asks for no fact.
        same: pairs of a field of the fact's detail (or person_id) and the row's column.
    """

    fact: type[Fact]
    day: str
    same: tuple[tuple[str, str], ...] = ()

    def untold(self, table: str) -> str:
        """SQL for the rows that have not told it, or told it otherwise."""
        differs = "".join(
            f" OR {_said(field)} IS DISTINCT FROM (t.{column})::text" for field, column in self.same
        )
        return f"""
            SELECT t.id FROM {table} t
            LEFT JOIN fact f ON f.subject_id = t.id AND f.kind = '{self.fact.kind}'
            WHERE t.{self.day} IS NOT NULL
              AND (f.id IS NULL OR f.occurred_on IS DISTINCT FROM t.{self.day}{differs})
        """

    def unfounded(self, table: str) -> str:
        """SQL for the facts that have no such row."""
        return f"""
            SELECT f.id FROM fact f LEFT JOIN {table} t ON t.id = f.subject_id
            WHERE f.kind = '{self.fact.kind}' AND (t.id IS NULL OR t.{self.day} IS NULL)
        """


def recorded(table: str, *told: Told) -> tuple[Check, Check]:
    """Each row of a table has told what it should, and each such fact has its row."""
    noun = table.removeprefix("skills_")
    kinds = tuple(each.fact.kind for each in told)
    there = Check(
        name=f"skills.{noun}_is_recorded",
        sentence=f"Each row of {table} was recorded as it stands: {', '.join(kinds)}.",
        table=table,
        facts=kinds,
        sql=" UNION ".join(each.untold(table) for each in told),
    )
    back = Check(
        name=f"skills.{noun}_fact_has_its_row",
        sentence=f"Each of these facts has its row of {table}: {', '.join(kinds)}.",
        table="ledger_entry",
        facts=kinds,
        sql=" UNION ALL ".join(each.unfounded(table) for each in told),
    )
    return there, back


def _said(field: str) -> str:
    return f"f.{field}::text" if field == "person_id" else f"f.detail->>'{field}'"


PERSON = ("person_id", "person_id")
BRIDGE, OPERATION = "skills_bridgeapplication", "skills_operationcertificate"
OF_CERTIFICATE = ("certificate_id", "certificate_id")

PAIRS = (
    recorded(
        "skills_skillcertificate",
        Told(
            facts.SkillCertified,
            "issued_on",
            (PERSON, ("rank", "rank"), ("issuer_kind", "issuer_kind")),
        ),
        Told(facts.SkillCertificateRevoked, "revoked_on", (PERSON, ("reason", "revoked_reason"))),
    ),
    recorded(
        "skills_skillappointment",
        Told(facts.SkillAppointed, "valid_from", (PERSON, ("rank", "rank"), ("until", "until"))),
        Told(facts.SkillAppointmentEnded, "valid_to", (PERSON, ("reason", "end_reason"))),
    ),
    recorded(
        "skills_title",
        Told(
            facts.TitleConferred, "conferred_on", (PERSON, ("level", "level"), ("field", "field"))
        ),
        Told(facts.TitleWithdrawn, "withdrawn_on", (PERSON, ("reason", "withdrawn_reason"))),
    ),
    recorded(
        BRIDGE,
        Told(
            facts.BridgeApplied,
            "applied_on",
            (PERSON, ("direction", "direction"), ("target", "target")),
        ),
        Told(facts.BridgeForwarded, "forwarded_on", (PERSON,)),
    ),
    recorded(
        OPERATION,
        Told(facts.OperationCertified, "issued_on", (PERSON, ("kind_code", "kind_code"))),
    ),
    recorded(
        "skills_operationreview",
        Told(
            facts.OperationReviewed,
            "reviewed_on",
            (OF_CERTIFICATE, ("valid_until", "valid_until"), ("review_due", "review_due")),
        ),
    ),
    recorded(
        "skills_operationsuspension",
        Told(facts.OperationSuspended, "valid_from", (OF_CERTIFICATE,)),
        Told(facts.OperationRestored, "valid_to", (OF_CERTIFICATE,)),
    ),
    recorded(
        "skills_postrequirement",
        Told(facts.PostRequired, "valid_from", (("kind_code", "kind_code"),)),
        Told(facts.PostRequirementEnded, "valid_to", (("kind_code", "kind_code"),)),
    ),
    recorded(
        "skills_postassignment",
        Told(
            facts.PostAssigned,
            "valid_from",
            (PERSON, ("requirement_id", "requirement_id"), ("admitted", "admitted")),
        ),
        Told(facts.PostReleased, "valid_to", (PERSON, ("reason", "released_reason"))),
    ),
    recorded(
        "skills_refusal",
        Told(
            facts.PostRefused,
            '"on"',
            (PERSON, ("requirement", "requirement_id"), ("because", "because")),
        ),
    ),
    recorded(
        "skills_skillassessment",
        Told(
            facts.SkillAssessed,
            "valid_from",
            (PERSON, ("skill_id", "skill_id"), ("level", "level")),
        ),
    ),
    recorded(
        "skills_occupationchange",
        Told(facts.OccupationChanged, "changed_on", (("what", "what"),)),
    ),
    recorded("skills_experience", Told(facts.ExperienceRecorded, "valid_from", (PERSON,))),
    recorded(
        "skills_diploma",
        Told(facts.DiplomaRecorded, "graduated_on", (PERSON, ("level", "level"))),
    ),
    recorded("skills_assessmentplan", Told(facts.PlanFiled, "filed_on", (("rank", "rank"),))),
    recorded(
        "skills_candidate",
        Told(facts.CandidateEnrolled, "enrolled_on", (PERSON, ("plan_id", "plan_id"))),
    ),
)

STEPS = (
    ("ENROLLING", facts.EnrolmentOpened),
    ("QUALIFIED", facts.CandidatesQualified),
    ("THEORY", facts.TheoryHeld),
    ("PRACTICAL", facts.PracticalHeld),
    ("REVIEW", facts.OverallReviewHeld),
    ("PUBLICITY", facts.ResultsMadePublic),
    ("RESULT_FILED", facts.ResultsFiled),
    ("ISSUED", facts.CertificatesIssued),
    ("REVOKED", facts.AssessmentRevoked),
)
ORDER = f"ARRAY{PlanState.values}"


REACHED = f"array_position({ORDER}, t.state::text) >= array_position({ORDER}, step.state)"

PLAN_STEPS = Check(
    name="skills.assessment_steps_are_recorded",
    sentence="An assessment has reached a state exactly when the step to it is recorded.",
    table="skills_assessmentplan",
    facts=tuple(fact.kind for _, fact in STEPS),
    sql=f"""
        SELECT t.id FROM skills_assessmentplan t
        CROSS JOIN (VALUES {", ".join(f"('{state}', '{fact.kind}')" for state, fact in STEPS)})
                   AS step (state, kind)
        LEFT JOIN fact f ON f.subject_id = t.id AND f.kind = step.kind
        WHERE ({REACHED} AND (step.state <> 'REVIEW' OR t.rank >= {int(REVIEWED_FROM)}))
              <> (f.id IS NOT NULL)
    """,
)

DECIDED = Check(
    name="skills.bridge_end_is_recorded",
    sentence="Each application over the bridge that ended was recorded as it ended.",
    table=BRIDGE,
    facts=(facts.BridgeDecided.kind, facts.BridgeWithdrawn.kind),
    sql=f"""
        SELECT t.id FROM {BRIDGE} t LEFT JOIN fact f ON f.subject_id = t.id
        WHERE (t.ended_on IS NOT NULL) <> (f.id IS NOT NULL)
           OR f.occurred_on IS DISTINCT FROM t.ended_on
           OR CASE t.state WHEN 'GRANTED' THEN (f.detail->>'granted')::boolean IS NOT TRUE
                           WHEN 'DECLINED' THEN (f.detail->>'granted')::boolean IS NOT FALSE
                           WHEN 'WITHDRAWN' THEN f.kind <> '{facts.BridgeWithdrawn.kind}'
                           ELSE FALSE END
    """,
)

MARKED = Check(
    name="skills.candidate_result_is_recorded",
    sentence="Each candidate's check and result were recorded as they stand.",
    table="skills_candidate",
    facts=(facts.CandidateChecked.kind, facts.CandidateMarked.kind),
    sql=f"""
        SELECT c.id FROM skills_candidate c
        LEFT JOIN fact k ON k.subject_id = c.id AND k.kind = '{facts.CandidateChecked.kind}'
        LEFT JOIN fact m ON m.subject_id = c.id AND m.kind = '{facts.CandidateMarked.kind}'
        WHERE (c.state <> 'ENROLLED') <> (k.id IS NOT NULL)
           OR (c.state IN ('PASSED', 'FAILED')) <> (m.id IS NOT NULL)
           OR (k.detail->>'qualified')::boolean IS DISTINCT FROM
              CASE WHEN c.state <> 'ENROLLED' THEN c.state <> 'NOT_QUALIFIED' END
           OR (m.detail->>'passed')::boolean IS DISTINCT FROM
              CASE WHEN c.state IN ('PASSED', 'FAILED') THEN c.state = 'PASSED' END
    """,
)

LAST_DAYS = Check(
    name="skills.operation_days_are_the_last_reviews",
    sentence="An operation certificate's days are those of its last review.",
    table=OPERATION,
    sql=f"""
        SELECT c.id FROM {OPERATION} c JOIN LATERAL (
            SELECT valid_until, review_due FROM skills_operationreview r
            WHERE r.certificate_id = c.id ORDER BY reviewed_on DESC LIMIT 1
        ) AS last ON TRUE
        WHERE (c.valid_until, c.review_due) IS DISTINCT FROM (last.valid_until, last.review_due)
    """,
)

CHECKS: tuple[Check, ...] = (
    *(check for pair in PAIRS for check in pair),
    PLAN_STEPS,
    DECIDED,
    MARKED,
    LAST_DAYS,
)
