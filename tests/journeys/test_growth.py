"""From apprentice to a higher grade: every step on a page, and seen on the worker's own phone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus

import pytest
from django.conf import LazySettings
from playwright.sync_api import APIResponse, Locator, Page, expect

from apprenticeships import GOALS, Shop, certify, confirmed, make_shop
from gongjiang.careers.models import Promotion, PromotionRound
from gongjiang.careers.services.defaults import install_ladder
from gongjiang.careers.services.grades import place
from gongjiang.careers.services.records import About, record_appraisal
from gongjiang.careers.services.rounds import Days, name_member, open_round
from gongjiang.governance.models import Appeal, Publicity
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.kernel.periods import now
from gongjiang.mentoring.models import Agreement
from gongjiang.mentoring.services.defaults import install_terms
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from gongjiang.skills.services.defaults import install_skill_rules
from journeys.conftest import DESK, PHONE, Opened
from journeys.test_roster_import import look
from world import OPENING, World, make_person, make_worker

pytestmark = [pytest.mark.journey, pytest.mark.commits]

BEGINS = date(2022, 3, 1)
TERM_OVER = date(2022, 9, 1)
CERTIFIED = date(2022, 9, 15)
ROUND = date(2024, 3, 4)
"""A Monday; two years in the grade were over on the first of March."""
LAST_DAY = date(2024, 3, 8)
AFTER_PUBLICITY = date(2024, 3, 20)
EFFECT = date(2024, 4, 1)
GOAL = "独立操作切片机"
TITLE = "2024年春季晋级"

REFUSED = "main .notice-bad[role=alert]"


@dataclass
class Pages:
    """One page for each who takes part, open for as long as the journey lasts.

    Attributes:
        addresses: what another enterprise's HR must not find, gathered on the way.
    """

    open_page: Opened
    settings: LazySettings
    world: World
    shop: Shop
    opened: dict[int, Page] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)

    def on(self, day: date) -> None:
        """Let it be a day."""
        self.settings.TODAY = day

    def of(self, person: Person, path: str, size: dict = DESK) -> Page:
        """A person's page at an address, on their own device."""
        if person.id not in self.opened:
            self.opened[person.id] = self.open_page("/", person=person, size=size)
        page = self.opened[person.id]
        page.goto(path)
        return page

    def phone(self, path: str, *says: str, picture: str = "") -> Page:
        """The worker's phone at an address, and what it says there."""
        page = self.of(self.shop.apprentice, path, PHONE)
        for words in says:
            expect(page.locator("main")).to_contain_text(words)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        if picture:
            look(page, f"growth-{picture}", PHONE)
        return page

    def hide(self, *addresses: str) -> None:
        """The other enterprise's HR finds none of these, nor a name of ours where lists are."""
        self.addresses.update(addresses)
        reader = self.of(self.world.b.hr, "/").request
        for address in sorted(self.addresses):
            answer = reader.get(address)
            assert answer.status == HTTPStatus.NOT_FOUND, address
            self.names_nobody(answer)
        for address in LISTS:
            answer = reader.get(address)
            assert answer.ok, address
            self.names_nobody(answer)

    def names_nobody(self, answer: APIResponse) -> None:
        text = answer.text()
        for name in (self.shop.apprentice.name, self.shop.master.name, GOAL, TITLE):
            assert name not in text, answer.url


LISTS = (
    "/",
    "/people",
    "/mentoring",
    "/mentoring/agreements",
    "/mentoring/agreements/draft",
    "/mentoring/allowances",
    "/skills/certificates",
    "/careers/rounds",
    "/careers/people",
    "/careers/judging",
    "/publicity",
    "/appeals/queue",
    "/notices",
)
"""Where HR reads of people: of their own alone."""


