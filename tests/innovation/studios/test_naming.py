"""A studio is declared, checked at the desk, inspected, made public and named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongjiang.governance.services.publicity import answer_objection, object_to
from gongjiang.innovation.models import Studio, StudioNaming
from gongjiang.innovation.services.studio_handover import Succession, hand_over_studio
from gongjiang.innovation.services.studio_steps import NotNow
from gongjiang.innovation.services.studios import (
    add_member,
    check_at_desk,
    declare,
    end_membership,
    inspect,
    name_studio,
    publish,
    record_higher_level,
    withdraw_declaration,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of, live
from gongjiang.ops.fsck import check_everything
from gongjiang.ops.fsck import ledger as of_the_ledger
from gongjiang.ops.fsck import studios as fsck
from gongjiang.people.models import Person
from studio_shop import EVIDENCE, HOLDS, StudioShop, moment, name_it
from world import TODAY

DAY = date(2021, 2, 1)


def declared(shop: StudioShop, level: str = "ENTERPRISE") -> StudioNaming:
    return declare(
        studio_id=shop.studio.id, level=level, evidence=EVIDENCE, actor=shop.leader, at=moment(DAY)
    )


def test_a_studio_goes_from_declaration_to_its_name(shop: StudioShop) -> None:
    studio = name_it(shop, on=DAY)

    assert (studio.state, studio.level) == (Studio.State.NAMED, "ENTERPRISE")
    assert studio.named_on == DAY + timedelta(days=30)
    assert [fact.kind for fact in facts_of(shop.leader.id) if "studio" in fact.kind] == [
        "innovation.studio.declared",
        "innovation.studio.verified",
        "innovation.studio.named",
    ]


def test_a_level_needs_the_one_below_it(shop: StudioShop) -> None:
    with pytest.raises(CannotDo, match="needs the one below it first: enterprise level"):
        declared(shop, "ZONE")
    name_it(shop)
    studio = name_it(shop, "ZONE", on=date(2021, 4, 1))
    assert studio.level == "ZONE"
    with pytest.raises(CannotDo, match="needs the one below it first: city level"):
        record_higher_level(
            studio_id=studio.id,
            level="PROVINCE",
            document="甲工发1号",
            authority="省总工会",
            actor=shop.zone_union,
            at=moment(date(2021, 7, 1)),
        )


def test_levels_above_the_zone_come_with_their_document(shop: StudioShop) -> None:
    name_it(shop)
    name_it(shop, "ZONE", on=date(2021, 4, 1))
    at = moment(date(2021, 7, 1))
    with pytest.raises(CannotDo, match="Name the document"):
        record_higher_level(
            studio_id=shop.studio.id,
            level="CITY",
            document=" ",
            authority="市总工会",
            actor=shop.zone_union,
            at=at,
        )
    naming = record_higher_level(
        studio_id=shop.studio.id,
        level="CITY",
        document="市工发〔2021〕12号",
        authority="市总工会",
        actor=shop.zone_union,
        at=at,
    )
    assert naming.studio.level == "CITY"
    assert facts_of(shop.leader.id)[-1].kind == "innovation.studio.upgraded"


def test_city_level_needs_a_title_and_a_mixed_team(shop: StudioShop) -> None:
    name_it(shop)
    name_it(shop, "ZONE", on=date(2021, 4, 1))
    Studio.objects.update(title_level="ENTERPRISE")
    shop.studio.members.update(group="SKILLED")
    with pytest.raises(CannotDo, match=r"more than one group; it has 5.*title of honour"):
        record_higher_level(
            studio_id=shop.studio.id,
            level="CITY",
            document="1号",
            authority="市总工会",
            actor=shop.zone_union,
            at=moment(date(2021, 7, 1)),
        )


def test_what_is_missing_is_said_all_at_once(shop: StudioShop) -> None:
    for member in shop.studio.members.exclude(person=shop.leader):
        end_membership(member_id=member.id, actor=shop.chair, on=DAY)
    shop.studio.topics.all().delete()
    shop.studio.book.all().delete()
    with pytest.raises(CannotDo) as refusal:
        declare(
            studio_id=shop.studio.id, level="ENTERPRISE", evidence={}, actor=shop.leader,
            at=moment(DAY),
        )  # fmt: skip
    sentence = str(refusal.value)
    assert "A team of 3 or more is needed; it has 1." in sentence
    assert "Dedicated funds of 10000 yuan" in sentence
    assert "1 innovation topics or more" in sentence
    assert "Evidence is missing for: team, fixed place, equipment" in sentence
    assert "title" not in sentence


def test_nobody_judges_a_studio_they_belong_to(shop: StudioShop) -> None:
    naming = declared(shop)
    add_member(
        studio_id=shop.studio.id, person=shop.chair, group="MANAGEMENT", actor=shop.hr, on=DAY
    )
    with pytest.raises(NotAllowed, match="You belong to this studio"):
        check_at_desk(naming_id=naming.id, holds=HOLDS, actor=shop.chair, at=moment(DAY))
    with pytest.raises(NotAllowed, match="You belong to this studio"):
        check_at_desk(naming_id=naming.id, holds=HOLDS, actor=shop.leader, at=moment(DAY))


def test_above_its_enterprise_the_zone_union_judges(shop: StudioShop) -> None:
    name_it(shop)
    naming = declared(shop, "ZONE")
    with pytest.raises(NotAllowed, match="zone union office"):
        check_at_desk(naming_id=naming.id, holds=HOLDS, actor=shop.chair, at=moment(DAY))


def test_a_criterion_that_does_not_hold_on_the_spot_refuses_with_a_reason(
    shop: StudioShop,
) -> None:
    naming = declared(shop)
    check_at_desk(naming_id=naming.id, holds=HOLDS, actor=shop.chair, at=moment(DAY))
    found = HOLDS | {"PLACE": False}
    with pytest.raises(CannotDo, match="Say why"):
        inspect(naming_id=naming.id, holds=found, actor=shop.chair, at=moment(DAY))
    naming = inspect(
        naming_id=naming.id, holds=found, actor=shop.chair, at=moment(DAY), remark="场地已拆"
    )
    assert (naming.state, naming.reason) == ("REFUSED", "场地已拆")
    assert naming.evidence.get(criterion="PLACE").remark == "场地已拆"
    shop.studio.refresh_from_db()
    assert shop.studio.state == Studio.State.DECLARED
    assert declared(shop).state == "DECLARED"


def named_by_the_city(shop: StudioShop) -> Studio:
    name_it(shop)
    name_it(shop, "ZONE", on=date(2021, 4, 1))
    return record_higher_level(
        studio_id=shop.studio.id,
        level="CITY",
        document="市工发〔2021〕12号",
        authority="市总工会",
        actor=shop.zone_union,
        at=moment(date(2021, 7, 1)),
    ).studio


def succession(person: Person, **changes: str) -> Succession:
    given = {"name": "成员一创新工作室", "reason": "周劳模退休"}
    return Succession(leader=person, **(given | changes))


def test_a_studio_is_handed_over_to_a_member_who_meets_its_level(shop: StudioShop) -> None:
    studio = named_by_the_city(shop)
    heir = shop.members[0]
    given = {"studio_id": studio.id, "at": moment(TODAY)}
    wrong = {
        "title of honour of the city": succession(heir),
        "former leader's": succession(heir, name="周劳模工作室"),
        "add them first": succession(shop.worker, title="市劳模", title_level="CITY"),
        "lead it already": succession(shop.leader),
        "why it is handed over": succession(heir, reason=" "),
    }
    for sentence, to in wrong.items():
        with pytest.raises(CannotDo, match=sentence):
            hand_over_studio(to=to, actor=shop.chair, **given)
    titled = succession(heir, title="市劳动模范", title_level="CITY")
    for actor in (shop.leader, heir, shop.zone_union):
        with pytest.raises(NotAllowed):
            hand_over_studio(to=titled, actor=actor, **given)

    handover = hand_over_studio(to=titled, actor=shop.chair, **given)

    studio.refresh_from_db()
    assert (studio.leader, studio.name, studio.level) == (heir, "成员一创新工作室", "CITY")
    assert (handover.before, handover.name_before) == (shop.leader, "周劳模创新工作室")
    [fact] = live().filter(kind="innovation.studio.handed_over")
    assert (fact.person_id, fact.occurred_on) == (heir.id, TODAY)
    first = studio.members.get(person=shop.leader)
    assert end_membership(member_id=first.id, actor=heir, on=TODAY).valid_to == TODAY
    assert not check_everything((*fsck.CHECKS, *of_the_ledger.CHECKS)).broken


def test_nothing_is_handed_over_while_a_declaration_speaks_of_its_leader(shop: StudioShop) -> None:
    declared(shop)
    with pytest.raises(NotNow, match="declaration waits"):
        hand_over_studio(
            studio_id=shop.studio.id,
            to=succession(shop.members[0]),
            actor=shop.chair,
            at=moment(DAY),
        )


def test_every_criterion_is_judged(shop: StudioShop) -> None:
    naming = declared(shop)
    holds = {name: True for name in HOLDS if name != "PLAN"}
    with pytest.raises(CannotDo, match="left out: plan"):
        check_at_desk(naming_id=naming.id, holds=holds, actor=shop.chair, at=moment(DAY))


def test_publicity_comes_first_and_an_upheld_objection_refuses(shop: StudioShop) -> None:
    naming = declared(shop)
    check_at_desk(naming_id=naming.id, holds=HOLDS, actor=shop.chair, at=moment(DAY))
    with pytest.raises(NotNow):
        publish(naming_id=naming.id, actor=shop.chair, at=moment(DAY))
    inspect(naming_id=naming.id, holds=HOLDS, actor=shop.chair, at=moment(DAY))
    public = publish(naming_id=naming.id, actor=shop.chair, at=moment(DAY))
    assert public.opened_by == shop.chair
    with pytest.raises(CannotDo, match="It runs to"):
        name_studio(naming_id=naming.id, actor=shop.chair, at=moment(DAY))
    objection = object_to(
        publicity_id=public.id, actor=shop.worker, text="场地不实", at=moment(DAY)
    )
    answer_objection(
        objection_id=objection.id, actor=shop.hr, upheld=True, answer="属实", at=moment(DAY)
    )
    naming = name_studio(naming_id=naming.id, actor=shop.chair, at=moment(DAY))
    assert naming.state == "REFUSED"
    public.refresh_from_db()
    assert public.closed_by == shop.chair


def test_one_declaration_at_a_time_and_it_can_be_taken_back(shop: StudioShop) -> None:
    naming = declared(shop)
    with pytest.raises(NotNow, match="waits already"):
        declared(shop)
    withdraw_declaration(naming_id=naming.id, actor=shop.leader, at=moment(DAY))
    assert declared(shop).state == "DECLARED"


@pytest.mark.parametrize(
    ("who", "expected"),
    [("leader", True), ("chair", True), ("hr", True), ("worker", False), ("reviewer", False)],
)
def test_who_may_declare(shop: StudioShop, who: str, expected: bool) -> None:
    actor = getattr(shop, who)
    try:
        declare(
            studio_id=shop.studio.id, level="ENTERPRISE", evidence=EVIDENCE, actor=actor,
            at=moment(DAY),
        )  # fmt: skip
    except NotAllowed:
        assert not expected
    else:
        assert expected
