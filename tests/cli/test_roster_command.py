"""`gongjiang roster`: a workbook compared, applied, undone, handed out; for people and programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from gongjiang.cli.commands import app
from gongjiang.people.models import Employment, Person, RosterImport
from rosters import national_id, row, workbook
from world import CODES, World, make_worker

pytestmark = pytest.mark.django_db


def roster(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["roster", *arguments, "--lang", "en"])


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def written(*rows: dict[str, Any], name: str = "花名册.xlsx") -> str:
        path = tmp_path / name
        path.write_bytes(workbook(rows))
        return str(path)

    return written


def brought(path: str, *arguments: str, code: str = CODES["A"]) -> tuple[int, dict[str, Any]]:
    answer = roster("import", path, "--enterprise", code, "--json", *arguments)
    return answer.exit_code, json.loads(answer.stdout)


def test_a_dry_run_counts_and_leaves_nothing(world: World, file: Any):
    status, answer = brought(file(row("李新", national_id(1)), row("王新", national_id(2))))

    assert status == 0
    counts = {name: answer[name] for name in ("new", "changed", "unchanged", "leaving", "held")}
    assert counts == {"new": 2, "changed": 0, "unchanged": 0, "leaving": 0, "held": 0}
    assert answer["wrong"] == []
    assert not answer["applied"]
    assert not RosterImport.objects.exists()


def test_applied_it_is_there_and_undone_it_is_not(world: World, file: Any):
    path = file(row("李新", national_id(1)))
    status, answer = brought(path, "--apply")
    assert (status, answer["applied"]) == (0, True)
    assert brought(path)[1]["unchanged"] == 1

    undone = roster("undo", answer["import"], "--reason", "传错了文件")

    assert undone.exit_code == 0
    assert not Person.objects.filter(name="李新").exists()


def test_a_wrong_row_is_told_by_row_column_value_problem_and_remedy(world: World, file: Any):
    wrong = national_id(2)[:17] + ("0" if national_id(2)[17] != "0" else "1")
    path = file(
        row("李新", national_id(1)), row("王新", wrong), row("赵新", national_id(3), 手机="1")
    )

    status, answer = brought(path, "--apply")

    assert status == 1
    assert [(w["row"], w["column"]) for w in answer["wrong"]] == [(3, "身份证号"), (4, "手机")]
    assert wrong not in json.dumps(answer)
    assert answer["wrong"][0]["value"] == wrong[:3] + "*" * 13 + wrong[-2:]
    assert all(each["problem"] and each["remedy"] for each in answer["wrong"])
    assert not Employment.objects.filter(person__name="李新").exists()


def test_what_is_no_workbook_ends_with_two(world: World, tmp_path: Path):
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(b"%PDF-1.7 nothing to see")

    status, answer = brought(str(path))

    assert status == 2
    assert answer["unreadable"]


def test_a_file_that_is_not_there_ends_with_two(world: World, tmp_path: Path):
    answer = roster("import", str(tmp_path / "none.xlsx"), "--enterprise", CODES["A"])

    assert answer.exit_code == 2
    assert "none.xlsx" in answer.stderr


def test_an_unsure_guess_is_refused_until_it_is_said(world: World, file: Any):
    odd = row("李新", national_id(1))
    odd["现从事的岗位或工种等"] = odd.pop("岗位")
    path = file(odd)

    status, answer = brought(path)
    assert status == 2
    assert list(answer["unsure"]) == ["post"]

    status, answer = brought(path, "--map", "现从事的岗位或工种等=post")
    assert (status, answer["new"]) == (0, 1)


def test_who_is_missing_leaves_when_day_and_reason_are_said(world: World, file: Any):
    make_worker(world.a, "走人")
    path = file(row("李新", national_id(1)))

    said = brought(path, "--unit", "一车间/一班", "--leaving", "2022-11-01", "--reason", "RESIGNED")

    assert said[1]["leaving"] == 1
    refused = roster("import", path, "--enterprise", CODES["A"], "--leaving", "2022-11-01")
    assert refused.exit_code == 1
    assert "why" in refused.stderr


def test_an_exported_roster_comes_back_unchanged(world: World, tmp_path: Path):
    make_worker(world.a)
    path = str(tmp_path / "导出.xlsx")
    assert roster("export", path, "--enterprise", CODES["A"]).exit_code == 0

    status, answer = brought(path)

    assert (status, answer["unchanged"], answer["new"]) == (0, 2, 0)


def test_for_people_it_is_a_table(world: World, file: Any):
    answer = roster("import", file(row("李新", "1")), "--enterprise", CODES["A"])

    assert answer.exit_code == 1
    assert "身份证号" in answer.stdout
