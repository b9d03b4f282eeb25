"""The pages of figures: honest where nothing is derived, exact where something is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.readers import client_of
from gongjiang.people.models import Person
from gongjiang.reports.figures import FIGURES, figure
from gongjiang.reports.figures.answers import records_url
from reports.conftest import governed  # noqa: F401  (a fixture)
from world import OPENING, TODAY, World, make_worker

ON = {"on": TODAY.isoformat()}
QUERIES = 15


def test_a_records_address_is_the_pages_address():
    for number in FIGURES:
        assert records_url(number, TODAY) == (
            reverse("reports:records", args=[number]) + "?on=2022-11-28"
        )


def test_all_figures_stand_on_one_page(governed: World):  # noqa: F811
    make_worker(governed.a)

    page = client_of(governed.leader).get("/figures", ON).content.decode()

    assert all(str(each.definition.label) in page for each in FIGURES.values())
    assert page.count("figure-silent") == 24


@pytest.mark.parametrize("number", range(1, 29))
def test_each_figure_has_its_pages(governed: World, number: int):  # noqa: F811
    reader = client_of(governed.leader)

    assert reader.get(f"/figures/{number}", ON).status_code == 200
    assert reader.get(f"/figures/{number}/records", ON).status_code == 200


def test_there_is_no_other_figure(governed: World):  # noqa: F811
    assert client_of(governed.leader).get("/figures/29").status_code == 404


def test_the_zone_leader_drills_from_the_figure_to_teams(governed: World):  # noqa: F811
    for _ in range(7):
        make_worker(governed.a)
    reader = client_of(governed.leader)

    page = reader.get("/figures/1/records", ON)
    for unit in (governed.area, governed.grid, governed.a.enterprise, governed.a.workshop):
        assert page.context["groups"].total == 7
        assert sum(line["count"] for line in page.context["lines"]) == 7
        page = reader.get("/figures/1/records", {**ON, "unit": str(unit.public_id)})

    assert [(line["unit"].name, line["count"]) for line in page.context["lines"]] == [("一班", 7)]


def test_a_withheld_unit_opens_to_nothing(governed: World):  # noqa: F811
    make_worker(governed.a)
    for _ in range(9):
        make_worker(governed.b)

    page = client_of(governed.leader).get(
        "/figures/1/records", {**ON, "unit": str(governed.a.enterprise.public_id)}
    )

    assert page.status_code == 200
    assert "groups" not in page.context


def test_a_worker_does_not_look_inside_another_enterprise(governed: World):  # noqa: F811
    worker = make_worker(governed.a).person
    for _ in range(9):
        make_worker(governed.a)
        make_worker(governed.b)
    unit = {**ON, "unit": str(governed.b.enterprise.public_id)}

    assert client_of(worker).get("/figures/1/records", unit).status_code == 404


def test_hr_reads_its_own_people_by_name(governed: World):  # noqa: F811
    make_worker(governed.a, "甲工")
    make_worker(governed.b, "乙工")

    page = client_of(governed.a.hr).get("/figures/1/records", ON)

    text = page.content.decode()
    assert "甲工" in text
    assert "乙工" not in text
    assert (page.context["persons"].visible, page.context["persons"].elsewhere) == (1, 1)


@pytest.mark.parametrize(
    "asked", ["?on=never", "?on=0001-01-02", "?known_at=never", "?unit=x", "?page=x", "?page=0"]
)
def test_nonsense_in_the_address_is_said_or_not_found(governed: World, asked: str):  # noqa: F811
    for number in (1, 2, 3):
        for path in (f"/figures/{number}", f"/figures/{number}/records"):
            assert client_of(governed.leader).get(path + asked).status_code in {200, 404}


def test_a_day_before_all_rules_has_no_figure(governed: World):  # noqa: F811
    day = {"on": (OPENING - timedelta(days=1)).isoformat()}

    page = client_of(governed.leader).get("/figures", day)

    assert page.context["derived"] == []
    assert client_of(governed.leader).get("/figures/1", day).status_code == 200


def test_an_earlier_knowledge_is_kept_through_the_links(governed: World):  # noqa: F811
    make_worker(governed.a)
    question = {**ON, "known_at": "2020-01-01T08:00"}

    page = client_of(governed.leader).get("/figures/1", question)

    assert page.context["found"].value.number == 0
    assert "known_at=2020-01-01" in page.context["found"].opens


@pytest.mark.parametrize(
    "path",
    ["/figures", "/figures/1", "/figures/1/records", "/figures/2/records", "/about", "/me/growth"],
)
def test_the_number_of_queries_does_not_grow(
    governed: World,  # noqa: F811
    path: str,
):
    def queries(person: Person) -> int:
        reader = client_of(person)
        reader.get(path, ON)
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(path, ON).status_code == 200
        return len(captured)

    readers: list[Callable[[], Person]] = [lambda: governed.leader, lambda: governed.a.hr]
    before = [queries(reader()) for reader in readers]
    for number in range(12):
        make_worker(governed.a, f"工{number}")
        make_worker(governed.b, f"友{number}")

    assert [queries(reader()) for reader in readers] == before
    assert max(before) <= QUERIES


def test_the_framework_page_invents_no_value(governed: World):  # noqa: F811
    page = client_of(governed.leader).get("/about").content.decode()

    for name in ("成长速度", "培养力度", "梯队跨度", "专业精度", "创新强度"):
        assert name in page
    assert "五度五力" in page
    assert '"series": []' in page


def test_only_the_signed_in_read_figures(db: None):
    for path in ("/figures", "/figures/1", "/figures/1/records", "/about"):
        assert Client().get(path).status_code == 302


def test_figures_know_their_numbers(governed: World):  # noqa: F811
    assert figure(1).definition.room == "people"
