"""Addresses for machines that watch this one."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.health import views

app_name = "health"
urlpatterns = [
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("metrics", views.metrics, name="metrics"),
]
