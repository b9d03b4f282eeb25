"""What the rules of projects, items and patents say, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.governance.contents import WrongContent
from gongjiang.innovation.five_small_rule import FiveSmallRule
from gongjiang.innovation.models import FiveSmall, InnovationProject, Patent
from gongjiang.innovation.rules import five_small, patents, projects
from gongjiang.innovation.rules.parts import Part, equal_parts, may_share


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], "at least one"),
        ([Part(1, 5_000), Part(1, 5_000)], "twice"),
        ([Part(1, 10_000), Part(2, 0)], "above nothing"),
        ([Part(1, 5_000), Part(2, 4_900)], "come to 99 %"),
        ([Part(1, 6_000), Part(2, 4_000)], ""),
        ([Part(n, 2_500) for n in range(4)], "at most 3"),
    ],
)
def test_shares_come_to_the_whole(parts: list[Part], said: str):
    decision = may_share(parts, most=3)

    assert bool(decision) is (said == "")
    assert said in str(decision.reason)


def test_equal_parts_leave_nothing_over():
    assert [part.share_bp for part in equal_parts([7, 8, 9])] == [3_334, 3_333, 3_333]


def test_a_project_goes_forward_one_step_at_a_time_and_stops_only_before_acceptance():
    states = InnovationProject.State.values
    way = {
        (now, then)
        for now in states
        for then in states
        if then in projects.FROM and projects.may_become(now, then, label=now)
    }

    assert way == {
        ("PROPOSED", "APPROVED"), ("APPROVED", "RUNNING"), ("RUNNING", "ACCEPTED"),
        ("ACCEPTED", "APPRAISED"), ("APPRAISED", "PROMOTED"),
        ("PROPOSED", "STOPPED"), ("APPROVED", "STOPPED"), ("RUNNING", "STOPPED"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "left", "allowed"), [(100, 100, True), (101, 100, False), (0, 0, True)]
)
def test_never_over_the_budget(amount: int, left: int, allowed: bool):
    assert bool(projects.may_spend(amount, left)) is allowed


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ([80, 90], "at least 3"),
        ([80, 90, None], "1 of the panel"),
        ([60, 60, 59], "mean score is 59.7"),
        ([60, 60, 60], ""),
    ],
)
def test_a_panel_of_three_whose_mean_passes(scores: list[int | None], said: str):
    decision = projects.may_appraise(scores)

    assert bool(decision) is (said == "")
    assert said in str(decision.reason)


@pytest.mark.parametrize(
    ("panel", "allowed"), [({4, 5, 6}, True), ({4, 5}, False), ({1, 4, 5}, False)]
)
def test_no_member_sits_on_the_panel(panel: set[int], allowed: bool):
    assert bool(projects.may_sit(panel, {1, 2})) is allowed


@pytest.mark.parametrize(
    ("number", "kind", "filed", "said"),
    [
        ("201710601862.3", "INVENTION", 2017, ""),  # published under this number
        ("CN 2017106018623", "INVENTION", 2017, ""),
        ("201710601862.4", "INVENTION", 2017, "check digit"),
        ("201710601826.3", "INVENTION", 2017, "check digit"),
        ("201710601862.3", "UTILITY", 2017, "another kind"),
        ("201710601862.3", "INVENTION", 2018, "another year"),
        ("201710601862", "INVENTION", 2017, "twelve digits"),
    ],
)
def test_an_application_number_holds_its_check_digit(number: str, kind: str, filed: int, said: str):
    decision = patents.may_number(number, kind, date(filed, 7, 1))

    assert bool(decision) is (said == "")
    assert said in str(decision.reason)


def test_only_an_invention_is_published_and_examined():
    def way(kind: str) -> list[str]:
        found = ["FILED"]
        while then := patents.next_step(kind, found[-1]):
            found.append(then)
        return found

    assert way("INVENTION") == ["FILED", "ACCEPTED", "PUBLISHED", "EXAMINED", "GRANTED"]
    assert way("UTILITY") == way("DESIGN") == ["FILED", "ACCEPTED", "GRANTED"]
    assert set(patents.STEPS) == set(Patent.Kind.values)


@pytest.mark.parametrize(
    ("kind", "filed", "after", "due"),
    [
        ("INVENTION", date(2018, 3, 1), date(2021, 6, 1), date(2022, 3, 1)),
        ("INVENTION", date(2018, 3, 1), date(2022, 3, 1), date(2023, 3, 1)),
        ("UTILITY", date(2012, 3, 1), date(2021, 3, 1), None),
        ("DESIGN", date(2020, 3, 1), date(2029, 3, 1), None),
        ("DESIGN", date(2021, 6, 1), date(2030, 7, 1), date(2031, 6, 1)),
        ("UTILITY", date(2020, 2, 29), date(2020, 5, 1), date(2021, 2, 28)),
    ],
)
def test_annual_fees_fall_on_the_filing_day_until_the_term_ends(
    kind: str, filed: date, after: date, due: date | None
):
    assert patents.next_fee_day(kind, filed, after) == due


@pytest.mark.parametrize(
    ("completed", "benefit", "allowed"),
    [
        (date(2022, 1, 1), None, True),
        (date(2021, 12, 31), None, False),
        (date(2021, 12, 31), date(2022, 2, 1), True),
        (date(2020, 5, 1), date(2021, 5, 1), False),
        (date(2022, 7, 2), None, False),
        (date(2022, 5, 1), date(2022, 4, 1), False),
    ],
)
def test_an_item_is_declared_in_the_year_it_or_its_benefit_appeared(
    completed: date, benefit: date | None, allowed: bool
):
    assert bool(five_small.may_declare_in(completed, benefit, date(2022, 7, 1))) is allowed


@pytest.mark.parametrize("code", FiveSmall.Exclusion.values)
def test_each_exclusion_refuses_with_a_reason_of_its_own(code: str):
    decision = five_small.may_enter("DESIGN", {code}, has_decision_maker=False)

    assert not decision
    assert decision.reason == five_small.WHY_EXCLUDED[code]


@pytest.mark.parametrize(
    ("kind", "decides", "allowed"),
    [("SUGGESTION", True, False), ("SUGGESTION", False, True), ("INVENTION", True, True)],
)
def test_small_suggestions_are_for_ordinary_staff(kind: str, decides: bool, allowed: bool):
    assert bool(five_small.may_enter(kind, (), has_decision_maker=decides)) is allowed


@pytest.mark.parametrize("kind", FiveSmall.Kind.values)
def test_each_kind_has_its_meaning_and_a_form_of_its_own(kind: str):
    answers = {question.name: "甲" for question in five_small.FORMS[kind]}

    assert five_small.MEANINGS[kind]
    assert five_small.may_answer(kind, answers)
    assert not five_small.may_answer(kind, {})
    assert not five_small.may_answer(kind, {**answers, "elsewhere": "乙"})


@pytest.mark.parametrize(
    ("variant", "kinds", "said"),
    [
        ("A", five_small.VARIANTS["A"], ""),
        ("B", five_small.VARIANTS["B"], ""),
        ("B", five_small.VARIANTS["A"], "choose OWN"),
        ("OWN", five_small.VARIANTS["A"] - {"DESIGN"} | {"MODIFICATION"}, ""),
        ("OWN", five_small.VARIANTS["A"] - {"DESIGN"}, "exactly five"),
        ("OWN", frozenset(FiveSmall.Kind.values), "exactly five"),
    ],
)
def test_the_rule_picks_five_of_six(variant: str, kinds: frozenset[str], said: str):
    content = {"variant": variant, "kinds": sorted(kinds)}
    if not said:
        assert len(FiveSmallRule.read(content).kinds) == 5
        return
    with pytest.raises(WrongContent, match=said):
        FiveSmallRule.read(content)
