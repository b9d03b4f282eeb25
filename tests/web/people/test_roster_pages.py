"""HR brings its workbook, reads what it comes to, applies it and takes it back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from gongjiang.kernel.jobs import defer
from gongjiang.kernel.periods import today
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Employment, EmploymentHold, Role, RosterFile, RosterImport
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.transfers import move_people
from gongjiang.workbooks.opening import open_workbook
from jobs import run_jobs
from rosters import national_id, row, workbook
from signing import sign_in
from world import OPENING, Site, World, make_person, make_worker

State = RosterImport.State


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def hr(world: World) -> Client:
    client = sign_in(world.a.hr)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def send(client: Client, address: str, **data: object):
    return client.post(address, {"idempotency_key": str(uuid4()), **data})


def brought(
    client: Client,
    world: World,
    content: bytes,
    name: str = "名册.xlsx",
    site: Site | None = None,
    **said: object,
) -> RosterImport:
    """The import of a file that was sent and checked."""
    file = SimpleUploadedFile(name, content)
    scope = str((site or world.a).enterprise.public_id)
    terms = {"scope": scope, "changes_on": "2022-11-28", "missing": "stay", **said}
    answer = send(client, reverse("people:roster_bring"), file=file, **terms)
    assert answer.status_code == 302, answer.context["form"].errors
    work_off()
    return RosterImport.objects.latest("uploaded_at")


def work_off() -> None:
    """Do what a worker would."""
    run_jobs()


def address(roster: RosterImport, deed: str = "roster") -> str:
    return reverse(f"people:{deed}", args=[roster.public_id])


def page(client: Client, roster: RosterImport, **query: str) -> str:
    return client.get(address(roster), query).content.decode()


def test_a_good_workbook_is_reviewed_applied_and_undone(hr, world):
    roster = brought(
        hr, world, workbook([row("李新", national_id(1)), row("李二", national_id(2))])
    )
    assert roster.state == State.CHECKED
    assert "李新" in page(hr, roster, show="NEW")
    assert not Employment.objects.filter(person__name="李新").exists()

    send(hr, address(roster, "roster_apply"))
    assert "The changes are being made" in page(hr, roster)
    work_off()

    assert Employment.objects.filter(person__name="李新").exists()
    assert "Applied, all of it" in page(hr, roster)
    send(hr, address(roster, "roster_undo"), reason="传错了文件")
    assert "The import is being taken back" in page(hr, roster)
    work_off()
    assert "传错了文件" in page(hr, roster)
    assert not Employment.objects.filter(person__name="李新").exists()


def test_wrong_cells_are_told_on_the_page_and_in_the_workbook(hr, world, tmp_path):
    roster = brought(hr, world, workbook([row("李新", national_id(1), 入职日期="05/03/2021")]))

    text = page(hr, roster)
    assert "1 row is wrong" in text
    assert "05/03/2021" in text
    assert "This could be two different days" in text
    answer = hr.get(address(roster, "roster_annotated"))
    path = tmp_path / "annotated.xlsx"
    path.write_bytes(b"".join(answer))
    [sheet] = open_workbook(path, name="a.xlsx").sheets
    assert any("This could be two different days" in str(cell) for cell in sheet.rows[1])
    refused = send(hr, address(roster, "roster_apply"))
    assert refused.status_code == 409


def test_the_annotated_workbook_is_written_by_a_job_and_waited_for(hr, world):
    roster = brought(hr, world, workbook([row("李新", national_id(1), 入职日期="去年")]))
    RosterFile.objects.update(annotated=None, rows_done=500, rows_all=2_000)

    assert "500 of 2,000 rows" in page(hr, roster)
    assert "500 of 2,000 rows" in page(hr, roster, part="annotated")
    assert hr.get(address(roster, "roster_annotated")).status_code == 409
    defer("people.annotate_roster", roster_id=roster.id)
    work_off()

    assert address(roster, "roster_annotated") in page(hr, roster, part="annotated")
    assert hr.get(address(roster, "roster_annotated")).status_code == 200


def test_what_rests_on_an_import_is_told_where_it_was_to_be_undone(hr, world):
    roster = brought(hr, world, workbook([row("李新", national_id(1))]))
    send(hr, address(roster, "roster_apply"))
    work_off()
    employment = Employment.objects.get(person__name="李新")
    move_people(employment_ids=[employment.id], to=world.a.other_team, actor=world.a.hr, on=today())

    send(hr, address(roster, "roster_undo"), reason="传错了文件")
    work_off()

    text = page(hr, roster)
    roster.refresh_from_db()
    assert roster.state == State.APPLIED
    assert "Nothing was taken back" in text
    assert "1 things have been recorded" in text
    assert reverse("people:person", args=[employment.person.public_id]) in text


@pytest.mark.parametrize(
    ("state", "said"),
    [("APPLYING", "1,200 of 4,000 records written"), ("UNDOING", "records taken back")],
)
def test_progress_tells_how_much_of_all_is_done(hr, world, state: str, said: str):
    roster = brought(hr, world, workbook([row("李新", national_id(1))]))
    if state == "UNDOING":
        send(hr, address(roster, "roster_apply"))
        work_off()
    RosterImport.objects.update(state=state)
    RosterFile.objects.update(rows_done=1_200, rows_all=4_000)

    assert said in page(hr, roster, part="progress")


def test_a_column_in_doubt_is_asked_about_with_its_examples(hr, world):
    rows = [row("李新", national_id(1))]
    rows[0]["现在所在班组情况"] = rows[0].pop("班组")
    roster = brought(hr, world, workbook(rows))

    assert roster.state == State.MAPPING
    text = page(hr, roster)
    assert "For example: 一班" in text
    fields = hr.get(address(roster)).context["form"]
    answers = {name: field.initial for name, field in fields.fields.items()}
    send(hr, address(roster, "roster_choose"), **answers)
    work_off()

    assert RosterImport.objects.get(id=roster.id).state == State.CHECKED


def test_a_column_chosen_twice_is_told(hr, world):
    rows = [row("李新", national_id(1))]
    rows[0]["现在所在班组情况"] = rows[0].pop("班组")
    roster = brought(hr, world, workbook(rows))
    fields = hr.get(address(roster)).context["form"].fields
    answers = {name: field.initial for name, field in fields.items()} | {"post": "姓名"}

    answer = send(hr, address(roster, "roster_choose"), **answers)

    assert "chosen twice" in answer.content.decode()


def test_what_is_no_spreadsheet_is_told_on_its_page(hr, world):
    roster = brought(hr, world, b"%PDF-1.7", name="名册.xlsx")

    assert roster.state == State.FAILED
    assert "This is not a spreadsheet" in page(hr, roster)


def test_leaving_asks_when_and_why(hr, world):
    make_worker(world.a, "走人")
    file = SimpleUploadedFile("a.xlsx", workbook([row("李新", national_id(1))]))
    scope = str(world.a.team.public_id)

    answer = send(
        hr,
        reverse("people:roster_bring"),
        scope=scope,
        file=file,
        changes_on="2022-11-28",
        missing="leave",
    )
    assert "Say when and why they left" in answer.content.decode()

    roster = brought(
        hr,
        world,
        workbook([row("李新", national_id(1))]),
        scope=scope,
        missing="leave",
        leaving_on="2022-11-28",
        leaving_reason="RESIGNED",
    )
    assert "走人" in page(hr, roster, show="LEAVING")


def test_what_changes_is_shown_before_and_after(hr, world):
    first = brought(hr, world, workbook([row("李新", national_id(1))]))
    send(hr, address(first, "roster_apply"))
    work_off()

    second = brought(hr, world, workbook([row("李新", national_id(1), 班组="三班")]))

    text = page(hr, second, show="CHANGED")
    assert '<del class="diff-old">一班</del>' in text
    assert "三班 (to be opened)" in text


def test_a_double_click_brings_once_and_applies_once(hr, world):
    key = str(uuid4())
    for _ in range(2):
        hr.post(
            reverse("people:roster_bring"),
            {
                "idempotency_key": key,
                "scope": str(world.a.enterprise.public_id),
                "changes_on": "2022-11-28",
                "missing": "stay",
                "file": SimpleUploadedFile("a.xlsx", workbook([row("李新", national_id(1))])),
            },
        )
    assert RosterImport.objects.count() == 1


def test_another_enterprises_import_is_not_there(hr, world):
    roster = brought(hr, world, workbook([row("李新", national_id(1))]))
    other = sign_in(world.b.hr)

    for deed in ("roster", "roster_annotated", "roster_undo"):
        assert other.get(address(roster, deed)).status_code == 404
    for deed in ("roster_apply", "roster_check", "roster_discard", "roster_choose"):
        assert send(other, address(roster, deed)).status_code == 404


def test_progress_asks_for_the_page_anew_when_it_is_over(hr, world):
    roster = brought(hr, world, workbook([row("李新", national_id(1))]))

    answer = hr.get(address(roster), {"part": "progress"}, headers={"HX-Request": "true"})

    assert answer.headers["HX-Refresh"] == "true"


def test_the_exported_roster_comes_back_unchanged(hr, world):
    make_worker(world.a, "老工")
    content = b"".join(hr.get(reverse("people:roster_export")))

    roster = brought(hr, world, content)

    assert roster.counts["UNCHANGED"] == 2
    assert "there is nothing to apply" in page(hr, roster)
    assert hr.get(reverse("people:roster_export"), {"enterprise": "x"}).status_code == 404


@pytest.fixture
def hold(hr, world) -> EmploymentHold:
    """Somebody whom another employer has, named in this one's file."""
    other = sign_in(world.b.hr)
    first = brought(other, world, workbook([row("李新", national_id(1))]), site=world.b)
    send(other, address(first, "roster_apply"))
    work_off()
    roster = brought(hr, world, workbook([row("李新", national_id(1), 入职日期="2022-11-01")]))
    assert roster.counts["HELD"] == 1
    assert world.b.enterprise.name not in page(hr, roster, show="HELD")
    send(hr, address(roster, "roster_apply"))
    work_off()
    return EmploymentHold.objects.get()


