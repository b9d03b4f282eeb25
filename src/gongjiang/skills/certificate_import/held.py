"""What is held: the certificates of a workbook's people and numbers, and the occupations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from gongjiang.people.brought.rows import BroughtRow
from gongjiang.skills.models import (
    Occupation,
    OperationCertificate,
    OperationReview,
    OperationSuspension,
    SkillCertificate,
)
from gongjiang.workbooks.cells.text import alike
from gongjiang.workbooks.wrong import shown

OWN_NUMBER = re.compile(r"\d{17}[\dXx]")
"""A certificate's number is often the holder's national ID."""
CODE = re.compile(r"\d-\d{2}-\d{2}-\d{2}")
OperationKey = tuple[str, str, date]


def number_shown(number: str) -> str:
    """A certificate's number as it may be shown and exported."""
    return shown(number, "national_id") if OWN_NUMBER.fullmatch(number) else number


@dataclass(slots=True)
class Held:
    """Certificates as they are recorded.

    Attributes:
        reviewed: by an operation certificate's id, the day of its last review.
        suspended: ids of operation certificates that must not be used.
    """

    skills: dict[str, SkillCertificate] = field(default_factory=dict)
    operations: dict[OperationKey, OperationCertificate] = field(default_factory=dict)
    skills_by_id: dict[UUID, SkillCertificate] = field(default_factory=dict)
    operations_by_id: dict[UUID, OperationCertificate] = field(default_factory=dict)
    reviewed: dict[int, date] = field(default_factory=dict)
    suspended: set[int] = field(default_factory=set)


def held_of(rows: Iterable[BroughtRow]) -> Held:
    """Whatever bears one of the rows' numbers or ids, whoever holds it; six queries."""
    rows = list(rows)
    numbers = {row.text("number") for row in rows}
    ids = {row.values["certificate"] for row in rows if row.has("certificate")}
    skills = [
        *SkillCertificate.objects.filter(number__in=numbers),
        *SkillCertificate.objects.filter(public_id__in=ids),
    ]
    operations = [
        *OperationCertificate.objects.filter(number__in=numbers),
        *OperationCertificate.objects.filter(public_id__in=ids),
    ]
    found = [each.id for each in operations]
    reviews = OperationReview.objects.filter(certificate_id__in=found).order_by("reviewed_on")
    suspensions = OperationSuspension.objects.filter(certificate_id__in=found, valid_to=None)
    return Held(
        skills={each.number: each for each in skills},
        operations={(each.kind_code, each.number, each.issued_on): each for each in operations},
        skills_by_id={each.public_id: each for each in skills},
        operations_by_id={each.public_id: each for each in operations},
        reviewed=dict(reviews.values_list("certificate_id", "reviewed_on")),
        suspended=set(suspensions.values_list("certificate_id", flat=True)),
    )


class Occupations:
    """Finds an occupation by its code or its name, alone or with other words around it."""

    def __init__(self) -> None:
        self._by_code: dict[str, Occupation] = {}
        self._by_name: dict[str, list[Occupation]] = defaultdict(list)
        for each in Occupation.objects.all():
            self._by_code[each.code] = each
            self._by_name[alike(each.name)].append(each)

    def of(self, text: str) -> Occupation | None:
        """The occupation a text names; None where it names none, or several."""
        code = CODE.search(text)
        if code:
            return self._by_code.get(code[0])
        named = self._by_name.get(alike(text), [])
        detailed = [each for each in named if each.level == Occupation.Level.DETAILED]
        found = detailed or named
        return found[0] if len(found) == 1 else None

    def in_title(self, title: str) -> Occupation | None:
        """The occupation that a certificate's name begins with: 电工职业技能等级证书."""
        plain = alike(title)
        names = (plain[:length] for length in range(len(plain), 1, -1))
        return next((found for name in names if (found := self.of(name)) is not None), None)
