"""A choice among many: what is typed narrows what is offered, and what is chosen stays."""

from __future__ import annotations

import pytest

from gongjiang.web.house.pickers import MOST, Picker

TEAMS = [(f"v{number}", f"{number}班") for number in range(1, 121)]


@pytest.fixture
def picker() -> Picker:
    picker = Picker()
    picker.choices = [("一车间", TEAMS[:60]), ("二车间", TEAMS[60:])]
    picker.spellings = {"v7": "qiban qb"}
    return picker


def drawn(picker: Picker, value: str | None = None) -> str:
    return picker.render("team", value, {"id": "id_team"})


def test_no_more_than_some_dozen_are_offered(picker: Picker):
    assert drawn(picker).count("<option") == MOST


def test_the_chosen_one_is_offered_wherever_it_stands(picker: Picker):
    assert '<option value="v119" selected>' in drawn(picker, "v119")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("11班", {"v11", "v111"}), ("QIBAN", {"v7"}), ("qb", {"v7"}), ("无此班", set())],
)
def test_what_is_typed_is_found_in_name_pinyin_or_initials(
    picker: Picker, typed: str, found: set[str]
):
    picker.found_by = typed

    offered = drawn(picker)

    assert {value for value, _label in TEAMS if f'value="{value}"' in offered} == found


def test_a_heading_finds_all_beneath_it(picker: Picker):
    picker.found_by = "二车间"

    assert 'value="v61"' in drawn(picker)
    assert 'value="v1"' not in drawn(picker)


def test_a_short_list_has_nothing_to_type():
    picker = Picker()
    picker.choices = TEAMS[:3]
    picker.found_by = "what was typed when the list was long"

    assert "search" not in drawn(picker)
    assert drawn(picker).count("<option") == 3
