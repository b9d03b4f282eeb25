"""A framework version is written, checked and approved like any rule, and says what is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongjiang.governance.contents import WrongContent, content_class
from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.index.canonical import CANONICAL, VERSION
from gongjiang.index.framework import Counted, FrameworkRule
from gongjiang.index.queries.coherence import coherence_of
from gongjiang.index.queries.frameworks import framework_on, waits_for
from gongjiang.index.queries.runs import run_of
from gongjiang.index.services.defaults import install_framework
from gongjiang.index.services.frameworks import (
    Weighing,
    change_draft,
    draft_next,
    reweighted,
    weigh_by_comparison,
    weigh_by_dispersion,
    weigh_by_experts,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person
from world import NOON, TODAY, World

Content = dict[str, Any]


def content() -> Content:
    return CANONICAL.as_json()


def first_indicator(changed: Content) -> Content:
    found: Content = changed["dimensions"][0]["indicators"][0]
    return found


def break_twice(changed: Content) -> None:
    changed["forces"][0]["indicators"].append({"indicator": "F35"})


def break_code(changed: Content) -> None:
    changed["forces"][0]["code"] = "D1"


def break_unknown(changed: Content) -> None:
    first_indicator(changed)["indicator"] = "Z9"


def break_goalposts(changed: Content) -> None:
    first_indicator(changed)["goal"].update(low=60, high=12)


def break_band(changed: Content) -> None:
    first_indicator(changed)["goal"]["band"] = None


def break_emptiness(changed: Content) -> None:
    changed["dimensions"][0]["indicators"] = []


def break_infinity(changed: Content) -> None:
    first_indicator(changed)["goal"]["high"] = float("inf")


@pytest.mark.parametrize(
    ("break_it", "named"),
    [
        (break_twice, "F35"),
        (break_code, "D1"),
        (break_unknown, "Z9"),
        (break_goalposts, "G1"),
        (break_band, "G1"),
        (break_emptiness, "D1"),
        (break_infinity, "G1"),
    ],
)
def test_what_does_not_hold_together_is_refused_by_name(break_it: Any, named: str):
    changed = content()
    break_it(changed)
    with pytest.raises(WrongContent, match=named):
        FrameworkRule.read(changed)


@pytest.mark.parametrize("weight", [0, -1, "much"])
def test_a_weight_is_a_number_above_zero(weight: Any):
    changed = content()
    first_indicator(changed)["weight"] = weight
    with pytest.raises(WrongContent):
        FrameworkRule.read(changed)


def test_what_is_read_is_what_was_kept():
    assert FrameworkRule.read(content()) == CANONICAL
    assert content_class(FrameworkRule.key) is FrameworkRule


def test_it_can_be_read_aloud():
    lines = dict(CANONICAL.readable())
    assert any("梯队跨度" in str(line) for line in lines[FrameworkRule.labels["dimensions"]])


def test_an_installation_starts_with_five_dimensions_and_three_forces(world: World):
    assert framework_on(TODAY).rule_set is None

    installed = install_framework(actor=SYSTEM, on=TODAY)

    found = framework_on(TODAY)
    assert found.rule_set == installed
    assert (len(found.rule.dimensions), len(found.rule.forces)) == (5, 3)
    assert install_framework(actor=SYSTEM, on=TODAY) is None


def test_a_new_version_holds_from_its_first_day_on(world: World, reformer: Person):
    install_framework(actor=SYSTEM, on=TODAY)
    changed = content()
    changed["dimensions"][2]["weight"] = 2
    drafted = draft(changed, reformer)

    approve_rule_set(rule_set_id=drafted.id, actor=world.leader, at=NOON)

    assert framework_on(date(2022, 12, 31)).version == VERSION
    assert framework_on(date(2023, 1, 1)).rule.dimensions[2].weight == 2


def test_only_the_reform_office_writes_one(world: World):
    with pytest.raises(NotAllowed):
        draft(content(), world.a.hr)


def draft(changed: Content, actor: Person) -> RuleSet:
    return draft_rule_set(
        Draft(
            key=FrameworkRule.key,
            version="2023.1",
            content=changed,
            valid_from=date(2023, 1, 1),
            procedure_reference="第12次会议",
        ),
        actor=actor,
        at=NOON,
    )


def test_it_can_be_told_which_rooms_are_missing():
    rooms = waits_for(CANONICAL.dimensions, "TEAM", ["L4"])
    assert "people" not in rooms
    assert {"skills", "learning", "innovation"} <= set(rooms)


def test_a_next_version_begins_with_what_holds_and_is_changed_as_a_whole(
    world: World, reformer: Person
):
    install_framework(actor=SYSTEM, on=TODAY)
    drafted = draft_next(version="2023.1", valid_from=date(2023, 1, 1), actor=reformer, at=NOON)
    assert drafted.content == content()

    broken = content()
    break_goalposts(broken)
    with pytest.raises(WrongContent, match="G1"):
        change_draft(rule_set=drafted, content=broken, actor=reformer, at=NOON)

    weighing = weigh_by_comparison(MEMBERS, CONSISTENT)
    changed = change_draft(
        rule_set=drafted, content=reweighted(content(), "F1", weighing), actor=reformer, at=NOON
    )

    rule = FrameworkRule.read(changed.content)
    assert [each.weight for each in rule.forces[0].indicators][:2] == [
        weighing.weights["F11"],
        weighing.weights["F12"],
    ]
    assert "AHP" in rule.weights_source


TOLD_EVERYWHERE = ("L4", "P2", "F35")
FORCE = CANONICAL.forces[0]
MEMBERS = [each.indicator for each in FORCE.indicators]
CONSISTENT = [[1.0 if i == j else 2.0 ** (j - i) for j in range(5)] for i in range(5)]


def test_weights_come_from_points_of_experts():
    points = dict(zip(MEMBERS, [20, 10, 10, 5, 5], strict=True))

    assert weigh_by_experts(MEMBERS, points).weights["F11"] == 40


@pytest.mark.parametrize(
    "weigh",
    [
        lambda: weigh_by_experts(MEMBERS, {"F11": 1}),
        lambda: weigh_by_comparison(MEMBERS, [[1.0]]),
        lambda: reweighted(content(), "D9", Weighing({}, "test")),
    ],
)
def test_what_cannot_be_weighed_is_refused(weigh: Any):
    with pytest.raises(CannotDo):
        weigh()


@pytest.mark.usefixtures("indexed_zone")
def test_weights_by_dispersion_rest_on_the_enterprises_of_a_run():
    run = run_of()
    assert run is not None

    echelon = CANONICAL.dimensions[2]
    alone = tuple(each for each in echelon.indicators if each.indicator in {"L4", "L7"})

    found = weigh_by_dispersion(echelon.model_copy(update={"indicators": alone}), run)
    several = weigh_by_dispersion(echelon, run)

    assert set(found.weights) == {"L4", "L7"}
    assert sum(several.weights.values()) == pytest.approx(len(echelon.indicators), abs=0.01)
    assert len(set(several.weights.values())) > 1
    assert str(run.day) in found.source
    with pytest.raises(CannotDo):
        weigh_by_dispersion(CANONICAL.dimensions[1], run)  # of D2 but one is measured


@pytest.mark.usefixtures("indexed_zone")
@pytest.mark.parametrize("scale", [1.0, 50.0])
def test_what_was_measured_shares_out_the_weight_it_has_together(scale: float):
    """Whatever scale a part is on, what nobody measured counts as much as before."""
    run = run_of()
    assert run is not None
    # Each enterprise has these at any size; many another needs more people than a small zone has.
    names = [*TOLD_EVERYWHERE, "D4X"]
    weights = [scale * (place + 1) for place in range(len(names))]
    counted = [
        Counted.model_construct(indicator=name, weight=weight, goal=None)
        for name, weight in zip(names, weights, strict=True)
    ]
    part = CANONICAL.forces[0].model_copy(update={"indicators": tuple(counted)})

    whole = weigh_by_dispersion(part, run)
    half = weigh_by_dispersion(part, run, share=0.5)

    measured = sum(weights[:-1])
    for found in (whole, half):
        assert found.weights["D4X"] == weights[-1]
        assert found.unmeasured == ["D4X"]
        told = sum(found.weights[name] for name in TOLD_EVERYWHERE)
        assert told == pytest.approx(measured, abs=0.01)
    for name, weight in zip(TOLD_EVERYWHERE, weights, strict=False):
        between = (whole.weights[name] + weight) / 2
        assert half.weights[name] == pytest.approx(between, abs=0.01)
    assert whole.weights != half.weights


@pytest.mark.usefixtures("indexed_zone")
def test_coherence_is_told_where_two_indicators_or_more_are_scored():
    run = run_of()
    assert run is not None

    told = {each.part.code: each for each in coherence_of(run, run.rule().parts)}

    assert len(told) == 8
    assert told["D2"].alpha is None
    assert told["D2"].opposed == []
    assert len(told["D5"].opposed) > 0
    assert told["D3"].opposed  # in so small a zone grades and ranks go apart, and it is said
