"""How benefit is reckoned: the rule that finance works by."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from annotated_types import Ge, Le, MaxLen, MinLen
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from gongjiang.governance.contents import RuleContent
from gongjiang.governance.contents.base import TOLD
from gongjiang.kernel.decision import Sentence

Fen = Annotated[int, Ge(0), Le(10**12)]
Points = Annotated[int, Ge(1), Le(100)]


class Baseline(TextChoices):
    """What last year's consumption is compared with."""

    ADVANCED_AVERAGE = "ADVANCED_AVERAGE", _("last year's advanced average")
    AVERAGE = "AVERAGE", _("last year's average")


class Criterion(BaseModel):
    """One line of the sheet for what cannot be counted in money."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, MinLen(1), MaxLen(60)]
    most: Points

    @property
    def said(self) -> str:
        """The line with its most points, in the language in use."""
        name = gettext(self.name)
        return f"{name} ≤ {self.most}"


class BenefitRule(RuleContent):
    """How a benefit is reckoned and what finance accepts (domain.md §6.2).

    The formulas themselves are `rules.benefit`; what an office may vary of them is here.

    Attributes:
        asserted_most_fen: an amount that somebody merely asserts may be no more than this.
        criteria: of the points sheet; prize_points: from how many points the first prize on.
    """

    key: ClassVar[str] = "innovation.benefit"
    title = _("How benefit is reckoned")
    labels = {
        "baseline": _("Consumption before the change"),
        "asserted_most_fen": _("Most that may be asserted without figures, fen"),
        "ahead": _("Finance may confirm months that lie ahead"),
        "criteria": _("Points sheet for what cannot be counted in money"),
        "prize_points": _("Points for the first, second and third prize"),
    }

    baseline: Baseline
    asserted_most_fen: Fen
    ahead: bool
    criteria: Annotated[tuple[Criterion, ...], MinLen(1), MaxLen(12)]
    prize_points: Annotated[tuple[Points, ...], MinLen(1), MaxLen(5)]

    @property
    def most_points(self) -> int:
        return sum(criterion.most for criterion in self.criteria)

    def prize_of(self, points: int) -> int | None:
        """The prize that so many points earn, 1 for the first; None: none."""
        reached = (place for place, least in enumerate(self.prize_points, 1) if points >= least)
        return next(reached, None)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        names = [criterion.name for criterion in self.criteria]
        falling = sorted(set(self.prize_points), reverse=True)
        if len(set(names)) < len(names) or list(self.prize_points) != falling:
            sentence = gettext("Each criterion stands once, and points fall from prize to prize.")
            raise PydanticCustomError(TOLD, "{sentence}", {"sentence": sentence})
        return self

    def readable(self) -> list[tuple[Sentence, list[Sentence]]]:
        """With the sheet's lines in words."""
        said: dict[str, list[Sentence]] = {
            "criteria": [each.said for each in self.criteria],
            "prize_points": [f"≥ {points}" for points in self.prize_points],
        }
        lines = zip(self.as_json(), super().readable(), strict=True)
        return [(label, said.get(name, words)) for name, (label, words) in lines]
