"""From a draft to a registered agreement, and what is refused on the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from apprenticeships import BEGINS, GOALS, Shop, certify, drafted, noon, signed, started
from gongjiang.governance.models import Notice
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of
from gongjiang.mentoring.models import Agreement, Tenure
from gongjiang.mentoring.services.agreements import (
    AlreadySigned,
    register_agreement,
    sign_agreement,
    withdraw_agreement,
)
from gongjiang.mentoring.services.steps import NotNow
from gongjiang.people.services.employment import end_employment
from world import World, make_worker


def kinds_of(person_id: int) -> list[str]:
    facts = facts_of(person_id)
    return [fact.kind for fact in facts if fact.kind.startswith("mentoring.")]


def test_a_draft_asks_both_sides_to_sign(shop: Shop):
    agreement = drafted(shop)

    assert (agreement.state, agreement.unit) == ("DRAFT", shop.site.team)
    assert agreement.ends_on == date(2022, 9, 1)
    assert tuple(goal.title for goal in agreement.goals.order_by("position")) == GOALS
    told = Notice.objects.filter(kind="mentoring.to_sign")
    assert {notice.person for notice in told} == {shop.master, shop.apprentice}
    assert kinds_of(shop.apprentice.id) == []


def test_with_the_second_signature_it_is_signed_and_recorded(shop: Shop):
    agreement = drafted(shop)
    agreement = sign_agreement(agreement_id=agreement.id, actor=shop.apprentice, at=noon(BEGINS))
    assert agreement.state == "DRAFT"

    agreement = sign_agreement(agreement_id=agreement.id, actor=shop.master, at=noon(BEGINS))

    assert agreement.state == "SIGNED"
    [fact] = [f for f in facts_of(shop.apprentice.id) if f.kind == "mentoring.agreement.signed"]
    assert (fact.occurred_on, fact.unit_id) == (BEGINS, shop.site.team.id)
    assert fact.fact.master_id == shop.master.id  # type: ignore[attr-defined]
    assert Notice.objects.filter(kind="mentoring.signed", person=shop.site.hr).exists()


def test_nobody_signs_twice_or_for_another(shop: Shop):
    agreement = drafted(shop)
    sign_agreement(agreement_id=agreement.id, actor=shop.master, at=noon(BEGINS))

    with pytest.raises(AlreadySigned):
        sign_agreement(agreement_id=agreement.id, actor=shop.master, at=noon(BEGINS))
    with pytest.raises(NotAllowed):
        sign_agreement(agreement_id=agreement.id, actor=shop.site.hr, at=noon(BEGINS))


def test_it_begins_on_the_day_hr_registers_it(shop: Shop):
    agreement = signed(shop)
    later = BEGINS + timedelta(days=3)

    agreement = register_agreement(agreement_id=agreement.id, actor=shop.site.hr, at=noon(later))

    assert (agreement.state, agreement.starts_on) == ("ACTIVE", later)
    assert agreement.ends_on == date(2022, 9, 4)
    [tenure] = Tenure.objects.filter(agreement=agreement)
    assert (tenure.master, tenure.valid_from, tenure.valid_to) == (shop.master, later, None)
    [fact] = [f for f in facts_of(shop.apprentice.id) if f.kind == "mentoring.agreement.started"]
    assert (fact.occurred_on, fact.fact.ends_on) == (later, date(2022, 9, 4))  # type: ignore[attr-defined]


def test_it_is_registered_once_and_not_before_its_day(shop: Shop):
    agreement = drafted(shop, starts_on=BEGINS + timedelta(days=7))
    for person in (shop.master, shop.apprentice):
        sign_agreement(agreement_id=agreement.id, actor=person, at=noon(BEGINS))
    with pytest.raises(CannotDo, match="agreed to begin on 2022-03-08"):
        register_agreement(agreement_id=agreement.id, actor=shop.site.hr, at=noon(BEGINS))
    day = BEGINS + timedelta(days=7)
    register_agreement(agreement_id=agreement.id, actor=shop.site.hr, at=noon(day))

    with pytest.raises(NotNow):
        register_agreement(agreement_id=agreement.id, actor=shop.site.hr, at=noon(day))


def test_only_hr_of_the_site_drafts_and_registers(shop: Shop, world: World):
    agreement = signed(shop)

    for other in (world.b.hr, shop.leader, shop.master, shop.apprentice):
        with pytest.raises(NotAllowed):
            register_agreement(agreement_id=agreement.id, actor=other, at=noon(BEGINS))


def test_hr_does_not_register_their_own_agreement(shop: Shop):
    certify(shop.site.hr, 5)
    agreement = signed(shop, master=shop.site.hr)

    with pytest.raises(NotAllowed, match="You are part of this agreement"):
        register_agreement(agreement_id=agreement.id, actor=shop.site.hr, at=noon(BEGINS))


def test_a_fourth_apprentice_is_refused(shop: Shop):
    for name in ("甲", "乙", "丙"):
        drafted(shop, apprentice=make_worker(shop.site, name, on=BEGINS).person)

    with pytest.raises(CannotDo, match="has 3 apprentices already, and the terms allow 3"):
        drafted(shop)


def test_the_master_of_too_low_a_rank_is_refused(shop: Shop):
    low = make_worker(shop.site, "低级工").person
    certify(low, 2)

    with pytest.raises(CannotDo, match="needs skill rank 3 or higher, and this one has rank 2"):
        drafted(shop, master=low)


def test_an_apprentice_of_too_high_a_rank_is_refused(shop: Shop):
    certify(shop.apprentice, 4)

    with pytest.raises(CannotDo, match="own rank, 4, is too high for a master of rank 4"):
        drafted(shop)


def test_both_work_at_the_site(shop: Shop, world: World):
    stranger = make_worker(world.b, "外厂师傅").person
    certify(stranger, 5)

    with pytest.raises(CannotDo, match="The master does not work in this enterprise"):
        drafted(shop, master=stranger)
    with pytest.raises(CannotDo, match="The apprentice does not work in this enterprise"):
        drafted(shop, apprentice=make_worker(world.b, "外厂学徒").person)


def test_a_dispatched_worker_is_taught_where_they_work(shop: Shop, world: World):
    sent = make_worker(world.agency, "派遣工", kind="DISPATCHED", unit=shop.site.team).person

    assert started(shop, apprentice=sent).state == "ACTIVE"


def test_one_open_agreement_an_apprentice(shop: Shop):
    first = drafted(shop)
    other = make_worker(shop.site, "另一师傅").person
    certify(other, 5)

    with pytest.raises(CannotDo, match="another agreement that is still open"):
        drafted(shop, master=other)
    withdraw_agreement(agreement_id=first.id, actor=shop.apprentice, at=noon(BEGINS))
    assert drafted(shop, master=other).state == "DRAFT"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"term_months": 5}, "lasts from 6 to 12 months; 5 were asked for"),
        ({"kind": "SKILL_MASTER", "term_months": 6}, "lasts from 12 to 36 months"),
        ({"goals": ["", " "]}, "one goal at least"),
        ({"goals": ["x"] * 13}, "At most 12 goals"),
        ({"starts_on": BEGINS - timedelta(days=1)}, "cannot be dated back"),
    ],
)
def test_what_a_draft_must_keep_to(shop: Shop, changes: dict[str, object], sentence: str):
    with pytest.raises(CannotDo, match=sentence):
        drafted(shop, **changes)


def test_the_terms_are_asked_again_when_it_is_registered(shop: Shop):
    agreement = signed(shop)
    certify(shop.apprentice, 5, on=date(2022, 2, 1))

    with pytest.raises(CannotDo, match="is too high"):
        register_agreement(agreement_id=agreement.id, actor=shop.site.hr, at=noon(BEGINS))


def test_either_side_may_withdraw_until_it_is_registered(shop: Shop):
    agreement = signed(shop)
    with pytest.raises(NotAllowed):
        withdraw_agreement(agreement_id=agreement.id, actor=shop.leader, at=noon(BEGINS))

    gone = withdraw_agreement(agreement_id=agreement.id, actor=shop.master, at=noon(BEGINS))

    assert (gone.state, gone.ended_on) == ("WITHDRAWN", BEGINS)
    running = started(shop)
    with pytest.raises(NotNow, match="“being taught” now"):
        withdraw_agreement(agreement_id=running.id, actor=shop.master, at=noon(BEGINS))


def test_nothing_goes_on_once_the_apprentice_has_left(shop: Shop):
    agreement = signed(shop)
    [job] = shop.apprentice.employments.all()
    end_employment(employment_id=job.id, reason="RESIGNED", actor=shop.site.hr, on=BEGINS)

    with pytest.raises(CannotDo, match="The apprentice does not work in this enterprise"):
        register_agreement(agreement_id=agreement.id, actor=shop.site.hr, at=noon(BEGINS))


def test_the_table_itself_refuses_a_second_open_agreement(shop: Shop):
    agreement = drafted(shop)

    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(
            kind="NEW_WORKER",
            apprentice=shop.apprentice,
            master=shop.leader,
            enterprise=agreement.enterprise,
            unit=agreement.unit,
            goal="另一份",
            term_months=6,
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
            drafted_at=agreement.drafted_at,
        )
