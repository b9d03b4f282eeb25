"""The rule of this room: on what terms masters take apprentices."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from annotated_types import Ge, Le
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from gongjiang.governance.contents import RuleContent
from gongjiang.governance.contents.base import TOLD
from gongjiang.mentoring.models import Agreement

Months = Annotated[int, Ge(1), Le(60)]
Rank = Annotated[int, Ge(0), Le(7)]
Percent = Annotated[int, Ge(0), Le(100)]
Marks = Annotated[int, Ge(0), Le(100)]
Fen = Annotated[int, Ge(0), Le(10_000_000)]


class MentoringTerms(RuleContent):
    """What an agreement must keep to; the one in force on the day it is drafted or decided."""

    key: ClassVar[str] = "mentoring.terms"
    title = _("Masters and apprentices")
    labels = {
        "most_apprentices": _("Apprentices a master may have at once"),
        "least_rank": _("Least skill rank of a master (1 to 7)"),
        "ranks_above": _("Ranks a master stands above the apprentice"),
        "new_worker_least_months": _("New workers: shortest term, months"),
        "new_worker_most_months": _("New workers: longest term, months"),
        "skill_least_months": _("Skill masters: shortest term, months"),
        "skill_most_months": _("Skill masters: longest term, months"),
        "objection_months": _("Objections are heard for so many months"),
        "early_after_percent": _("Share of the term after which it may end as completed, %"),
        "extension_months": _("Longest extension, months"),
        "renewal_months": _("Renewal with another master after a failure, months"),
        "pass_marks": _("Pass marks in theory and in practice"),
        "good_marks": _("Marks in both for “good”"),
        "excellent_marks": _("Marks in both for “excellent”"),
        "monthly_fen": _("Allowance a month and apprentice, fen"),
        "excellent_percent": _("Of the allowance, for “excellent”, %"),
        "good_percent": _("Of the allowance, for “good”, %"),
        "pass_percent": _("Of the allowance, for “passed”, %"),
        "terminated_percent": _("Of the allowance, when ended early, %"),
        "prize_fen": _("Prize for “excellent”, once, fen"),
    }

    most_apprentices: Annotated[int, Ge(1), Le(20)]
    least_rank: Annotated[int, Ge(1), Le(7)]
    ranks_above: Rank
    new_worker_least_months: Months
    new_worker_most_months: Months
    skill_least_months: Months
    skill_most_months: Months
    objection_months: Annotated[int, Ge(0), Le(12)]
    early_after_percent: Percent
    extension_months: Annotated[int, Ge(1), Le(12)]
    renewal_months: Months
    pass_marks: Marks
    good_marks: Marks
    excellent_marks: Marks
    monthly_fen: Fen
    excellent_percent: Percent
    good_percent: Percent
    pass_percent: Percent
    terminated_percent: Percent
    prize_fen: Fen

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        ordered = (
            (self.new_worker_least_months, self.new_worker_most_months),
            (self.skill_least_months, self.skill_most_months),
            (self.pass_marks, self.good_marks),
            (self.good_marks, self.excellent_marks),
            (self.pass_percent, self.good_percent),
            (self.good_percent, self.excellent_percent),
        )
        if any(low > high for low, high in ordered):
            sentence = gettext("Shortest must not exceed longest, nor a lower result a better one.")
            raise PydanticCustomError(TOLD, "{sentence}", {"sentence": sentence})
        return self

    def term_range(self, kind: str) -> tuple[int, int]:
        """The shortest and the longest term of a kind of agreement, in months."""
        if kind == Agreement.Kind.NEW_WORKER:
            return self.new_worker_least_months, self.new_worker_most_months
        return self.skill_least_months, self.skill_most_months

    def percent_for(self, result: str) -> int:
        """The share of the allowance that a result earns."""
        shares = {
            Agreement.Result.EXCELLENT: self.excellent_percent,
            Agreement.Result.GOOD: self.good_percent,
            Agreement.Result.PASS: self.pass_percent,
        }
        return shares[Agreement.Result(result)]
