"""An enterprise's earlier ideas, from the list that was kept before: brought whole, taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brought import Office, lines_by_row, problems
from gongjiang.innovation.models import Author, ChangedText, Proposal, State
from gongjiang.innovation.queries.proposals import desk_of
from gongjiang.innovation.queries.similar import find_similar, text_scope_of
from gongjiang.innovation.registered import EARLIER_IDEAS
from gongjiang.innovation.services.implementing import start
from gongjiang.innovation.services.similarity import fold_texts
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import live
from gongjiang.ops.fsck import ledger, proposals, similar
from gongjiang.ops.fsck import workbooks as brought_books
from gongjiang.ops.fsck.run import check_everything
from gongjiang.people.brought.life import RestsOnImport, RollChanged
from gongjiang.people.models import Employment, WorkbookHabits
from gongjiang.people.services import workbooks
from proposing import Floor, noon, submitted, working_day
from world import NOON, TODAY, make_worker

CHECKS = [*proposals.CHECKS, *ledger.CHECKS, *similar.CHECKS, *brought_books.CHECKS]


def row(title: str, author: str, outcome: str, **others: Any) -> dict[str, Any]:
    return {
        "标题": title,
        "现状": "热气外溢, 每班要停炉清理",
        "改善措施": "折一个不锈钢罩子装上去试一个月",
        "提出人": author,
        "提出日期": "2021-03-01",
        "处理结果": outcome,
        "评审日期": "2021-03-09",
        "实施日期": "",
        "理由": "",
        **others,
    }


GOOD = [
    row("炉口加导流罩", "方想", "已实施", 实施日期="2021-04-02", 理由="有效"),
    row("换色标", "何助", "未采纳", 理由="已有规定"),
    row("加扶手", "何助", "采纳", 提出日期="2020-11-09"),
]


@pytest.fixture(autouse=True)
def on_the_day(settings: Any) -> None:
    """What waits is not overdue yet."""
    settings.TODAY = TODAY


@pytest.fixture
def office(floor: Floor) -> Office:
    return Office(EARLIER_IDEAS, floor.site.enterprise, floor.hr)


def broken() -> tuple[str, ...]:
    return tuple(found.check.name for found in check_everything(CHECKS).broken)


def test_ideas_are_taken_over_with_their_days_and_taken_back(office: Office, floor: Floor):
    brought = office.applied(GOOD)

    held = {one.title: one for one in Proposal.objects.all()}
    done = held["炉口加导流罩"]
    assert (done.state, done.submitted_on) == (State.IMPLEMENTED, date(2021, 3, 1))
    assert done.implemented_on == date(2021, 4, 2)
    assert done.authors.get().person == floor.author
    assert held["换色标"].state == State.NOT_ADOPTED
    assert held["加扶手"].number == "2020-000001"
    assert held["加扶手"].due_on is not None
    assert broken() == ()
    assert office.checked(GOOD).counts["UNCHANGED"] == len(GOOD)
    exported = workbooks.export(office.kind, enterprise=office.enterprise, actor=office.actor)
    assert office.checked(exported).counts["UNCHANGED"] == len(GOOD)

    fold_texts(at=NOON)
    office.undone(brought)

    assert not Proposal.objects.exists()
    assert not live().filter(kind__startswith="innovation.").exists()
    assert broken() == ()
    office.applied(GOOD)
    assert broken() == ()


def test_what_was_brought_is_found_by_its_words(office: Office, floor: Floor):
    office.applied(GOOD)

    scope = text_scope_of(desk_of(floor.author, TODAY))
    found = find_similar("热气外溢折一个不锈钢罩子装上去", scope)

    assert {one.proposal.title for one in found} >= {"炉口加导流罩"}
    assert ChangedText.objects.count() == len(GOOD)


def test_one_wrong_row_and_none_is_taken_over(office: Office):
    brought = office.checked([*GOOD, row("无名", "查无此人", "也许", 提出日期="")])

    assert [key for key, _problem in problems(brought)[5]] == ["outcome", "submitted_on"]
    assert brought.counts == {"NEW": 3, "CHANGED": 0, "UNCHANGED": 0, "WRONG": 1}
    with pytest.raises(CannotDo):
        workbooks.apply(brought.id, actor=office.actor, at=NOON)
    assert not Proposal.objects.exists()


def test_each_wrong_cell_says_what_is_wrong_and_how_to_mend_it(office: Office, floor: Floor):
    make_worker(floor.site, "何助")
    rows = [
        row("甲", "查无此人", "采纳"),
        row("乙", "方想", "采纳", 评审日期="2021-02-01"),
        row("丙", "方想", "已实施"),
        row("丁", "方想", "采纳", 评审日期="2031-02-01"),
        row("戊", "何助", "采纳"),
        row("己", "方想", "采纳"),
        row("己", "方想", "采纳"),
        row("庚", "方想", "采纳", 改善措施="热气外溢, 每班要停炉清理"),
        row("辛", "方想", "采纳", 工号="X9"),
    ]

    told = {number: found[0] for number, found in problems(office.checked(rows)).items()}

    assert {number: key for number, (key, _said) in told.items()} == {
        2: "author",
        3: "decided_on",
        4: "implemented_on",
        5: "decided_on",
        6: "author",
        8: "title",
        9: "method",
        10: "staff_number",
    }
    assert "Several people" in told[6][1]
    assert "Row 7 says this already" in told[8][1]


def test_a_staff_number_tells_two_of_one_name_apart(office: Office, floor: Floor):
    other = make_worker(floor.site, "何助")
    Employment.objects.filter(id=other.id).update(staff_number="A 07")

    office.applied([row("换色标", "何助", "未采纳", 工号="a07")])

    assert Author.objects.get().person_id == other.person_id


def test_columns_named_once_are_remembered(office: Office):
    rows = [{**GOOD[1], "怎么说的": GOOD[1]["处理结果"]}]
    del rows[0]["处理结果"]
    brought = office.bring(rows)
    assert workbooks.check(brought.id, actor=office.actor, at=NOON).state == "MAPPING"
    workbooks.choose(brought.id, columns={"outcome": "怎么说的"}, actor=office.actor)
    workbooks.check(brought.id, actor=office.actor, at=NOON)
    workbooks.apply(brought.id, actor=office.actor, at=NOON)

    assert WorkbookHabits.objects.get().columns["outcome"] == "怎么说的"
    assert office.checked(rows).counts["UNCHANGED"] == 1


def test_an_idea_somebody_has_taken_up_holds_the_import(office: Office, floor: Floor):
    brought = office.applied(GOOD)
    start(
        proposal_id=Proposal.objects.get(title="加扶手").id,
        actor=floor.chair,
        owner_id=floor.friend.id,
        plan="下月停机时装上。",
        planned_on=working_day(10),
        at=noon(),
    )

    with pytest.raises(RestsOnImport) as refusal:
        office.undone(brought)

    assert {(rests.kind, rests.person_id) for rests in refusal.value.found} == {
        ("step", floor.friend.id)
    }
    assert Proposal.objects.count() == len(GOOD)


def test_what_was_checked_must_still_be_so(office: Office, floor: Floor):
    first, second = office.checked(GOOD), office.checked(GOOD)
    workbooks.apply(first.id, actor=office.actor, at=NOON)

    with pytest.raises(RollChanged):
        workbooks.apply(second.id, actor=office.actor, at=NOON)

    again = workbooks.check(second.id, actor=office.actor, at=NOON)
    assert {line.verdict for line in lines_by_row(again).values()} == {"UNCHANGED"}


def test_hr_alone_and_nobody_their_own(office: Office, floor: Floor):
    with pytest.raises(NotAllowed):
        Office(EARLIER_IDEAS, office.enterprise, floor.author).bring(GOOD)
    own = office.checked([row("自己的", floor.hr.name, "采纳")])
    with pytest.raises(NotAllowed):
        workbooks.apply(own.id, actor=office.actor, at=NOON)
    submitted(floor)
    assert Proposal.objects.count() == 1
