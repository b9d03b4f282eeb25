from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class InnovationConfig(AppConfig):
    name = "gongjiang.innovation"

    def ready(self) -> None:
        """Know the rules of this room, what follows when an appeal about its rows ends, and what
        it imports."""
        for name in (
            "proposal_terms",
            "queries.proposal_attachments",
            "registered",
            "services.proposal_appeals",
            "registered",
        ):
            import_module(f"{self.name}.{name}")
