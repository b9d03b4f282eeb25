"""One promotion from application to effect, and everything that may stand in its way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careers.firm import (
    AFTER_PUBLICITY,
    EFFECT,
    Firm,
    appraised,
    certified,
    graded,
    kinds_of,
    senior_worker,
)
from gongjiang.careers.models import CommitteeVote, GradeSpell, Promotion
from gongjiang.careers.queries.explained import assess_all, explanation_of
from gongjiang.careers.services import applying, effect, panels, reviewing, rounds
from gongjiang.careers.services.applying import AlreadyUnderWay, NotEligible, Wish
from gongjiang.careers.services.cases import NotNow
from gongjiang.careers.services.records import annul, record_discipline, record_merit
from gongjiang.governance.models import Notice
from gongjiang.governance.services.publicity import answer_objection, close_publicity, object_to
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from world import NOON, OPENING, TODAY, World, make_worker


def test_from_application_to_the_new_grade(firm: Firm):
    promotion = firm.decided_for()
    firm.made_public(promotion)

    firm.in_effect(promotion)

    before, now = GradeSpell.objects.filter(person=firm.worker).order_by("valid_from")
    assert (before.valid_to, before.end_reason) == (EFFECT, "NEXT")
    assert (str(now), now.reason, now.valid_from) == ("O6", "PROMOTION", EFFECT)
    promotion.refresh_from_db()
    assert (promotion.state, promotion.spell) == ("EFFECTIVE", now)
    assert kinds_of(firm.worker)[-8:] == [
        "careers.promotion.applied",
        "careers.promotion.reviewed",
        "careers.promotion.qualified",
        "careers.promotion.defended",
        "careers.promotion.decided",
        "careers.promotion.published",
        "careers.grade.entered",
        "careers.promotion.took_effect",
    ]
    assert [step.what for step in promotion.steps.order_by("id")] == [
        "APPLIED",
        "REVIEWED",
        "QUALIFIED",
        "DEFENDED",
        "DECIDED",
        "PUBLISHED",
        "EFFECTIVE",
    ]
    assert all(step.by_id and step.by_id != firm.worker.id for step in promotion.steps.all()[1:])


def test_the_file_of_the_day_stays_with_the_promotion(firm: Firm):
    promotion = firm.apply()

    file = Promotion.objects.get(id=promotion.id).file
    assert (file["sequence"], file["grade"], file["target"]) == ("O", 5, 6)
    assert file["eligible"] is True
    assert {item["criterion"]: item["there"] for item in file["items"]}["RANK"] == 3


def test_who_lacks_something_is_told_what(firm: Firm):
    worker = senior_worker(firm, "李工", rank=0)

    with pytest.raises(NotEligible, match="Pass the assessment for"):
        firm.apply(worker)


def test_who_says_a_record_is_wrong_is_looked_at_by_a_person(firm: Firm):
    """No decision by the machine alone: HR mends the record and qualifies, or rejects."""
    worker = senior_worker(firm, "李工", rank=0)
    promotion = firm.reviewed(firm.apply(worker, contested=True, statement="证书未登记"))
    with pytest.raises(NotEligible):
        firm.qualified(promotion)

    certified(firm, worker, 3)

    assert firm.qualified(promotion).state == "QUALIFIED"


def test_the_statement_is_needed_to_contest(firm: Firm):
    with pytest.raises(CannotDo, match="Say which record is wrong"):
        firm.apply(senior_worker(firm, "李工", rank=0), contested=True)


def test_one_promotion_at_a_time(firm: Firm):
    firm.apply()

    with pytest.raises(AlreadyUnderWay):
        firm.apply()


def test_applications_are_taken_on_the_days_of_the_round(firm: Firm):
    with pytest.raises(CannotDo, match="takes applications from"):
        applying.apply(
            round_id=firm.round.id,
            actor=firm.worker,
            wish=Wish(),
            at=NOON + timedelta(days=5),
        )


def test_nobody_rises_in_a_round_they_judge(firm: Firm):
    member = firm.panel[0]
    graded(firm, member, "O", 5, date(2020, 6, 1))
    certified(firm, member, 3)
    appraised(firm, member, (2020, "B"), (2021, "A"))

    with pytest.raises(CannotDo, match="cannot rise in it"):
        firm.apply(member)


def test_a_candidate_gets_no_seat(firm: Firm):
    firm.apply()

    with pytest.raises(CannotDo, match="cannot sit on its panel"):
        rounds.name_member(
            round_id=firm.round.id, person=firm.worker, seat="PANEL", actor=firm.hr, at=NOON
        )


def test_a_leader_nominates_and_the_candidate_is_told(firm: Firm):
    promotion = applying.nominate(
        round_id=firm.round.id,
        person=firm.worker,
        actor=firm.reviewer,
        wish=Wish(statement="骨干"),
        at=NOON,
    )

    assert (promotion.state, promotion.nominated_by) == ("NOMINATED", firm.reviewer)
    assert Notice.objects.filter(person=firm.worker, kind="careers.promotion.nominated").exists()


def test_a_colleague_does_not_nominate(firm: Firm, world: World):
    colleague = make_worker(world.a, "孙工").person
    with pytest.raises(NotAllowed):
        applying.nominate(
            round_id=firm.round.id, person=firm.worker, actor=colleague, wish=Wish(), at=NOON
        )


def test_the_other_enterprises_hr_can_do_nothing(firm: Firm, world: World):
    promotion = firm.reviewed(firm.apply())

    with pytest.raises(NotAllowed):
        reviewing.qualify(promotion_id=promotion.id, actor=world.b.hr, note="", at=NOON)
    with pytest.raises(NotAllowed):
        reviewing.reject(promotion_id=promotion.id, actor=world.b.hr, reason="否", at=NOON)


def test_nobody_takes_a_step_of_their_own_promotion(firm: Firm):
    """Not as HR, nor as the reviewer of the workshop."""
    for role, unit in ((Role.HR, firm.enterprise), (Role.REVIEWER, firm.site.workshop)):
        appoint(person=firm.worker, role=role, unit=unit, actor=SYSTEM, on=OPENING)
    promotion = firm.apply()

    with pytest.raises(NotAllowed, match="your own"):
        reviewing.support(promotion_id=promotion.id, actor=firm.worker, note="", at=NOON)
    firm.reviewed(promotion)
    with pytest.raises(NotAllowed, match="your own"):
        reviewing.qualify(promotion_id=promotion.id, actor=firm.worker, note="", at=NOON)


def test_steps_follow_each_other(firm: Firm):
    promotion = firm.apply()

    with pytest.raises(NotNow, match="does not follow"):
        firm.qualified(promotion)
    with pytest.raises(NotNow):
        firm.decided(promotion)


def test_a_defence_needs_every_score_and_its_mean(firm: Firm):
    promotion = firm.at_the_defence()
    with pytest.raises(CannotDo, match="have not scored yet"):
        firm.defended(promotion)
    firm.scored(promotion, 50, 60, 69)

    with pytest.raises(CannotDo, match=r"59\.67"):
        firm.defended(promotion)


def test_a_member_scores_once(firm: Firm):
    promotion = firm.at_the_defence()
    firm.scored(promotion)

    with pytest.raises(CannotDo, match="given once"):
        panels.give_score(
            promotion_id=promotion.id,
            actor=firm.panel[0],
            score=Decimal(100),
            remark="",
            at=NOON,
        )


def test_who_has_no_seat_neither_scores_nor_votes(firm: Firm):
    promotion = firm.at_the_defence()

    with pytest.raises(NotAllowed):
        panels.give_score(
            promotion_id=promotion.id, actor=firm.hr, score=Decimal(90), remark="", at=NOON
        )
    with pytest.raises(NotAllowed):
        panels.cast_vote(promotion_id=promotion.id, actor=firm.panel[0], vote="YES", at=NOON)


def test_the_committee_needs_more_than_half(firm: Firm):
    promotion = firm.before_the_committee()
    firm.voted(promotion, "YES", "NO", "ABSTAIN")

    with pytest.raises(CannotDo, match="Not more than half"):
        firm.decided(promotion)


def test_a_vote_is_cast_once(firm: Firm):
    promotion = firm.before_the_committee()
    firm.voted(promotion)

    with pytest.raises(CannotDo, match="cast once"):
        panels.cast_vote(promotion_id=promotion.id, actor=firm.committee[1], vote="NO", at=NOON)
    assert CommitteeVote.objects.filter(promotion=promotion).count() == 3


def test_no_effect_before_publicity_is_closed(firm: Firm):
    promotion = firm.decided_for()
    effect.publish(promotion_id=promotion.id, actor=firm.hr, from_day=TODAY, at=NOON)

    with pytest.raises(CannotDo, match="has not been closed"):
        firm.in_effect(promotion)


def test_publicity_lasts_five_working_days(firm: Firm):
    promotion = firm.decided_for()
    publicity = effect.publish(promotion_id=promotion.id, actor=firm.hr, from_day=TODAY, at=NOON)

    assert publicity.last_day == date(2022, 12, 2)
    with pytest.raises(CannotDo, match="close it on a later day"):
        close_publicity(publicity_id=publicity.id, actor=firm.hr, at=NOON)


def test_an_upheld_objection_stops_it(firm: Firm, world: World):
    promotion = firm.decided_for()
    publicity = effect.publish(promotion_id=promotion.id, actor=firm.hr, from_day=TODAY, at=NOON)
    colleague = make_worker(world.a, "孙工").person
    objection = object_to(publicity_id=publicity.id, actor=colleague, text="证书有误", at=NOON)
    answer_objection(objection_id=objection.id, actor=firm.hr, upheld=True, answer="属实", at=NOON)
    close_publicity(publicity_id=publicity.id, actor=firm.hr, at=NOON)

    with pytest.raises(CannotDo, match="objection was upheld"):
        firm.in_effect(promotion)
    rejected = reviewing.reject(
        promotion_id=promotion.id, actor=firm.hr, reason="异议属实", at=NOON
    )
    assert rejected.rejected_from == "PUBLISHED"


def test_what_came_between_stops_it_on_the_last_day(firm: Firm):
    promotion = firm.decided_for()
    firm.made_public(promotion)
    record_discipline(
        about=firm.about(firm.worker), kind="SAFETY", serious=True, description="违章", on=TODAY
    )

    with pytest.raises(CannotDo, match="come between"):
        firm.in_effect(promotion)


def an_award(firm: Firm, worker: Person, level: str = "CITY") -> Wish:
    merit = record_merit(
        about=firm.about(worker), kind="AWARD", level=level, title="技术能手", on=TODAY
    )
    return Wish(award=merit)


def test_an_award_opens_the_exceptional_way_once(firm: Firm):
    worker = senior_worker(firm, "李工", since=date(2021, 6, 1))
    wish = an_award(firm, worker)
    promotion = firm.apply(worker, award=wish.award)
    assert promotion.exceptional
    firm.reviewed(promotion)
    firm.qualified(promotion)
    firm.scored(promotion)
    firm.defended(promotion)
    firm.voted(promotion)
    firm.decided(promotion)
    firm.made_public(promotion)

    firm.in_effect(promotion)

    assert GradeSpell.objects.get(person=worker, valid_to=None).reason == "EXCEPTIONAL"
    later = rounds.open_round(
        enterprise=firm.enterprise,
        title="下一轮",
        days=rounds.Days(
            opens=TODAY, closes=TODAY, counted=date(2024, 1, 10), effect=date(2024, 2, 1)
        ),
        actor=firm.hr,
        at=NOON,
    )
    with pytest.raises(AlreadyUnderWay, match="once in a career"):
        applying.apply(round_id=later.id, actor=worker, wish=an_award(firm, worker), at=NOON)


def test_a_small_award_opens_nothing(firm: Firm):
    worker = senior_worker(firm, "李工", since=date(2021, 6, 1))

    with pytest.raises(NotEligible):
        firm.apply(worker, award=an_award(firm, worker, "TEAM").award)


def test_somebody_elses_award_opens_nothing(firm: Firm):
    worker = senior_worker(firm, "李工", since=date(2021, 6, 1))
    an_award(firm, worker)

    with pytest.raises(CannotDo, match="does not carry"):
        firm.apply(worker, award=an_award(firm, firm.worker).award)


def test_an_annulled_record_counts_no_more(firm: Firm):
    event = record_discipline(
        about=firm.about(firm.worker), kind="SAFETY", serious=True, description="违章", on=TODAY
    )
    with pytest.raises(NotEligible, match="2023-11-28"):
        firm.apply()

    annul(event, actor=firm.hr, because="登记错人", at=NOON)

    assert firm.apply().state == "APPLIED"
    assert "careers.discipline.recorded" not in kinds_of(firm.worker)


def test_a_manager_rises_into_a_vacancy_alone(firm: Firm):
    manager = senior_worker(firm, "赵班长")
    GradeSpell.objects.filter(person=manager).update(sequence="M", grade=7)
    with pytest.raises(NotEligible, match="vacant"):
        firm.apply(manager)
    post = rounds.open_vacancy(
        unit=firm.site.workshop,
        enterprise=firm.enterprise,
        title="车间副主任",
        grade=8,
        actor=firm.hr,
        at=NOON,
    )
    promotion = firm.decided_for(manager)
    firm.made_public(promotion)

    firm.in_effect(promotion)

    post.refresh_from_db()
    assert (post.state, post.filled_by, post.origin) == ("FILLED", manager, "INTERNAL")
    assert "careers.vacancy.filled" in kinds_of(manager)


def test_a_round_closes_when_nobody_is_under_way(firm: Firm):
    promotion = firm.apply()
    after = datetime(2022, 12, 2, 9, tzinfo=SHANGHAI)
    with pytest.raises(CannotDo, match="1 candidates are still under way"):
        rounds.close_round(round_id=firm.round.id, actor=firm.hr, at=after)
    applying.withdraw(promotion_id=promotion.id, actor=firm.worker, at=NOON)

    assert rounds.close_round(round_id=firm.round.id, actor=firm.hr, at=after).state == "CLOSED"


def test_one_explanation_takes_the_same_few_queries(firm: Firm):
    def queries(person: Person) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            explanation_of(person.id, firm.enterprise.id, TODAY)
        return len(found)

    few = queries(firm.worker)
    for year in range(2018, 2020):
        appraised(firm, firm.worker, (year, "A"))

    assert queries(firm.worker) == few <= 15


def test_everybody_at_once_is_told_the_same(firm: Firm):
    senior_worker(firm, "李工", rank=0)

    [judged] = assess_all(TODAY)

    for row, person in enumerate(judged.assessed.histories.person):
        alone = explanation_of(int(person), firm.enterprise.id, TODAY)
        assert bool(judged.assessed.eligible[row]) is alone.eligible


def test_the_new_grade_waits_for_the_rounds_day(firm: Firm):
    promotion = firm.decided_for()
    publicity = effect.publish(promotion_id=promotion.id, actor=firm.hr, from_day=TODAY, at=NOON)
    early = datetime(2022, 12, 3, 9, tzinfo=SHANGHAI)
    close_publicity(publicity_id=publicity.id, actor=firm.hr, at=early)

    with pytest.raises(CannotDo, match="2022-12-05"):
        effect.take_effect(promotion_id=promotion.id, actor=firm.hr, at=early)
    assert AFTER_PUBLICITY.date() > EFFECT
