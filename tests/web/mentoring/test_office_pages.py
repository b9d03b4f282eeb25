"""What offices see: lists, proposals of pairs, the zone; and a master's effect, which few see."""

from __future__ import annotations

from datetime import date

import pytest

from apprenticeships import Shop, certify, confirmed, graduated, started
from gongjiang.mentoring.models import Agreement, PairingLine
from gongjiang.people.models import Person
from web.governance.asking import MOST_QUERIES, reader, send
from world import TODAY, World, make_worker


@pytest.fixture
def taught(shop: Shop) -> Agreement:
    """An apprentice who graduated, and rose within a year."""
    agreement = started(shop, date(2022, 1, 3), apprentice=_earlier(shop))
    confirmed(agreement, [1, 2, 3, 4, 5, 6])
    done = graduated(shop, agreement, date(2022, 7, 3))
    certify(done.apprentice, 1, on=date(2022, 10, 8))
    return done


def _earlier(shop: Shop) -> Person:
    return make_worker(shop.site, "小周", on=date(2021, 12, 20)).person


def test_the_list_is_searched_filtered_and_taken_along(
    shop: Shop, taught: Agreement, django_assert_max_num_queries
):
    started(shop, TODAY)
    hr = reader(shop.site.hr)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = hr.get("/mentoring/agreements").content.decode()

    assert "小林" in page
    assert "小周" in page
    only = hr.get("/mentoring/agreements", {"state": "GRADUATED"}).content.decode()
    assert "小周" in only
    assert "小林" not in only
    by_master = hr.get("/mentoring/agreements", {"q": "zhengshifu"}).content.decode()
    assert "小周" in by_master
    book = hr.get("/mentoring/agreements", {"format": "xlsx"})
    assert b"".join(book).startswith(b"PK")  # type: ignore[arg-type]


def test_hr_asks_for_pairs_and_accepts_one(shop: Shop):
    hr = reader(shop.site.hr)
    make_worker(shop.site, "小何", on=date(2022, 11, 1))
    answer = send(
        hr,
        "/mentoring/pairs",
        unit=shop.site.enterprise.public_id,
        kind="NEW_WORKER",
        goal="独立上岗",
        goals="第一步\n第二步",
        term_months=6,
    )
    assert answer.status_code == 302, answer.content.decode()
    page = hr.get(answer["Location"]).content.decode()
    assert "same team" in page
    line = PairingLine.objects.get(apprentice__name="小何")

    done = send(hr, f"{answer['Location']}/lines/{line.public_id}/accept")

    assert done.status_code == 302
    agreement = Agreement.objects.get()
    assert (agreement.apprentice.name, agreement.master) == ("小何", shop.master)
    again = send(hr, f"{answer['Location']}/lines/{line.public_id}/decline")
    assert again.status_code == 422


def test_a_masters_effect_is_for_the_master_and_hr(shop: Shop, taught: Agreement, world: World):
    address = f"/mentoring/effect/{shop.master.public_id}"

    for person in (shop.master, shop.site.hr):
        page = reader(person).get(address).content.decode()
        assert "Rose within 24 months of it" in page
    for person in (shop.leader, shop.apprentice, world.b.hr, world.leader):
        assert reader(person).get(address).status_code == 404


def test_the_zone_sees_counts_and_no_names(shop: Shop, taught: Agreement, world: World):
    page = reader(world.leader).get("/mentoring/zone")

    text = page.content.decode()
    assert page.status_code == 200
    assert "北片区" in text
    assert "郑师傅" not in text
    assert reader(shop.site.hr).get("/mentoring/zone").status_code == 403
