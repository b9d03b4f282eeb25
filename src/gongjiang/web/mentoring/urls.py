"""Addresses of masters and apprentices."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.mentoring.deeds import DEEDS
from gongjiang.web.mentoring.views import (
    agreement,
    drafting,
    effect,
    lists,
    mine,
    months,
    pairs,
    zone,
)

app_name = "mentoring"

ONE = "mentoring/agreements/<uuid:public_id>"
LINE = "mentoring/pairs/<uuid:public_id>/lines/<uuid:line_id>"

urlpatterns = [
    path("mentoring", mine.mine, name="mine"),
    path("mentoring/agreements", lists.agreements, name="agreements"),
    path("mentoring/agreements/draft", drafting.draft, name="draft"),
    path(ONE, agreement.agreement, name="agreement"),
    path(f"{ONE}/months/<int:number>", months.month, name="month"),
    *(path(f"{ONE}/{deed.name}", agreement.view_of(deed), name=deed.name) for deed in DEEDS),
    path("mentoring/pairs", pairs.pairs, name="pairs"),
    path("mentoring/pairs/<uuid:public_id>", pairs.pairing, name="pairing"),
    path(f"{LINE}/accept", pairs.accept, name="accept_pair"),
    path(f"{LINE}/decline", pairs.decline, name="decline_pair"),
    path("mentoring/allowances", lists.allowances, name="allowances"),
    path("mentoring/effect/<uuid:public_id>", effect.effect, name="effect"),
    path("mentoring/zone", zone.zone, name="zone"),
]
