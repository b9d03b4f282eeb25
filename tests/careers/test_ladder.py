"""The ladder as a rule: what it must say, whose holds, and the figures derived from it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from careers.firm import Firm
from gongjiang.careers.canonical import LADDER
from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.queries.explained import assess_all, assess_enterprises, explanation_of
from gongjiang.careers.queries.ladders import ladder_at, ladders_on
from gongjiang.governance.contents import WrongContent
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import SYSTEM
from gongjiang.reports.figures.register import figure
from world import NOON, TODAY, World

CONTENT = LADDER.as_json()


def approved(content: dict[str, Any], scope: Unit | None, version: str = "2022.1") -> None:
    draft = Draft(
        key=LadderRule.key,
        version=version,
        content=content,
        valid_from=date(2022, 1, 1),
        scope=scope,
        procedure_reference="职代会〔2022〕3号",
    )
    made = draft_rule_set(draft, actor=SYSTEM, at=NOON)
    approve_rule_set(rule_set_id=made.id, actor=SYSTEM, at=NOON)


def test_two_channels_and_23_grades(ladder: object):
    assert figure(12).derive(TODAY).number == 2
    assert figure(13).derive(TODAY).number == 23
    assert [row["grade"] for row in figure(13).rows(TODAY)] == list(range(1, 24))


def test_without_a_ladder_there_is_no_figure(world: World):
    assert figure(12).derive(TODAY).number is None
    assert list(figure(13).rows(TODAY)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"criteria": CONTENT["criteria"][1:]}, "Say exactly once what O2 asks"),
        ({"criteria": [*CONTENT["criteria"], CONTENT["criteria"][0]]}, "exactly once"),
        ({"sequences": [*CONTENT["sequences"][:3], CONTENT["sequences"][0]]}, "stands there twice"),
        ({"contribution_kinds": ["no.such.fact"]}, "No record is called"),
        ({"rungs": [{"sequence": "O", "grade": 20, "name": "L20"}]}, "outside the span"),
        (
            {
                "rungs": [
                    {"sequence": "O", "grade": 3, "name": "L1"},
                    {"sequence": "O", "grade": 4, "name": "L1"},
                ]
            },
            "one grade",
        ),
    ],
)
def test_a_ladder_holds_together(change: dict[str, Any], said: str):
    with pytest.raises(WrongContent, match=said):
        LadderRule.read({**CONTENT, **change})


def test_its_content_is_read_back_as_it_was():
    assert LadderRule.read(CONTENT) == LADDER
    assert all(words for _label, words in LADDER.readable()[:2])


def test_an_enterprise_brings_its_own_ladder_with_its_names(firm: Firm, world: World):
    criteria = [{**each, "months": 36} for each in CONTENT["criteria"]]
    rungs = [{"sequence": "O", "grade": 5, "name": "甲-技5"}]
    approved({**CONTENT, "criteria": criteria, "rungs": rungs}, world.a.enterprise)

    own, zone = ladder_at(world.a.enterprise.id, TODAY), ladder_at(world.b.enterprise.id, TODAY)

    assert (own.own, own.rule.anchor("O", 5)) == (True, "甲-技5")
    assert (zone.own, zone.rule.anchor("O", 5)) == (False, "senior worker")
    assert not explanation_of(firm.worker.id, firm.enterprise.id, TODAY).eligible
    [charge, rest] = ladders_on(TODAY)
    assert (charge.enterprises, rest.enterprises) == (frozenset({world.a.enterprise.id}), None)


def test_each_enterprise_is_judged_by_the_ladder_that_holds_there(firm: Firm, world: World):
    before = [bool(each.assessed.eligible.any()) for each in assess_all(TODAY)]
    approved(
        {**CONTENT, "criteria": [{**each, "months": 36} for each in CONTENT["criteria"]]},
        world.a.enterprise,
    )

    after = [(each.ladder.own, len(each.assessed.histories)) for each in assess_all(TODAY)]
    mine = assess_enterprises([world.a.enterprise.id], TODAY)

    assert before == [True]
    assert after == [(True, 1), (False, 0)]
    assert [each.ladder.own for each in mine] == [True]
    assert not mine[0].assessed.eligible.any()
