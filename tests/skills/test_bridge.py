"""The bridge gives a right to apply, and confers nothing."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.governance.models import RuleSet
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.people.models import Person
from gongjiang.skills.models import BridgeApplication, Occupation, Title
from gongjiang.skills.services.bridge import (
    NoRight,
    apply_over_bridge,
    decide_application,
    forward_application,
    withdraw_application,
)
from skills.deeds import certified, titled
from world import TODAY, World

pytestmark = pytest.mark.django_db


def apply(
    person: Person,
    trade: Occupation,
    *,
    direction: str = "TO_TITLE",
    target: int = 1,
    by: Person | None = None,
) -> BridgeApplication:
    return apply_over_bridge(
        person=person,
        direction=direction,
        target=target,
        occupation=trade,
        actor=by or person,
        on=TODAY,
    )


def test_a_senior_worker_of_two_years_may_apply_and_gets_no_title_by_it(
    world: World, worker: Person, electrician: Occupation, rules: list[RuleSet]
):
    certified(worker, 3, date(2020, 11, 28), by=world.a.hr)

    application = apply(worker, electrician)
    forward_application(application_id=application.id, actor=world.a.hr, on=TODAY)
    decide_application(application_id=application.id, granted=True, actor=world.a.hr, on=TODAY)

    application.refresh_from_db()
    assert application.state == "GRANTED"
    assert application.evidence["earliest"] == "2022-11-28"
    assert not Title.objects.exists()


@pytest.mark.parametrize(
    "case",
    [
        (3, date(2020, 11, 29), 1, "from 2022-11-29 on"),
        (3, date(2019, 1, 1), 2, "do not hold"),
        (2, date(2019, 1, 1), 1, "do not hold"),
        (3, date(2019, 1, 1), 4, "does not lead there"),
    ],
)
def test_who_may_not_apply_is_told_why(
    world: World,
    worker: Person,
    electrician: Occupation,
    rules: list[RuleSet],
    case: tuple[int, date, int, str],
):
    rank, since, target, said = case
    certified(worker, rank, since, by=world.a.hr)
    with pytest.raises(NoRight, match=said):
        apply(worker, electrician, target=target)


def test_a_title_leads_to_a_rank(
    world: World, worker: Person, electrician: Occupation, rules: list[RuleSet]
):
    titled(worker, 2, date(2021, 11, 28), by=world.a.hr)
    assert apply(worker, electrician, direction="TO_RANK", target=4).target == 4


def test_people_apply_for_themselves_once_and_may_think_again(
    world: World, worker: Person, electrician: Occupation, rules: list[RuleSet]
):
    certified(worker, 3, date(2020, 1, 1), by=world.a.hr)
    with pytest.raises(NotAllowed):
        apply(worker, electrician, by=world.a.hr)
    application = apply(worker, electrician)
    with pytest.raises(CannotDo, match="waits"):
        apply(worker, electrician)
    with pytest.raises(NotAllowed):
        forward_application(application_id=application.id, actor=world.b.hr, on=TODAY)
    withdraw_application(application_id=application.id, actor=worker, on=TODAY)
    with pytest.raises(CannotDo):
        forward_application(application_id=application.id, actor=world.a.hr, on=TODAY)
