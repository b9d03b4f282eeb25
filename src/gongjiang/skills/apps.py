from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "gongjiang.skills"

    def ready(self) -> None:
        """Let certificates be imported, and have a say when somebody is moved to a post."""
        import_module(f"{self.name}.registered")
