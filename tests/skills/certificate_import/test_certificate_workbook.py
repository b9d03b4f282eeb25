"""HR's own list of certificates is read as it is, compared, applied whole, and taken back."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.utils import translation

from brought import lines_by_row, problems
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import live
from gongjiang.people.brought.life import RestsOnImport, RollChanged
from gongjiang.people.brought.reading import in_memory
from gongjiang.people.models import Employment, WorkbookHabits, WorkbookImport
from gongjiang.people.services import workbooks
from gongjiang.skills.models import OperationCertificate, OperationReview, SkillCertificate
from gongjiang.skills.services.certificates import revoke_certificate
from gongjiang.skills.services.operation import suspend_operation_certificate
from gongjiang.workbooks.opening import open_workbook
from jobs import run_jobs
from skills.certificate_import.conftest import NUMBERS, Shop
from world import NOON, TODAY, World

pytestmark = pytest.mark.django_db

State = WorkbookImport.State


def skill(name: str = "王电", **others: Any) -> dict[str, Any]:
    return {
        "姓名": name,
        "身份证号": NUMBERS[name],
        "证书名称": "职业技能等级证书",
        "职业(工种)": "电工",
        "等级": "三级/高级工",
        "特种作业类别": "",
        "证书编号": "S000064010122003001",
        "发证日期": "2021-06-30",
        "有效期至": "",
        "复审日期": "",
        "发证机构": "甲硅业",
        **others,
    }


def operation(name: str = "王电", **others: Any) -> dict[str, Any]:
    return skill(
        name,
        **{
            "证书名称": "特种作业操作证",
            "职业(工种)": "",
            "等级": "",
            "特种作业类别": "低压电工作业",
            "证书编号": "T" + NUMBERS[name],
            "发证日期": "2020-03-01",
            "有效期至": "2026-02-28",
            "复审日期": "2023-02-28",
            "发证机构": "自治区应急管理厅",
            **others,
        },
    )


def test_both_families_are_new_then_recorded_then_unchanged(shop: Shop):
    rows = [skill(), operation()]
    brought = shop.checked(rows)
    assert brought.counts == {"NEW": 2, "CHANGED": 0, "UNCHANGED": 0, "WRONG": 0}
    assert not SkillCertificate.objects.exists()

    workbooks.apply(brought.id, actor=shop.actor, at=NOON)

    person = shop.people["王电"]
    held = SkillCertificate.objects.get()
    assert (held.person, held.rank, held.occupation.code) == (person, 3, "6-31-01-03")
    assert held.issuer_kind == "ENTERPRISE"
    paper = OperationCertificate.objects.get()
    assert (paper.kind_code, paper.valid_until) == ("LOW_VOLTAGE", date(2026, 3, 1))
    assert paper.review_due == date(2023, 3, 1)
    facts = live().filter(person_id=person.id, kind__startswith="skills.").order_by("id")
    assert [(f.kind, f.occurred_on, f.enterprise_id) for f in facts] == [
        ("skills.certificate.issued", date(2021, 6, 30), shop.enterprise.id),
        ("skills.operation_certificate.issued", date(2020, 3, 1), shop.enterprise.id),
    ]
    assert shop.checked(rows).counts["UNCHANGED"] == 2


def test_an_export_comes_back_unchanged_and_shows_no_national_id(shop: Shop):
    number = NUMBERS["王电"]
    shop.applied([skill(), operation(证书编号=number), operation("李焊")])
    with translation.override("zh-hans"):
        written = workbooks.export(shop.kind, enterprise=shop.enterprise, actor=shop.actor)

    assert shop.checked(written).counts == {"NEW": 0, "CHANGED": 0, "UNCHANGED": 3, "WRONG": 0}
    cells = {str(cell) for sheet in sheets(written) for row in sheet.rows for cell in row}
    assert number not in cells


def test_titles_merged_cells_sums_and_odd_headings_are_what_offices_send(shop: Shop):
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("证书")
        sheet.merge_range(0, 0, 0, 8, "甲硅业特种作业人员台账（2022年）")
        sheet.write_row(
            1,
            0,
            [
                "序号",
                "员工姓名*",
                "员工编号",
                "准操项目",
                "证号",
                "初领日期",
                "有效期",
                "应复审日期",
            ],
        )
        sheet.write(1, 8, "发证机关（全称）")
        sheet.write_row(2, 0, [1, "李 焊", "0012", "熔化焊接与热切割作业", "T64-1", "2020.3.1"])
        sheet.write_row(2, 6, ["2026年2月28日", "2023/2/28"])
        sheet.write_row(3, 0, [2, "", "", "高处安装、维护、拆除作业", "T64-2", 43891, 46081, 44985])
        sheet.merge_range(2, 1, 3, 1, "李 焊")
        sheet.merge_range(2, 2, 3, 2, "0012")
        sheet.merge_range(2, 8, 3, 8, "应急管理厅")
        sheet.write_row(4, 0, ["合计", "2人"])

    brought = shop.applied(buffer.getvalue())

    assert brought.counts["NEW"] == 2
    kinds = OperationCertificate.objects.filter(person=shop.people["李焊"]).order_by("number")
    assert [(each.kind_code, each.issued_on, each.valid_until) for each in kinds] == [
        ("WELDING", date(2020, 3, 1), date(2026, 3, 1)),
        ("HEIGHT_INSTALLATION", date(2020, 3, 1), date(2026, 3, 1)),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_of_either_encoding_is_read(shop: Shop, encoding: str):
    rows = [skill()]
    text = "\n".join([",".join(rows[0]), ",".join(rows[0].values())])

    assert shop.checked(text.encode(encoding), name="证书.csv").counts["NEW"] == 1


def test_each_wrong_row_says_where_what_and_how_to_mend_it(shop: Shop, world: World):
    stranger = "640102199005019999"
    rows = [
        skill(身份证号=stranger[:17] + "X"),
        skill(姓名="王店"),
        skill(等级="特级技师"),
        skill(**{"职业(工种)": "太空焊工"}),
        skill(发证日期="2023-06-30", 证书编号="B-1"),
        operation(特种作业类别="开火箭"),
        skill(证书名称="工程师职称证书"),
        skill(证书编号=1.2345678901234567e18),
        skill(发证机构="", 证书编号="B-2"),
        skill(证书编号="A-1"),
        skill(证书编号="A-1"),
    ]
    brought = shop.checked(rows)

    found = problems(brought)
    keys = [found[row][0][0] if row in found else "" for row in range(2, 13)]
    assert keys == [
        *("national_id", "name", "rank", "occupation", "issued_on", "kind", "title"),
        *("number", "issuer", "", "number"),
    ]
    for line in brought.lines.filter(verdict="WRONG"):
        for problem in line.problems:
            assert problem["remedy"]
            assert NUMBERS["王电"] not in str(problem)
            assert stranger[:17] not in str(problem)
    with pytest.raises(CannotDo):
        workbooks.apply(brought.id, actor=shop.actor, at=NOON)
    run_jobs()
    [sheet] = sheets(workbooks.annotated_file(brought, actor=shop.actor))
    assert sheet.rows[0][-2:] == ["Problem", "How to mend it"]
    assert all(row[-1] for row in sheet.rows[1:10])


def test_formulas_and_scripts_stay_text(shop: Shop):
    nasty = "=HYPERLINK(1)<script>alert(1)</script>"
    row = skill(发证机构=nasty)
    text = "\n".join(["\t".join(row), "\t".join(row.values())])
    brought = shop.applied(text.encode(), name="证书.csv")
    assert SkillCertificate.objects.get().issuer == nasty
    written = workbooks.export(shop.kind, enterprise=shop.enterprise, actor=shop.actor)

    assert nasty in {cell for sheet in sheets(written) for row in sheet.rows for cell in row}
    assert brought.state == State.APPLIED


def test_later_days_are_a_review_and_earlier_ones_are_wrong(shop: Shop):
    shop.applied([operation()])
    later = operation(复审日期="2026-02-28", 上次复审日期="2022-11-01")
    brought = shop.checked([later])
    assert brought.counts["CHANGED"] == 1
    [line] = brought.lines.all()
    assert line.changes == [["Review due by", "2023-02-28", ""]]

    workbooks.apply(brought.id, actor=shop.actor, at=NOON)

    held = OperationCertificate.objects.get()
    assert (held.valid_until, held.review_due) == (date(2026, 3, 1), None)
    assert OperationReview.objects.get().reviewed_on == date(2022, 11, 1)
    assert live().filter(kind="skills.operation_certificate.reviewed").count() == 1
    assert [key for key, _ in problems(shop.checked([operation()]))[2]] == ["valid_until"]
    shop.undone(brought)
    held.refresh_from_db()
    assert (held.review_due, OperationReview.objects.count()) == (date(2023, 3, 1), 0)
    assert not live().filter(kind="skills.operation_certificate.reviewed").exists()


def test_a_suspended_certificate_is_not_reviewed_by_a_workbook(shop: Shop):
    shop.applied([operation()])
    suspend_operation_certificate(
        certificate_id=OperationCertificate.objects.get().id,
        reason="违章作业",
        actor=shop.actor,
        on=date(2022, 11, 1),
    )

    brought = shop.checked([operation(复审日期="2026-02-28")])

    [(key, problem)] = problems(brought)[2]
    assert key == "reviewed_on"
    assert "suspended" in problem


def test_undone_it_has_never_been_and_can_come_again(shop: Shop):
    brought = shop.applied([skill(), operation()])

    shop.undone(brought)

    assert not SkillCertificate.objects.exists()
    assert not OperationCertificate.objects.exists()
    assert not live().filter(kind__startswith="skills.certificate").exists()
    assert shop.applied([skill(), operation()]).counts["NEW"] == 2


def test_what_rests_on_it_is_named_and_it_stays(shop: Shop):
    brought = shop.applied([skill()])
    held = SkillCertificate.objects.get()
    revoke_certificate(certificate_id=held.id, reason="FRAUD", actor=shop.actor, on=TODAY)

    with pytest.raises(RestsOnImport) as refusal:
        shop.undone(brought)

    [resting] = refusal.value.found
    assert (resting.kind, resting.person_id) == ("skills.certificate.revoked", held.person_id)


def test_what_was_compared_must_still_be_so_when_it_is_applied(shop: Shop):
    brought = shop.checked([skill()])
    shop.applied([skill()])

    with pytest.raises(RollChanged):
        workbooks.apply(brought.id, actor=shop.actor, at=NOON)

    assert workbooks.check(brought.id, actor=shop.actor, at=NOON).counts["UNCHANGED"] == 1


def test_an_unsure_column_is_asked_once_and_remembered(shop: Shop):
    row = operation()
    row["持有的证书编号（以证件为准）等"] = row.pop("证书编号")
    brought = shop.checked([row])
    assert (brought.state, brought.reading["unsure"]) == (State.MAPPING, ["number"])

    heading = brought.reading["mapping"]["number"]
    workbooks.choose(brought.id, columns={"number": heading}, actor=shop.actor)
    workbooks.check(brought.id, actor=shop.actor, at=NOON)
    workbooks.apply(brought.id, actor=shop.actor, at=NOON)

    assert WorkbookHabits.objects.get().columns["number"] == heading
    assert shop.checked([row]).counts["UNCHANGED"] == 1


def test_nobody_records_their_own_and_others_hr_sees_none_of_it(shop: Shop, world: World):
    Employment.objects.filter(person=world.a.hr).update(staff_number="0001")
    row = skill(姓名=world.a.hr.name, 身份证号="", 工号="0001")
    brought = shop.checked([row])
    assert lines_by_row(brought)[2].verdict == "NEW"

    with pytest.raises(NotAllowed):
        workbooks.apply(brought.id, actor=world.a.hr, at=NOON)
    with pytest.raises(NotAllowed):
        workbooks.check(brought.id, actor=world.b.hr, at=NOON)


def sheets(content: bytes):
    with in_memory(content) as path:
        return open_workbook(path, name="x.xlsx").sheets
