"""An agreement on its pages: from the draft on HR's desk to the result on a phone."""

from __future__ import annotations

import io
from datetime import date
from uuid import uuid4

import pytest

from apprenticeships import (
    GOALS,
    Shop,
    certify,
    confirmed,
    drafted,
    examined,
    graduated,
    signed,
    started,
)
from gongjiang.governance.models import Attachment
from gongjiang.mentoring.models import Agreement, MonthRecord
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person
from gongjiang.people.services.appointments import appoint
from mentoring.test_records import PNG
from web.governance.asking import MOST_QUERIES, reader, send
from world import TODAY, World, make_worker

pytestmark = pytest.mark.usefixtures("media")


def url_of(agreement: Agreement, end: str = "") -> str:
    return f"/mentoring/agreements/{agreement.public_id}{end}"


def page_of(person: Person, agreement: Agreement) -> str:
    answer = reader(person).get(url_of(agreement))
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_hr_drafts_both_sign_and_hr_registers(shop: Shop):
    answer = send(
        reader(shop.site.hr),
        "/mentoring/agreements/draft",
        apprentice=shop.apprentice.public_id,
        master=shop.master.public_id,
        kind="NEW_WORKER",
        goal="独立操作切片机",
        goals="\n".join(GOALS),
        term_months=6,
        starts_on=TODAY.isoformat(),
    )
    assert answer.status_code == 302, answer.content.decode()
    agreement = Agreement.objects.get()
    assert answer["Location"] == url_of(agreement)

    for person in (shop.apprentice, shop.master):
        assert "I sign" in page_of(person, agreement)
        assert send(reader(person), url_of(agreement, "/sign")).status_code == 302
        assert "I sign" not in page_of(person, agreement)
    assert "Register it" in page_of(shop.site.hr, agreement)
    assert send(reader(shop.site.hr), url_of(agreement, "/register")).status_code == 302

    agreement.refresh_from_db()
    assert (agreement.state, agreement.starts_on) == ("ACTIVE", TODAY)


def test_a_draft_the_terms_refuse_is_shown_with_the_sentence(shop: Shop):
    certify(shop.apprentice, 5)
    answer = send(
        reader(shop.site.hr),
        "/mentoring/agreements/draft",
        apprentice=shop.apprentice.public_id,
        master=shop.master.public_id,
        kind="NEW_WORKER",
        goal="独立操作切片机",
        goals="一步",
        term_months=6,
        starts_on=TODAY.isoformat(),
    )

    assert answer.status_code == 422
    assert "own rank, 5, is too high for a master of rank 4" in _plain(answer.content.decode())
    assert not Agreement.objects.exists()


def _plain(html: str) -> str:
    return html.replace("&#x27;", "'")


def test_looking_for_a_master_writes_nothing(shop: Shop):
    answer = send(
        reader(shop.site.hr),
        "/mentoring/agreements/draft",
        step="find",
        master_find="zheng",
        goal="已写的话",
    )

    page = answer.content.decode()
    assert (answer.status_code, Agreement.objects.count()) == (200, 0)
    assert "已写的话" in page


def test_a_form_sent_twice_signs_once(shop: Shop):
    agreement = drafted(shop)
    client, key = reader(shop.apprentice), str(uuid4())

    for _ in range(2):
        assert send(client, url_of(agreement, "/sign"), key).status_code == 302
    again = send(client, url_of(agreement, "/sign"))

    assert again.status_code == 422
    assert "it waits for the other side" in again.content.decode()


def test_a_month_on_the_phone_with_a_photo_and_one_tap_of_the_master(shop: Shop):
    agreement = started(shop, TODAY)
    client = reader(shop.apprentice)
    assert "Write month 1" in client.get("/mentoring").content.decode()
    photo = io.BytesIO(PNG)
    photo.name = "刀具.png"

    answer = send(
        client,
        url_of(agreement, "/months/1"),
        practised=["1", "3"],
        hours=40,
        sentence="会首件自检了。",
        photo=photo,
    )

    assert (answer.status_code, answer["Location"]) == (302, "/mentoring")
    record = MonthRecord.objects.get()
    assert (record.practised, Attachment.objects.count()) == ([1, 3], 1)
    assert "会首件自检了。" in reader(shop.master).get("/mentoring").content.decode()
    done = send(reader(shop.master), url_of(agreement, "/confirm"), month=1)
    assert done.status_code == 302
    record.refresh_from_db()
    assert record.confirmed_by == shop.master


def test_the_master_sends_a_month_back_with_a_word(shop: Shop):
    agreement = started(shop, TODAY)
    send(
        reader(shop.apprentice),
        url_of(agreement, "/months/1"),
        practised=["1"],
        hours=4,
        sentence="好。",
    )

    send(reader(shop.master), url_of(agreement, "/send-back"), month=1, remark="写具体些。")

    page = reader(shop.apprentice).get(url_of(agreement, "/months/1")).content.decode()
    assert "写具体些。" in page


