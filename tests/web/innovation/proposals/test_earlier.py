"""HR brings the list of earlier ideas where all workbooks are brought."""

from __future__ import annotations

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from access.readers import client_of
from gongjiang.innovation.models import Proposal
from gongjiang.people.models import WorkbookImport
from jobs import run_jobs
from proposing import Floor
from rosters import workbook

ROW = {
    "标题": "换色标<b>",
    "现状": "看不清",
    "改善措施": "把标签换成黄底黑字的",
    "提出人": "何助",
    "提出日期": "2021-03-01",
    "处理结果": "未采纳",
    "评审日期": "2021-03-09",
    "理由": "已有规定",
}


def test_a_list_is_brought_reviewed_applied_and_undone(floor: Floor):
    hr = client_of(floor.hr)
    listed = reverse("people:workbooks", args=["ideas"])
    assert f'href="{listed}"' in hr.get(reverse("proposals:mine")).content.decode()
    assert "What was adopted goes on here" in hr.get(listed).content.decode()

    sent = {
        "enterprise": str(floor.site.enterprise.public_id),
        "file": SimpleUploadedFile("旧建议.xlsx", workbook([ROW])),
    }
    assert hr.post(f"{listed}/new", {"idempotency_key": str(uuid4()), **sent}).status_code == 302
    run_jobs()
    found = WorkbookImport.objects.get()

    def address(deed: str = "") -> str:
        return reverse(f"people:workbook{deed}", args=[found.public_id])

    page = hr.get(address()).content.decode()
    assert "Apply, all of it" in page
    assert "换色标&lt;b&gt; · 2021-03-01 · 未采纳" in page
    hr.post(address("_apply"), {"idempotency_key": str(uuid4())})
    run_jobs()
    assert Proposal.objects.get().title == "换色标<b>"
    hr.post(address("_undo"), {"idempotency_key": str(uuid4()), "reason": "传错了"})
    run_jobs()
    assert not Proposal.objects.exists()


def test_who_is_not_hr_is_not_led_there(floor: Floor):
    page = client_of(floor.author).get(reverse("proposals:mine")).content.decode()

    assert "Earlier ideas" not in page
