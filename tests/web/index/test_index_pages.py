"""The index on the page: what is there with its n, what is not with its reason."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from gongjiang.index.indicators import INDICATORS
from gongjiang.index.queries.peers import Comparison, Kind, Peer
from gongjiang.kernel.periods import day_of
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Employment, PostKind, Role
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.employment import end_employment
from gongjiang.web.index.shown.intervals import intervals_chart
from index.conftest import RunIndex
from web.governance.asking import MOST_QUERIES, reader
from world import OPENING, TODAY, Site, World, make_person, make_worker

COUNTED = ("F13", "F35", "G3", "G6", "I1", "I2", "I4", "I5", "L4", "L6", "P2")

pytestmark = pytest.mark.commits

SHOWN = ("value", "numerator", "denominator", "standing", "passport", "silence", "table", "told")
LAST_SPRING = date(2022, 4, 30)


def staffed(site: Site, number: int) -> list[Employment]:
    """So many workers in a site's team, one in four of them in a technical post."""
    kinds = (PostKind.TECHNICAL, PostKind.PRODUCTION, PostKind.PRODUCTION, PostKind.PRODUCTION)
    return [
        make_worker(site, f"{site.enterprise.name[0]}工{place}", post_kind=kinds[place % 4])
        for place in range(number)
    ]


def leaving(employment: Employment, site: Site, on: date = LAST_SPRING) -> None:
    end_employment(employment_id=employment.id, reason="RESIGNED", actor=site.hr, on=on)


def page(client: Client, url: str, **query: str) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def indicator_of(client: Client, name: str, unit: Any = None) -> dict[str, Any]:
    query = {} if unit is None else {"unit": str(unit.public_id)}
    answer = client.get(f"/index/indicators/{name}", query)
    return {key: answer.context.get(key) for key in SHOWN}


def test_the_zones_page_tells_what_is_there_and_what_it_waits_for(governed: World, run: RunIndex):
    staffed(governed.a, 20)
    run(counted=tuple(INDICATORS))

    answer = reader(governed.leader).get("/zone")

    cards = answer.context["cards"]
    assert [each.score for each in cards.composites] == ["", ""]
    measured = {card.definition.id for card in cards.derived}
    # Whoever is there is who nothing happened to; what is told of events alone has no value.
    assert measured == {"L4", "P2", "F35", "G3", "G6", "L6", "I1", "I2", "I4", "I5", "F13"}
    text = answer.content.decode()
    assert "No score yet" in text
    assert "Waits for: " in text
    assert "25.0" in text


def test_before_the_first_run_nothing_stands_in_its_place(governed: World):
    client = reader(governed.leader)

    assert "Five dimensions" not in page(client, "/zone")
    assert "has not been computed" in page(client, f"/index/units/{governed.zone.public_id}")
    assert "has not been computed" in page(client, "/index/indicators/P2")
    assert client.get("/index").status_code == 200


def test_a_ratio_shows_both_its_sides(governed: World, run: RunIndex):
    staffed(governed.a, 20)
    run()

    shown = indicator_of(reader(governed.leader), "P2")

    assert (shown["value"], shown["numerator"], shown["denominator"]) == ("25.0", "5", "20")
    assert shown["standing"].n == 20
    assert shown["passport"].goal == "5 – 25"


def test_one_more_leaver_moves_the_figure_and_its_list_by_one(governed: World, run: RunIndex):
    workers = staffed(governed.a, 20)
    leaving(workers[0], governed.a)
    run()
    hr = reader(governed.a.hr)
    address = {"unit": str(governed.a.enterprise.public_id)}
    before = indicator_of(hr, "F35", governed.a.enterprise)
    listed = hr.get("/index/indicators/F35/records", address).context["found"]

    leaving(workers[1], governed.a)
    run()

    after = indicator_of(hr, "F35", governed.a.enterprise)
    assert after["standing"].numerator == before["standing"].numerator + 1 == 2
    found = hr.get("/index/indicators/F35/records", address).context["found"]
    assert (listed.total, found.total) == (1, 2)
    assert {row.name for row in found.page} == {"甲工0", "甲工1"}


def test_units_beneath_add_up_to_the_unit(governed: World, run: RunIndex):
    staffed(governed.a, 40)
    staffed(governed.b, 24)
    run()

    shown = indicator_of(reader(governed.leader), "P2", governed.area)

    rows = [row.standing.indicator("P2") for row in shown["table"].all_rows()]
    assert sum(row.numerator for row in rows) == shown["standing"].numerator
    assert sum(row.denominator for row in rows) == shown["standing"].denominator
    assert "numerator" not in shown["told"]


