"""Addresses of benefit and reward."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.innovation.benefits.deeds import DEEDS
from gongjiang.web.innovation.benefits.views import awards, effect, entering, lists, mine, zone

app_name = "benefits"

ONE = "innovation/benefits/<uuid:public_id>"
AWARD = "innovation/awards/<uuid:public_id>"

urlpatterns = [
    path("innovation/benefits", lists.queue, name="queue"),
    path("innovation/benefits/all", lists.effects, name="list"),
    path("innovation/benefits/entries", lists.entries, name="entries"),
    path("innovation/benefits/new", entering.new, name="new"),
    path("innovation/benefits/zone", zone.zone, name="zone"),
    path(ONE, effect.effect, name="effect"),
    path(f"{ONE}/change", effect.change, name="change"),
    *(path(f"{ONE}/{deed.name}", effect.view_of(deed), name=deed.name) for deed in DEEDS),
    path("innovation/awards", awards.awards, name="awards"),
    path("innovation/awards/decide", awards.decide, name="decide"),
    path("innovation/awards/mine", mine.mine, name="mine"),
    path(AWARD, awards.award, name="award"),
    path(f"{AWARD}/settle", awards.settle, name="settle"),
    path(f"{AWARD}/pay", awards.pay, name="pay"),
    path("innovation/schemes", awards.schemes, name="schemes"),
    path("innovation/schemes/<uuid:public_id>/end", awards.end, name="end-scheme"),
]
