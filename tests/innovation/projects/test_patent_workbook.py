"""An enterprise's own list of patents: brought, applied, taken back, and written out again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brought import Office, lines_by_row, problems
from gongjiang.innovation.models import LoopLink, Patent, PatentInventor
from gongjiang.innovation.registered import PATENTS
from gongjiang.innovation.services.conversions import Use, record_conversion
from gongjiang.innovation.services.patents import advance_patent
from gongjiang.innovation.services.rd_teams import form_rd_team
from gongjiang.kernel.errors import NotAllowed
from gongjiang.ledger.queries import live
from gongjiang.ops.fsck import check_everything, projects
from gongjiang.ops.fsck import workbooks as of_workbooks
from gongjiang.people.brought.life import RestsOnImport
from gongjiang.people.models import Employment
from gongjiang.people.services import workbooks
from innovators import Bench, filed, granted, noon, number_of
from world import NOON, make_worker

INVENTION = number_of("INVENTION", 7)
UTILITY = number_of("UTILITY", 8)


@pytest.fixture
def office(bench: Bench) -> Office:
    return Office(PATENTS, bench.site.enterprise, bench.site.hr)


def row(**others: Any) -> dict[str, Any]:
    return {
        "专利名称": "一种单晶炉密封结构",
        "专利类型": "发明专利",
        "申请号": f"ZL{INVENTION}",
        "申请日": "2021-02-01",
        "发明人": "钱工、孙工",
        "份额": "60%、40%",
        "公开日": "2021-08-01",
        "授权公告日": "2022-03-01",
        "法律状态": "有效",
        "下次年费日": "",
        "失效日": "",
        "失效原因": "",
        **others,
    }


def contradictions() -> list[dict[str, Any]]:
    report = check_everything((*projects.CHECKS, *of_workbooks.CHECKS))
    return [each.as_json() for each in report.broken]


def kinds_of(patent: Patent) -> list[str]:
    facts = live().filter(kind__startswith="innovation.patent.", subject_id=patent.id)
    return sorted(fact.kind.removeprefix("innovation.patent.") for fact in facts)


def test_a_list_becomes_patents_with_the_facts_of_their_days(office: Office, bench: Bench):
    pending = row(
        专利名称="一种夹具", 专利类型="实用新型", 申请号=UTILITY, 发明人="李工", 份额="",
        公开日="", 授权公告日="", 法律状态="审查中",
    )  # fmt: skip
    ended = row(
        专利名称="扳手", 专利类型="外观设计", 申请号=number_of("DESIGN", 9), 公开日="",
        法律状态="终止", 失效日="2022-06-01", 失效原因="未缴年费",
    )  # fmt: skip

    brought = office.applied([row(授权公告日="2021-09-01"), pending, ended])

    first, second, third = Patent.objects.order_by("id")
    assert (first.kind, first.application_number, first.state) == (
        "INVENTION", INVENTION, "MAINTAINED",
    )  # fmt: skip
    assert first.fee_due_on == date(2023, 2, 1)  # 2022's is taken as paid
    shares = PatentInventor.objects.filter(patent=first).order_by("position")
    assert [(each.person_id, each.share_bp) for each in shares] == [
        (bench.lead.id, 6_000), (bench.mate.id, 4_000),
    ]  # fmt: skip
    assert kinds_of(first) == ["filed", "granted", "invented", "invented"]
    assert (second.state, kinds_of(second)) == ("FILED", ["filed"])
    assert (third.state, third.end_reason) == ("LAPSED", "未缴年费")
    assert kinds_of(third) == ["filed", "granted", "invented", "invented", "lapsed"]
    assert contradictions() == []

    office.undone(brought)
    assert not Patent.objects.exists()
    assert not live().filter(kind__startswith="innovation.patent.").exists()
    assert contradictions() == []


def test_what_was_written_out_comes_back_unchanged(office: Office, bench: Bench):
    granted(bench, "INVENTION", serial=1)
    filed(bench, "DESIGN", serial=2, number="")
    invalid = {"法律状态": "宣告无效", "失效日": "2022-06-01", "失效原因": "缺乏创造性"}
    office.applied([row(), row(专利名称="壳体", 申请号=number_of("INVENTION", 3), **invalid)])
    Employment.objects.filter(person=bench.lead).update(staff_number="A001")

    content = workbooks.export(PATENTS, enterprise=office.enterprise, actor=office.actor)

    brought = office.checked(content)
    assert problems(brought) == {}
    assert brought.counts == {"NEW": 0, "CHANGED": 0, "UNCHANGED": 4, "WRONG": 0}


def test_a_patent_goes_on_and_can_be_put_back(office: Office, bench: Bench):
    at = noon(date(2022, 9, 1))
    team = form_rd_team(
        enterprise_id=office.enterprise.id,
        name="密封攻关组",
        topic="密封",
        member_ids=[bench.lead.id, bench.mate.id],
        actor=bench.chair,
        at=at,
    )
    held = filed(bench, "UTILITY", serial=5, number="", rd_team_id=team.id)
    number = number_of("UTILITY", 5)
    names = "、".join(each.person.name for each in held.inventors.order_by("position"))
    moved = row(
        专利名称=held.title, 专利类型="实用新型", 申请号=number, 发明人=names, 份额="",
        申请日=held.filed_on.isoformat(), 公开日="", 授权公告日="2022-03-01",
    )  # fmt: skip

    checked = office.checked([moved])
    [line] = lines_by_row(checked).values()
    assert line.verdict == "CHANGED"
    assert [label for label, _was, _is in line.changes][:2] == ["Application number", "Granted on"]
    brought = workbooks.apply(checked.id, actor=office.actor, at=NOON)

    held.refresh_from_db()
    assert (held.application_number, held.granted_on) == (number, date(2022, 3, 1))
    assert kinds_of(held) == ["filed", "granted", "invented", "invented"]
    assert LoopLink.objects.filter(innovation="PATENT", innovation_id=held.id).exists()
    assert contradictions() == []

    office.undone(brought)
    held.refresh_from_db()
    assert (held.state, held.application_number, held.granted_on) == ("FILED", "", None)
    assert kinds_of(held) == ["filed"]
    assert not LoopLink.objects.exists()
    assert contradictions() == []


def test_each_wrong_row_is_told_with_its_column(office: Office, bench: Bench):
    make_worker(bench.site, "钱工")
    granted(bench, "INVENTION", serial=7)
    wrong = {
        "inventors": row(申请号=number_of("INVENTION", 1)),  # two bear the first one's name
        "number": row(申请号="2021106018620", 发明人="孙工", 份额=""),
        "published_on": row(申请号=UTILITY, 专利类型="实用新型", 发明人="孙工", 份额=""),
        "shares": row(申请号=number_of("INVENTION", 2), 发明人="孙工", 份额="90"),
        "state": row(申请号=number_of("INVENTION", 3), 发明人="孙工", 份额="", 法律状态="在审"),
        "granted_on": row(
            申请号=number_of("INVENTION", 4), 发明人="孙工", 份额="", 授权公告日="2021-06-01"
        ),
        "ended_on": row(
            申请号=number_of("INVENTION", 5), 发明人="孙工", 份额="", 法律状态="失效",
            失效原因="放弃",
        ),
        "fee_due_on": row(
            申请号=number_of("INVENTION", 6), 发明人="孙工", 份额="", 下次年费日="2023-03-03"
        ),
        "title": row(发明人="孙工", 份额=""),  # of the register's own patent
        "kind": row(申请号=number_of("INVENTION", 12), 专利类型="软著"),
    }  # fmt: skip

    found = problems(office.checked(list(wrong.values())))

    for at, key in enumerate(wrong, start=2):
        assert key in [told for told, _problem in found[at]], (key, found[at])


def test_a_row_twice_and_a_name_that_needs_its_number(office: Office, bench: Bench):
    other = make_worker(bench.site, "钱工")
    Employment.objects.filter(id=other.id).update(staff_number="B007")
    mine = row(发明人="钱工(B007)", 份额="")

    checked = office.checked([mine, {**mine, "申请号": INVENTION}])

    assert problems(checked)[3] == [("title", "Row 2 says this already.")]
    office.applied([mine])
    assert PatentInventor.objects.get().person_id == other.person_id


def test_what_rests_on_it_holds_the_import(office: Office, bench: Bench):
    brought = office.applied([row()])
    patent = Patent.objects.get()
    use = Use(
        innovation="PATENT",
        innovation_id=patent.id,
        kind="OWN_USE",
        income_fen=1_000_00,
        agreed_on=date(2022, 5, 1),
    )
    record_conversion(use, actor=bench.reviewer, at=NOON)

    with pytest.raises(RestsOnImport) as refusal:
        office.undone(brought)
    assert [found.kind for found in refusal.value.found] == ["patent.conversion", "patent.link"]


def test_a_step_by_hand_since_holds_the_import(office: Office, bench: Bench):
    pending = row(公开日="", 授权公告日="", 法律状态="审查中")
    brought = office.applied([pending])
    step = {"actor": bench.reviewer, "at": NOON, "patent_id": Patent.objects.get().id}
    advance_patent(state="ACCEPTED", on=date(2021, 3, 1), **step)

    with pytest.raises(RestsOnImport) as refusal:
        office.undone(brought)
    assert [found.kind for found in refusal.value.found] == ["patent.changed"]


def test_nobody_brings_their_own_invention_nor_without_the_register(office: Office, bench: Bench):
    brought = office.checked([row()])

    with pytest.raises(NotAllowed, match="Only the reviewers"):
        workbooks.apply(brought.id, actor=bench.lead, at=NOON)
    own = office.checked([row(发明人=f"钱工、{bench.reviewer.name}")])
    with pytest.raises(NotAllowed, match="about yourself"):
        workbooks.apply(own.id, actor=bench.reviewer, at=NOON)
    assert not Patent.objects.exists()


def test_a_csv_is_read_alike(office: Office):
    text = "\n".join([",".join(row()), ",".join(str(value) for value in row().values())])

    checked = office.checked(text.encode("gb18030"), name="专利台账.csv")

    assert (checked.state, checked.counts["NEW"]) == ("CHECKED", 1)
