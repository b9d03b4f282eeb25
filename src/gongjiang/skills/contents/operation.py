"""Kinds of operation certificates, and how long each is valid."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from annotated_types import Ge, Le, MinLen
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from gongjiang.governance.contents import RuleContent
from gongjiang.governance.contents.base import TOLD
from gongjiang.skills.contents.plain import Code, DaysBefore, Months, Plain, Words, Years


class Family(TextChoices):
    SPECIAL_OPERATION = "SPECIAL_OPERATION", _("special operation")
    SPECIAL_EQUIPMENT = "SPECIAL_EQUIPMENT", _("special equipment")
    CONSTRUCTION = "CONSTRUCTION", _("construction special operation")


class OperationKind(Plain):
    """One kind of certificate.

    Attributes:
        label: its name; the software's own ones are translated.
        months: how long it is valid; review_months: how often it is reviewed within that.
        long_review_months: the longer distance for who has worked `long_after_years` in the trade.
    """

    code: Code
    family: Family
    label: Words
    months: Months
    review_months: Months | None = None
    long_review_months: Months | None = None
    long_after_years: Years = 10

    @property
    def name(self) -> str:
        return gettext(self.label)


class OperationRule(RuleContent):
    """Operation certificates (domain.md §3.4, after sources S27 to S29).

    Attributes:
        remind_days: how many days before a review or the end those concerned are told.
        due_days: from how many days before it a review counts as due.
        pass_minutes: how long a signed "may this person do this now?" holds.
    """

    key: ClassVar[str] = "skills.operation_certificates"
    title = _("Operation certificates")
    labels = {
        "kinds": _("Kinds of certificate"),
        "remind_days": _("Reminders, days before"),
        "due_days": _("Counts as due, days before"),
        "pass_minutes": _("A signed pass holds, minutes"),
    }
    zone_only = True

    kinds: Annotated[tuple[OperationKind, ...], MinLen(1)]
    remind_days: Annotated[tuple[DaysBefore, ...], MinLen(1)] = (90, 60, 30, 7)
    due_days: DaysBefore = 90
    pass_minutes: Annotated[int, Ge(1), Le(720)] = 10

    @model_validator(mode="after")
    def _each_code_once(self) -> Self:
        codes = [kind.code for kind in self.kinds]
        if len(set(codes)) < len(codes):
            raise PydanticCustomError(TOLD, "{said}", {"said": gettext("Each code is used once")})
        return self

    def kind(self, code: str) -> OperationKind | None:
        return next((kind for kind in self.kinds if kind.code == code), None)
