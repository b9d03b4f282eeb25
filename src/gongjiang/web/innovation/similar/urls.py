"""Addresses of what is alike, and of what is linked."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.innovation.similar import links, writing

app_name = "similar"

urlpatterns = [
    path("proposals/similar/", writing.while_typing, name="while_typing"),
    path("proposals/<uuid:public_id>/links/", links.links, name="links"),
    path("proposals/<uuid:public_id>/links/new", links.link, name="link"),
    path("proposals/links/<uuid:public_id>/end", links.end, name="end"),
]
