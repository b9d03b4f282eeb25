"""Addresses of the index."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.index.views import screens

app_name = "index"
urlpatterns = [
    path("screens", screens.screens, name="screens"),
    path("screens/open", screens.open_one, name="open_screen"),
    path("screens/<uuid:public_id>", screens.screen, name="screen"),
    path("screens/<uuid:public_id>/code", screens.new_code, name="screen_code"),
    path("screens/<uuid:public_id>/close", screens.close, name="close_screen"),
]
