"""The rule of which five of the six kinds of five-small items are in use."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from gongjiang.governance.contents import RuleContent
from gongjiang.governance.contents.base import TOLD
from gongjiang.innovation.models import FiveSmall
from gongjiang.innovation.rules.five_small import VARIANTS

FIVE = 5


class FiveSmallRule(RuleContent):
    """Which five kinds may be entered: those of variant A, of B, or five of one's OWN choice."""

    key: ClassVar[str] = "innovation.five_small"
    title = _("Kinds of five-small items")
    zone_only = True  # otherwise figure 25 would mean another thing in each enterprise
    labels = {
        "variant": _("Variant (A, B or OWN)"),
        "kinds": _("The five kinds"),
    }

    variant: Literal["A", "B", "OWN"]
    kinds: frozenset[FiveSmall.Kind]

    @model_validator(mode="after")
    def _five_of_six(self) -> Self:
        if len(self.kinds) != FIVE:
            self._told(gettext("Choose exactly five of the six kinds."))
        fixed = VARIANTS.get(self.variant)
        if fixed is not None and fixed != {kind.value for kind in self.kinds}:
            self._told(gettext("These are not the kinds of this variant: choose OWN for them."))
        return self

    @staticmethod
    def _told(sentence: str) -> None:
        raise PydanticCustomError(TOLD, "{sentence}", {"sentence": sentence})
