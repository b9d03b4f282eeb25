"""The rules of benefit and reward that an installation starts with, nobody's decision yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.defaults import (
    FIRST_DAY,
    VERSION,
    install_default,
    without_decision,
)
from gongjiang.innovation.contents.benefits import BenefitRule
from gongjiang.innovation.contents.rewards import ResultFloors, RewardScale
from gongjiang.people.actors import Actor

YUAN = 100
WAN = 10_000 * YUAN

# The points sheet follows company practice: 20 points in all, prizes from 18, 15 and 13
# (docs/sources.md); which lines it has is ours, and so is the most that may be asserted.
BENEFIT: Mapping[str, Any] = {
    "baseline": "ADVANCED_AVERAGE",
    "asserted_most_fen": 1 * WAN,
    "ahead": True,
    "criteria": [
        {"name": gettext_noop("Safety"), "most": 6},
        {"name": gettext_noop("Environment"), "most": 4},
        {"name": gettext_noop("Working conditions"), "most": 4},
        {"name": gettext_noop("Originality"), "most": 3},
        {"name": gettext_noop("Reach"), "most": 3},
    ],
    "prize_points": [18, 15, 13],
}


def _grade(from_fen: int, least: int, most: int, honour: str) -> dict[str, Any]:
    return {
        "from_fen": from_fen,
        "least_fen": least * YUAN,
        "most_fen": most * YUAN,
        "honour": honour,
    }


# The regulations on rewarding rationalisation proposals and technical improvements, as issued on
# 16 March 1982 and revised on 4 June 1986 (docs/sources.md): historical templates.
SCALE_1982 = {
    "grades": [
        _grade(100 * WAN, 1000, 2000, "CERTIFICATE"),
        _grade(10 * WAN, 500, 1000, "CERTIFICATE"),
        _grade(1 * WAN, 200, 500, "CERTIFICATE"),
        _grade(0, 0, 200, "PRAISE"),
    ]
}
SCALE_1986 = {
    "grades": [
        _grade(100 * WAN, 2500, 4000, "CERTIFICATE"),
        _grade(50 * WAN, 1500, 2500, "CERTIFICATE"),
        _grade(10 * WAN, 500, 1500, "CERTIFICATE"),
        _grade(1 * WAN, 300, 500, "PRAISE"),
        _grade(0, 0, 300, "PRAISE"),
    ]
}

_CONVERSION = {
    "transfer_bp": 5_000,
    "shares_bp": 5_000,
    "own_use_bp": 500,
    "own_use_least_years": 3,
    "own_use_most_years": 5,
}
FLOORS_2010 = {"invention_fen": 3_000 * YUAN, "other_fen": 1_000 * YUAN, **_CONVERSION}
FLOORS_2024 = {"invention_fen": 4_000 * YUAN, "other_fen": 1_500 * YUAN, **_CONVERSION}

DEFAULTS: tuple[tuple[str, str, date, Mapping[str, Any]], ...] = (
    (BenefitRule.key, VERSION, FIRST_DAY, BENEFIT),
    (RewardScale.key, "1982", date(1982, 3, 16), SCALE_1982),
    (RewardScale.key, "1986", date(1986, 6, 4), SCALE_1986),
    (ResultFloors.key, "2010", date(2010, 2, 1), FLOORS_2010),
    (ResultFloors.key, "2024", date(2024, 1, 20), FLOORS_2024),
)
"""Key, version, first day and content; the versions of a key in the order of their days."""


@transaction.atomic
def install_benefit_rules(*, actor: Actor, on: date) -> list[RuleSet]:
    """Put the default rules in force for the whole zone, unless it has decided before.

    Args:
        actor: the installation itself, who alone may let a rule hold from a day that has passed.
        on: the day this is done.
    """
    undecided = without_decision({key for key, *_rest in DEFAULTS})
    return [
        install_default(key, content, actor=actor, on=on, version=version, valid_from=valid_from)
        for key, version, valid_from, content in DEFAULTS
        if key in undecided
    ]
