"""The rules an installation starts with, said to be nobody's decision yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from gongjiang.governance.contents.governance import TermsRule
from gongjiang.governance.contents.people import IndustrialWorkerRule, RetentionRule
from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.kernel.periods import start_of
from gongjiang.people.actors import Actor

VERSION = "2017.1"
FIRST_DAY = date(2017, 11, 1)  # the first day of the five years the source article looks back on

NO_PROCEDURE = gettext_noop(
    "Default of the software; no democratic procedure has been held. Replace it by a version that "
    "has passed one."
)

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    # (P), ours: industries after source S2 of docs/sources.md; the kinds of post and of
    # employment are our reading of "workers doing collective production" there.
    IndustrialWorkerRule.key: {
        "industries": ["A", "B", "C", "D", "E", "G", "I"],
        "post_kinds": ["PRODUCTION", "TECHNICAL", "LOGISTICS"],
        "employment_kinds": ["REGULAR", "DISPATCHED", "OUTSOURCED"],
    },
    # (P), ours: domain.md §10 keeps training, certificates and mentoring longest, so long as this.
    RetentionRule.key: {"years": 5},
    # (P), ours: domain.md §8 for the publicity, §10 for the reply.
    TermsRule.key: {"publicity_working_days": 5, "appeal_reply_working_days": 15},
}


@transaction.atomic
def install_defaults(*, actor: Actor, on: date) -> list[RuleSet]:
    """Put each default in force for the whole zone, unless the zone has decided before.

    Args:
        actor: the installation itself, who alone may let a rule hold from a day that has passed.
        on: the day this is done.
    """
    undecided = without_decision(DEFAULTS)
    return [
        install_default(key, DEFAULTS[key], actor=actor, on=on)
        for key in DEFAULTS
        if key in undecided
    ]


def without_decision(keys: Iterable[str]) -> set[str]:
    """Those of these rules of which the zone has approved no version yet."""
    return set(keys) - set(approved().filter(scope=None).values_list("key", flat=True))


def install_default(
    key: str,
    content: Mapping[str, Any],
    *,
    actor: Actor,
    on: date,
    version: str = VERSION,
    valid_from: date = FIRST_DAY,
) -> RuleSet:
    """Put one version of a rule in force for the whole zone, said to be nobody's decision yet."""
    draft = Draft(
        key=key,
        version=version,
        content=content,
        valid_from=valid_from,
        procedure_reference=NO_PROCEDURE,
    )
    rule_set = draft_rule_set(draft, actor=actor, at=start_of(on))
    return approve_rule_set(rule_set_id=rule_set.id, actor=actor, at=start_of(on))