@pytest.fixture
def pages(open_page: Opened, committed_world: World, settings: LazySettings) -> Pages:
    settings.TODAY = BEGINS
    install_defaults(actor=SYSTEM, on=OPENING)
    install_skill_rules(actor=SYSTEM, on=OPENING)
    install_terms(actor=SYSTEM, on=OPENING)
    install_ladder(actor=SYSTEM, on=OPENING)
    shop = make_shop(committed_world)
    place(
        person=shop.apprentice,
        enterprise=shop.site.enterprise,
        sequence="O",
        grade=1,
        actor=shop.site.hr,
        on=BEGINS,
    )
    return Pages(open_page, settings, committed_world, shop)


def press(page: Page, name: str) -> None:
    """Press a button, which leads to another page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(REFUSED)).to_have_count(0)


def fill(page: Page, **words: str) -> None:
    """Fill fields by their names."""
    for name, text in words.items():
        page.locator(f'main [name="{name}"]').fill(text)


def says(page: Page, *words: str) -> None:
    for each in words:
        expect(page.locator("main")).to_contain_text(each)


def unfold(page: Page, name: str) -> None:
    """Open what is folded away, unless it stands open."""
    summary = page.locator("main summary").filter(has_text=name)
    if summary.locator("xpath=..").get_attribute("open") is None:
        summary.click()


def form_to(page: Page, step: str) -> Locator:
    return page.locator(f'main form[action$="/{step}"]')


def take(page: Page, step: str, **words: str) -> None:
    """Take one step of a case on its page: what is asked for, and the button."""
    form = form_to(page, step)
    folded = form.locator("xpath=ancestor::details[1]")
    if folded.count() and folded.get_attribute("open") is None:
        folded.locator("summary").click()
    for name, text in words.items():
        found = form.locator(f'[name="{name}"]')
        if found.first.get_attribute("type") == "radio":
            form.locator(f'[name="{name}"][value="{text}"]').check()
        else:
            found.fill(text)
    with page.expect_navigation():
        form.get_by_role("button").click()
    expect(page.locator(REFUSED)).to_have_count(0)


def test_from_apprentice_to_a_higher_grade(pages: Pages):
    agreement = learns(pages)
    graduates(pages, agreement)
    is_certified(pages)
    held = a_round_opens(pages)
    promotion = rises(pages, held)
    takes_effect(pages, promotion)


def learns(pages: Pages) -> str:
    """HR drafts, both sign on their phones, HR registers; the first month is written."""
    shop = pages.shop
    pages.phone("/mentoring", "还没有")
    page = pages.of(shop.site.hr, "/mentoring/agreements/draft")
    page.get_by_label("徒弟", exact=True).select_option(str(shop.apprentice.public_id))
    page.get_by_label("师傅", exact=True).select_option(str(shop.master.public_id))
    fill(page, goal=GOAL, goals="\n".join(GOALS), starts_on=BEGINS.isoformat())
    look(page, "growth-draft", DESK)
    press(page, "请双方签字")
    says(page, "待签字", "小林")
    address = f"/mentoring/agreements/{Agreement.objects.get().public_id}"
    pages.hide(address)

    phone = pages.phone("/mentoring", "待签字", "您签字前什么都不会开始", picture="to-sign")
    phone.get_by_role("link", name="阅读并签字").click()
    look(phone, "growth-sign", PHONE)
    press(phone, "我签字")
    pages.phone("/mentoring", "您已签字；师傅还没有签。")
    master = pages.of(shop.master, "/mentoring", PHONE)
    master.get_by_role("link", name="小林").click()
    press(master, "我签字")
    pages.phone("/mentoring", "双方已签字；由人事登记。")
    take(pages.of(shop.site.hr, address), "register")
    pages.phone("/mentoring", "带教中", "填写第 1 个月", picture="learning")

    pages.on(date(2022, 4, 1))
    phone = pages.phone("/mentoring")
    phone.get_by_role("link", name="填写第 1 个月").click()
    phone.get_by_label(GOALS[0]).check()
    fill(phone, hours="40", sentence="看懂了作业指导书，会换刀了。")
    look(phone, "growth-month", PHONE)
    press(phone, "交给师傅")
    pages.phone(address, "等师傅确认")
    master = pages.of(shop.master, "/mentoring", PHONE)
    says(master, "看懂了作业指导书，会换刀了。")
    look(master, "growth-master-confirms", PHONE)
    press(master, "确认")
    pages.phone(address, "郑师傅已确认", "看懂了作业指导书，会换刀了。", picture="agreement")
    pages.hide(f"{address}/months/1")
    return address


def graduates(pages: Pages, address: str) -> None:
    """Marks, two opinions, and HR's decision."""
    shop = pages.shop
    confirmed(Agreement.objects.get(), range(2, 7))  # the months between are like the first
    pages.on(TERM_OVER)
    take(pages.of(shop.site.hr, address), "exam")
    pages.phone("/mentoring", "出师考核", "出师考核进行中。")
    learned = pages.phone(address, "第 6 个月")
    expect(learned.locator("main")).not_to_contain_text("第 7 个月")
    hr = pages.of(shop.site.hr, address)
    take(hr, "marks", theory="80", practice="85")
    take(pages.of(shop.master, address, PHONE), "master-opinion", agrees="yes")
    take(pages.of(shop.leader, address, PHONE), "leader-opinion", agrees="yes")
    pages.phone(address, "同意出师", "80", "85", picture="exam")
    hr = pages.of(shop.site.hr, address)
    unfold(hr, "评定考核")
    look(hr, "growth-decide-exam", DESK)
    take(hr, "conclude", outcome="GOOD")
    says(hr, "已出师", "良好")
    pages.phone("/mentoring", "已出师", "良好", picture="graduated")
    pages.phone(address, "已出师")
    assert "元" not in pages.opened[shop.apprentice.id].locator("main").inner_text()
    pages.hide()


