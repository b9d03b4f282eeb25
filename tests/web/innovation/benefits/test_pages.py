"""What finance, workers, the union, auditors and the zone see and do."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from benefiting import NET_FEN, House, confirmed, decided, entered, scheme
from gongjiang.innovation.models import Award, Effect, Scheme
from gongjiang.kernel.periods import add_months
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from proposing import working_day
from web.governance.asking import MOST_QUERIES, reader, send
from world import OPENING, make_person, make_worker

pytestmark = pytest.mark.django_db

AT = "/innovation/benefits"


def at(effect: Effect, deed: str = "") -> str:
    return f"{AT}/{effect.public_id}" + (f"/{deed}" if deed else "")


def officer(house: House, role: Role) -> Person:
    person = make_person(f"区{role.label}")
    appoint(person=person, role=role, unit=house.floor.world.zone, actor=SYSTEM, on=OPENING)
    return person


def sums(page: HttpResponse, cell: str) -> list[Decimal]:
    """The amounts in the cells of a page that are marked so."""
    found = re.findall(rf"{cell}>([^<]*)<", page.content.decode())
    return [Decimal(each.replace(",", "")) for each in found]


def test_a_worker_enters_what_an_idea_saves(house: House, django_assert_max_num_queries):
    author = reader(house.floor.author)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert author.get(f"{AT}/new").status_code == 200

    answer = send(
        author,
        f"{AT}/new",
        source="PROPOSAL",
        origin=house.proposal.number,
        share="60",
        unit=house.floor.site.team.public_id,
        what="每炉氩气用量",
        cost_line="氩气",
        kind="MATERIAL",
        adopted_on="2021-10-15",
        before="12.5",
        after="11.2",
        price="1",
        output="90000",
        one_off="30000",
        running="6000",
        confidence="ESTIMATED",
    )

    effect = Effect.objects.get()
    assert (answer.status_code, answer.url) == (302, at(effect))
    assert effect.estimated_fen == NET_FEN
    assert effect.claims.get().share_bp == 6_000
    mine = author.get("/innovation/awards/mine").content.decode()
    assert "每炉氩气用量" in mine


def test_finance_sees_what_waits_and_confirms(house: House, django_assert_max_num_queries):
    effect = entered(house)
    finance = reader(house.finance)
    with django_assert_max_num_queries(MOST_QUERIES):
        queue = finance.get(AT).content.decode()
    assert at(effect) in queue
    assert "81,000.00" in queue
    with django_assert_max_num_queries(MOST_QUERIES):
        page = finance.get(at(effect)).content.decode()
    assert "117,000.00" in page  # saved before costs

    month = send(finance, at(effect, "month"), month="2021-10-01", output="8000")
    assert month.status_code == 302
    rest = send(finance, at(effect, "confirm"))
    assert rest.status_code == 302

    effect.refresh_from_db()
    assert (effect.state, effect.confirmed_by) == ("CONFIRMED", house.finance)
    assert at(effect) not in finance.get(AT).content.decode()
    with django_assert_max_num_queries(MOST_QUERIES):
        after = finance.get(at(effect)).content.decode()
    assert house.finance.name in after
    again = send(finance, at(effect, "confirm"))
    assert again.status_code == 422

    wrong = send(finance, at(effect, "correct"), month="2021-10-01", amount="5000", reason="")
    assert wrong.status_code == 422
    right = send(
        finance, at(effect, "correct"), month="2021-10-01", amount="5000", reason="产量误录"
    )
    assert right.status_code == 302
    back = send(finance, at(effect, "take-back"), month="2022-01-01", reason="基准变了")
    assert back.status_code == 302
    effect.refresh_from_db()
    assert effect.confirmed_fen == 500_000 + 2 * NET_FEN // 12
    trail = finance.get(at(effect)).content.decode()
    assert "产量误录" in trail
    book = finance.get(f"{AT}/entries", {"format": "xlsx"})
    assert b"".join(book).startswith(b"PK")  # type: ignore[arg-type]


def test_finance_sends_back_and_the_author_changes_it(house: House):
    effect = entered(house)
    finance, author = reader(house.finance), reader(house.floor.author)
    assert send(finance, at(effect, "return"), reason="附上抄表记录").status_code == 302
    page = author.get(at(effect)).content.decode()
    assert "附上抄表记录" in page
    assert author.get(at(effect, "change")).status_code == 200
    changed = send(
        author,
        at(effect, "change"),
        what="每炉氩气",
        cost_line="氩气",
        kind="MATERIAL",
        adopted_on="2021-10-15",
        before="12.5",
        after="11.2",
        price="1",
        output="90000",
        confidence="MEASURED",
        evidence="仓库出库单",
    )
    assert changed.status_code == 302
    effect.refresh_from_db()
    assert (effect.state, effect.estimated_fen) == ("WAITING", 11_700_000)


def test_claims_on_the_page(house: House):
    effect = entered(house, share_bp=6_000)
    author = reader(house.floor.author)
    twice = send(
        author, at(effect, "claim"), source="PROPOSAL", origin=house.proposal.number, share="10"
    )
    assert twice.status_code == 422
    nothing = send(author, at(effect, "claim"), source="PROJECT", origin="没有", share="10")
    assert nothing.status_code == 422
    claim = effect.claims.get()
    assert send(author, at(effect, "unclaim"), claim=claim.id).status_code == 302
    assert not effect.claims.filter(withdrawn_at=None).exists()
    assert send(author, at(effect, "withdraw"), reason="算错").status_code == 302


def test_readings_show_the_interval_beside_the_yuan(house: House):
    effect = entered(house, adopted_on=date(2022, 5, 1), evidence="三号电表", confidence="MEASURED")
    rows = ["月份,读数,对比线"]
    for place in range(12):
        month = add_months(date(2021, 11, 1), place)
        value = 12.5 if place < 6 else 11.2 + place % 2 / 100
        rows.append(f"{month:%Y-%m},{value},12.{place}")
    author = reader(house.floor.author)
    file = SimpleUploadedFile("读数.csv", "\n".join(rows).encode())
    assert send(author, at(effect, "readings"), file=file).status_code == 302
    page = author.get(at(effect)).content.decode()
    assert "Newey" in page
    assert effect.readings.count() == 12
    bad = SimpleUploadedFile("读数.csv", "月份,读数\n2022-01,很多\n2022-02,1".encode())
    refused = send(author, at(effect, "readings"), file=bad)
    assert refused.status_code == 422
    assert effect.readings.count() == 12


def test_what_has_no_price_gets_points(house: House):
    effect = entered(house, kind="INTANGIBLE", inputs={}, cost_line="噪声")
    finance = reader(house.finance)
    assert finance.get(at(effect)).status_code == 200
    sheet = {f"line_{place}": points for place, points in enumerate((6, 3, 4, 2, 1))}
    assert send(finance, at(effect, "points"), **{**sheet, "line_0": 7}).status_code == 422
    assert send(finance, at(effect, "points"), **sheet).status_code == 302
    effect.refresh_from_db()
    assert effect.points == 16
    assert "16 / 20" in finance.get(at(effect)).content.decode()


def test_union_makes_a_scheme_decides_and_finance_pays(
    house: House, settings, django_assert_max_num_queries
):
    confirmed(house)
    union, finance = reader(house.chair), reader(house.finance)
    made = send(
        union,
        "/innovation/schemes",
        name="成果奖励",
        kind="RESULT_BONUS",
        basis="PERCENT",
        share="3",
        from_day="2022-01-01",
    )
    assert made.status_code == 302
    by = Scheme.objects.get()
    answer = send(
        union,
        "/innovation/awards/decide",
        scheme=by.public_id,
        source="PROPOSAL",
        origin=house.proposal.number,
    )
    award = Award.objects.get()
    page = f"/innovation/awards/{award.public_id}"
    assert (answer.status_code, answer.url) == (302, page)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert "2,430.00" in union.get(page).content.decode()
    early = send(union, f"{page}/settle")
    assert early.status_code == 422

    settings.TODAY = working_day(6)
    assert send(union, f"{page}/settle").status_code == 302
    with django_assert_max_num_queries(MOST_QUERIES):
        assert finance.get("/innovation/awards").status_code == 200
    assert send(finance, f"{page}/pay", reference="").status_code == 422
    assert send(finance, f"{page}/pay", reference="付1188").status_code == 302
    award.refresh_from_db()
    assert award.state == "PAID"
    mine = reader(house.floor.author)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert "1,215.00" in mine.get("/innovation/awards/mine").content.decode()
    own = mine.get(page).content.decode()
    assert house.floor.author.name in own
    assert house.floor.friend.name not in own
    assert send(union, f"/innovation/schemes/{by.public_id}/end").status_code == 302


def test_who_does_not_see_it(house: House):
    effect = confirmed(house)
    award = decided(house, scheme(house))
    stranger = reader(make_worker(house.floor.site, "路人").person)
    for address in (at(effect), f"/innovation/awards/{award.public_id}"):
        assert stranger.get(address).status_code == 404
    for address in (AT, f"{AT}/all", f"{AT}/entries", "/innovation/awards", f"{AT}/zone"):
        assert stranger.get(address).status_code == 403


def test_the_zone_by_source_and_month_and_figure_28_down_to_entries(
    house: House, django_assert_max_num_queries
):
    effect = confirmed(house)
    auditor = reader(officer(house, Role.AUDITOR))
    with django_assert_max_num_queries(MOST_QUERIES):
        zone = auditor.get(f"{AT}/zone").content.decode()
    assert "81,000.00" in zone
    assert "6,750.00" in zone

    figure = auditor.get("/figures/28/records")
    site = house.floor.site
    for unit in (None, site.enterprise, site.workshop, site.team):
        asked = {"unit": str(unit.public_id)} if unit else {}
        with django_assert_max_num_queries(MOST_QUERIES):
            figure = auditor.get("/figures/28/records", asked)
        assert set(sums(figure, r'data-total="\w+"')) == {Decimal(81_000)}
    assert len(sums(figure, "data-entry")) == 12
    assert sum(sums(figure, "data-entry")) == 81_000
    entries = figure.content.decode()
    assert at(effect) in entries
    page = auditor.get(at(effect)).content.decode()
    assert house.finance.name not in page  # an auditor sees amounts, not persons
    assert house.floor.author.name not in page

    leader = reader(house.floor.world.leader)
    groups = leader.get("/figures/28/records").content.decode()
    assert "81,000.00" in groups
    inside = leader.get("/figures/28/records", {"unit": str(site.team.public_id)}).content.decode()
    assert "data-entry" not in inside  # one claim is too few to be shown by itself
    with django_assert_max_num_queries(MOST_QUERIES):
        course = leader.get("/figures/28").context["chart"]
    [series] = course.series
    assert (len(course.labels), series.values[-1]) == (60, 81_000)
