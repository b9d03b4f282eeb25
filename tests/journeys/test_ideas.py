"""A worker's idea from the code at the post to the reply; a dead network; ten marked by keys."""

from __future__ import annotations

import time
from io import BytesIO

import pytest
from django.conf import LazySettings
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, Route, expect

from gongjiang.governance.models import Attachment
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.innovation.models import Process, Proposal, ProposalReview, UnitProcess
from gongjiang.innovation.services.panels import assign_panel
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.innovation.services.screening import pass_on
from gongjiang.people.actors import SYSTEM
from gongjiang.people.identity import keyring
from gongjiang.web.innovation.proposals.posts import Post, token_of
from journeys.conftest import DESK, Opened, Watch
from proposing import WORDS, Floor, make_floor, noon, submitted
from world import OPENING, TODAY, World, make_worker

pytestmark = [pytest.mark.journey, pytest.mark.commits]

TEN = 10
ANSWERED_WITHIN = 3.0
"""Seconds from the last key to the answer on a busy machine; 0.4 of them are waited on purpose."""
MARK = 8


@pytest.fixture
def floor(committed_world: World, settings: LazySettings) -> Floor:
    settings.TODAY = TODAY
    install_defaults(actor=SYSTEM, on=TODAY)
    install_proposal_terms(actor=SYSTEM, on=TODAY)
    return make_floor(committed_world)


def a_photo() -> dict[str, object]:
    raw = BytesIO()
    Image.new("RGB", (2400, 1800), "#3b5ba9").save(raw, "JPEG")
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": raw.getvalue()}


def write(page: Page, title: str = WORDS.title) -> None:
    page.get_by_label("一句话说明建议").fill(title)
    page.get_by_label("哪里有问题").fill(WORDS.problem)
    page.get_by_label("为什么会这样").fill(WORDS.cause)
    page.get_by_label("您打算怎么做").fill(WORDS.method)
    page.get_by_label("能带来什么").fill(WORDS.expected)


def send(page: Page) -> None:
    page.get_by_role("button", name="发送", exact=True).click()


def test_a_worker_scans_writes_is_shown_like_ones_and_reads_the_reply(
    floor: Floor, open_page: Opened, watch: Watch
):
    process = Process.objects.create(code="czochralski", name="单晶拉制")
    UnitProcess.objects.create(unit=floor.site.team, process=process, valid_from=OPENING)
    earlier = submitted(floor, floor.friend)
    pass_on(proposal_id=earlier.id, actor=floor.leader, at=noon())
    watch.expected.add(422)
    token = token_of(Post(floor.site.team, process), keyring())

    page = open_page(f"/propose/at/{token}", person=floor.author)
    expect(page.locator(".lead")).to_contain_text("一班")
    expect(page.get_by_label("工艺")).to_have_value(str(process.id))
    write(page)
    expect(page.locator("#similar")).to_contain_text(earlier.title)
    page.get_by_label("照片").set_input_files(a_photo())  # type: ignore[arg-type]
    expect(page.get_by_role("img", name="照片 1")).to_be_visible()

    send(page)
    expect(page.get_by_role("heading", name="您的建议与这些相近")).to_be_visible()
    expect(page.get_by_role("img", name="照片 1")).to_be_visible()
    page.get_by_role("checkbox", name=earlier.title).check()
    page.get_by_role("button", name="我的不一样，照样发送").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS.title)

    mine = Proposal.objects.exclude(id=earlier.id).get()
    [photo] = Attachment.objects.all()
    assert (photo.name, mine.links_back.get().earlier) == ("before-1.jpg", earlier)
    pass_on(proposal_id=mine.id, actor=floor.leader, at=noon(), remark="写得很清楚，谢谢")
    page.goto("/")
    page.get_by_role("link", name="建议").first.click()
    page.get_by_role("link", name=WORDS.title).click()
    expect(page.get_by_role("main")).to_contain_text("写得很清楚，谢谢")


def test_who_types_on_is_answered_about_what_stands_there(
    floor: Floor, open_page: Opened, watch: Watch
):
    """The first question is never answered: it is given up for the next, and that one is shown."""
    earlier = submitted(floor, floor.friend)
    pass_on(proposal_id=earlier.id, actor=floor.leader, at=noon())
    asked: list[Route] = []
    given_up: list[str] = []

    def first_waits(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    page = open_page("/propose", person=floor.author)
    typed = f"**{reverse('similar:while_typing')}*"
    page.route(typed, first_waits)
    page.on("requestfailed", lambda request: given_up.append(request.url))
    problem = page.get_by_label("哪里有问题")
    with page.expect_request(typed):
        problem.press_sequentially(WORDS.problem[:9])
    begun = time.monotonic()
    problem.press_sequentially(WORDS.problem[9:14])

    expect(page.locator("#similar")).to_contain_text(earlier.title)
    assert time.monotonic() - begun < ANSWERED_WITHIN
    assert len(asked) == 2
    assert given_up == [asked[0].request.url]


def test_a_draft_survives_a_dead_network_and_a_closed_page_and_is_sent_once(
    floor: Floor, open_page: Opened, watch: Watch
):
    watch.offline = True
    page = open_page("/propose", person=floor.author)
    write(page)
    page.get_by_label("照片").set_input_files(a_photo())  # type: ignore[arg-type]
    expect(page.get_by_role("status").filter(has_text="已存在本机，尚未发送")).to_be_visible()

    page.context.set_offline(True)
    send(page)
    expect(page.get_by_role("status").filter(has_text="没有网络")).to_be_visible()
    assert not Proposal.objects.exists()

    other = page.context.new_page()
    page.close()
    other.context.set_offline(False)
    other.goto("/propose")
    expect(other.get_by_label("哪里有问题")).to_have_value(WORDS.problem)
    expect(other.get_by_role("img", name="照片 1")).to_be_visible()
    expect(other.get_by_role("status").filter(has_text="尚未发送")).to_be_visible()
    send(other)
    expect(other.get_by_role("heading", level=1)).to_have_text(WORDS.title)

    assert Proposal.objects.count() == 1
    assert Attachment.objects.count() == 1
    other.goto("/propose")
    expect(other.get_by_label("哪里有问题")).to_have_value("")


def test_a_reviewer_clears_ten_by_keyboard(floor: Floor, open_page: Opened):
    made = []
    for number in range(TEN):
        author = make_worker(floor.site, f"作者{number}").person
        proposal = submitted(floor, author)
        pass_on(proposal_id=proposal.id, actor=floor.leader, at=noon())
        made.append(proposal.id)
    assign_panel(
        proposal_ids=made,
        reviewer_ids=floor.panel,
        chair_id=floor.chair.id,
        actor=floor.hr,
        at=noon(),
    )

    page = open_page("/proposals/review", person=floor.second, size=DESK)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    second = page.locator("[data-entry]").nth(1).get_attribute("href")
    page.keyboard.press("j")  # what is typed before the second is there is for the second
    for left in range(TEN, 0, -1):
        expect(page.locator("[data-entry]")).to_have_count(left)
        page.wait_for_load_state()  # keys are heard as soon as the page's script is there
        for _ in range(3):
            page.keyboard.press(str(MARK))
        page.keyboard.press("Enter")
        expect(page.locator(f"[data-entry][href='{second}']")).to_have_count(0)
    expect(page.get_by_text("没有等您评分的建议")).to_be_visible()

    given = ProposalReview.objects.filter(reviewer=floor.second)
    assert list(given.values_list("score", flat=True)) == [3 * MARK] * TEN
