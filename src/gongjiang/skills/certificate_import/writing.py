"""Checked lines become certificates, reviews and facts, as recording them one by one does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.skills import OperationCertified, OperationReviewed, SkillCertified
from gongjiang.people.brought.rows import Verdict
from gongjiang.people.brought.telling import Count, Tell
from gongjiang.people.models import WorkbookImport, WorkbookLine
from gongjiang.skills.models import OperationCertificate, OperationReview, SkillCertificate
from gongjiang.skills.queries.places import Place, places_of

AT_ONCE = 2_000
NOWHERE = Place(None, None)


def write(brought: WorkbookImport, *, by: int | None, tell: Tell) -> None:
    """Write what the new and changed lines do, with their facts."""
    lines = list(brought.lines.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED]).order_by("id"))
    written = Count(tell, 2 * len(lines))
    new = [line for line in lines if line.verdict == Verdict.NEW]
    facts = [
        *_skills([line for line in new if line.does["family"] == "skill"]),
        *_operations([line for line in new if line.does["family"] == "operation"]),
    ]
    changed = [line for line in lines if line.verdict == Verdict.CHANGED]
    _details([line for line in changed if "set" in line.does])
    facts += _reviews([line for line in changed if "review" in line.does])
    WorkbookLine.objects.bulk_update(lines, ["made"], batch_size=AT_ONCE)
    written.add(len(lines))
    _record(facts, by)
    written.add(len(facts))


Told = tuple[Fact, int, date]
"""A fact, whom it is about, and its day."""


def _skills(lines: list[WorkbookLine]) -> list[Told]:
    made = SkillCertificate.objects.bulk_create(
        (
            SkillCertificate(
                person_id=_holder(line),
                occupation_id=line.does["occupation"],
                rank=line.does["rank"],
                number=line.does["number"],
                issuer_kind=line.does["issuer_kind"],
                issuer=line.does["issuer"],
                issued_on=date.fromisoformat(line.does["issued_on"]),
                verify_url=line.does["verify_url"],
            )
            for line in lines
        ),
        batch_size=AT_ONCE,
    )
    facts: list[Told] = []
    for line, certificate in zip(lines, made, strict=True):
        line.made = {"skill": certificate.id}
        fact = SkillCertified(
            certificate_id=certificate.id,
            occupation=line.does["code"],
            rank=certificate.rank,
            issuer_kind=certificate.issuer_kind,
        )
        facts.append((fact, certificate.person_id, certificate.issued_on))
    return facts


def _operations(lines: list[WorkbookLine]) -> list[Told]:
    made = OperationCertificate.objects.bulk_create(
        (
            OperationCertificate(
                person_id=_holder(line),
                kind_code=line.does["kind_code"],
                number=line.does["number"],
                issuer=line.does["issuer"],
                issued_on=date.fromisoformat(line.does["issued_on"]),
                verify_url=line.does["verify_url"],
                **_days(line.does),
            )
            for line in lines
        ),
        batch_size=AT_ONCE,
    )
    facts: list[Told] = []
    for line, certificate in zip(lines, made, strict=True):
        line.made = {"operation": certificate.id}
        fact = OperationCertified(
            certificate_id=certificate.id,
            kind_code=certificate.kind_code,
            valid_until=certificate.valid_until,
            review_due=certificate.review_due,
        )
        facts.append((fact, certificate.person_id, certificate.issued_on))
    return facts


def _details(lines: list[WorkbookLine]) -> None:
    """Issuer and link, in place: no fact tells of them."""
    for line in lines:
        _rows_of(line).update(**line.does["set"])


def _reviews(lines: list[WorkbookLine]) -> list[Told]:
    made = OperationReview.objects.bulk_create(
        (
            OperationReview(
                certificate_id=line.does["certificate"],
                reviewed_on=date.fromisoformat(line.does["review"]["reviewed_on"]),
                **_days(line.does["review"]),
            )
            for line in lines
        ),
        batch_size=AT_ONCE,
    )
    facts: list[Told] = []
    for line, review in zip(lines, made, strict=True):
        line.made = {"review": review.id}
        _rows_of(line).update(**_days(line.does["review"]))
        fact = OperationReviewed(
            review_id=review.id,
            certificate_id=review.certificate_id,
            kind_code=line.does["kind_code"],
            valid_until=review.valid_until,
            review_due=review.review_due,
        )
        facts.append((fact, _holder(line), review.reviewed_on))
    return facts


def _holder(line: WorkbookLine) -> int:
    assert line.person_id is not None  # noqa: S101  (only a wrong line names nobody)
    return line.person_id


def _rows_of(line: WorkbookLine) -> Any:
    """The certificate that a changed line is about, as a query."""
    model = SkillCertificate if line.does["family"] == "skill" else OperationCertificate
    return model._default_manager.filter(id=line.does["certificate"])


def _days(said: dict[str, Any]) -> dict[str, date | None]:
    due = said["review_due"]
    return {
        "valid_until": date.fromisoformat(said["valid_until"]),
        "review_due": date.fromisoformat(due) if due else None,
    }


def _record(facts: Iterable[Told], by: int | None) -> None:
    told = list(facts)
    places = places_of([(person, day) for _fact, person, day in told])
    ledger.record_many(
        ledger.Occurrence(
            fact=fact,
            person=person,
            unit=places.get((person, day), NOWHERE).unit,
            enterprise=places.get((person, day), NOWHERE).enterprise,
            by=by,
            on=day,
        )
        for fact, person, day in told
    )
