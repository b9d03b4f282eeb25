"""For each check of what people can do, SQL that contradicts it."""

from __future__ import annotations

OCCUPATION = "(SELECT id FROM skills_occupation WHERE code = '6-31-01-03')"
DAY = "DATE '2022-01-01'"
NOBODY = 99_999_999


def row(table: str, **values: str) -> str:
    """A row of a table that no fact tells of."""
    names = ", ".join(f'"{name}"' for name in values)
    return f"INSERT INTO skills_{table} ({names}) VALUES ({', '.join(values.values())})"


def fact(kind: str, subject: str) -> str:
    """A fact of something that is not there."""
    return f"""
        INSERT INTO ledger_entry (kind, subject_type, subject_id, occurred_on, detail)
        VALUES ('skills.{kind}', '{subject}', {NOBODY}, {DAY}, '{{}}')
    """


def operation(person: str, number: str = "'1'") -> str:
    return row(
        "operationcertificate", public_id="gen_random_uuid()", person_id=person,
        kind_code="'WELDING'", number=number, issuer="'甲'", issued_on=DAY,
        valid_until="DATE '2028-01-01'", verify_url="''",
    )  # fmt: skip


def told(kind: str, subject: str, of: str, person: str, detail: str) -> str:
    """The fact that tells of a row just inserted: the newest of its table."""
    return f"""
        INSERT INTO ledger_entry
            (kind, subject_type, subject_id, person_id, occurred_on, detail)
        SELECT 'skills.{kind}', '{subject}', max(id), {person}, {DAY}, {detail} FROM skills_{of}
    """


def certified_operation(person: str) -> str:
    """An operation certificate with its fact."""
    fact_of = told(
        "operation_certificate.issued", "certificate", "operationcertificate", person,
        """'{"kind_code": "WELDING", "valid_until": "2028-01-01", "review_due": null}'""",
    )  # fmt: skip
    return f"{operation(person)}; {fact_of};"


def plan(firm: str, state: str) -> str:
    return row(
        "assessmentplan", public_id="gen_random_uuid()", enterprise_id=firm,
        occupation_id=OCCUPATION, rank="3", title="'认定'", issuer_kind="'ENTERPRISE'",
        issuer="'甲'", filing_reference="'1'", filed_on=DAY, enrol_until=DAY,
        result_reference="''", state=f"'{state}'",
    )  # fmt: skip


def filed_plan(firm: str, state: str) -> str:
    """A plan that was filed, with its fact."""
    filed = told(
        "assessment.plan_filed", "plan", "assessmentplan", "NULL::bigint", """'{"rank": 3}'"""
    )
    return f"{plan(firm, state)}; {filed};"


def bridge(person: str, state: str, ended: str) -> str:
    return row(
        "bridgeapplication", public_id="gen_random_uuid()", person_id=person,
        direction="'TO_TITLE'", target="1", occupation_id=OCCUPATION, evidence="'{}'",
        rule_version="'1'", applied_on=DAY, ended_on=ended, state=f"'{state}'",
    )  # fmt: skip


def requirement(firm: str) -> str:
    return row(
        "postrequirement", public_id="gen_random_uuid()", unit_id=firm, post="'电工'",
        kind_code="'WELDING'", valid_from=DAY,
    )  # fmt: skip


def required(firm: str) -> str:
    """A requirement with its fact."""
    fact_of = told(
        "post.required", "requirement", "postrequirement", "NULL::bigint",
        """'{"kind_code": "WELDING"}'""",
    )  # fmt: skip
    return f"{requirement(firm)}; {fact_of};"


def candidate(person: str, state: str) -> str:
    return row(
        "candidate", public_id="gen_random_uuid()", person_id=person, enrolled_on=DAY,
        plan_id="(SELECT max(id) FROM skills_assessmentplan)", state=f"'{state}'",
    )  # fmt: skip


def enrolled(person: str) -> str:
    return f"""
        INSERT INTO ledger_entry
            (kind, subject_type, subject_id, person_id, occurred_on, detail)
        SELECT 'skills.candidate.enrolled', 'candidate', max(id), {person}, {DAY},
               jsonb_build_object('plan_id', max(plan_id)) FROM skills_candidate
    """


FACTS = {
    "skillcertificate": fact("certificate.issued", "certificate"),
    "skillappointment": fact("appointment.made", "appointment"),
    "title": fact("title.conferred", "title"),
    "bridgeapplication": fact("bridge.applied", "application"),
    "operationcertificate": fact("operation_certificate.issued", "certificate"),
    "operationreview": fact("operation_certificate.reviewed", "review"),
    "operationsuspension": fact("operation_certificate.suspended", "suspension"),
    "postrequirement": fact("post.required", "requirement"),
    "postassignment": fact("post.assigned", "assignment"),
    "refusal": fact("post.refused", "refusal"),
    "skillassessment": fact("matrix.assessed", "assessment"),
    "occupationchange": fact("occupation.changed", "occupation_change"),
    "experience": fact("experience.recorded", "experience"),
    "diploma": fact("diploma.recorded", "diploma"),
    "assessmentplan": fact("assessment.plan_filed", "plan"),
    "candidate": fact("candidate.enrolled", "candidate"),
}


