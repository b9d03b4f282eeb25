"""An idea without a name leads back to nobody: not by a row, an id, a moment, a key or a line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection, models

from gongjiang.governance.models import Notice
from gongjiang.innovation.models import DroppedIdea, Proposal, ProposalNote, Receipt, State
from gongjiang.innovation.services.anonymous import (
    answer_unnamed,
    claim,
    drop_idea,
    find,
    mend_unnamed,
    number_dropped,
    withdraw_dropped,
)
from gongjiang.innovation.services.deciding import Marks, decide, score
from gongjiang.innovation.services.finishing import (
    close,
    mark_benefit_confirmed,
    publicise,
    reward,
)
from gongjiang.innovation.services.implementing import accept, report_implemented, start
from gongjiang.innovation.services.panels import assign_panel
from gongjiang.innovation.services.proposal_appeals import appeal
from gongjiang.innovation.services.screening import pass_on, send_back, turn_down
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.models import Entry
from gongjiang.people.models import Person
from proposing import WORDS, Floor, noon
from world import TODAY, make_worker

pytestmark = pytest.mark.django_db
KEY = UUID("7f1de7cf-2f0a-4c53-9f5d-6c1f0f6f0b11")
TOMORROW = TODAY + timedelta(days=1)


def dropped(floor: Floor, key: UUID = KEY, on: date = TODAY) -> str:
    return drop_idea(
        wording=WORDS, enterprise=floor.site.enterprise, reader=floor.author, key=key, on=on
    )


def numbered(floor: Floor, key: UUID = KEY) -> tuple[str, Proposal]:
    code = dropped(floor, key)
    number_dropped(before=TOMORROW)
    proposal = find(code).proposal
    assert proposal is not None
    return code, proposal


def every_row() -> set[tuple[str, str]]:
    """Each row of each table, as its table and all that stands in it."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            found |= {(table, row) for (row,) in cursor.fetchall()}
    return found


def columns_of_persons() -> dict[str, set[str]]:
    """By table the columns that name a person or an account, by a key or as a bare id."""
    named: dict[str, set[str]] = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            related = field.related_model
            label = related._meta.label if isinstance(related, type) else ""
            if label in {"people.Person", "people.Account"} or field.column in {
                "person_id",
                "actor_id",
            }:
                named.setdefault(model._meta.db_table, set()).add(field.column)
    return named


def test_no_new_row_of_any_table_names_a_person_or_a_moment(floor: Floor):
    named = columns_of_persons()
    assert {"innovation_author", "ledger_entry", "governance_notice"} <= set(named)
    before = every_row()

    numbered(floor)

    new = every_row() - before
    tables = {table for table, _row in new}
    assert {"innovation_proposal", "innovation_receipt", "ledger_entry"} <= tables
    assert "innovation_author" not in tables
    assert "people_submission" not in tables
    told = {person.id for person in (floor.hr, floor.chair, floor.second)}
    assert floor.author.id not in told
    for table, row in new:
        values: dict[str, Any] = _as_json(row)
        names = {values[column] for column in named.get(table, set())} - {None}
        # The desk is told of it, as of any other; of its author nothing is said anywhere.
        assert names <= (told if table == "governance_notice" else set()), (table, row)
        assert str(floor.author.public_id) not in row
        assert "方想" not in row


def _as_json(row: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::json", [row])
        [value] = cursor.fetchone()
    return dict(value)


def test_on_its_day_nothing_but_the_idea_lies_there(floor: Floor):
    before = every_row()
    code = dropped(floor)
    new = every_row() - before

    assert {table for table, _row in new} == {"innovation_droppedidea"}
    [(_table, row)] = new
    assert code not in row
    assert TODAY.isoformat() in row
    moments = [
        field.name
        for field in DroppedIdea._meta.concrete_fields
        if isinstance(field, models.DateTimeField)
    ]
    assert moments == []


def test_of_the_proposal_a_day_is_kept_and_the_enterprise(floor: Floor):
    _code, proposal = numbered(floor)

    assert (proposal.submitted_on, proposal.submitted_at) == (TODAY, None)
    assert proposal.unit_id == proposal.enterprise_id == floor.site.enterprise.id
    [step] = proposal.steps.all()
    assert (step.by, step.at, step.on) == (None, None, TODAY)
    [entry] = Entry.objects.filter(kind__startswith="innovation.")
    assert (entry.kind, entry.person_id, entry.actor_id) == (
        "innovation.proposal.submitted",
        None,
        None,
    )
    assert (entry.occurred_on, entry.occurred_at) == (TODAY, None)


def test_a_form_sent_twice_is_one_idea_and_one_code_even_after_the_night(floor: Floor):
    first = dropped(floor)
    assert dropped(floor) == first
    assert number_dropped(before=TOMORROW) == 1
    assert number_dropped(before=TOMORROW) == 0

    assert dropped(floor) == first
    assert (DroppedIdea.objects.count(), Proposal.objects.count()) == (0, 1)


def test_the_night_numbers_in_an_order_of_chance(floor: Floor):
    """Of nine in the order they were dropped, one in 362,880 nights keeps that order."""
    codes = [dropped(floor, uuid4()) for _ in range(9)]
    number_dropped(before=TOMORROW)

    ids = [found.id for code in codes if (found := find(code).proposal)]
    assert sorted(ids) != ids
    assert not number_dropped(before=TODAY)


def test_only_those_who_work_there_drop_ideas_and_only_whole_ones(floor: Floor):
    def drop(reader: Person, wording: Any = WORDS) -> str:
        return drop_idea(
            wording=wording,
            enterprise=floor.site.enterprise,
            reader=reader,
            key=uuid4(),
            on=TODAY,
        )

    with pytest.raises(NotAllowed, match="where one works"):
        drop(floor.world.b.hr)
    with pytest.raises(CannotDo, match="what to do about it"):
        drop(floor.author, type(WORDS)("SUGGESTION", "热", "太热", "不知道", "", "凉快"))
    assert not DroppedIdea.objects.exists()


def test_by_its_code_it_is_followed_mended_answered_and_taken_back(floor: Floor):
    code, proposal = numbered(floor)
    assert find(code.lower()).proposal == proposal
    with pytest.raises(CannotDo, match="No idea has this code"):
        find("AAAA-BBBB")

    send_back(proposal_id=proposal.id, actor=floor.hr, reason="写清尺寸。", at=noon())
    assert not Notice.objects.filter(kind="innovation.proposal.returned").exists()
    mended = mend_unnamed(code=code, wording=WORDS, on=TOMORROW)
    assert (mended.state, mended.submitted_at) == (State.SUBMITTED, None)
    note = answer_unnamed(code=code, text="尺寸见图。", on=TOMORROW)
    assert (note.by, note.at, note.audience) == (None, None, ProposalNote.Audience.AUTHORS)

    withdraw_dropped(code=code, on=TOMORROW)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.withdrawn_on) == (State.WITHDRAWN, TOMORROW)
    assert {step.by_id for step in proposal.steps.all()} == {None, floor.hr.id}


