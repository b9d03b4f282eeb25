"""On what terms a problem is posted."""

from __future__ import annotations

from typing import Annotated, ClassVar

from annotated_types import Ge, Le
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.contents import RuleContent


class ChallengeTerms(RuleContent):
    """How long bids are taken, and how many judge them."""

    key: ClassVar[str] = "innovation.challenges"
    title = _("Challenge market")
    labels = {
        "least_bid_days": _("Bids are taken for so many days at least"),
        "least_judges": _("Least judges on a panel"),
        "least_points": _("Least mean points of an award"),
    }
    zone_only = True

    least_bid_days: Annotated[int, Ge(1), Le(365)]
    least_judges: Annotated[int, Ge(3), Le(15)]
    least_points: Annotated[int, Ge(0), Le(100)]