def test_a_month_without_what_was_practised_is_shown_again(shop: Shop):
    agreement = started(shop, TODAY)

    answer = send(reader(shop.apprentice), url_of(agreement, "/months/1"), hours=4, sentence="好。")

    assert (answer.status_code, MonthRecord.objects.count()) == (422, 0)


def test_the_leader_and_hr_bring_it_to_its_result(shop: Shop):
    agreement = started(shop, date(2022, 5, 20))
    confirmed(agreement, [1, 2, 3, 4, 5, 6])
    leader, hr = reader(shop.leader), reader(shop.site.hr)
    assert "Mid-term check" in page_of(shop.leader, agreement)
    assert send(leader, url_of(agreement, "/midterm"), on_track="yes").status_code == 302
    assert send(leader, url_of(agreement, "/sign-off"), goal=1).status_code == 302
    assert send(hr, url_of(agreement, "/exam")).status_code == 302
    assert send(hr, url_of(agreement, "/marks"), theory=95, practice=91).status_code == 302
    master = reader(shop.master)
    assert send(master, url_of(agreement, "/master-opinion"), agrees="yes").status_code == 302
    too_early = send(hr, url_of(agreement, "/conclude"), outcome="EXCELLENT")
    assert too_early.status_code == 422
    assert "the team leader's opinion" in _plain(too_early.content.decode())
    assert send(leader, url_of(agreement, "/leader-opinion"), agrees="yes").status_code == 302

    assert send(hr, url_of(agreement, "/conclude"), outcome="EXCELLENT").status_code == 302

    agreement.refresh_from_db()
    assert (agreement.state, agreement.result) == ("GRADUATED", "EXCELLENT")
    assert "excellent" in page_of(shop.apprentice, agreement)
    assert "2,200.00" in page_of(shop.master, agreement)  # six months of 200, and the prize
    assert "2,200.00" not in page_of(shop.apprentice, agreement)
    assert "2,200.00" in hr.get("/mentoring/allowances").content.decode()


def test_another_master_signs_and_takes_over(shop: Shop):
    other = make_worker(shop.site, "钱师傅").person
    certify(other, 5)
    agreement = started(shop)
    hr = reader(shop.site.hr)
    assert "钱师傅" in hr.get(url_of(agreement, "/change")).content.decode()
    send(hr, url_of(agreement, "/change"), master=other.public_id, reason="调班")

    assert "You are asked to take over" in reader(other).get("/mentoring").content.decode()
    for person in (shop.apprentice, other):
        assert send(reader(person), url_of(agreement, "/sign-change")).status_code == 302

    agreement.refresh_from_db()
    assert agreement.master == other


def test_an_apprentice_asks_and_hr_answers(shop: Shop):
    agreement = started(shop, TODAY)
    apprentice, hr = reader(shop.apprentice), reader(shop.site.hr)
    send(apprentice, url_of(agreement, "/ask"), kind="OBJECTION", reason="不同班次")
    request = agreement.requests.get()
    assert "不同班次" in page_of(shop.site.hr, agreement)

    send(
        hr,
        url_of(agreement, "/answer"),
        request=request.public_id,
        grant="yes",
        answer="属实，解除。",
    )

    agreement.refresh_from_db()
    assert (agreement.state, agreement.end_reason) == ("TERMINATED", "OBJECTION")


def test_nobody_else_sees_an_agreement(shop: Shop, world: World):
    agreement = started(shop)
    colleague = make_worker(shop.site, "同班工友").person

    for stranger in (world.b.hr, world.leader, colleague):
        assert reader(stranger).get(url_of(agreement)).status_code == 404
        assert reader(stranger).get(url_of(agreement, "/months/1")).status_code == 404
        assert send(reader(stranger), url_of(agreement, "/register")).status_code == 404


def test_a_leader_of_another_team_does_not_see_it(shop: Shop, world: World):
    agreement = started(shop)
    other = make_worker(shop.site, "二班班长", unit=shop.site.other_team).person
    appoint(person=other, role="TEAM_LEADER", unit=shop.site.other_team, actor=SYSTEM, on=TODAY)

    assert reader(other).get(url_of(agreement)).status_code == 404
    page = reader(other).get("/mentoring/agreements").content.decode()
    assert "小林" not in page


@pytest.mark.parametrize("who", ["master", "apprentice", "leader", "hr"])
@pytest.mark.parametrize("state", ["DRAFT", "SIGNED", "ACTIVE", "EXIT_EXAM", "GRADUATED"])
def test_a_page_asks_the_database_little(
    shop: Shop, who: str, state: str, django_assert_max_num_queries
):
    agreement = _brought_to(shop, state)
    person = shop.site.hr if who == "hr" else getattr(shop, who)
    client = reader(person)
    client.get(url_of(agreement))

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(url_of(agreement)).status_code == 200


def _brought_to(shop: Shop, state: str) -> Agreement:
    if state == "DRAFT":
        return drafted(shop)
    if state == "SIGNED":
        return signed(shop)
    agreement = started(shop)
    confirmed(agreement, [1, 2, 3, 4, 5, 6])
    if state == "EXIT_EXAM":
        return examined(shop, agreement, TODAY)
    return graduated(shop, agreement, TODAY) if state == "GRADUATED" else agreement
