from __future__ import annotations

from django.apps import AppConfig


class InnovationConfig(AppConfig):
    name = "gongjiang.innovation"
