"""The exit examination and what follows: graduation, extension, failure, an early end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from apprenticeships import (
    BEGINS,
    Shop,
    certify,
    confirmed,
    drafted,
    examined,
    graduated,
    noon,
    started,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import Recorded, facts_of
from gongjiang.mentoring.models import Agreement, Allowance, Tenure
from gongjiang.mentoring.services.changes import close_change, propose_change, sign_change
from gongjiang.mentoring.services.exams import (
    conclude_exam,
    enter_marks,
    open_exit_exam,
    opine_as_leader,
    opine_as_master,
)
from gongjiang.mentoring.services.requests import ask, decide_request
from gongjiang.mentoring.services.steps import NotNow
from gongjiang.people.models import Person
from world import World, make_worker

OVER = date(2022, 9, 1)


def found(person: Person, kind: str) -> list[Recorded]:
    return [fact for fact in facts_of(person.id) if fact.kind == f"mentoring.{kind}"]


def test_graduation_is_recorded_for_both_and_earns_the_master(shop: Shop):
    agreement = started(shop)
    confirmed(agreement, [1, 2, 3, 4, 5])

    agreement = graduated(shop, agreement, OVER, "GOOD")

    assert (agreement.state, agreement.result, agreement.ended_on) == ("GRADUATED", "GOOD", OVER)
    [done] = found(shop.apprentice, "agreement.graduated")
    assert (done.fact.master_id, done.fact.result) == (shop.master.id, "GOOD")  # type: ignore[attr-defined]
    [taught] = found(shop.master, "apprentice.taught")
    assert (taught.fact.apprentice_id, taught.fact.months) == (shop.apprentice.id, 6)  # type: ignore[attr-defined]
    [due] = found(shop.master, "allowance.due")
    assert due.fact.amount_fen == 5 * 200_00 * 75 // 100  # type: ignore[attr-defined]
    [allowance] = Allowance.objects.all()
    assert (allowance.months, allowance.percent, allowance.amount_fen) == (5, 75, 75_000)
    [tenure] = Tenure.objects.all()
    assert tenure.valid_to == OVER


def test_excellent_earns_all_and_a_prize(shop: Shop):
    agreement = started(shop)
    confirmed(agreement, range(1, 7))

    graduated(shop, agreement, OVER, "EXCELLENT")

    [allowance] = Allowance.objects.all()
    assert (allowance.amount_fen, allowance.prize_fen) == (6 * 200_00 + 1_000_00, 1_000_00)


def test_an_examination_before_its_time_needs_half_the_term_and_a_reason(shop: Shop):
    agreement = started(shop)
    with pytest.raises(CannotDo, match="once 50 % of its term are over"):
        open_exit_exam(
            agreement_id=agreement.id,
            actor=shop.site.hr,
            at=noon(date(2022, 5, 1)),
            early_reason="学得快",
        )
    with pytest.raises(CannotDo, match="say why it is completed early"):
        open_exit_exam(agreement_id=agreement.id, actor=shop.site.hr, at=noon(date(2022, 6, 15)))

    exam = open_exit_exam(
        agreement_id=agreement.id,
        actor=shop.site.hr,
        at=noon(date(2022, 6, 15)),
        early_reason="学得快",
    )

    assert (exam.number, exam.early_reason) == (1, "学得快")


def test_ended_early_as_completed_is_graduation(shop: Shop):
    agreement = started(shop)
    confirmed(agreement, [1, 2, 3])
    at = noon(date(2022, 6, 15))
    open_exit_exam(
        agreement_id=agreement.id, actor=shop.site.hr, at=at, early_reason="提前达到目标"
    )
    enter_marks(agreement_id=agreement.id, theory=70, practice=70, actor=shop.site.hr, at=at)
    opine_as_master(agreement_id=agreement.id, agrees=True, opinion="", actor=shop.master, at=at)
    opine_as_leader(agreement_id=agreement.id, agrees=True, opinion="", actor=shop.leader, at=at)

    conclude_exam(agreement_id=agreement.id, outcome="PASS", actor=shop.site.hr, at=at)

    [allowance] = Allowance.objects.all()
    assert (allowance.months, allowance.amount_fen) == (3, 3 * 200_00 // 2)


def test_each_opinion_is_given_by_whom_it_asks(shop: Shop, world: World):
    agreement = started(shop)
    at = noon(OVER)
    open_exit_exam(agreement_id=agreement.id, actor=shop.site.hr, at=at)

    for other in (shop.leader, shop.apprentice, shop.site.hr):
        with pytest.raises(NotAllowed):
            opine_as_master(agreement_id=agreement.id, agrees=True, opinion="", actor=other, at=at)
    for other in (shop.master, shop.apprentice, shop.site.hr, world.b.hr):
        with pytest.raises(NotAllowed):
            opine_as_leader(agreement_id=agreement.id, agrees=True, opinion="", actor=other, at=at)
    with pytest.raises(CannotDo, match="what speaks against"):
        opine_as_leader(
            agreement_id=agreement.id, agrees=False, opinion="", actor=shop.leader, at=at
        )


def test_hr_speaks_for_the_leader_where_the_master_leads_the_team(shop: Shop):
    certify(shop.leader, 5)
    agreement = started(shop, master=shop.leader)
    at = noon(OVER)
    open_exit_exam(agreement_id=agreement.id, actor=shop.site.hr, at=at)

    with pytest.raises(NotAllowed, match="cannot speak for the team leader"):
        opine_as_leader(
            agreement_id=agreement.id, agrees=True, opinion="", actor=shop.leader, at=at
        )
    exam = opine_as_leader(
        agreement_id=agreement.id, agrees=True, opinion="", actor=shop.site.hr, at=at
    )

    assert exam.leader_opined_by == shop.site.hr


def test_it_is_extended_once_and_examined_again(shop: Shop):
    agreement = started(shop)
    examined(shop, agreement, OVER, marks=(55, 80))
    with pytest.raises(CannotDo, match="Graduation needs 60 marks in theory, and there are 55"):
        conclude_exam(agreement_id=agreement.id, outcome="PASS", actor=shop.site.hr, at=noon(OVER))
    with pytest.raises(CannotDo, match="from 1 to 6 months"):
        conclude_exam(
            agreement_id=agreement.id,
            outcome="EXTENDED",
            extension_months=7,
            actor=shop.site.hr,
            at=noon(OVER),
        )

    agreement = conclude_exam(
        agreement_id=agreement.id,
        outcome="EXTENDED",
        extension_months=3,
        actor=shop.site.hr,
        at=noon(OVER),
    )

    assert (agreement.state, agreement.ends_on) == ("EXTENDED", date(2022, 12, 1))
    [fact] = found(shop.apprentice, "agreement.extended")
    assert fact.fact.ends_on == date(2022, 12, 1)  # type: ignore[attr-defined]
    again = date(2022, 12, 1)
    examined(shop, agreement, again, marks=(50, 50))
    with pytest.raises(CannotDo, match="extended once"):
        conclude_exam(
            agreement_id=agreement.id,
            outcome="EXTENDED",
            extension_months=1,
            actor=shop.site.hr,
            at=noon(again),
        )
    failed = conclude_exam(
        agreement_id=agreement.id, outcome="FAILED", actor=shop.site.hr, at=noon(again)
    )
    assert (failed.state, Allowance.objects.count()) == ("FAILED", 0)
    assert len(found(shop.apprentice, "agreement.failed")) == 1


def test_after_a_failure_another_master_renews_for_a_year(shop: Shop):
    failed = started(shop)
    examined(shop, failed, OVER, marks=(10, 10))
    failed = conclude_exam(
        agreement_id=failed.id, outcome="FAILED", actor=shop.site.hr, at=noon(OVER)
    )
    with pytest.raises(CannotDo, match="another master takes over"):
        drafted(shop, OVER, renews=failed, term_months=12)
    other = make_worker(shop.site, "钱师傅").person
    certify(other, 5)

    renewal = drafted(shop, OVER, renews=failed, master=other, term_months=12)

    assert (renewal.renews, renewal.master) == (failed, other)


def test_a_decision_is_made_once_and_not_by_the_parties(shop: Shop, world: World):
    agreement = started(shop)
    examined(shop, agreement, OVER)
    for other in (shop.master, shop.leader, shop.apprentice, world.b.hr):
        with pytest.raises(NotAllowed):
            conclude_exam(agreement_id=agreement.id, outcome="GOOD", actor=other, at=noon(OVER))
    conclude_exam(agreement_id=agreement.id, outcome="GOOD", actor=shop.site.hr, at=noon(OVER))

    with pytest.raises(NotNow):
        conclude_exam(agreement_id=agreement.id, outcome="GOOD", actor=shop.site.hr, at=noon(OVER))


@pytest.mark.parametrize("marks", [(-1, 50), (50, 101)])
def test_marks_are_of_a_hundred(shop: Shop, marks: tuple[int, int]):
    agreement = started(shop)
    open_exit_exam(agreement_id=agreement.id, actor=shop.site.hr, at=noon(OVER))

    with pytest.raises(CannotDo, match="from 0 to 100"):
        enter_marks(
            agreement_id=agreement.id,
            theory=marks[0],
            practice=marks[1],
            actor=shop.site.hr,
            at=noon(OVER),
        )


# Another master takes over.


@pytest.fixture
def other(shop: Shop) -> Person:
    person = make_worker(shop.site, "钱师傅", on=date(2019, 1, 7)).person
    certify(person, 5)
    return person


def test_another_master_takes_over_and_both_count_by_their_months(shop: Shop, other: Person):
    agreement = started(shop)
    confirmed(agreement, [1, 2])
    day = date(2022, 5, 20)
    change = propose_change(
        agreement_id=agreement.id,
        to_master=other,
        reason="调班",
        actor=shop.site.hr,
        at=noon(day),
    )
    sign_change(change_id=change.id, actor=shop.apprentice, at=noon(day))
    sign_change(change_id=change.id, actor=other, at=noon(day))

    agreement.refresh_from_db()
    assert agreement.master == other
    spells = Tenure.objects.order_by("valid_from").values_list(
        "master_id", "valid_from", "valid_to"
    )
    assert list(spells) == [(shop.master.id, BEGINS, day), (other.id, day, None)]
    [fact] = found(shop.apprentice, "master.changed")
    assert fact.fact.to_master_id == other.id  # type: ignore[attr-defined]

    confirmed(agreement, [3, 4, 5, 6])
    graduated(shop, agreement, OVER, "EXCELLENT")
    allowances = {row.master_id: row for row in Allowance.objects.all()}
    assert allowances[shop.master.id].amount_fen == 2 * 200_00 + 33_333
    assert allowances[other.id].amount_fen == 4 * 200_00 + 66_667
    assert [found(p, "apprentice.taught")[0].fact.months for p in (shop.master, other)] == [2, 4]  # type: ignore[attr-defined]


def test_a_change_needs_both_signatures_and_may_be_declined(shop: Shop, other: Person):
    agreement = started(shop)
    at = noon(date(2022, 5, 20))
    change = propose_change(
        agreement_id=agreement.id, to_master=other, reason="调班", actor=shop.site.hr, at=at
    )
    with pytest.raises(NotNow):
        propose_change(
            agreement_id=agreement.id, to_master=other, reason="调班", actor=shop.site.hr, at=at
        )
    with pytest.raises(NotAllowed):
        sign_change(change_id=change.id, actor=shop.master, at=at)
    sign_change(change_id=change.id, actor=shop.apprentice, at=at)

    close_change(change_id=change.id, actor=other, at=at)

    with pytest.raises(NotNow):
        sign_change(change_id=change.id, actor=other, at=at)
    agreement.refresh_from_db()
    assert agreement.master == shop.master


def test_a_full_master_cannot_take_over(shop: Shop, other: Person):
    agreement = started(shop)
    for name in ("甲", "乙", "丙"):
        started(shop, master=other, apprentice=make_worker(shop.site, name, on=BEGINS).person)

    with pytest.raises(CannotDo, match="has 3 apprentices already"):
        propose_change(
            agreement_id=agreement.id,
            to_master=other,
            reason="调班",
            actor=shop.site.hr,
            at=noon(date(2022, 5, 20)),
        )


# What either side may ask.


def test_an_objection_is_heard_in_the_first_month(shop: Shop):
    agreement = started(shop)
    with pytest.raises(CannotDo, match="Objections were heard before 2022-04-01"):
        ask(
            agreement_id=agreement.id,
            kind="OBJECTION",
            reason="不同班次",
            actor=shop.apprentice,
            at=noon(date(2022, 4, 1)),
        )
    day = date(2022, 3, 31)
    request = ask(
        agreement_id=agreement.id,
        kind="OBJECTION",
        reason="不同班次",
        actor=shop.apprentice,
        at=noon(day),
    )

    decide_request(
        request_id=request.id, grant=True, answer="属实", actor=shop.site.hr, at=noon(day)
    )

    agreement.refresh_from_db()
    assert (agreement.state, agreement.end_reason) == ("TERMINATED", "OBJECTION")
    [fact] = found(shop.apprentice, "agreement.terminated")
    assert fact.fact.reason == "OBJECTION"  # type: ignore[attr-defined]
    assert len(found(shop.apprentice, "request.decided")) == 1


def test_an_early_end_needs_approval_and_earns_what_the_terms_say(shop: Shop):
    agreement = started(shop)
    confirmed(agreement, [1, 2])
    at = noon(date(2022, 6, 1))
    request = ask(
        agreement_id=agreement.id, kind="EARLY_END", reason="家事", actor=shop.master, at=at
    )
    with pytest.raises(NotNow, match="earlier request"):
        ask(agreement_id=agreement.id, kind="EARLY_END", reason="家事", actor=shop.master, at=at)
    for other in (shop.master, shop.apprentice, shop.leader):
        with pytest.raises(NotAllowed):
            decide_request(request_id=request.id, grant=True, answer="可", actor=other, at=at)
    with pytest.raises(CannotDo):
        decide_request(request_id=request.id, grant=True, answer=" ", actor=shop.site.hr, at=at)

    decide_request(request_id=request.id, grant=True, answer="同意", actor=shop.site.hr, at=at)

    agreement.refresh_from_db()
    assert (agreement.state, agreement.end_reason) == ("TERMINATED", "DISSOLVED")
    assert not Allowance.objects.exists()  # the default terms pay nothing then


def test_a_request_declined_leaves_everything_as_it_was(shop: Shop):
    agreement = started(shop)
    at = noon(BEGINS + timedelta(days=40))
    request = ask(
        agreement_id=agreement.id, kind="NEW_MASTER", reason="想换", actor=shop.apprentice, at=at
    )

    decide_request(request_id=request.id, grant=False, answer="先磨合", actor=shop.site.hr, at=at)

    assert Agreement.objects.get().state == "ACTIVE"
    with pytest.raises(NotNow):
        decide_request(request_id=request.id, grant=True, answer="可", actor=shop.site.hr, at=at)
