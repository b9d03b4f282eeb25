"""HR brings its dirty workbook, mends it, applies it, sees its people, and takes it all back."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import dirty
import spreadsheets
from gongjiang.workbooks.opening import open_workbook
from jobs import run_jobs
from journeys.conftest import DESK, PHONE, Opened
from journeys.test_axe import AXE, complaints
from world import World

pytestmark = [pytest.mark.journey, pytest.mark.commits]

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def work_off() -> None:
    """Do what a worker would."""
    run_jobs()


def bring(page: Page, content: bytes, name: str) -> None:
    page.get_by_label("文件", exact=True).set_input_files(
        {"name": name, "mimeType": SPREADSHEET, "buffer": content}
    )
    page.get_by_role("button", name="读取文件").click()
    expect(page.locator("#roster-progress")).to_be_visible()
    work_off()
    # The page asks how it goes, and draws itself anew once that is over.
    expect(page.locator("#roster-progress")).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_hr_imports_mends_applies_and_undoes(
    open_page: Opened, committed_world: World, tmp_path: Path, size: dict
):
    page = open_page("/people", person=committed_world.a.hr, size=size)
    page.get_by_role("link", name="导入花名册").click()
    page.get_by_role("link", name="上传花名册").first.click()
    look(page, "bring", size)
    bring(page, spreadsheets.xlsx(dirty.dirty()), "花名册.xlsx")

    expect(page.locator("main")).to_contain_text("行有误")
    wrong = page.locator("#lines")
    expect(wrong).to_contain_text("Excel把这个号码当成了数值，后几位已经丢失。")
    expect(wrong).to_contain_text("05/03/2021")
    expect(page.get_by_role("button", name="全部生效")).to_have_count(0)
    look(page, "wrong", size)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载标注了问题的表格").click()
    download.value.save_as(tmp_path / "a.xlsx")
    [sheet] = open_workbook(tmp_path / "a.xlsx", name="a.xlsx").sheets
    told = [row for row in sheet.rows if "后几位已经丢失" in str(row)]
    assert [row[1] for row in told] == ["赵一", "赵二"]

    page.get_by_role("link", name="上传改好的文件").click()
    bring(page, spreadsheets.xlsx(dirty.mended()), "花名册（改）.xlsx")
    expect(page.locator("main")).to_contain_text("尚未写入任何数据")
    expect(page.locator("#lines")).to_contain_text("王七")
    look(page, "review", size)
    page.get_by_role("button", name="全部生效").click()
    expect(page.locator("#roster-progress")).to_contain_text("正在写入变动")
    work_off()
    expect(page.locator("main")).to_contain_text("已全部生效")
    look(page, "applied", size)

    page.get_by_role("link", name="查看人员").click()
    expect(page.locator("#people")).to_contain_text("王七")

    page.go_back()
    page.get_by_role("link", name="撤销本次导入").click()
    page.get_by_label("撤销原因").fill("传错了企业")
    look(page, "undo", size)
    page.get_by_role("button", name="全部撤销").click()
    expect(page.locator("#roster-progress")).to_contain_text("正在撤销")
    work_off()
    expect(page.locator("main")).to_contain_text("传错了企业")
    page.goto("/people")
    expect(page.locator("#people")).not_to_contain_text(re.compile("王[一二三四五六七]"))


def look(page: Page, name: str, size: dict) -> None:
    """Each page on the way is accessible; where LOOK names a folder, a picture is kept in it."""
    page.evaluate(AXE.read_text())
    assert list(complaints(page)) == []
    page.set_viewport_size(size)
    folder = os.environ.get("LOOK")
    if folder:
        page.screenshot(path=f"{folder}/{name}-{size['width']}.png", full_page=True)
