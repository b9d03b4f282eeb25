"""Who I am and what I hold."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from gongjiang.api.service import REFUSALS, reader_of
from gongjiang.kernel.periods import today
from gongjiang.people.models import Role
from gongjiang.people.queries.roles import seats_of

router = Router(tags=["me"])


class Seat(Schema):
    role: Role
    unit: str
    unit_public_id: UUID
    valid_from: date


class Me(Schema):
    public_id: UUID
    name: str
    roles: list[Seat]


@router.get("", response={200: Me, **REFUSALS})
def show_me(request: HttpRequest) -> dict[str, Any]:
    """The reader, with the roles held today."""
    reader = reader_of(request)
    return {
        "public_id": reader.public_id,
        "name": reader.name,
        "roles": [
            {
                "role": seat.role,
                "unit": seat.unit.name,
                "unit_public_id": seat.unit.public_id,
                "valid_from": seat.valid_from,
            }
            for seat in seats_of(reader, today())
        ],
    }
