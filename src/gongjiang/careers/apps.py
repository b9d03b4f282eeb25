from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "gongjiang.careers"

    def ready(self) -> None:
        """Know the rules of this room, what follows when an appeal about its rows ends, and what
        it imports."""
        for name in (
            "canonical",
            "output_rule",
            "coefficients",
            "services.appealing",
            "queries.evidence",
            "registered",
        ):
            import_module(f"{self.name}.{name}")
