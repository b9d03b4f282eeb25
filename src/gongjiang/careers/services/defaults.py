"""The ladder and the terms an installation starts with, said to be nobody's decision yet."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongjiang.careers.canonical import LADDER, ROUNDS
from gongjiang.careers.coefficients import COEFFICIENTS
from gongjiang.careers.output_rule import OUTPUT
from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.defaults import install_default, without_decision
from gongjiang.people.actors import Actor

DEFAULTS = {content.key: content for content in (LADDER, ROUNDS, OUTPUT, COEFFICIENTS)}


@transaction.atomic
def install_ladder(*, actor: Actor, on: date) -> list[RuleSet]:
    """Put the default ladder and terms in force, unless the zone has approved some before.

    Args:
        actor: the installation itself, who alone may let a rule hold from a day that has passed.
        on: the day this is done.
    """
    return [
        install_default(key, DEFAULTS[key].as_json(), actor=actor, on=on)
        for key in without_decision(DEFAULTS)
    ]
