"""Addresses of studios."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.innovation.studios import views

app_name = "studios"

urlpatterns = [
    path("studios", views.studios, name="list"),
    path("studios/found", views.found, name="found"),
    path("studios/<uuid:public_id>", views.room, name="room"),
    path("studios/<uuid:public_id>/outcome", views.outcome, name="outcome"),
    path("studios/<uuid:public_id>/<slug:name>", views.do, name="do"),
]