def test_a_waiting_indicator_says_what_it_waits_for(governed: World, run: RunIndex):
    staffed(governed.a, 12)
    run()

    text = page(reader(governed.leader), "/index/indicators/C1")

    assert "Not derived yet" in text
    assert "Learning" in text


NO_PAGES = (
    "/index/indicators/XX",
    "/index/indicators/P2?unit=nonsense",
    "/index/indicators/C1/records",
    "/index/indicators/XX/records",
    "/index/indicators/P2/records?unit=00000000-0000-0000-0000-000000000000",
)
NONSENSE = ("on=never", "side=both&page=x", "page=0", "page=99", "by=XX", "sort=-zzz", "q=%00")


def test_nonsense_in_the_address_leads_nowhere_or_breaks_nothing(governed: World, run: RunIndex):
    staffed(governed.a, 12)
    run()
    leader, hr = reader(governed.leader), reader(governed.a.hr)

    nowhere = {url: leader.get(url).status_code for url in NO_PAGES}
    asked = [f"{url}?{query}" for url in urls(governed) for query in NONSENSE]
    answered = {url: hr.get(url).status_code for url in asked}

    assert set(nowhere.values()) == {404}, nowhere
    assert set(answered.values()) == {200}, answered


def urls(world: World) -> list[str]:
    enterprise = f"/index/units/{world.a.enterprise.public_id}"
    return [
        "/index",
        "/index/indicators/P2",
        "/index/indicators/F35/records",
        enterprise,
        f"{enterprise}/compare",
    ]


def test_another_enterprise_is_not_looked_into(governed: World, run: RunIndex):
    staffed(governed.a, 12)
    workers = staffed(governed.b, 12)
    leaving(workers[0], governed.b)
    run()
    stranger = reader(governed.a.hr)
    unit = governed.b.enterprise.public_id

    for url in (f"/index/units/{unit}", f"/index/units/{unit}/compare"):
        assert stranger.get(url).status_code == 404
    for url in ("/index/indicators/P2", "/index/indicators/F35/records"):
        assert stranger.get(url, {"unit": str(unit)}).status_code == 404
    assert "乙工0" not in page(stranger, "/index/indicators/F35/records")


def test_a_leader_is_told_how_many_and_not_who(governed: World, run: RunIndex):
    workers = staffed(governed.a, 20)
    for worker in workers[:6]:
        leaving(worker, governed.a)
    run()

    text = page(reader(governed.leader), "/index/indicators/F35/records")

    assert "6 more are counted" in text
    assert "甲工" not in text


def test_a_small_group_is_withheld_with_its_records(governed: World, run: RunIndex):
    staffed(governed.a, 20)
    staffed(governed.b, 3)
    run()
    leader, unit = reader(governed.leader), governed.b.enterprise

    shown = indicator_of(leader, "P2", unit)
    assert (shown["value"], shown["silence"]) == ("", "withheld: the group is small")
    records = leader.get("/index/indicators/P2/records", {"unit": str(unit.public_id)})
    assert "found" not in records.context
    # Its own HR may name everybody, so nothing is too small for them.
    own = reader(governed.b.hr).get(
        "/index/indicators/P2/records", {"unit": str(unit.public_id), "side": "denominator"}
    )
    assert own.context["found"].total == 3


def test_the_leavers_and_the_technical_are_listed_by_name_to_their_hr(
    governed: World, run: RunIndex
):
    staffed(governed.a, 12)
    staffed(governed.b, 12)
    run()

    answer = reader(governed.a.hr).get("/index/indicators/P2/records")

    found = answer.context["found"]
    assert (found.total, found.visible) == (6, 3)
    assert "甲工0" in answer.content.decode()
    assert "乙工0" not in answer.content.decode()


def test_like_is_compared_with_like_by_interval(governed: World, run: RunIndex):
    staffed(governed.a, 16)
    staffed(governed.b, 12)
    run()

    answer = reader(governed.leader).get(
        f"/index/units/{governed.a.enterprise.public_id}/compare", {"by": "P2"}
    )

    assert answer.context["kind"] == "manufacturing, 0 to 19 people"
    assert answer.context["own_rank"] == "1–2"
    assert [peer.unit.name for peer in answer.context["found"].peers] == ["甲硅业", "乙机械"]


