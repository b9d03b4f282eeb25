"""Addresses of the challenge market."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.innovation.challenges import views

app_name = "challenges"

urlpatterns = [
    path("challenges", views.challenges, name="board"),
    path("challenges/post", views.post, name="post"),
    path("challenges/<uuid:public_id>", views.challenge, name="challenge"),
    path("challenges/<uuid:public_id>/bid", views.bid, name="bid"),
    path("challenges/<uuid:public_id>/<slug:name>", views.do, name="do"),
]
