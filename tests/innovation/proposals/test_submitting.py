"""Handing an idea in: where it lands, who is told, and what stands in its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjiang.governance.models import Notice
from gongjiang.innovation.models import Process, Proposal, State
from gongjiang.innovation.proposal_terms import ProposalTerms
from gongjiang.innovation.rules.proposals import Share
from gongjiang.innovation.services.screening import send_back
from gongjiang.innovation.services.submitting import (
    Idea,
    save_draft,
    submit_idea,
    submit_proposal,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of
from gongjiang.people.actors import SYSTEM
from gongjiang.people.services.employment import end_employment
from proposing import WORDS, Floor, idea, noon, submitted, working_day
from world import TODAY, make_person, make_worker

pytestmark = pytest.mark.django_db


def test_it_lands_on_the_team_leaders_desk_with_a_day(floor: Floor):
    proposal = submitted(floor, floor.author, floor.friend)

    assert (proposal.number, proposal.unit_id) == ("2022-000001", floor.site.team.id)
    assert proposal.holder_unit_id == floor.site.team.id
    assert proposal.due_on == working_day(3)
    assert proposal.reply_by == working_day(13)
    [told] = Notice.objects.filter(kind="innovation.proposal.submitted")
    assert told.person_id == floor.leader.id
    [fact] = [fact for fact in facts_of(floor.friend.id) if "proposal" in fact.kind]
    assert (fact.kind, fact.fact.share_bp) == ("innovation.proposal.authored", 5_000)


def test_the_leaders_own_idea_goes_to_somebody_else(floor: Floor):
    assert submitted(floor, floor.leader).holder_unit_id == floor.site.enterprise.id


def test_numbers_count_through_the_year_of_an_enterprise(floor: Floor):
    numbers = [
        submitted(floor).number,
        submitted(floor).number,
        submitted(floor, on=TODAY.replace(year=2021)).number,
    ]
    assert numbers == ["2022-000001", "2022-000002", "2021-000001"]


def test_a_draft_waits_and_keeps_what_was_written(floor: Floor):
    process = Process.objects.create(code="CZ", name="拉晶")
    draft = save_draft(
        idea=replace(idea(), process=process, confidential=True), actor=floor.author, at=noon()
    )

    assert (draft.state, draft.number, draft.due_on) == (State.DRAFT, "", None)
    again = save_draft(
        idea=idea(floor.author, floor.friend, wording=replace(WORDS, title="另一个题目")),
        actor=floor.author,
        at=noon(),
        proposal_id=draft.id,
    )
    assert (again.id, again.title, again.authors.count()) == (draft.id, "另一个题目", 2)
    assert facts_of(floor.friend.id)[-1].kind.startswith("people.")


def test_a_returned_one_is_mended_and_its_clock_starts_anew(floor: Floor):
    later = TODAY + timedelta(days=2)
    proposal = submitted(floor)
    back = send_back(proposal_id=proposal.id, actor=floor.leader, reason="写清尺寸。", at=noon())
    assert (back.state, back.due_on, back.holder_unit) == (State.RETURNED, None, None)

    save_draft(
        idea=idea(wording=replace(WORDS, method="改用两毫米不锈钢板, 四角倒圆。")),
        actor=floor.author,
        at=noon(later),
        proposal_id=proposal.id,
    )
    again = submit_proposal(proposal_id=proposal.id, actor=floor.author, at=noon(later))

    assert (again.number, again.submitted_on) == (proposal.number, TODAY)
    assert again.due_on == working_day(3, later)
    assert again.reply_by == working_day(13, later)
    [fact] = [f for f in facts_of(floor.author.id) if f.kind.endswith("authored")]
    assert fact.occurred_on == TODAY


def test_authors_do_not_change_once_it_was_submitted(floor: Floor):
    proposal = submitted(floor)
    send_back(proposal_id=proposal.id, actor=floor.leader, reason="写清尺寸。", at=noon())

    with pytest.raises(CannotDo, match="take it back to change them"):
        save_draft(
            idea=idea(floor.author, floor.friend),
            actor=floor.author,
            at=noon(),
            proposal_id=proposal.id,
        )


def test_hr_writes_down_what_was_handed_in_on_paper_and_others_do_not(floor: Floor):
    paper = idea(floor.author, floor.friend)

    assert submit_idea(idea=paper, actor=floor.hr, at=noon()).state == State.SUBMITTED
    for other in (floor.leader, floor.world.b.hr, make_worker(floor.site, "路人").person):
        with pytest.raises(NotAllowed, match="those of others HR writes"):
            submit_idea(idea=paper, actor=other, at=noon())


def test_authors_work_in_one_enterprise(floor: Floor):
    away = make_worker(floor.world.b, "外厂").person
    shares = [Share(floor.author.id, 5_000), Share(away.id, 5_000)]
    with pytest.raises(CannotDo, match="same enterprise"):
        submit_idea(idea=Idea(WORDS, shares), actor=floor.author, at=noon())
    nobody = make_person("不在册")
    with pytest.raises(CannotDo, match="Only somebody who works"):
        submit_idea(idea=idea(), actor=nobody, at=noon())


def test_a_draft_of_somebody_who_left_is_not_submitted(floor: Floor):
    draft = save_draft(idea=idea(floor.author, floor.friend), actor=floor.author, at=noon())
    work = floor.friend.employments.get()
    end_employment(employment_id=work.id, reason="RESIGNED", actor=floor.hr, on=TODAY)
    with pytest.raises(CannotDo, match="same enterprise"):
        submit_proposal(proposal_id=draft.id, actor=floor.author, at=noon())


def test_what_is_done_already_is_told_where_it_belongs(floor: Floor):
    done = replace(idea(), post_facto=True)
    with pytest.raises(CannotDo, match="innovation project"):
        submit_idea(idea=done, actor=floor.author, at=noon())
    assert not Proposal.objects.exists()


def test_the_terms_are_read_as_they_are_written():
    terms = ProposalTerms()
    assert (terms.screen_days, terms.review_days, terms.publicity_days, terms.appeal_days) == (
        3,
        10,
        5,
        10,
    )
    assert terms.days_for(State.SUBMITTED) == 3
    assert terms.days_for(State.IMPLEMENTING) is None
    assert SYSTEM.id is None


MOST_STATEMENTS = 17
"""To write an idea down and hand it in at once, savepoints counted; one more for each further
author's fact, and one for asking whether they work there."""


@pytest.mark.parametrize("alone", [True, False])
def test_handing_in_asks_nothing_twice(floor: Floor, alone: bool):
    submitted(floor)
    authors = (floor.author,) if alone else (floor.author, floor.friend)

    with CaptureQueriesContext(connection) as asked:
        submit_idea(idea=idea(*authors), actor=floor.author, at=noon())

    statements = [each["sql"] for each in asked]
    assert len(statements) <= MOST_STATEMENTS + (0 if alone else 2)
    reading = [sql for sql in statements if sql.startswith("SELECT")]
    assert len(set(reading)) == len(reading)
