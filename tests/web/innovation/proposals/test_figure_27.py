"""Figure 27 on its pages: its course, its months, their units, and the ideas themselves."""

from __future__ import annotations

from datetime import date

import pytest

from access.readers import client_of
from proposing import Floor, submitted
from world import TODAY

MOST_QUERIES = 15
OCTOBER, MAY = date(2022, 10, 11), date(2022, 5, 9)


@pytest.fixture
def ideas(floor: Floor) -> int:
    """Seven in October, two in May; one of this month, which is not over."""
    for day, count in ((OCTOBER, 7), (MAY, 2), (TODAY, 1)):
        for _ in range(count):
            submitted(floor, on=day)
    return 9


def test_the_page_draws_its_course(floor: Floor, ideas: int, django_assert_max_num_queries):
    author = client_of(floor.author)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = author.get("/figures/27")

    assert page.context["found"].value.records == ideas
    [series] = page.context["chart"].series
    assert (len(series.values), series.values[-1]) == (60, 0.8)
    assert series.values[-6:] == [0.2, 0.2, 0.2, 0.2, 0.8, 0.8]


def test_it_opens_down_to_the_ideas_and_all_agree(
    floor: Floor, ideas: int, django_assert_max_num_queries
):
    hr = client_of(floor.hr)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = hr.get("/figures/27/records")
    assert sum(month.count for month, _url in page.context["months"]) == ideas

    enterprise, team = floor.site.enterprise, floor.site.team
    for unit in ("", str(enterprise.public_id), str(team.public_id)):
        asked = {"month": "2022-10", **({"unit": unit} if unit else {})}
        with django_assert_max_num_queries(MOST_QUERIES):
            page = hr.get("/figures/27/records", asked)
        groups = page.context["groups"]
        counted = sum(line["count"] for line in page.context["lines"])
        assert groups.total == counted + (groups.here or 0) + groups.withheld == 7
    assert len(page.context["proposals"]) == groups.here == 7
    assert page.content.decode().count('href="/proposals/') >= 7