def is_certified(pages: Pages) -> None:
    """HR records the certificate; the path tells what it closes, and in time that all is there."""
    shop = pages.shop
    pages.on(CERTIFIED)
    pages.phone("/careers", "O1", "下一级：O2", "请通过初级工（五级）评价", picture="missing")
    address = f"/skills/people/{shop.apprentice.public_id}"
    hr = pages.of(shop.site.hr, address)
    unfold(hr, "登记")
    hr.get_by_role("link", name="登记技能等级证书").click()
    fill(
        hr,
        occupation="电工",
        number="S000064010001225000001",
        issuer="甲硅业",
        issued_on=CERTIFIED.isoformat(),
    )
    hr.get_by_label("等级", exact=True).select_option("1")
    look(hr, "growth-certificate", DESK)
    press(hr, "保存")
    says(hr, "初级工（五级）")
    pages.phone("/skills/mine", "初级工（五级）", "S000064010001225000001", picture="skills")
    path = pages.phone("/careers", "还差")
    expect(path.locator("main")).not_to_contain_text("请通过初级工（五级）评价")
    pages.hide(
        address,
        f"{address}/record/certificate",
        f"/people/{shop.apprentice.public_id}",
        f"/careers/people/{shop.apprentice.public_id}",
    )

    for year, mark in ((2022, "B"), (2023, "A")):
        pages.on(date(year + 1, 1, 18))
        hr = pages.of(shop.site.hr, f"/careers/people/{shop.apprentice.public_id}/appraisal")
        fill(hr, year=str(year))
        hr.locator('main [name="mark"]').select_option(mark)
        press(hr, "保存")
    pages.on(ROUND)
    pages.phone("/careers", "O1", "要求的条件都已具备", picture="eligible")


