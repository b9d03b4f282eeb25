"""A worker opens their growth file on a small phone, and takes it along so that it verifies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from gongjiang.cli.commands import app
from gongjiang.people.models import PostKind
from gongjiang.people.services.employment import Post, move_person
from journeys.conftest import Opened
from world import World, make_worker

pytestmark = [pytest.mark.journey, pytest.mark.commits]

SMALL_PHONE = {"width": 360, "height": 740}


def fits(page: Page) -> bool:
    """Whether nothing reaches beyond the screen's side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_worker_reads_their_file_and_the_export_holds(
    open_page: Opened, committed_world: World, tmp_path: Path
):
    site = committed_world.a
    employment = make_worker(site, "王小明")
    post = Post(unit=site.other_team, name="班组质检员", kind=PostKind.TECHNICAL)
    move_person(employment_id=employment.id, to=post, actor=site.hr, on=date(2021, 6, 1))

    page = open_page("/", person=employment.person, size=SMALL_PHONE)
    expect(page.locator("h1")).to_have_text("王小明")
    expect(page.locator("main")).to_contain_text("班组质检员")
    assert fits(page)

    page.locator("a.door", has_text="我的成长档案").click()
    expect(page).to_have_url(page.url.split("/me")[0] + reverse("growth:file"))
    expect(page.locator("main .event")).to_have_count(2)
    assert fits(page)

    for name in ("growth:file_json", "growth:file_pdf"):
        with page.expect_download() as taken:
            page.locator(f'main a[href="{reverse(name)}"]').click()
        file = tmp_path / taken.value.suggested_filename
        taken.value.save_as(file)
        assert CliRunner().invoke(app, ["verify", str(file)]).exit_code == 0
