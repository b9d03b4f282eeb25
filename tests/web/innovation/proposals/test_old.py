"""An enterprise's earlier ideas are brought from its workbook: all of them, or none."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from access.readers import client_of
from gongjiang.innovation.models import Proposal, State
from gongjiang.ops.fsck import ledger, proposals
from gongjiang.ops.fsck.run import check_everything
from proposing import Floor

HEAD = (
    "标题",
    "现状",
    "改善措施",
    "提出人",
    "提出日期",
    "处理结果",
    "评审日期",
    "实施日期",
    "理由",
)
DAY, LATER, DONE = date(2021, 3, 1), date(2021, 3, 9), date(2021, 4, 2)
GOOD = (
    (
        "炉口加导流罩",
        "热气外溢",
        "折一个罩子装上去试一个月",
        "方想",
        DAY,
        "已实施",
        LATER,
        DONE,
        "有效",
    ),
    ("换色标", "看不清", "把标签换成黄底黑字的", "何助", DAY, "未采纳", LATER, "", "已有规定"),
    ("加扶手", "楼梯滑", "在二号梯加装不锈钢扶手", "何助", LATER, "采纳", LATER, "", ""),
)


@pytest.fixture
def hr(floor: Floor) -> Client:
    return client_of(floor.hr)


def bring(client: Client, floor: Floor, *rows: tuple[Any, ...], step: str = "check") -> Any:
    raw = BytesIO()
    with xlsxwriter.Workbook(raw, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("建议")
        for number, row in enumerate((HEAD, *rows)):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value)
                elif value != "":
                    sheet.write(number, column, value)
    form = {
        "idempotency_key": str(uuid4()),
        "enterprise": str(floor.site.enterprise.public_id),
        "file": SimpleUploadedFile("旧建议.xlsx", raw.getvalue()),
        "step": step,
    }
    return client.post("/proposals/old", form)


def test_checking_changes_nothing(floor: Floor, hr: Client):
    answer = bring(hr, floor, *GOOD)

    assert "3 ideas can be taken over" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_taken_over_with_the_days_it_happened_on(floor: Floor, hr: Client):
    answer = bring(hr, floor, *GOOD, step="take")

    assert answer.status_code == 302, answer.content.decode()
    held = {one.title: one for one in Proposal.objects.all()}
    done = held["炉口加导流罩"]
    assert (done.state, done.submitted_on, done.implemented_on) == (State.IMPLEMENTED, DAY, DONE)
    assert done.authors.get().person == floor.author
    assert held["换色标"].state == State.NOT_ADOPTED
    assert held["加扶手"].due_on is not None
    assert check_everything([*proposals.CHECKS, *ledger.CHECKS]).broken == ()


def test_one_wrong_row_and_none_is_taken_over(floor: Floor, hr: Client):
    rows = (*GOOD, ("无名", "脏", "每天擦两遍地面", "查无此人", DAY, "也许", LATER, "", ""))

    answer = bring(hr, floor, *rows, step="take")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "This answer is not known here." in page
    assert not Proposal.objects.exists()
    back = bring(hr, floor, *rows, step="annotate")
    assert back.content.startswith(b"PK")


def test_days_out_of_order_and_strangers_are_told(floor: Floor, hr: Client):
    answer = bring(
        hr,
        floor,
        ("甲", "脏", "每天擦两遍地面", "查无此人", DAY, "采纳", LATER, "", ""),
        ("乙", "脏", "每天擦两遍地面", "方想", LATER, "采纳", DAY, "", ""),
    )
    page = answer.content.decode()

    assert "Nobody of this name worked in this enterprise" in page
    assert "not in their order" in page


def test_brought_again_it_is_there_already(floor: Floor, hr: Client):
    bring(hr, floor, *GOOD, step="take")

    again = bring(hr, floor, *GOOD, step="take")

    assert "is there already" in again.content.decode()
    assert Proposal.objects.count() == len(GOOD)
