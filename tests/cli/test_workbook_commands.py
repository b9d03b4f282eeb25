"""`gongjiang certificates`: compared, applied, handed out and undone, for people and programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from gongjiang.cli.commands import app
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Employment, WorkbookImport
from gongjiang.skills.models import SkillCertificate
from gongjiang.skills.services.defaults import install_skill_rules
from rosters import workbook
from world import CODES, TODAY, World, make_worker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("defaults")]

ROW = {
    "姓名": "王电",
    "工号": "007",
    "职业": "6-31-01-03",
    "等级": "三级",
    "证书编号": "S1",
    "发证日期": "2021-06-30",
    "发证机构": "甲硅业",
}


def certificates(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["certificates", *arguments, "--lang", "en"])


def brought(path: Path, *arguments: str) -> Result:
    return certificates("import", str(path), "--enterprise", CODES["A"], "--json", *arguments)


def test_a_workbook_is_compared_applied_exported_and_undone(world: World, tmp_path: Path):
    install_skill_rules(actor=SYSTEM, on=TODAY)
    employment = make_worker(world.a, "王电")
    Employment.objects.filter(id=employment.id).update(staff_number="007")
    file, out = tmp_path / "证书.xlsx", tmp_path / "out.xlsx"
    file.write_bytes(workbook([ROW]))

    assert json.loads(brought(file).stdout)["new"] == 1
    assert not WorkbookImport.objects.exists()
    applied = json.loads(brought(file, "--apply").stdout)
    assert (applied["applied"], SkillCertificate.objects.count()) == (True, 1)
    assert certificates("export", str(out), "--enterprise", CODES["A"]).exit_code == 0
    assert json.loads(brought(out).stdout)["unchanged"] == 1
    assert certificates("undo", applied["import"], "--reason", "传错了").exit_code == 0
    assert not SkillCertificate.objects.exists()


def test_a_wrong_row_ends_with_1_and_an_unreadable_file_with_2(world: World, tmp_path: Path):
    install_skill_rules(actor=SYSTEM, on=TODAY)
    file, other = tmp_path / "证书.xlsx", tmp_path / "证书.pdf"
    file.write_bytes(workbook([ROW]))
    other.write_bytes(b"%PDF-1.7")

    wrong = brought(file, "--apply")

    assert wrong.exit_code == 1
    assert json.loads(wrong.stdout)["wrong"][0]["remedy"]
    assert brought(other).exit_code == 2
