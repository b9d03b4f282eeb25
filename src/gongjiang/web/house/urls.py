"""Addresses of the house itself."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from gongjiang.web.house import views

app_name = "house"
urlpatterns = [
    path("theme", views.set_theme, name="theme"),
    path("language", set_language, name="language"),
    path("csp-report", views.csp_report, name="csp_report"),
    path("style", views.style, name="style"),
]