def breaks(*, firm: str, person: str) -> dict[str, str]:
    """For each check of this room what contradicts it."""
    return {
        **{f"skills.{noun}_fact_has_its_row": sql for noun, sql in FACTS.items()},
        **{f"skills.{noun}_is_recorded": sql for noun, sql in _rows(firm, person).items()},
        "skills.assessment_steps_are_recorded": filed_plan(firm, "ENROLLING"),
        "skills.bridge_end_is_recorded": (
            bridge(person, "WITHDRAWN", DAY) + ";" + told(
                "bridge.applied", "application", "bridgeapplication", person,
                """'{"direction": "TO_TITLE", "target": 1}'""",
            )
        ),
        "skills.candidate_result_is_recorded": (
            filed_plan(firm, "PLAN_FILED")
            + f"{candidate(person, 'QUALIFIED')}; {enrolled(person)}"
        ),
        "skills.operation_days_are_the_last_reviews": (
            certified_operation(person) + row(
                "operationreview", reviewed_on="DATE '2024-12-01'",
                certificate_id="(SELECT max(id) FROM skills_operationcertificate)",
                valid_until="DATE '2034-01-01'",
            ) + """;
            INSERT INTO ledger_entry (kind, subject_type, subject_id, occurred_on, detail)
            SELECT 'skills.operation_certificate.reviewed', 'review', r.id, r.reviewed_on,
                   jsonb_build_object('certificate_id', r.certificate_id, 'kind_code', 'WELDING',
                                      'valid_until', r.valid_until, 'review_due', NULL)
            FROM skills_operationreview r ORDER BY r.id DESC LIMIT 1"""
        ),
    }  # fmt: skip


def _rows(firm: str, person: str) -> dict[str, str]:
    new = {"public_id": "gen_random_uuid()", "person_id": person}
    last_certificate = "(SELECT max(id) FROM skills_operationcertificate)"
    last_requirement = "(SELECT max(id) FROM skills_postrequirement)"
    return {
        "skillcertificate": row(
            "skillcertificate", **new, occupation_id=OCCUPATION, rank="3", number="'1'",
            issuer_kind="'SOCIAL'", issuer="'甲'", issued_on=DAY, verify_url="''",
            revoked_reason="''",
        ),
        "skillappointment": row(
            "skillappointment", **new, employer_id=firm, occupation_id=OCCUPATION, rank="6",
            valid_from=DAY, until="DATE '2025-01-01'", review="'1'", listing="''",
            end_reason="''",
        ),
        "title": row(
            "title", **new, level="1", field="'ENGINEERING'", name="'工程师'", number="''",
            issuer="'甲'", conferred_on=DAY, withdrawn_reason="''",
        ),
        "bridgeapplication": bridge(person, "APPLIED", "NULL"),
        "operationcertificate": operation(person),
        "operationreview": certified_operation(person) + row(
            "operationreview", certificate_id=last_certificate, reviewed_on=DAY,
            valid_until="DATE '2028-01-01'",
        ),
        "operationsuspension": certified_operation(person) + row(
            "operationsuspension", certificate_id=last_certificate, valid_from=DAY,
            reason="'违章'",
        ),
        "postrequirement": requirement(firm),
        "postassignment": required(firm) + row(
            "postassignment", requirement_id=last_requirement, person_id=person,
            admitted="true", valid_from=DAY, released_reason="''",
        ),
        "refusal": required(firm) + row(
            "refusal", requirement_id=last_requirement, person_id=person, because="'ABSENT'",
            on=DAY, at="now()",
        ),
        "skillassessment": f"""
            INSERT INTO skills_skill (public_id, unit_id, name)
            VALUES (gen_random_uuid(), {firm}, '焊接');
        """ + row(
            "skillassessment", skill_id="(SELECT max(id) FROM skills_skill)", person_id=person,
            level="3", valid_from=DAY, note="''",
        ),
        "occupationchange": row(
            "occupationchange", what="'NAMED'", occupation_id=OCCUPATION, enterprise_id=firm,
            post="'电工'", reason="'1'", changed_on=DAY,
        ),
        "experience": row(
            "experience", person_id=person, occupation_id=OCCUPATION, employer_name="'甲'",
            valid_from=DAY, proof="'1'",
        ),
        "diploma": row(
            "diploma", person_id=person, level="'COLLEGE'", school="'甲'", subject="''",
            graduated_on=DAY,
        ),
        "assessmentplan": plan(firm, "PLAN_FILED"),
        "candidate": filed_plan(firm, "PLAN_FILED") + candidate(person, "ENROLLED"),
    }  # fmt: skip
