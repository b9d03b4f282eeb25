"""On what terms an idea is offered elsewhere, and what its originators get."""

from __future__ import annotations

from typing import Annotated, ClassVar

from annotated_types import Ge, Le
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.contents import RuleContent

Fen = Annotated[int, Ge(0), Le(100_000_000)]


class SpreadTerms(RuleContent):
    """The reply clock, and the originators' share for each verified copy."""

    key: ClassVar[str] = "innovation.spread"
    title = _("Ideas taken up elsewhere")
    labels = {
        "reply_working_days": _("Reply to an offered idea, working days"),
        "copied_fen": _("For each verified copy, fen"),
        "adapted_fen": _("For each verified copy that was adapted, fen"),
        "most_paid": _("Copies paid for at most"),
        "paid_months": _("Copies are paid for so many months after acceptance"),
    }
    zone_only = True

    reply_working_days: Annotated[int, Ge(1), Le(60)]
    copied_fen: Fen
    adapted_fen: Fen
    most_paid: Annotated[int, Ge(0), Le(1000)]
    paid_months: Annotated[int, Ge(1), Le(120)]
