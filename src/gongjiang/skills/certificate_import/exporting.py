"""The certificates of an enterprise's people as a workbook that comes back unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.kernel.periods import today
from gongjiang.people.brought.exporting import sheet_of
from gongjiang.people.brought.persons import exported_people
from gongjiang.skills.certificate_import.columns import COLUMNS
from gongjiang.skills.certificate_import.held import number_shown
from gongjiang.skills.certificate_import.papers import DAY
from gongjiang.skills.certificate_import.words import OPERATIONS, RANKS
from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import OperationCertificate, SkillCertificate

KEYS = (
    *("name", "national_id", "staff_number", "title", "occupation", "rank", "kind", "number"),
    *("issued_on", "valid_until", "review_due", "issuer", "verify_url", "person", "certificate"),
)
DAYS = frozenset({"issued_on", "valid_until", "review_due"})
WIDTHS = {
    "national_id": 21,
    "title": 22,
    "occupation": 18,
    "kind": 22,
    "number": 24,
    "issuer": 26,
    "verify_url": 28,
    "person": 38,
    "certificate": 38,
    "issued_on": 12,
    "valid_until": 12,
    "review_due": 12,
}
SHEET = "证书台账"


def exported(enterprise: int) -> bytes:
    """Every certificate that counts of whoever works there today, numbers masked; an .xlsx."""
    return sheet_of(SHEET, KEYS, _rows(enterprise), columns=COLUMNS, widths=WIDTHS, days=DAYS)


def _rows(enterprise: int) -> Iterator[dict[str, Any]]:
    people = exported_people(enterprise)
    rule = content_in_force(OperationRule, on=today())
    skills = SkillCertificate.objects.filter(person_id__in=people, revoked_on=None)
    for each in skills.select_related("occupation").order_by("person_id", "issued_on", "id"):
        yield {
            **people[each.person_id],
            **_paper(each, _("skill-level certificate")),
            "occupation": each.occupation.code,
            "rank": RANKS.names[str(each.rank)][0],
            "kind": "",
            "valid_until": None,
            "review_due": None,
        }
    operations = OperationCertificate.objects.filter(person_id__in=people)
    for operation in operations.order_by("person_id", "issued_on", "id"):
        kind = rule.kind(operation.kind_code)
        named = OPERATIONS.get(operation.kind_code, (kind.name if kind else operation.kind_code,))
        yield {
            **people[operation.person_id],
            **_paper(operation, _("operation certificate")),
            "occupation": "",
            "rank": "",
            "kind": named[0],
            "valid_until": operation.valid_until - DAY,
            "review_due": _last_day(operation.review_due),
        }


def _paper(held: SkillCertificate | OperationCertificate, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "number": number_shown(held.number),
        "issued_on": held.issued_on,
        "issuer": held.issuer,
        "verify_url": held.verify_url,
        "certificate": str(held.public_id),
    }


def _last_day(excluded: date | None) -> date | None:
    return None if excluded is None else excluded - DAY
