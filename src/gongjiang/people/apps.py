from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "gongjiang.people"

    def ready(self) -> None:
        """Let staff numbers be imported."""
        import_module(f"{self.name}.registered")
