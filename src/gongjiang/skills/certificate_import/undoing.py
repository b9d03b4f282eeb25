"""An applied workbook of certificates is taken back: its facts annulled, its rows gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.ledger.facts.careers import (
    ConversionAsked,
    PromotionApplied,
    PromotionNominated,
    PromotionTookEffect,
)
from gongjiang.ledger.facts.mentoring import AgreementSigned
from gongjiang.ledger.facts.skills import (
    BridgeApplied,
    CandidateEnrolled,
    OperationCertified,
    OperationRestored,
    OperationReviewed,
    OperationSuspended,
    PostAssigned,
    SkillAppointed,
    SkillCertificateRevoked,
    SkillCertified,
)
from gongjiang.ledger.selected import annul_selected
from gongjiang.people.brought.kinds import Resting
from gongjiang.people.brought.rows import Verdict
from gongjiang.people.brought.telling import Count, Tell
from gongjiang.people.models import WorkbookImport
from gongjiang.skills.models import OperationCertificate, OperationReview, SkillCertificate

MAY_REST: Mapping[str, Sentence] = {
    AgreementSigned.kind: _("an agreement between master and apprentice"),
    BridgeApplied.kind: _("an application over the bridge"),
    CandidateEnrolled.kind: _("an enrolment for an assessment"),
    ConversionAsked.kind: _("a change of sequence"),
    PostAssigned.kind: _("put on a post that needs a certificate"),
    PromotionApplied.kind: _("an application for a promotion"),
    PromotionNominated.kind: _("a nomination for a promotion"),
    PromotionTookEffect.kind: _("a promotion"),
    SkillAppointed.kind: _("an appointment as a technician"),
}
"""What may rest on a certificate somebody holds: it was asked for there."""

RESTING_LABELS: Mapping[str, Sentence] = {
    **MAY_REST,
    SkillCertificateRevoked.kind: _("a revoked certificate"),
    OperationReviewed.kind: _("a review"),
    OperationSuspended.kind: _("a suspension"),
    OperationRestored.kind: _("a restored certificate"),
}
"""What may rest on an import, in a word."""

# What applying recorded, and nobody has annulled one by one meanwhile.
OURS = """
    SELECT e.id FROM ledger_entry e
    WHERE e.id <= %(last)s AND e.kind = ANY(%(kinds)s)
      AND (e.kind = %(skill)s AND e.subject_id = ANY(%(skills)s)
           OR e.kind = %(operation)s AND e.subject_id = ANY(%(operations)s)
           OR e.kind = %(review)s AND e.subject_id = ANY(%(reviews)s))
"""
STILL_OURS = f"""
    SELECT ours.id FROM ({OURS}) AS ours
    WHERE NOT EXISTS (SELECT FROM ledger_entry c WHERE c.corrects_id = ours.id)
"""
RESTING = f"""
    SELECT e.kind, e.occurred_on, e.person_id FROM ledger_entry e
    WHERE e.id > %(last)s AND e.person_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM ledger_entry later WHERE later.corrects_id = e.id)
      AND e.kind <> 'ledger.entry.annulled'
      AND (e.corrects_id IN ({OURS})
           OR e.person_id = ANY(%(persons)s) AND e.kind = ANY(%(may_rest)s)
           OR e.kind LIKE 'skills.certificate.%%' AND e.subject_id = ANY(%(skills)s)
           OR e.kind LIKE 'skills.operation_certificate.%%'
              AND (e.detail->>'certificate_id')::bigint = ANY(%(touched)s))
    ORDER BY e.occurred_on, e.id LIMIT %(limit)s
"""


def resting_on(brought: WorkbookImport, *, limit: int) -> list[Resting]:
    """What has been recorded since that needs one of these certificates, the earliest first."""
    return [Resting(*row) for row in _rows(RESTING, {**_params(brought), "limit": limit})]


def take_back(brought: WorkbookImport, *, reason: str, by: int | None, tell: Tell) -> None:
    """Annul the facts, delete what was made, and put back what was changed.

    Raises:
        AlreadyCorrected: one of the facts was corrected since.
        IntegrityError: other records rest on a row that would go.
    """
    params = _params(brought)
    ours = [id_ for (id_,) in _rows(STILL_OURS, params)]
    changed = list(brought.lines.filter(verdict=Verdict.CHANGED))
    taken_back = Count(tell, 2 * len(ours) + len(changed))
    taken_back.add(annul_selected("SELECT unnest(%s::bigint[])", [ours], reason=reason, by=by))
    OperationReview.objects.filter(id__in=params["reviews"]).delete()
    for line in changed:
        model = SkillCertificate if line.does["family"] == "skill" else OperationCertificate
        model._default_manager.filter(id=line.does["certificate"]).update(**_before(line.does))
    SkillCertificate.objects.filter(id__in=params["skills"]).delete()
    OperationCertificate.objects.filter(id__in=params["operations"]).delete()
    taken_back.add(len(ours) + len(changed))


def _before(does: dict[str, Any]) -> dict[str, Any]:
    before = dict(does.get("was", {}))
    if "days_before" in does:
        before["valid_until"], before["review_due"] = does["days_before"]
    return before


def _params(brought: WorkbookImport) -> dict[str, Any]:
    acting = brought.lines.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED])
    lines = list(acting.values_list("person_id", "made", "does"))

    def made(what: str) -> list[int]:
        return [made[what] for _person, made, _does in lines if what in made]

    kinds = (SkillCertified.kind, OperationCertified.kind, OperationReviewed.kind)
    reviewed = [does["certificate"] for _person, made, does in lines if "review" in made]
    return {
        "last": brought.last_entry,
        "kinds": list(kinds),
        "skill": kinds[0],
        "operation": kinds[1],
        "review": kinds[2],
        "skills": made("skill"),
        "operations": made("operation"),
        "reviews": made("review"),
        "touched": [*made("operation"), *reviewed],
        "persons": [person for person, made, _does in lines if made],
        "may_rest": list(MAY_REST),
    }


def _rows(sql: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
