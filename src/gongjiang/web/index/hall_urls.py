"""Addresses of the hall: these and no others open to a screen's token."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.index.views import hall

app_name = "hall"
urlpatterns = [
    path("hall", hall.display, name="display"),
    path("hall/picture", hall.picture, name="picture"),
    path("hall/pair", hall.pair, name="pair"),
    path("hall/worker.js", hall.worker, name="worker"),
]
