"""The levels an idea rises through: team, workshop, enterprise, zone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """What decides about ideas, the lowest first; areas and grids do not."""

    TEAM = "TEAM", _("team")
    WORKSHOP = "WORKSHOP", _("workshop")
    ENTERPRISE = "ENTERPRISE", _("enterprise")
    ZONE = "ZONE", _("development zone")


ORDER = tuple(Level)
Step = TypeVar("Step")


def place_of_level(kinds: Sequence[str], least: str) -> int:
    """Where the first unit of at least this level stands in a ladder of kinds, the lowest first.

    The last one, where none is so high.
    """
    for place, kind in enumerate(kinds):
        if ORDER.index(Level(kind)) >= ORDER.index(Level(least)):
            return place
    return len(kinds) - 1


def above(ladder: Sequence[Step], step: Step) -> Step | None:
    """The next one up a ladder; None at its top, or where the step is no part of it."""
    if step not in ladder:
        return None
    place = ladder.index(step) + 1
    return ladder[place] if place < len(ladder) else None
