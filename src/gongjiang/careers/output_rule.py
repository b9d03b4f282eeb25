"""What counts as trained, and as exported: the rule behind figures 15 to 19 (domain.md §4.5)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from annotated_types import Ge, Le, MinLen
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from gongjiang.careers.models import HIGHEST, LOWEST
from gongjiang.careers.rules.backbone import BackboneTerms
from gongjiang.governance.contents import RuleContent
from gongjiang.ledger.facts.mentoring import ApprenticeGraduated

Grade = Annotated[int, Ge(LOWEST), Le(HIGHEST)]


class Training(TextChoices):
    """The facts that can stand for training or mentoring somebody completed."""

    MENTORING = ApprenticeGraduated.kind, _("an apprenticeship passed")


class OutputRule(RuleContent):
    """Who counts as a technician, an engineer, a manager trained, and a backbone exported."""

    key: ClassVar[str] = "careers.output"
    title = _("What counts as trained and as exported")
    labels = {
        "window_years": _("Window, years"),
        "technician_rank": _("Technician: skill level at least"),
        "technician_grade": _("Technician: grade of sequence O at least"),
        "engineer_grade": _("Engineer: grade of sequence T at least"),
        "engineer_title": _("Engineer: title level at least (2: intermediate)"),
        "manager_grade": _("Manager: grade of sequence M at least"),
        "training": _("Completed before the first entry"),
        "backbone_grade": _("Backbone: grade at least"),
        "backbone_months": _("Backbone: months away at least"),
    }
    zone_only = True

    window_years: Annotated[int, Ge(1), Le(10)] = 2
    technician_rank: Annotated[int, Ge(1), Le(7)] = 1
    technician_grade: Grade = 3
    engineer_grade: Grade = 10
    engineer_title: Annotated[int, Ge(0), Le(4)] = 2
    manager_grade: Grade = 9
    training: Annotated[frozenset[Training], MinLen(1)] = frozenset(Training)
    backbone_grade: Grade = 7
    backbone_months: Annotated[int, Ge(0), Le(60)] = 6

    @property
    def window_months(self) -> int:
        return 12 * self.window_years

    def backbone_terms(self) -> BackboneTerms:
        return BackboneTerms(
            least_grade=self.backbone_grade, least_stay_months=self.backbone_months
        )


OUTPUT = OutputRule()
"""The default: (P), ours, after domain.md §4.5."""
