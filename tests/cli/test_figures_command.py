"""`gongjiang figures`: for people a table, for programs JSON of one shape."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone
from typer.testing import CliRunner, Result

from gongjiang.cli.commands import app
from reports.conftest import governed  # noqa: F401  (a fixture)
from world import World, make_worker

SHAPE = {
    "id",
    "label",
    "status",
    "value",
    "unit",
    "definition",
    "as_of",
    "window",
    "records",
}


def figures(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["figures", "--lang", "en", *arguments])


def test_json_lists_all_figures_in_one_shape(governed: World):  # noqa: F811
    make_worker(governed.a)

    found = json.loads(figures("--json", "--on", "2022-11-28").stdout)

    assert [figure["id"] for figure in found] == list(range(1, 29))
    assert all(set(figure) == SHAPE for figure in found)
    assert all(set(figure["records"]) == {"count", "url"} for figure in found)
    assert found[0] == {
        "id": 1,
        "label": "Industrial workers",
        "status": "derived",
        "value": 1,
        "unit": "persons",
        "definition": "Industrial workers on roll at the end of the day; each person counted once;"
        " definition version 2017.1",
        "as_of": "2022-11-28",
        "window": None,
        "records": {"count": 1, "url": "/figures/1/records?on=2022-11-28"},
    }
    assert found[1]["value"] == 5
    assert found[1]["window"] == {"after": "2017-10-31", "until": "2022-11-28"}
    derived = {figure["id"]: figure["value"] for figure in found if figure["status"] == "derived"}
    assert derived == {1: 1, 2: 5, 9: 0, 10: 0}
    assert {f["value"] for f in found if f["status"] == "not_yet_derivable"} == {None}


@pytest.mark.parametrize("number", [1, 2, 3, 28])
def test_an_opened_figure_has_as_many_rows_as_it_counts(governed: World, number: int):  # noqa: F811
    for _ in range(3):
        make_worker(governed.a)

    found = json.loads(figures("--json", "--on", "2022-11-28", "--open", str(number)).stdout)

    assert set(found) == SHAPE | {"rows"}
    assert len(found["rows"]) == found["records"]["count"]


def test_a_moment_pins_what_was_known(governed: World):  # noqa: F811
    moment = timezone.now().isoformat()
    make_worker(governed.a)

    then = json.loads(figures("--json", "--on", "2022-11-28", "--known-at", moment).stdout)
    now = json.loads(figures("--json", "--on", "2022-11-28").stdout)

    assert (then[0]["value"], now[0]["value"]) == (0, 1)
    assert "known_at=" in then[0]["records"]["url"]


def test_a_human_reads_a_table(governed: World):  # noqa: F811
    make_worker(governed.a)

    assert "Industrial workers" in figures("--on", "2022-11-28").stdout
    assert "甲硅业" in figures("--on", "2022-11-28", "--open", "1").stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--on", "yesterday"], "“yesterday” is not a day; write it as 2022-11-28."),
        (["--known-at", "noon"], "“noon” is not a moment; write it as 2022-11-28T18:00."),
        (["--open", "29"], "There are figures 1 to 28, and no other."),
    ],
)
@pytest.mark.django_db
def test_what_cannot_be_asked_is_refused_in_a_sentence(arguments: list[str], sentence: str):
    done = figures(*arguments)

    assert done.exit_code == 1
    assert done.stderr.strip() == sentence
