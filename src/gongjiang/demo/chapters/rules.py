"""The rules in force: the software's defaults, and since when there is a reform."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from gongjiang.careers.canonical import LADDER, ROUNDS
from gongjiang.careers.output_rule import OUTPUT
from gongjiang.demo.build import Build
from gongjiang.demo.columns import copy, reserve
from gongjiang.demo.numbers import public_ids
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.units import days
from gongjiang.governance.contents import content_class
from gongjiang.governance.services import defaults
from gongjiang.index.canonical import CANONICAL, VERSION
from gongjiang.index.framework import FrameworkRule
from gongjiang.innovation.proposal_terms import ProposalTerms
from gongjiang.innovation.services.benefit_defaults import DEFAULTS as BENEFITS
from gongjiang.innovation.services.defaults_studios import DEFAULTS as STUDIOS
from gongjiang.innovation.services.five_small_defaults import DEFAULT as FIVE_SMALL
from gongjiang.kernel.periods import start_of
from gongjiang.mentoring.services.defaults import DEFAULT as TERMS
from gongjiang.reports.reform_rule import FIRST_VERSION, ReformRule
from gongjiang.skills.contents.defaults import DEFAULTS as SKILLS

REFORM_BEGAN = date(2017, 11, 1)
DECISION = "示范经开区党工委2017年第11次会议纪要（虚构）"


@dataclass(frozen=True, slots=True)
class Rule:
    """An approved rule set of the whole zone."""

    key: str
    version: str
    content: Mapping[str, Any]
    since: date
    procedure: str


def write(build: Build) -> None:
    rules = [
        Rule(key, defaults.VERSION, content, defaults.FIRST_DAY, defaults.NO_PROCEDURE)
        for key, content in defaults.DEFAULTS.items()
    ]
    framework = CANONICAL.as_json()
    rules.append(
        Rule(FrameworkRule.key, VERSION, framework, defaults.FIRST_DAY, defaults.NO_PROCEDURE)
    )
    rules += _growth_rules()
    began = {"began_on": REFORM_BEGAN.isoformat()}
    rules.append(Rule(ReformRule.key, FIRST_VERSION, began, REFORM_BEGAN, DECISION))
    approved_at = np.datetime64(start_of(REFORM_BEGAN).replace(tzinfo=None), "s")
    copy(
        build.cursor,
        "governance_ruleset",
        {
            "id": reserve(build.cursor, "governance_ruleset", len(rules)),
            "public_id": public_ids(build.plan.rng("rules"), len(rules)),
            "key": [rule.key for rule in rules],
            "version": [rule.version for rule in rules],
            "content": [_as_kept(rule) for rule in rules],
            "procedure_reference": [rule.procedure for rule in rules],
            "valid_from": days(tuple(rule.since for rule in rules)),
            "valid_to": days(tuple(_until(rule, rules) for rule in rules)),
            "approved_at": np.full(len(rules), approved_at),
        },
    )


def _growth_rules() -> list[Rule]:
    """What the rooms of growth start with, each said to be nobody's decision yet."""
    contents = [LADDER, ROUNDS, OUTPUT, TERMS, ProposalTerms(), FIVE_SMALL]
    rules = [
        Rule(
            content.key,
            defaults.VERSION,
            content.as_json(),
            defaults.FIRST_DAY,
            defaults.NO_PROCEDURE,
        )
        for content in contents
    ]
    for key, versions in SKILLS.items():
        for version, since, content in versions:
            first = since or defaults.FIRST_DAY
            # Nobody knew on the demo's day what would be revised after it.
            if first <= AS_OF:
                number = version or defaults.VERSION
                rules.append(Rule(key, number, content, first, defaults.NO_PROCEDURE))
    rules += [
        Rule(key, defaults.VERSION, content, defaults.FIRST_DAY, defaults.NO_PROCEDURE)
        for key, content in STUDIOS.items()
    ]
    rules += [
        Rule(key, version, content, since, defaults.NO_PROCEDURE)
        for key, version, since, content in BENEFITS
        if since <= AS_OF
    ]
    return rules


def _until(rule: Rule, rules: Sequence[Rule]) -> date | None:
    """The day from which a later version takes a rule's place; None where there is none."""
    later = (each.since for each in rules if each.key == rule.key and each.since > rule.since)
    return min(later, default=None)


def _as_kept(rule: Rule) -> str:
    content = content_class(rule.key).read(rule.content).as_json()
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
