"""What a grade is worth in pay, as a rule: the coefficients that a replay counts cost with."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, ClassVar, Self

from annotated_types import Ge, Le, MaxLen, MinLen
from django.utils.translation import gettext_lazy as _
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from gongjiang.careers.models import HIGHEST
from gongjiang.governance.contents import RuleContent
from gongjiang.governance.contents.base import TOLD
from gongjiang.kernel.decision import Sentence

PerMille = Annotated[int, Ge(100), Le(50_000)]

STEP_PERMILLE = 80
"""Each grade is worth so much of the first one's pay more than the one below: ours."""


class CoefficientsRule(RuleContent):
    """Pay coefficients of the 23 grades, per mille; the same grade is the same everywhere."""

    key: ClassVar[str] = "careers.coefficients"
    title = _("Pay coefficients of the grades")
    labels = {"permille": _("Coefficients of grades 1 to 23, per mille")}

    permille: Annotated[tuple[PerMille, ...], MinLen(HIGHEST), MaxLen(HIGHEST)]

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if any(above < below for below, above in pairwise(self.permille)):
            sentence = _("A higher grade is worth no less than a lower one.")
            raise PydanticCustomError(TOLD, "{sentence}", {"sentence": str(sentence)})
        return self

    def readable(self) -> list[tuple[Sentence, list[Sentence]]]:
        """For showing: each grade with its coefficient."""
        said = [f"{grade}: {value / 1000:.2f}" for grade, value in enumerate(self.permille, 1)]
        return [(self.labels["permille"], list(said))]


COEFFICIENTS = CoefficientsRule(
    permille=tuple(1000 + STEP_PERMILLE * step for step in range(HIGHEST))
)
"""The default: (P), ours, until an enterprise's pay table replaces it."""
