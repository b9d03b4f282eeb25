"""Addresses of ideas that spread."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.innovation.spread import views

app_name = "spread"

urlpatterns = [
    path("spread", views.offers, name="list"),
    path("spread/answer", views.answer_desk, name="answer"),
    path("spread/ideas/<uuid:public_id>", views.idea, name="idea"),
    path("spread/ideas/<uuid:public_id>/offer", views.offer, name="offer"),
    path("spread/offers/<uuid:public_id>/<slug:name>", views.do, name="do"),
]