def a_round_opens(pages: Pages) -> str:
    """HR opens a round and gives its seats."""
    shop = pages.shop
    hr = pages.of(shop.site.hr, "/careers/rounds/new")
    fill(
        hr,
        title=TITLE,
        opens=ROUND.isoformat(),
        closes=LAST_DAY.isoformat(),
        counted=ROUND.isoformat(),
        effect=EFFECT.isoformat(),
    )
    look(hr, "growth-new-round", DESK)
    press(hr, "保存")
    says(hr, TITLE, "还没有人申请")
    address = f"/careers/rounds/{PromotionRound.objects.get().public_id}"
    for person, seat in seats(pages):
        hr = pages.of(shop.site.hr, f"/careers/people/{person.public_id}/seat")
        hr.locator('main [name="seat"]').select_option(seat)
        press(hr, "保存")
    hr = pages.of(shop.site.hr, address)
    says(hr, "评委一", "评审委员会主任")
    pages.phone("/careers", TITLE, "申请截止到")
    pages.hide(address, address.replace("rounds", "apply"))
    return address


def seats(pages: Pages) -> list[tuple[Person, str]]:
    """Three who score, and three who vote, the first of whom has the chair; they are hired once."""
    named = [("PANEL", f"评委{i}") for i in "一二三"]
    named += [("CHAIR", "委员一"), ("COMMITTEE", "委员二"), ("COMMITTEE", "委员三")]
    return [(make_worker(pages.shop.site, name, on=OPENING).person, seat) for seat, name in named]


def judges(*seat: str) -> list[Person]:
    members = PromotionRound.objects.get().members.filter(seat__in=seat)
    return [member.person for member in members.select_related("person").order_by("id")]


def rises(pages: Pages, held: str) -> str:
    """The worker applies on the phone; department, HR, panel and committee follow one another."""
    shop = pages.shop
    promotion = applies(pages)
    pages.phone(promotion, "已申请", "O1 → O2", picture="applied")
    pages.phone("/careers", "晋升到 O2", "已申请")
    leader = pages.of(shop.leader, promotion, PHONE)
    look(leader, "growth-leader", PHONE)
    take(leader, "support", note="同意推荐")
    pages.phone(promotion, "部门已同意")
    hr = pages.of(shop.site.hr, promotion)
    take(hr, "qualify")
    pages.phone(promotion, "已通过资格认证", picture="qualified")
    pages.hide(promotion)
    for member in judges("PANEL"):
        page = pages.of(member, "/careers/judging")
        page.get_by_role("link", name="小林").click()
        take(page, "score", score="85")
        expect(page.locator("main")).to_contain_text("已通过资格认证")
    phone = pages.phone(promotion, "3 / 3")
    expect(phone.locator("main")).not_to_contain_text("85.00")
    hr = pages.of(shop.site.hr, promotion)
    take(hr, "close-defence", note="平均85分")
    says(hr, "85.00")
    look(hr, "growth-defended", DESK)
    pages.phone(promotion, "已通过述职答辩")
    for member in judges("CHAIR", "COMMITTEE"):
        page = pages.of(member, "/careers/judging")
        page.get_by_role("link", name="小林").click()
        take(page, "vote", vote="YES")
    pages.phone(promotion, "已通过述职答辩")
    chair = pages.of(judges("CHAIR")[0], promotion)
    take(chair, "decide", note="三票同意")
    pages.phone(promotion, "评审委员会已通过", picture="decided")
    says(pages.of(shop.site.hr, held), "小林", "评审委员会已通过")
    return promotion


def applies(pages: Pages) -> str:
    phone = pages.phone("/careers")
    phone.get_by_role("link", name=re.compile(TITLE)).click()
    says(phone, "您的理由和业绩")
    fill(phone, statement="两年没有质量事故，带班组完成首件自检。")
    look(phone, "growth-apply", PHONE)
    press(phone, "申请")
    says(phone, "两年没有质量事故")
    return f"/careers/promotions/{Promotion.objects.get().public_id}"


