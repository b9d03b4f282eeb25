"""How rounds and changes of sequence are held, as a rule."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from annotated_types import Ge, Le
from django.utils.translation import gettext_lazy as _
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from gongjiang.governance.contents import RuleContent
from gongjiang.governance.contents.base import TOLD

Months = Annotated[int, Ge(1), Le(60)]
Members = Annotated[int, Ge(1), Le(30)]


class RoundsRule(RuleContent):
    """Terms of promotion rounds and of changes of sequence (domain.md §4.2, §4.3; (P), ours)."""

    key: ClassVar[str] = "careers.rounds"
    title = _("Promotion rounds and changes of sequence")
    labels = {
        "cool_off_months": _("Months after a rejection before applying again"),
        "least_panel": _("Least number of panel members who score a defence"),
        "pass_mark": _("Mean score that passes a defence, of 100"),
        "least_committee": _("Least number of committee members who vote"),
        "conversion_months": _("Months in the present grade before changing the sequence"),
        "most_lower": _("How many grades lower a change of sequence may lead"),
        "probation_least": _("Shortest probation, months"),
        "probation_most": _("Longest probation, months"),
        "answer_working_days": _("Working days to answer a proposed demotion or freeze"),
    }

    cool_off_months: Months = 6
    least_panel: Members = 3
    pass_mark: Annotated[int, Ge(1), Le(100)] = 60
    least_committee: Members = 3
    conversion_months: Months = 12
    most_lower: Annotated[int, Ge(0), Le(2)] = 2
    probation_least: Months = 3
    probation_most: Months = 6
    answer_working_days: Annotated[int, Ge(1), Le(60)] = 5

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.probation_least > self.probation_most:
            sentence = _("The shortest probation is longer than the longest.")
            raise PydanticCustomError(TOLD, "{sentence}", {"sentence": str(sentence)})
        return self
