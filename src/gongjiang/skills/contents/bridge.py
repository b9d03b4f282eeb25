"""The bridge between skill ranks and titles."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from gongjiang.governance.contents import RuleContent
from gongjiang.skills.contents.plain import Plain, Years
from gongjiang.skills.models import SkillRank, TitleLevel


class Crossing(Plain):
    """Who holds this rank or title so many years of work may apply for the other."""

    rank: SkillRank
    title: TitleLevel
    years: Years


class BridgeRule(RuleContent):
    """Who may apply over the bridge (domain.md §3.3, after source S25). It confers nothing."""

    key: ClassVar[str] = "skills.bridge"
    title = _("Bridge between skill ranks and titles")
    labels = {"to_title": _("From rank to title"), "to_rank": _("From title to rank")}

    to_title: tuple[Crossing, ...]
    to_rank: tuple[Crossing, ...]
