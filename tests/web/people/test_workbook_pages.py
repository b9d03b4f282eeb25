"""HR brings a workbook of certificates, reads what it comes to, applies it and takes it back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Employment, WorkbookImport
from gongjiang.skills.models import SkillCertificate
from gongjiang.skills.services.defaults import install_skill_rules
from jobs import run_jobs
from rosters import workbook
from signing import sign_in
from world import TODAY, World, make_worker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("defaults")]


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.TODAY = TODAY
    with translation.override("en"):
        yield


@pytest.fixture
def hr(world: World) -> Client:
    install_skill_rules(actor=SYSTEM, on=TODAY)
    employment = make_worker(world.a, "王电")
    Employment.objects.filter(id=employment.id).update(staff_number="007")
    client = sign_in(world.a.hr)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


ROW = {
    "姓名": "王电",
    "工号": "007",
    "职业": "电工",
    "等级": "三级",
    "证书编号": "S1",
    "发证日期": "2021-06-30",
    "发证机构": "<b>甲硅业</b>",
}


def send(client: Client, address: str, **data: object):
    return client.post(address, {"idempotency_key": str(uuid4()), **data})


def brought(client: Client, world: World, row: dict[str, str]) -> WorkbookImport:
    """The import of a file that was sent and checked."""
    address = reverse("people:workbook_bring", args=["certificates"])
    enterprise = str(world.a.enterprise.public_id)
    file = SimpleUploadedFile("证书.xlsx", workbook([row]))
    assert send(client, address, enterprise=enterprise, file=file).status_code == 302
    run_jobs()
    return WorkbookImport.objects.latest("uploaded_at")


def address(found: WorkbookImport, deed: str = "") -> str:
    return reverse(f"people:workbook{deed}", args=[found.public_id])


def test_a_workbook_is_reviewed_applied_and_undone(hr: Client, world: World):
    found = brought(hr, world, ROW)
    page = hr.get(address(found)).content.decode()
    assert "Apply, all of it" in page
    assert "issuer taken as" in page
    assert "<b>甲硅业</b>" not in page

    send(hr, address(found, "_apply"))
    run_jobs()

    assert SkillCertificate.objects.get().number == "S1"
    assert "Undo this import" in hr.get(address(found)).content.decode()
    send(hr, address(found, "_undo"), reason="传错了")
    run_jobs()
    assert not SkillCertificate.objects.exists()
    listed = hr.get(reverse("people:workbooks", args=["certificates"])).content.decode()
    assert "证书.xlsx" in listed


def test_a_wrong_row_is_shown_with_its_remedy_and_as_a_workbook(hr: Client, world: World):
    found = brought(hr, world, {**ROW, "等级": "特级技师"})

    page = hr.get(address(found)).content.decode()

    assert "Certificates are of rank 1 to 5" in page
    assert "Apply, all of it" not in page
    assert hr.get(address(found, "_annotated")).status_code == 200
    assert send(hr, address(found, "_apply")).status_code == 409


def test_a_column_in_doubt_is_asked_for(hr: Client, world: World):
    odd = {**ROW, "持有的证书编号（以证件为准）等": "S1"}
    del odd["证书编号"]
    found = brought(hr, world, odd)
    assert "Which column is which?" in hr.get(address(found)).content.decode()

    send(hr, address(found, "_choose"), **found.reading["mapping"])
    run_jobs()

    found.refresh_from_db()
    assert found.state == WorkbookImport.State.CHECKED


def test_an_export_is_handed_out_and_no_other_kind_exists(hr: Client):
    answer = hr.get(reverse("people:workbook_export", args=["grades"]))
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    assert hr.get(reverse("people:workbooks", args=["nothing"])).status_code == 404
