"""Figure 25: kinds of the rule in force with accepted items, opened and counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.innovation.five_small_rule import FiveSmallRule
from gongjiang.innovation.rules.five_small import FORMS, VARIANTS
from gongjiang.innovation.services.five_small_defaults import install_five_small
from gongjiang.people.actors import SYSTEM
from gongjiang.reports.figures import figure
from gongjiang.reports.figures.answers import answer
from innovators import Bench, accepted_item, declared, make_bench, shares
from world import NOON, TODAY, World

DECIDED = date(2022, 7, 5)


@pytest.fixture
def bench(governed: World) -> Bench:
    install_five_small(actor=SYSTEM, on=TODAY)
    return make_bench(governed)


def entered(bench: Bench, kind: str) -> None:
    answers = {question.name: "甲" for question in FORMS[kind]}
    accepted_item(bench, kind=kind, answers=answers, authors=shares((bench.lead, 10_000)))


def test_without_an_accepted_item_there_is_no_number(bench: Bench):
    declared(bench)

    found = answer(figure(25), TODAY)

    assert (found["value"], found["records"]["count"]) == (None, 0)
    assert list(figure(25).rows(TODAY)) == []


def test_five_kinds_are_counted_and_opened(bench: Bench):
    for kind in sorted(VARIANTS["B"]):
        entered(bench, kind)
    entered(bench, "DESIGN")

    found = answer(figure(25), TODAY)

    assert (found["value"], found["records"]["count"]) == (5, 5)
    rows = {row["kind"]: row["items"] for row in figure(25).rows(TODAY)}
    assert rows == {**dict.fromkeys(VARIANTS["B"], 1), "DESIGN": 2}


def test_it_is_asked_of_any_day_and_of_what_was_known(bench: Bench):
    entered(bench, "DESIGN")

    assert figure(25).derive(DECIDED - timedelta(days=1)).number is None
    assert figure(25).derive(DECIDED).number == 1
    assert figure(25).derive(TODAY, known_at=NOON - timedelta(days=9000)).number is None


def test_another_variant_counts_its_own_kinds(bench: Bench):
    entered(bench, "MODIFICATION")
    entered(bench, "DESIGN")
    draft = Draft(
        key=FiveSmallRule.key,
        version="A",
        content={"variant": "A", "kinds": sorted(VARIANTS["A"])},
        valid_from=date(2022, 10, 1),
        procedure_reference="职代会〔2022〕1号",
    )
    rule_set = draft_rule_set(draft, actor=SYSTEM, at=NOON)
    approve_rule_set(rule_set_id=rule_set.id, actor=SYSTEM, at=NOON)

    assert figure(25).derive(date(2022, 9, 30)).number == 2
    assert figure(25).derive(TODAY).number == 1
