"""Proposals of pairs from the records of an enterprise; HR accepts line by line."""

from __future__ import annotations

from datetime import date

import pytest

from apprenticeships import BEGINS, GOALS, Shop, certify, noon, started
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.mentoring.models import Agreement, PairingRun
from gongjiang.mentoring.services.pairing import Asked, accept_line, decline_line, propose_pairs
from gongjiang.mentoring.services.steps import NotNow
from gongjiang.people.models import Person
from world import World, make_worker

AT = noon(BEGINS)


def asked(shop: Shop, **changes: object) -> Asked:
    values: dict[str, object] = {
        "enterprise": shop.site.enterprise,
        "unit": shop.site.enterprise,
        "kind": "NEW_WORKER",
        "goal": "独立上岗",
        "goals": GOALS,
        "term_months": 6,
    }
    return Asked(**(values | changes))  # type: ignore[arg-type]


def run(shop: Shop, **changes: object) -> PairingRun:
    return propose_pairs(asked(shop, **changes), actor=shop.site.hr, at=AT)


@pytest.fixture
def elsewhere(shop: Shop) -> Person:
    """A master of another team."""
    person = make_worker(shop.site, "孙师傅", unit=shop.site.other_team).person
    certify(person, 3)
    return person


def test_new_workers_get_the_master_of_their_team(shop: Shop, elsewhere: Person):
    newcomer = make_worker(shop.site, "小何", on=BEGINS, unit=shop.site.other_team).person

    lines = {line.apprentice: line for line in run(shop).lines.select_related("master")}

    assert {one.name: line.master.name for one, line in lines.items() if line.master} == {
        "小林": "郑师傅",
        "小何": "孙师傅",
    }
    assert lines[newcomer].reasons["team"] == 40
    [other] = lines[newcomer].others
    assert (other["master"], other["full"]) == (shop.master.id, False)


def test_who_has_or_had_a_master_is_not_proposed(shop: Shop):
    started(shop)

    with pytest.raises(CannotDo, match="Nobody in this unit is without a master"):
        run(shop)


def test_who_came_long_ago_is_no_new_worker(shop: Shop):
    old = make_worker(shop.site, "老李", on=date(2021, 8, 31)).person

    lines = run(shop).lines.all()

    assert old.id not in {line.apprentice_id for line in lines}


def test_skill_masters_are_proposed_for_those_with_a_rank(shop: Shop):
    certify(shop.apprentice, 2)

    lines = run(shop, kind="SKILL_MASTER", term_months=24).lines.all()

    pairs = {(line.apprentice_id, line.master_id) for line in lines}
    assert (shop.apprentice.id, shop.master.id) in pairs
    assert all(apprentice != shop.leader.id for apprentice, _master in pairs)


def test_an_accepted_line_is_a_draft_for_both_to_sign(shop: Shop):
    [line] = run(shop).lines.all()

    line = accept_line(line_id=line.id, actor=shop.site.hr, at=AT)

    agreement = Agreement.objects.get()
    assert (line.state, line.agreement) == ("ACCEPTED", agreement)
    assert (agreement.state, agreement.master, agreement.goal) == ("DRAFT", shop.master, "独立上岗")
    with pytest.raises(NotNow):
        accept_line(line_id=line.id, actor=shop.site.hr, at=AT)
    with pytest.raises(NotNow):
        decline_line(line_id=line.id, actor=shop.site.hr, at=AT)


def test_a_declined_line_leads_to_nothing(shop: Shop):
    [line] = run(shop).lines.all()

    assert decline_line(line_id=line.id, actor=shop.site.hr, at=AT).state == "DECLINED"

    assert not Agreement.objects.exists()


def test_what_has_changed_since_is_asked_again(shop: Shop):
    [line] = run(shop).lines.all()
    for name in ("甲", "乙", "丙"):
        started(shop, apprentice=make_worker(shop.site, name, on=BEGINS).person)

    with pytest.raises(CannotDo, match="has 3 apprentices already"):
        accept_line(line_id=line.id, actor=shop.site.hr, at=AT)
    line.refresh_from_db()
    assert line.state == "PROPOSED"


def test_a_line_without_a_master_cannot_be_accepted(shop: Shop):
    for name in ("甲", "乙", "丙"):
        started(shop, apprentice=make_worker(shop.site, name, on=BEGINS).person)
    [line] = run(shop).lines.all()

    assert line.master is None
    with pytest.raises(CannotDo, match="Nobody is proposed here"):
        accept_line(line_id=line.id, actor=shop.site.hr, at=AT)


def test_only_hr_of_the_site_asks_and_accepts(shop: Shop, world: World):
    [line] = run(shop).lines.all()
    for other in (world.b.hr, shop.leader, shop.master):
        with pytest.raises(NotAllowed):
            propose_pairs(asked(shop), actor=other, at=AT)
        with pytest.raises(NotAllowed):
            accept_line(line_id=line.id, actor=other, at=AT)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"term_months": 3}, "lasts from 6 to 12 months"), ({"goals": [" "]}, "one goal at least")],
)
def test_what_is_asked_keeps_to_the_terms(shop: Shop, changes: dict[str, object], sentence: str):
    with pytest.raises(CannotDo, match=sentence):
        run(shop, **changes)


def test_a_unit_of_another_enterprise_is_refused(shop: Shop, world: World):
    with pytest.raises(CannotDo, match="not part of the enterprise"):
        run(shop, unit=world.b.team)