def takes_effect(pages: Pages, promotion: str) -> None:
    """Publicity, its days over and closed, and the new grade."""
    shop = pages.shop
    pages.on(date(2024, 3, 11))
    hr = pages.of(shop.site.hr, promotion)
    take(hr, "publish", from_day="2024-03-12")
    pages.phone(promotion, "公示中", picture="published")
    publicity = f"/publicity/{Publicity.objects.get().public_id}"
    pages.hide(publicity)
    pages.on(date(2024, 3, 13))
    says(pages.of(shop.leader, publicity, PHONE), "小林")
    pages.on(AFTER_PUBLICITY)
    hr = pages.of(shop.site.hr, publicity)
    look(hr, "growth-publicity", DESK)
    press(hr, "结束公示")
    says(hr, "公示通过")
    pages.on(EFFECT)
    take(pages.of(shop.site.hr, promotion), "take-effect")
    pages.phone(promotion, "已生效", picture="in-effect")
    pages.phone("/careers", "O2", "下一级：O3", "O1", picture="risen")
    pages.phone("/notices", "O2")
    file = pages.phone("/")
    file.locator("a.door", has_text="成长档案").click()
    says(file, "出师", "初级工", "O2")
    look(file, "growth-file", PHONE)
    hr = pages.of(shop.site.hr, f"/careers/people/{shop.apprentice.public_id}")
    says(hr, "O2", "已生效")
    look(hr, "growth-hr-career", DESK)
    pages.hide()


def test_a_rejection_that_is_appealed_and_upheld_goes_on(pages: Pages):
    shop = pages.shop
    reformer = make_person("产改办")
    zone = pages.world.zone
    appoint(person=reformer, role=Role.REFORM_OFFICE, unit=zone, actor=SYSTEM, on=OPENING)
    stands_before_a_round(pages)
    promotion = applies(pages)
    take(pages.of(shop.leader, promotion, PHONE), "support")
    hr = pages.of(shop.site.hr, promotion)
    take(hr, "reject", reason="2022年考核等次不够。")
    says(hr, "未通过")

    phone = pages.phone(
        promotion, "未通过", "2022年考核等次不够。", "2024-09-04", picture="rejected"
    )
    pages.phone("/careers", "晋升到 O2", "未通过", "2024-09-04")
    phone = pages.phone(promotion)
    take(phone, "appeal", reason="2022年考核是良好，见考核表。")
    pages.phone(promotion, "申诉中", picture="appealed")
    appeal = f"/appeals/{Appeal.objects.get().public_id}"
    pages.hide(promotion, appeal, appeal.replace("/appeals", "/careers/appeals"))

    office = pages.of(reformer, "/appeals/queue")
    office.get_by_role("link", name=re.compile("O2")).click()
    take(office, "take-up")
    office.get_by_role("link", name="本申诉所依据的档案").click()
    says(office, "O1 → O2", "2022年考核等次不够。")
    look(office, "growth-appeal-file", DESK)
    office.go_back()
    take(office, "decide", verdict="uphold", answer="考核表证明等次为B。")

    pages.phone(appeal, "考核表证明等次为B。")
    phone = pages.phone(promotion, "申诉后重新审核", picture="reopened")
    expect(phone.locator("main")).not_to_contain_text("2024-09-04")
    path = pages.phone("/careers", "申诉后重新审核", "要求的条件都已具备")
    expect(path.locator("main")).not_to_contain_text("2024-09-04")
    take(pages.of(shop.site.hr, promotion), "qualify")
    pages.phone(promotion, "已通过资格认证", picture="goes-on")
    pages.hide()


def stands_before_a_round(pages: Pages) -> None:
    """The worker has all that O2 asks, and a round is open: made by deeds, not on pages."""
    shop = pages.shop
    pages.on(ROUND)
    certify(shop.apprentice, 1, on=CERTIFIED)
    about = About(person=shop.apprentice, enterprise=shop.site.enterprise, actor=shop.site.hr)
    for year in (2022, 2023):
        record_appraisal(about=about, year=year, mark="B", on=date(year + 1, 1, 18))
    days = Days(opens=ROUND, closes=LAST_DAY, counted=ROUND, effect=EFFECT)
    held = open_round(
        enterprise=shop.site.enterprise, title=TITLE, days=days, actor=shop.site.hr, at=now()
    )
    for person, seat in seats(pages):
        name_member(round_id=held.id, person=person, seat=seat, actor=shop.site.hr, at=now())
