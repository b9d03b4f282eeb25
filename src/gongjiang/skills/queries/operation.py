"""Which operation certificates are valid today, and which will soon not be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.kernel.periods import Period
from gongjiang.orgs.queries import true_on
from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import OperationCertificate, OperationSuspension
from gongjiang.skills.rules.operation import USABLE, CertificateDays, Status, status_on


@dataclass(frozen=True, slots=True)
class Standing:
    """A certificate and what it is on a day; `kind` is what its kind is called."""

    certificate: OperationCertificate
    status: Status
    next_due: date
    kind: str

    @property
    def usable(self) -> bool:
        return self.status in USABLE


def days_of(certificate: OperationCertificate) -> CertificateDays:
    return CertificateDays(certificate.valid_until, certificate.review_due)


def standings(
    certificates: QuerySet[OperationCertificate], on: date, rule: OperationRule | None = None
) -> list[Standing]:
    """What each certificate is on a day, by its days as they stand now; two queries.

    Args:
        rule: the rule in force on the day, where it is known already.
    """
    rule = rule or content_in_force(OperationRule, on=on)
    names = {kind.code: kind.name for kind in rule.kinds}
    stopped = OperationSuspension.objects.filter(true_on(on), certificate_id=OuterRef("id"))
    return [
        Standing(
            row,
            status_on(
                on,
                days_of(row),
                [Period(on)] if row.stopped else [],
                due_days=rule.due_days,
            ),
            days_of(row).next_due,
            names.get(row.kind_code, row.kind_code),
        )
        for row in certificates.annotate(stopped=Exists(stopped))
    ]


def best_standings(person_ids: Collection[int], kind_code: str, on: date) -> Mapping[int, Standing]:
    """For each person who has a certificate of a kind, the one that is valid longest."""
    rows = OperationCertificate.objects.filter(
        person_id__in=person_ids, kind_code=kind_code, issued_on__lte=on
    )
    best: dict[int, Standing] = {}
    for standing in standings(rows, on):
        known = best.get(standing.certificate.person_id)
        if known is None or _order(standing) > _order(known):
            best[standing.certificate.person_id] = standing
    return best


def best_standing(person_id: int, kind_code: str, on: date) -> Standing | None:
    return best_standings([person_id], kind_code, on).get(person_id)


def _order(standing: Standing) -> tuple[bool, date]:
    return standing.usable, standing.next_due