def test_the_intervals_of_ranks_are_drawn_with_this_one_marked(governed: World, run: RunIndex):
    staffed(governed.a, 16)
    staffed(governed.b, 12)
    run()

    answer = reader(governed.leader).get(
        f"/index/units/{governed.b.enterprise.public_id}/compare", {"by": "P2"}
    )

    chart, peers = answer.context["chart"], answer.context["found"].peers
    assert [series.values for series in chart.series] == [
        [getattr(peer, end) for peer in peers] for end in ("best", "rank", "worst")
    ]
    assert chart.labels == ["甲硅业", "乙机械 (this one)"]
    assert (chart.marked, chart.full, chart.n) == (1, 2, 2)
    assert 'data-kind="intervals"' in answer.content.decode()


def test_of_many_those_around_this_one_are_drawn(governed: World, run: RunIndex):
    unit, done = governed.a.enterprise, run()

    for own, marked, first in ((0, 0, 1), (20, 12, 9), (39, 24, 16), (None, None, 1)):
        peers = [
            Peer(unit if place == own else None, None, None, None, place + 1, place + 1, 40, 0)
            for place in range(40)
        ]
        chart = intervals_chart(Comparison(Kind("C", 0, 20), None, frozenset(), peers), unit, done)
        assert chart is not None
        told = (len(chart.labels), chart.marked, chart.series[1].values[0], chart.n, chart.full)
        assert told == (25, marked, first, 40, 40)


def test_a_demo_tells_its_own_day_and_not_the_machines(
    governed: World, run: RunIndex, settings: Any
):
    staffed(governed.a, 16)
    done = run()
    settings.TODAY = TODAY

    passport = reader(governed.leader).get("/index/indicators/P2").context["passport"]

    assert done.known_at.date() > TODAY
    assert day_of(passport.known_at) == TODAY
    assert day_of(passport.run_at) == TODAY


def test_a_peer_one_may_not_look_into_counts_and_is_not_named(governed: World, run: RunIndex):
    staffed(governed.a, 16)
    staffed(governed.b, 12)
    run()

    text = page(reader(governed.a.hr), f"/index/units/{governed.a.enterprise.public_id}/compare")

    assert "another enterprise" in text
    assert "乙机械" not in text


def test_only_enterprises_are_compared(governed: World, run: RunIndex):
    staffed(governed.a, 16)
    run()

    text = page(reader(governed.leader), f"/index/units/{governed.area.public_id}/compare")

    assert "Only enterprises are compared" in text


def test_tables_are_taken_along_as_excel(governed: World, run: RunIndex):
    staffed(governed.a, 40)
    staffed(governed.b, 24)
    run()

    answer = reader(governed.leader).get(
        "/index/indicators/P2", {"unit": str(governed.area.public_id), "format": "xlsx"}
    )

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer)))
    rows = workbook.get_sheet_by_index(0).to_python()
    assert [row[2:4] for row in rows if row[0] == "第一网格"] == [[10.0, 40.0]]


def test_each_page_asks_little_whatever_there_is(governed: World, run: RunIndex):
    staffed(governed.a, 12)
    run()
    client = reader(governed.leader)
    client.get("/framework")  # its session begins
    few = {url: asked(client, url) for url in ["/zone", *urls(governed)]}

    staffed(governed.a, 12)
    staffed(governed.b, 12)
    run()

    many = {url: asked(client, url) for url in few}
    assert max(many.values()) <= MOST_QUERIES, many
    assert {url: many[url] - few[url] for url in few if many[url] > few[url]} == {}


def asked(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_a_worker_sees_the_zone_and_no_score_of_their_own(governed: World, run: RunIndex):
    [worker, *_] = staffed(governed.a, 12)
    run()
    client = reader(worker.person)

    for url in ("/", "/me/growth"):
        answer = client.get(url)
        assert "omposite" not in answer.content.decode()
    assert client.get(f"/index/units/{governed.zone.public_id}").status_code == 200


def test_a_grid_worker_looks_into_their_own_grid(governed: World, run: RunIndex):
    staffed(governed.a, 12)
    staffed(governed.b, 12)
    run()
    person = make_person("网格员")
    appoint(person=person, role=Role.GRID_WORKER, unit=governed.grid, actor=SYSTEM, on=OPENING)
    client = reader(person)

    own, other = governed.a.enterprise.public_id, governed.b.enterprise.public_id
    assert client.get(f"/index/units/{own}").status_code == 200
    assert client.get(f"/index/units/{other}").status_code == 404
    assert TODAY.isoformat() in page(client, f"/index/units/{own}")
