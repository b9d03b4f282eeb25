"""When the reform began: a rule set somebody approved, never a date in code."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.contents import RuleContent
from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.people.actors import Actor

FIRST_VERSION = "1"


class ReformRule(RuleContent):
    """The industrial-workforce building reform (产业工人队伍建设改革) of the zone."""

    key: ClassVar[str] = "reports.reform"
    title = _("The reform and its beginning")
    labels = {"began_on": _("The reform began on")}
    zone_only = True

    began_on: date


@transaction.atomic
def record_reform(
    *, began_on: date, procedure_reference: str, actor: Actor, at: datetime
) -> RuleSet:
    """Record that the reform began on a day, and by which decision; it is in force from then on.

    Raises:
        NotAllowed: the actor does not govern the zone.
        CannotDo: it is recorded already, or the day has passed and the actor is a person.
    """
    rule_set = draft_rule_set(
        Draft(
            key=ReformRule.key,
            version=FIRST_VERSION,
            content={"began_on": began_on.isoformat()},
            valid_from=began_on,
            procedure_reference=procedure_reference,
        ),
        actor=actor,
        at=at,
    )
    return approve_rule_set(rule_set_id=rule_set.id, actor=actor, at=at)
