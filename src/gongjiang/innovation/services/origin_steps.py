"""What a confirmed benefit and a paid award mean to what they come from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from gongjiang.innovation.models import Award
from gongjiang.innovation.queries.origins import Origin
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


def tell_confirmed(origins: Iterable[Origin], *, actor: Person, at: datetime) -> None:
    """The whole effect is confirmed: those it comes from go on."""


def tell_paid(origin: Origin, award: Award, *, actor: Actor, at: datetime) -> None:
    """Everybody has their share: what it comes from goes on."""
