"""What each rank of the ladder asks for: alternatives, of which one is enough."""

from __future__ import annotations

from typing import Annotated, ClassVar

from annotated_types import MinLen
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.contents import RuleContent
from gongjiang.skills.contents.plain import Plain, Years
from gongjiang.skills.models import DiplomaLevel, SkillRank, TitleLevel


class Related(TextChoices):
    """How near another occupation must be for work and certificates in it to count."""

    OCCUPATION = "OCCUPATION", _("the same occupation")
    SMALL_CLASS = "SMALL_CLASS", _("the same small class")
    MIDDLE_CLASS = "MIDDLE_CLASS", _("the same middle class")


class Alternative(Plain):
    """One way to a rank: everything it names is needed, what it leaves out is not.

    Attributes:
        years: work in the occupation altogether.
        rank, rank_years: a certificate of this rank or above, and work since its issue.
        title, title_years: a professional title of this level or above, and work since then.
        diploma: of this worth or above, in a subject of the occupation; `final_year`: a student
            in the year before it is enough.
        apprenticed: an apprenticeship completed.
        in_occupation: working in the occupation, or about to.
    """

    age: Years | None = None
    years: Years | None = None
    rank: SkillRank | None = None
    rank_years: Years = 0
    title: TitleLevel | None = None
    title_years: Years = 0
    diploma: DiplomaLevel | None = None
    final_year: bool = False
    apprenticed: bool = False
    in_occupation: bool = False


class ForRank(Plain):
    """The alternatives of one rank; one of them is enough."""

    rank: SkillRank
    alternatives: Annotated[tuple[Alternative, ...], MinLen(1)]


class PrerequisitesRule(RuleContent):
    """Who may sit for which rank (domain.md §3.1, after sources S21 and S22)."""

    key: ClassVar[str] = "skills.prerequisites"
    title = _("Prerequisites of the skill ranks")
    labels = {"related": _("What counts as the occupation"), "ranks": _("Ranks")}

    related: Related = Related.SMALL_CLASS
    ranks: Annotated[tuple[ForRank, ...], MinLen(1)]

    def alternatives(self, rank: int) -> tuple[Alternative, ...]:
        """The ways to a rank; none: this rule set knows no such rank."""
        return next((each.alternatives for each in self.ranks if each.rank == rank), ())
