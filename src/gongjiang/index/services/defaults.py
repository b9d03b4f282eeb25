"""The framework an installation starts with, said to be nobody's decision yet."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.defaults import install_default, without_decision
from gongjiang.index.canonical import CANONICAL, VERSION
from gongjiang.index.framework import FrameworkRule
from gongjiang.people.actors import Actor


@transaction.atomic
def install_framework(*, actor: Actor, on: date) -> RuleSet | None:
    """Put the default framework in force, unless the zone has approved one before.

    Args:
        actor: the installation itself, who alone may let a rule hold from a day that has passed.
        on: the day this is done.
    """
    if not without_decision([FrameworkRule.key]):
        return None
    return install_default(
        FrameworkRule.key, CANONICAL.as_json(), actor=actor, on=on, version=VERSION
    )
