"""The rules of studios, challenges and spread that an installation starts with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.defaults import install_default, without_decision
from gongjiang.innovation.contents.challenges import ChallengeTerms
from gongjiang.innovation.contents.spread import SpreadTerms
from gongjiang.innovation.contents.studios import StudioTerms
from gongjiang.people.actors import Actor

# Team, title and headings: domain.md §6.6 (sources S49, S50 of docs/sources.md); the rest is ours.
DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    StudioTerms.key: {
        "least_team": 3,
        "least_team_mixed": 5,
        "mixed_from": "CITY",
        "title_from": "CITY",
        "least_funds_fen": 10_000_00,
        "least_topics": 1,
        "topics_points": 25,
        "benefit_points": 20,
        "patents_points": 15,
        "training_points": 20,
        "copies_points": 10,
        "management_points": 10,
        "topics_full": 3,
        "benefit_full_fen": 500_000_00,
        "patents_full": 3,
        "training_full": 5,
        "copies_full": 3,
        "excellent_points": 85,
        "qualified_points": 60,
        "report_days": 15,
        "rectify_days": 90,
        "trained_per_point": 10,
    },
    ChallengeTerms.key: {"least_bid_days": 10, "least_judges": 3, "least_points": 60},
    SpreadTerms.key: {
        "reply_working_days": 10,
        "copied_fen": 200_00,
        "adapted_fen": 100_00,
        "most_paid": 20,
        "paid_months": 24,
    },
}


@transaction.atomic
def install_studio_rules(*, actor: Actor, on: date) -> list[RuleSet]:
    """Put each default in force for the whole zone, unless the zone has decided before."""
    undecided = without_decision(DEFAULTS)
    return [
        install_default(key, content, actor=actor, on=on)
        for key, content in DEFAULTS.items()
        if key in undecided
    ]
