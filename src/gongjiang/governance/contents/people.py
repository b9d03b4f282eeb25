"""The rules of people."""

from __future__ import annotations

from typing import Annotated, ClassVar

from annotated_types import Ge, Le, MinLen
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.contents.base import RuleContent
from gongjiang.people.models import EmploymentKind, PostKind
from gongjiang.people.rules import IndustrialWorkerDefinition


class Industry(TextChoices):
    """The sections of GB/T 4754, the national classification of economic activities."""

    A = "A", _("A farming, forestry, animal husbandry and fishery")
    B = "B", _("B mining")
    C = "C", _("C manufacturing")
    D = "D", _("D electricity, heat, gas and water")
    E = "E", _("E construction")
    F = "F", _("F wholesale and retail trade")
    G = "G", _("G transport, storage and post")
    H = "H", _("H lodging and catering")
    I = "I", _("I information transmission, software and IT services")  # noqa: E741  (the section's letter)
    J = "J", _("J finance")
    K = "K", _("K real estate")
    L = "L", _("L leasing and business services")
    M = "M", _("M scientific research and technical services")
    N = "N", _("N water, environment and public facilities")
    O = "O", _("O household, repair and other services")  # noqa: E741  (the section's letter)
    P = "P", _("P education")
    Q = "Q", _("Q health and social work")
    R = "R", _("R culture, sports and entertainment")
    S = "S", _("S public administration and social organisations")
    T = "T", _("T international organisations")


class IndustrialWorkerRule(RuleContent):
    """Who counts as an industrial worker (产业工人; domain.md §1.1, after source S2)."""

    key: ClassVar[str] = "people.industrial_worker"
    title = _("Who counts as an industrial worker")
    labels = {
        "industries": _("Industries"),
        "post_kinds": _("Kinds of post"),
        "employment_kinds": _("Kinds of employment"),
    }
    zone_only = True

    industries: Annotated[frozenset[Industry], MinLen(1)]
    post_kinds: Annotated[frozenset[PostKind], MinLen(1)]
    employment_kinds: Annotated[frozenset[EmploymentKind], MinLen(1)]

    def definition(self, version: str) -> IndustrialWorkerDefinition:
        """The rule as `people` applies it."""
        return IndustrialWorkerDefinition(
            version=version,
            industries=frozenset(map(str, self.industries)),
            post_kinds=frozenset(map(str, self.post_kinds)),
            employment_kinds=frozenset(map(str, self.employment_kinds)),
        )


class RetentionRule(RuleContent):
    """How long the record of somebody who has gone is kept (PIPL Art. 19; domain.md §10)."""

    key: ClassVar[str] = "people.retention"
    title = _("How long a record is kept after somebody has gone")
    labels = {"years": _("Kept after the last employment or role, years")}
    zone_only = True

    # The contract text alone must be kept two years after the end (Labour Contract Law, Art. 50).
    years: Annotated[int, Ge(2), Le(50)]