def test_the_person_confirms_what_an_employer_says(hold):
    client = sign_in(hold.person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert hold.enterprise.name in client.get(reverse("people:holds")).content.decode()

    send(client, reverse("people:hold", args=[hold.public_id]), deed="confirm")

    assert Employment.objects.filter(person=hold.person, employer=hold.enterprise).exists()


def test_declined_nobody_is_hired_and_nobody_else_may_decide(hold, world):
    page_of = reverse("people:hold", args=[hold.public_id])
    assert sign_in(world.a.hr).get(page_of).status_code == 404

    send(sign_in(hold.person), page_of, deed="decline", answer="不是我")

    assert not Employment.objects.filter(person=hold.person, employer=hold.enterprise).exists()


def test_the_zones_officer_decides_by_enterprise_and_row_without_a_name(hold, world):
    officer = make_person("保护专员")
    appoint(person=officer, role=Role.PRIVACY_OFFICER, unit=world.zone, actor=SYSTEM, on=OPENING)
    text = sign_in(officer).get(reverse("people:hold", args=[hold.public_id])).content.decode()

    assert hold.enterprise.name in text
    assert hold.person.name not in text


@pytest.mark.parametrize("verdict", ["NEW", "WRONG", "CHANGED"])
def test_a_review_asks_little_whatever_the_number_of_rows(
    hr, world, verdict, django_assert_max_num_queries
):
    wrong = [row(f"误{chr(0x4E00 + n)}", national_id(n), 入职日期="去年") for n in range(40, 70)]
    good = [row(f"李{chr(0x4E00 + n)}", national_id(n)) for n in range(40)]
    roster = brought(hr, world, workbook([*good, *wrong]))

    with django_assert_max_num_queries(15):
        page(hr, roster, show=verdict)
