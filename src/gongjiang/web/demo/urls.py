"""Addresses of a demo's sign-in links."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.demo import views

app_name = "demo"
urlpatterns = [path("sign-in/<str:token>", views.sign_in, name="sign_in")]
