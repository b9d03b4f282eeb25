"""Addresses of figures, the framework, and the check of a growth file."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.reports.views import about, figures, records, verify

app_name = "reports"
urlpatterns = [
    path("figures", figures.figures, name="figures"),
    path("figures/<int:number>", figures.one, name="figure"),
    path("figures/<int:number>/records", records.records, name="records"),
    path("about", about.about, name="about"),
    path("verify", verify.verify, name="verify"),
    path("verify/key", verify.key, name="key"),
]
