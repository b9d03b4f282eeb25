"""Addresses of the index."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.index.views import (
    comparison,
    drafting,
    frameworks,
    indicators,
    records,
    screens,
    units,
)

app_name = "index"
urlpatterns = [
    path("index", indicators.indicators, name="indicators"),
    path("index/indicators/<str:code>", indicators.indicator, name="indicator"),
    path("index/indicators/<str:code>/records", records.records, name="records"),
    path("index/units/<uuid:public_id>", units.unit, name="unit"),
    path("index/units/<uuid:public_id>/compare", comparison.compare, name="compare"),
    path("framework", frameworks.frameworks, name="frameworks"),
    path("framework/draft", drafting.draft, name="draft_framework"),
    path("framework/next", drafting.begin_next, name="next_framework"),
    path("framework/<uuid:public_id>", frameworks.framework, name="framework"),
    path("framework/<uuid:public_id>/revise", drafting.revise, name="revise_framework"),
    path("framework/<uuid:public_id>/weights", drafting.weigh, name="framework_weights"),
    path("screens", screens.screens, name="screens"),
    path("screens/open", screens.open_one, name="open_screen"),
    path("screens/<uuid:public_id>", screens.screen, name="screen"),
    path("screens/<uuid:public_id>/code", screens.new_code, name="screen_code"),
    path("screens/<uuid:public_id>/close", screens.close, name="close_screen"),
]
