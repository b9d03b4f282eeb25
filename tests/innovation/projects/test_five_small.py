"""A five-small item is declared and decided, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.innovation.models import FiveSmall
from gongjiang.innovation.services.five_small import (
    accept_five_small,
    declare_five_small,
    refuse_five_small,
    withdraw_five_small,
)
from gongjiang.innovation.services.project_steps import NotNow
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of
from innovators import Bench, accepted_item, declared, item_of, noon, shares

DAY = date(2022, 7, 1)
AT = noon(DAY)
EXCLUDED = FiveSmall.Exclusion


def test_an_accepted_item_is_in_its_authors_ledgers(bench: Bench):
    item = accepted_item(bench)

    assert (item.state, item.unit_id) == ("ACCEPTED", bench.site.team.id)
    told = [(each.kind, each.fact.detail()) for each in facts_of(bench.lead.id)[1:]]
    assert told == [
        ("innovation.five_small.accepted", {"kind_code": "MODIFICATION"}),
        (
            "innovation.five_small.contributed",
            {"kind_code": "MODIFICATION", "share_bp": 7_000},
        ),
    ]
    assert facts_of(bench.mate.id)[-1].fact.share_bp == 3_000


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "CREATION", "answers": {"tool": "甲", "used_in": "乙"}}, "not among the five"),
        ({"answers": {"equipment": "车床"}}, "Still to be filled in: What was changed"),
        ({"effect": " "}, "has a title, and an effect"),
        ({"completed_on": date(2021, 12, 1)}, "completed in 2021"),
        ({"completed_on": date(2022, 12, 1)}, "once it is completed"),
        *(({"exclusions": [code]}, ".") for code in EXCLUDED),
    ],
)
def test_what_may_not_be_entered(bench: Bench, changes: dict[str, object], said: str):
    with pytest.raises(CannotDo, match=said):
        declare_five_small(item_of(bench, **changes), actor=bench.lead, at=AT)
    assert not FiveSmall.objects.exists()


def test_completed_last_year_with_a_benefit_this_year_is_entered(bench: Bench):
    item = declared(bench, completed_on=date(2021, 12, 1), benefit_on=date(2022, 2, 1))

    assert item.state == "DECLARED"


def test_a_small_suggestion_is_not_a_managers(bench: Bench):
    suggestion = {
        "kind": "SUGGESTION",
        "answers": {"now": "人工搬运", "idea": "加滚道"},
        "authors": shares((bench.boss, 5_000), (bench.lead, 5_000)),
    }
    with pytest.raises(CannotDo, match="ordinary staff"):
        declared(bench, **suggestion)
    assert declared(bench, **{**suggestion, "authors": shares((bench.lead, 10_000))}).id


def test_authors_enter_their_own(bench: Bench):
    with pytest.raises(NotAllowed, match="name yourself"):
        declare_five_small(item_of(bench), actor=bench.third, at=AT)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("chair", True), ("reviewer", True), ("lead", False), ("third", False), ("boss", False)],
)
def test_union_and_department_accept_and_no_author_does(bench: Bench, who: str, allowed: bool):
    item = declared(bench)
    given = {"item_id": item.id, "actor": getattr(bench, who), "at": AT}

    if allowed:
        assert accept_five_small(**given).state == "ACCEPTED"
        with pytest.raises(NotNow):
            accept_five_small(**given)
        return
    with pytest.raises(NotAllowed):
        accept_five_small(**given)


def test_a_reviewer_does_not_accept_their_own(bench: Bench):
    item = declared(bench, authors=shares((bench.lead, 5_000), (bench.reviewer, 5_000)))

    with pytest.raises(NotAllowed, match="somebody else"):
        accept_five_small(item_id=item.id, actor=bench.reviewer, at=AT)


def test_a_refusal_has_a_reason_and_leaves_no_fact(bench: Bench):
    item = declared(bench)
    given = {"item_id": item.id, "actor": bench.chair, "at": AT}
    with pytest.raises(CannotDo, match="Say why"):
        refuse_five_small(reason=" ", **given)
    refuse_five_small(reason="已在市里获奖", excluded_reason="EARLIER_PRIZE", **given)

    item.refresh_from_db()
    assert (item.state, item.excluded_reason) == ("REFUSED", "EARLIER_PRIZE")
    assert not [each for each in facts_of(bench.lead.id) if each.kind.startswith("innovation")]


def test_authors_take_an_item_back_until_it_is_decided(bench: Bench):
    item = declared(bench)
    with pytest.raises(NotAllowed):
        withdraw_five_small(item_id=item.id, actor=bench.chair, at=AT)
    withdraw_five_small(item_id=item.id, actor=bench.mate, at=AT)
    with pytest.raises(NotNow):
        accept_five_small(item_id=item.id, actor=bench.chair, at=AT)
