"""What results earn: the reward scale, and the floors of patents and conversions."""

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
from gongjiang.innovation.rules.rewards import Tier
from gongjiang.kernel.decision import Sentence

Fen = Annotated[int, Ge(0), Le(10**12)]
BasisPoints = Annotated[int, Ge(0), Le(10_000)]
Years = Annotated[int, Ge(1), Le(20)]


class Honour(TextChoices):
    """What goes with the money, or instead of it."""

    CERTIFICATE = "CERTIFICATE", _("certificate of merit")
    PRAISE = "PRAISE", _("commendation")


class Graded(BaseModel):
    """One grade of a reward scale; effects are closed below and open above."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    from_fen: Fen
    least_fen: Fen
    most_fen: Fen
    honour: Honour


class RewardScale(RuleContent):
    """By first-year effect from adoption: grade, bonus, honour (domain.md §6.3).

    The scales of 1982 and 1986 are historical templates; an enterprise approves its own.

    Attributes:
        grades: the first grade first; the last begins at nothing.
    """

    key: ClassVar[str] = "innovation.reward_scale"
    title = _("Reward scale of proposals and technical improvements")
    labels = {"grades": _("Grades, the first one first")}

    grades: Annotated[tuple[Graded, ...], MinLen(1), MaxLen(12)]

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return tuple(
            Tier(place, each.from_fen, each.least_fen, each.most_fen, each.honour)
            for place, each in enumerate(self.grades, 1)
        )

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        starts = [each.from_fen for each in self.grades]
        bounds = all(each.least_fen <= each.most_fen for each in self.grades)
        if starts != sorted(set(starts), reverse=True) or starts[-1] != 0 or not bounds:
            sentence = gettext(
                "Grades fall from the highest effect to nothing, and least is no more than most."
            )
            raise PydanticCustomError(TOLD, "{sentence}", {"sentence": sentence})
        return self

    def readable(self) -> list[tuple[Sentence, list[Sentence]]]:
        """A line a grade, in yuan."""
        return [(self.labels["grades"], [_in_words(tier) for tier in self.tiers])]


class ResultFloors(RuleContent):
    """What a patent or a conversion earns at least where nothing else was agreed (§6.7).

    Attributes:
        other_fen: for a utility model or a design.
        transfer_bp, shares_bp: of the net income of a transfer or licence, and of the shares.
        own_use_bp: of the operating profit of each year, for so many years.
    """

    key: ClassVar[str] = "innovation.result_floor"
    title = _("Least rewards for patents and conversions")
    labels = {
        "invention_fen": _("Invention patent, fen"),
        "other_fen": _("Utility model or design, fen"),
        "transfer_bp": _("Transfer or licence, of the net income, 1/10,000"),
        "shares_bp": _("Taken as shares, of the shares, 1/10,000"),
        "own_use_bp": _("Own use, of the yearly operating profit, 1/10,000"),
        "own_use_least_years": _("Own use, at least so many years"),
        "own_use_most_years": _("Own use, at most so many years"),
    }

    invention_fen: Fen
    other_fen: Fen
    transfer_bp: BasisPoints
    shares_bp: BasisPoints
    own_use_bp: BasisPoints
    own_use_least_years: Years
    own_use_most_years: Years

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.own_use_least_years > self.own_use_most_years:
            sentence = gettext("The shortest must not exceed the longest.")
            raise PydanticCustomError(TOLD, "{sentence}", {"sentence": sentence})
        return self

    def patent_fen(self, kind: str) -> int:
        """The least for a patent granted: INVENTION, or UTILITY and DESIGN."""
        return self.invention_fen if kind == "INVENTION" else self.other_fen

    def conversion_bp(self, way: str) -> int:
        """The least share of what a conversion brought: OWN_USE, SHARES, or any transfer."""
        return {"OWN_USE": self.own_use_bp, "SHARES": self.shares_bp}.get(way, self.transfer_bp)


def _in_words(tier: Tier) -> str:
    return gettext("%(grade)d: from %(from)s yuan, %(least)s to %(most)s yuan, %(honour)s") % {
        "grade": tier.grade,
        "from": f"{tier.from_fen // 100:,}",
        "least": f"{tier.least_fen // 100:,}",
        "most": f"{tier.most_fen // 100:,}",
        "honour": Honour(tier.honour).label,
    }
