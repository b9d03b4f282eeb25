"""How an assessment is passed."""

from __future__ import annotations

from typing import Annotated, ClassVar

from annotated_types import Ge, Le
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.contents import RuleContent

Points = Annotated[int, Ge(1), Le(100)]


class AssessmentRule(RuleContent):
    """What each part of a skill-level assessment asks for (domain.md §3.1)."""

    key: ClassVar[str] = "skills.assessment"
    title = _("Skill-level assessment")
    labels = {"pass_points": _("Points of 100 that each part needs")}

    pass_points: Points
