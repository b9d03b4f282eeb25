"""The three trees: opened branch by branch, searched by name, pinyin or initials."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongjiang.orgs.models import Unit
from world import World

MOST_QUERIES = 15


def tree(client: Client, **asked: str) -> str:
    answer = client.get("/units", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def branch(client: Client, unit: Unit) -> str:
    return client.get(f"/units/{unit.public_id}/branch").content.decode()


def test_the_tree_stands_open_at_its_root(world: World, leader: Client):
    page = tree(leader)

    assert "示范经开区" in page
    branches, _, news = page.partition('class="timeline')
    assert "北片区" in branches
    assert "第一网格" not in branches
    assert "第一网格" in news


def test_a_branch_shows_what_stands_directly_beneath(world: World, leader: Client):
    assert "第一网格" in branch(leader, world.area)
    assert "甲硅业" not in branch(leader, world.area)


def test_a_branch_ends_where_the_readers_sight_ends(world: World, hr_of_a: Client):
    assert "一车间" in branch(hr_of_a, world.a.enterprise)
    assert "一车间" not in branch(hr_of_a, world.b.enterprise)
    assert hr_of_a.get(f"/units/{world.b.team.public_id}/branch").status_code == 404


@pytest.mark.parametrize("text", ["硅业", "jgy", "gui ye", "JGY"])
def test_a_unit_is_found_by_name_pinyin_or_initials(world: World, leader: Client, text: str):
    assert "甲硅业" in tree(leader, name=text)
    assert "乙机械" not in tree(leader, name=text)


def test_a_search_finds_no_inner_unit_of_another_enterprise(world: World, hr_of_a: Client):
    page = tree(hr_of_a, name="一班")

    assert str(world.a.team.public_id) in page
    assert str(world.b.team.public_id) not in page


def test_an_export_of_found_units_holds_no_more_than_the_page(world: World, hr_of_a: Client):
    answer = hr_of_a.get("/units", {"name": "一班", "format": "xlsx"})

    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_the_party_tree_of_an_enterprise_holds_what_covers_it(
    world: World, joint_branch: Unit, hr_of_a: Client, worker_of_b: Client
):
    assert "联合党支部" in tree(hr_of_a, tree="PARTY", name="联合")
    assert "联合党支部" not in tree(worker_of_b, tree="PARTY", name="联合")
    assert "联合党支部" not in tree(worker_of_b, tree="PARTY")


def test_the_tree_of_a_day_before_the_zone_is_empty(world: World, leader: Client):
    assert 'class="empty"' in tree(leader, on="2001-01-01")


def test_a_branch_costs_the_same_whatever_stands_beneath(world: World, leader: Client):
    tree(leader)  # its session begins
    with CaptureQueriesContext(connection) as wide:
        branch(leader, world.area)
    with CaptureQueriesContext(connection) as narrow:
        branch(leader, world.other_grid)

    assert len(wide) == len(narrow) <= MOST_QUERIES
