"""`gongjiang index`: computed, published, and computed once more."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.conf import settings
from typer.testing import CliRunner, Result

from gongjiang.cli import opened
from gongjiang.cli.commands import app
from gongjiang.kernel.home import Home
from index.conftest import governed  # noqa: F401  (a fixture)
from lake.conftest import wait_for_other_tests
from world import World, make_worker

pytestmark = pytest.mark.commits


@pytest.fixture(autouse=True)
def _own_lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lake of the test's own, beside the database that runs already."""
    monkeypatch.setattr(settings, "HOME", Home(tmp_path / "home"))
    monkeypatch.setattr(opened.postgres, "running", lambda _home: nullcontext())


def command(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["index", *arguments, "--lang", "en"])


def test_a_run_is_told_as_json_and_holds_when_computed_once_more(
    governed: World,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
):
    for _ in range(12):
        make_worker(governed.a)
    wait_for_other_tests()

    monkeypatch.setenv("COLUMNS", "120")
    found = json.loads(command("run", "--on", "2022-11-28", "--json").stdout)

    assert (found["day"], found["engine"], found["framework"]) == ("2022-11-28", "duckdb", "2022.1")
    assert [each["code"] for each in found["zone"]["composites"]] == ["D", "F"]
    [talent] = [
        each
        for part in found["zone"]["dimensions"]
        for each in part["indicators"]
        if each["id"] == "P2"
    ]
    assert (talent["value"], talent["n"], talent["absence"]) == (0, 12, None)
    assert found["zone"]["composites"][0]["absence"] == "LITTLE"
    told = command("verify", "--json")
    assert json.loads(told.stdout) == [{"day": "2022-11-28", "outcome": "HOLDS"}]
    assert told.exit_code == 0
    assert "Voluntary turnover" in command("run", "--on", "2022-11-28").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--on", "gestern"), "is not a day"),
        (("--known-at", "later"), "is not a moment"),
        (("--on", "2017-01-01"), "has to be approved first"),
    ],
)
def test_what_cannot_be_run_is_refused_in_a_sentence(
    governed: World,  # noqa: F811
    arguments: tuple[str, str],
    said: str,
):
    refused = command("run", *arguments)
    assert refused.exit_code == 1
    assert said in refused.stderr
