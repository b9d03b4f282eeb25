"""A result put to use, as its form holds it."""

from __future__ import annotations

from typing import Any

from gongjiang.innovation.services.conversions import Contract, Use


def use_of(innovation: str, innovation_id: int, data: dict[str, Any]) -> Use:
    """What the service is told."""
    file = data["contract"]
    return Use(
        innovation=innovation,
        innovation_id=innovation_id,
        kind=data["kind"],
        income_fen=data["income"],
        agreed_on=data["agreed_on"],
        counterparty=data["counterparty"],
        contract=Contract(name=file.name, content=file.file) if file else None,
    )
