"""The rules of this room itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from annotated_types import Ge, Le
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.contents.base import RuleContent

WorkingDays = Annotated[int, Ge(1), Le(60)]


class TermsRule(RuleContent):
    """How many working days a publicity lasts and an appeal may wait for its answer."""

    key: ClassVar[str] = "governance.terms"
    title = _("Publicity and reply terms")
    labels = {
        "publicity_working_days": _("Publicity, working days"),
        "appeal_reply_working_days": _("Reply to an appeal, working days"),
    }

    publicity_working_days: WorkingDays
    appeal_reply_working_days: WorkingDays
