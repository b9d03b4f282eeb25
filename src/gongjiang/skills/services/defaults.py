"""The rules of this room that an installation starts with."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.defaults import (
    FIRST_DAY,
    VERSION,
    install_default,
    without_decision,
)
from gongjiang.people.actors import Actor
from gongjiang.skills.contents.defaults import DEFAULTS


@transaction.atomic
def install_skill_rules(*, actor: Actor, on: date) -> list[RuleSet]:
    """Put each default in force for the whole zone, unless the zone has decided before."""
    undecided = without_decision(DEFAULTS)
    return [
        install_default(
            key,
            content,
            actor=actor,
            on=on,
            version=version or VERSION,
            valid_from=first or FIRST_DAY,
        )
        for key, versions in DEFAULTS.items()
        if key in undecided
        for version, first, content in versions
    ]