def test_before_the_night_it_is_simply_taken_back(floor: Floor):
    code = dropped(floor)
    assert find(code).proposal is None
    with pytest.raises(CannotDo, match="gets one tonight"):
        claim(code=code, actor=floor.author, at=noon())

    withdraw_dropped(code=code, on=TODAY)
    with pytest.raises(CannotDo, match="No idea has this code"):
        find(code)


def confirmed(floor: Floor) -> tuple[str, Proposal]:
    code, proposal = numbered(floor)
    which, at = {"proposal_id": proposal.id}, noon(TOMORROW)
    pass_on(**which, actor=floor.hr, at=at)
    assign_panel(
        proposal_ids=[proposal.id],
        reviewer_ids=floor.panel,
        chair_id=floor.chair.id,
        actor=floor.hr,
        at=at,
    )
    for reviewer in (floor.chair, floor.second, floor.third):
        score(**which, actor=reviewer, marks=Marks(7, 7, 7), at=at)
    decide(**which, actor=floor.chair, outcome="ADOPTED", reason="可行", at=at)
    start(
        **which,
        actor=floor.chair,
        owner_id=floor.friend.id,
        plan="先试",
        planned_on=TOMORROW,
        at=at,
    )
    report_implemented(**which, actor=floor.friend, result="好了", at=at)
    accept(**which, actor=floor.chair, evidence="前后对比", at=at)
    return code, mark_benefit_confirmed(**which, actor=floor.finance, money=True, at=at)


def test_no_reward_is_paid_for_it_unless_its_author_claims_it(floor: Floor):
    code, proposal = confirmed(floor)
    how = {"proposal_id": proposal.id, "actor": floor.finance, "at": noon(TOMORROW)}

    with pytest.raises(CannotDo, match="once its author claims it"):
        publicise(**how, text="", from_day=TOMORROW)
    with pytest.raises(CannotDo, match="once its author claims it"):
        reward(**how, payment_reference="付-1")

    claim(code=code, actor=floor.author, at=noon(TOMORROW))
    publicise(**how, text="", from_day=TOMORROW)
    assert [author.person_id for author in proposal.authors.all()] == [floor.author.id]
    [entry] = Entry.objects.filter(kind="innovation.proposal.authored")
    assert (entry.person_id, entry.detail) == (floor.author.id, {"share_bp": 10_000})
    with pytest.raises(CannotDo, match="has been claimed"):
        claim(code=code, actor=floor.third, at=noon(TOMORROW))


def test_who_claims_what_was_refused_may_appeal(floor: Floor):
    code, proposal = numbered(floor)
    turn_down(
        proposal_id=proposal.id, actor=floor.hr, ground="OTHER", reason="没办法", at=noon(TOMORROW)
    )

    claim(code=code, actor=floor.author, at=noon(TOMORROW))
    made = appeal(proposal_id=proposal.id, actor=floor.author, reason="有办法", at=noon(TOMORROW))

    assert (made.appellant, made.against) == (floor.author, floor.hr)


def test_unclaimed_it_is_closed_without_a_reward(floor: Floor):
    _code, proposal = confirmed(floor)

    ended = close(proposal_id=proposal.id, actor=floor.finance, at=noon(TOMORROW))
    assert (ended.state, ended.payment_reference) == (State.CLOSED, "")


def test_who_decided_about_it_or_did_not_work_there_cannot_claim_it(floor: Floor):
    code, _proposal = confirmed(floor)
    newcomer = make_worker(floor.site, "新来", on=TOMORROW).person

    for person in (floor.chair, floor.second, floor.hr):
        with pytest.raises(CannotDo, match="took part in deciding"):
            claim(code=code, actor=person, at=noon(TOMORROW))
    for person in (newcomer, floor.world.b.hr):
        with pytest.raises(CannotDo, match="did not work in its enterprise"):
            claim(code=code, actor=person, at=noon(TOMORROW))
    assert Receipt.objects.get().claimed_on is None
