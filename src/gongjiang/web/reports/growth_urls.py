"""Addresses of growth files: one's own, and those of others a reader may open."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.reports.views import growth

app_name = "growth"
urlpatterns = [
    path("me/growth", growth.own, name="file"),
    path("me/growth.json", growth.own_json, name="file_json"),
    path("me/growth.pdf", growth.own_pdf, name="file_pdf"),
    path("people/<uuid:public_id>/growth", growth.of_person, name="person"),
    path("people/<uuid:public_id>/growth.json", growth.person_json, name="person_json"),
    path("people/<uuid:public_id>/growth.pdf", growth.person_pdf, name="person_pdf"),
]
