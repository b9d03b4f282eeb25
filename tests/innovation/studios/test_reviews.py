"""A studio's year is computed from its records, decided by named people, and appealed."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.governance.services.appeals import decide_appeal, take_up_appeal
from gongjiang.innovation.models import Studio, StudioMeasure, StudioReview
from gongjiang.innovation.services.studio_measures import (
    appeal_measure,
    appeal_review,
    lift_measure,
    take_measure,
)
from gongjiang.innovation.services.studio_reminders import remind
from gongjiang.innovation.services.studio_reviews import compute_sheet, decide_review
from gongjiang.innovation.services.studio_steps import NotNow
from gongjiang.innovation.services.work_rooms import (
    NewMinutes,
    add_made_result,
    end_topic,
    hand_in_report,
    take_apprentice,
    write_minutes,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import live
from gongjiang.people.models import Person
from studio_shop import StudioShop, accepted_idea, moment, name_it

DECISION = date(2022, 1, 20)


def worked_year(shop: StudioShop) -> None:
    """2021: a topic done, an apprentice, twenty people trained, two reports in time, one late."""
    topic = shop.studio.topics.get()
    end_topic(
        topic_id=topic.id, solved=True, outcome="达标", actor=shop.leader, on=date(2021, 9, 1)
    )
    take_apprentice(
        studio_id=shop.studio.id,
        person=shop.worker,
        master=shop.leader,
        actor=shop.leader,
        on=date(2021, 4, 1),
    )
    training = NewMinutes(kind="TRAINING", held_on=date(2021, 5, 6), present=20, text="密封培训")
    write_minutes(
        studio_id=shop.studio.id, new=training, actor=shop.leader, at=moment(date(2021, 5, 6))
    )
    for quarter, day in ((1, date(2021, 4, 15)), (2, date(2021, 7, 15)), (3, date(2021, 10, 16))):
        hand_in_report(
            studio_id=shop.studio.id,
            year=2021,
            quarter=quarter,
            text="完成情况",
            actor=shop.leader,
            at=moment(day),
        )


def reviewed(shop: StudioShop, result: str = "RECTIFY", by: Person | None = None) -> StudioReview:
    sheet = compute_sheet(
        studio_id=shop.studio.id, year=2021, actor=shop.chair, at=moment(DECISION)
    )
    return decide_review(
        review_id=sheet.id,
        result=result,
        reason="记录不足",
        actor=by or shop.chair,
        at=moment(DECISION),
    )


def test_the_sheet_is_computed_from_records_that_it_names(shop: StudioShop) -> None:
    name_it(shop)
    worked_year(shop)
    sheet = compute_sheet(
        studio_id=shop.studio.id, year=2021, actor=shop.chair, at=moment(DECISION)
    )
    points = {line["heading"]: line["points"] for line in sheet.lines}
    # One topic of three for 25; one apprentice and 20 trained at ten to one, of five, for 20;
    # two reports in time of four due, for 10.
    assert points == {
        "topics": "8.33",
        "benefit": "0.00",
        "patents": "0.00",
        "training": "12.00",
        "copies": "0.00",
        "management": "5.00",
    }
    assert str(sheet.points) == "25.33"
    records = {line["heading"]: [each["what"] for each in line["records"]] for line in sheet.lines}
    assert records["training"] == ["APPRENTICE", "TRAINING"]
    assert records["management"] == ["REPORT", "REPORT"]


def test_nobody_is_called_better_than_the_records_say(shop: StudioShop) -> None:
    name_it(shop)
    with pytest.raises(CannotDo, match="points allow “has to rectify” at most"):
        reviewed(shop, "QUALIFIED")
    assert reviewed(shop).rectify_by == date(2022, 4, 20)
    shop.studio.refresh_from_db()
    assert shop.studio.standing == Studio.Standing.RECTIFYING
    with pytest.raises(NotNow, match="has been decided"):
        compute_sheet(studio_id=shop.studio.id, year=2021, actor=shop.chair, at=moment(DECISION))


def test_a_year_is_reviewed_once_it_is_over_by_somebody_apart(shop: StudioShop) -> None:
    name_it(shop)
    with pytest.raises(CannotDo, match="once it is over"):
        compute_sheet(studio_id=shop.studio.id, year=2022, actor=shop.chair, at=moment(DECISION))
    with pytest.raises(CannotDo, match="bore no name"):
        compute_sheet(studio_id=shop.studio.id, year=2020, actor=shop.chair, at=moment(DECISION))
    for outsider in (shop.leader, shop.worker, shop.zone_union.__class__.objects.last()):
        with pytest.raises(NotAllowed):
            compute_sheet(studio_id=shop.studio.id, year=2021, actor=outsider, at=moment(DECISION))


def test_an_upheld_appeal_lets_somebody_decide_the_year_anew(shop: StudioShop) -> None:
    name_it(shop)
    review = reviewed(shop)
    appeal = appeal_review(
        review_id=review.id, reason="漏计报告", actor=shop.leader, at=moment(DECISION)
    )
    take_up_appeal(appeal_id=appeal.id, actor=shop.hr, at=moment(DECISION))
    decide_appeal(
        appeal_id=appeal.id, actor=shop.hr, uphold=True, answer="属实", at=moment(DECISION)
    )
    review.refresh_from_db()
    shop.studio.refresh_from_db()
    assert (review.result, shop.studio.standing) == ("", "ORDINARY")
    assert not live().filter(kind="innovation.studio.reviewed").exists()
    assert not live().filter(kind="innovation.studio.measured").exists()


def test_no_name_is_revoked_unwarned(shop: StudioShop) -> None:
    name_it(shop)
    at = moment(date(2022, 2, 1))

    def take(kind: str, day: date = date(2022, 2, 1)) -> StudioMeasure:
        return take_measure(
            studio_id=shop.studio.id, kind=kind, reason="无活动", actor=shop.chair, at=moment(day)
        )

    with pytest.raises(CannotDo, match="Warn the studio"):
        take("REVOKE")
    with pytest.raises(CannotDo, match="excellent yearly review"):
        take("STAR")
    take("RECTIFY")
    with pytest.raises(CannotDo, match="has until 2022-05-02 to rectify"):
        take("REVOKE")
    assert remind(at=moment(date(2022, 5, 3))) >= 1
    revoked = take("REVOKE", date(2022, 5, 3))
    shop.studio.refresh_from_db()
    assert shop.studio.state == Studio.State.REVOKED

    later = moment(date(2022, 5, 4))
    appeal = appeal_measure(measure_id=revoked.id, reason="已整改", actor=shop.leader, at=later)
    take_up_appeal(appeal_id=appeal.id, actor=shop.hr, at=later)
    decide_appeal(appeal_id=appeal.id, actor=shop.hr, uphold=True, answer="属实", at=later)
    shop.studio.refresh_from_db()
    assert (shop.studio.state, shop.studio.ended_on) == (Studio.State.NAMED, None)
    assert not live().filter(kind="innovation.studio.revoked").exists()
    assert at < later


def test_a_warning_ends_with_what_was_seen(shop: StudioShop) -> None:
    name_it(shop)
    at = moment(date(2022, 2, 1))
    measure = take_measure(
        studio_id=shop.studio.id, kind="WARN", reason="缺季报", actor=shop.chair, at=at
    )
    with pytest.raises(CannotDo, match="what was seen"):
        lift_measure(measure_id=measure.id, because=" ", actor=shop.chair, at=at)
    lift_measure(measure_id=measure.id, because="季报已补", actor=shop.chair, at=at)
    shop.studio.refresh_from_db()
    assert shop.studio.standing == "ORDINARY"


def test_a_result_is_one_record_of_one_studio(shop: StudioShop) -> None:
    mine = accepted_idea(shop, shop.members[0])
    foreign = accepted_idea(shop, shop.worker)

    def add(source: int) -> object:
        return add_made_result(
            studio_id=shop.studio.id,
            kind="PROPOSAL",
            source_id=source,
            actor=shop.leader,
            on=date(2022, 7, 1),
        )

    add(mine.id)
    for refused in (mine, foreign):
        with pytest.raises(CannotDo, match="no studio has as its own yet"):
            add(refused.id)


def test_a_missing_report_is_told_of_once(shop: StudioShop) -> None:
    name_it(shop)
    at = moment(date(2021, 4, 2))
    assert remind(at=at) == 1
    assert remind(at=at) == 0
    assert shop.leader.notices.filter(kind="innovation.studio.report_due").count() == 1
