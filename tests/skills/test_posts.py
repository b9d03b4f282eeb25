"""Posts that need a certificate: who is let, who is refused, and what is kept of it."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.facts.skills import PostAssigned, PostRefused
from gongjiang.ledger.queries import facts_of
from gongjiang.people.models import Person
from gongjiang.people.services.employment import Post, hire
from gongjiang.skills.models import PostAssignment, PostRequirement, Refusal
from gongjiang.skills.queries.may_do import may_do
from gongjiang.skills.services.operation import (
    restore_operation_certificate,
    review_operation_certificate,
    suspend_operation_certificate,
)
from gongjiang.skills.services.posts import (
    ask_for_post,
    end_requirement,
    follow_postings,
    release_from_post,
    require_certificate,
    sentence_of,
)
from skills.deeds import licensed
from world import NOON, TODAY, World, make_person, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def requirement(world: World, rules: list[object]) -> PostRequirement:
    """A's workshop has a post that needs an electrician's certificate; nobody is on it."""
    return require_certificate(
        unit=world.a.workshop,
        post="维修电工",
        kind_code="LOW_VOLTAGE",
        actor=world.a.hr,
        on=date(2022, 1, 1),
    )


def ask(requirement: PostRequirement, person: Person, by: Person) -> PostAssignment | Refusal:
    return ask_for_post(requirement_id=requirement.id, person=person, actor=by, at=NOON)


def test_a_valid_holder_is_let(
    world: World, requirement: PostRequirement, worker: Person, leader: Person
):
    licensed(worker, date(2021, 5, 10), by=world.a.hr)

    found = ask(requirement, worker, leader)

    assert isinstance(found, PostAssignment)
    assert found.admitted
    assert facts_of(worker.id)[-1].kind == PostAssigned.kind


@pytest.mark.parametrize(
    "case",
    [
        (date(2019, 5, 10), "EXPIRED", "not valid since 2022-05-10"),  # the review was missed
        (date(2016, 5, 10), "EXPIRED", "not valid since 2019-05-10"),
        (None, "ABSENT", "none is recorded"),
    ],
)
def test_an_expired_holder_is_refused_and_it_is_kept(
    world: World,
    requirement: PostRequirement,
    worker: Person,
    case: tuple[date | None, str, str],
):
    issued_on, because, said = case
    if issued_on is not None:
        licensed(worker, issued_on, by=world.a.hr)

    found = ask(requirement, worker, world.a.hr)

    assert isinstance(found, Refusal)
    assert (found.because, found.tried_by, found.on) == (because, world.a.hr, TODAY)
    assert said in str(sentence_of(found))
    assert facts_of(worker.id)[-1].fact == PostRefused(
        refusal_id=found.id,
        requirement=requirement.id,
        kind_code="LOW_VOLTAGE",
        because=because,
    )
    assert not PostAssignment.objects.exists()


def test_a_suspension_refuses_until_it_is_over(
    world: World, requirement: PostRequirement, worker: Person
):
    certificate = licensed(worker, date(2021, 5, 10), by=world.a.hr)
    suspend_operation_certificate(
        certificate_id=certificate.id, reason="违章", actor=world.a.hr, on=date(2022, 11, 1)
    )
    found = ask(requirement, worker, world.a.hr)
    assert isinstance(found, Refusal)
    assert found.because == "SUSPENDED"

    restore_operation_certificate(certificate_id=certificate.id, actor=world.a.hr, on=TODAY)
    assert isinstance(ask(requirement, worker, world.a.hr), PostAssignment)


def test_a_review_opens_the_post_again(world: World, requirement: PostRequirement, worker: Person):
    certificate = licensed(worker, date(2019, 5, 10), by=world.a.hr)
    review_operation_certificate(certificate_id=certificate.id, actor=world.a.hr, on=TODAY)
    certificate.refresh_from_db()
    assert (certificate.valid_until, certificate.review_due) == (date(2025, 5, 10), None)
    assert isinstance(ask(requirement, worker, world.a.hr), PostAssignment)


def test_who_may_put_people_on_a_post(world: World, requirement: PostRequirement, worker: Person):
    for actor in (worker, world.b.hr, world.leader):
        with pytest.raises(NotAllowed):
            ask(requirement, worker, actor)
    stranger = make_worker(world.b).person
    with pytest.raises(CannotDo, match="does not work"):
        ask(requirement, stranger, world.a.hr)


def test_who_works_there_already_is_on_the_post(world: World, rules: list[object], worker: Person):
    requirement = require_certificate(
        unit=world.a.enterprise,
        post="操作工",
        kind_code="LOW_VOLTAGE",
        actor=world.a.hr,
        on=TODAY,
    )
    [assignment] = requirement.assignments.all()
    assert (assignment.person, assignment.admitted) == (worker, False)


def test_posts_follow_who_works_where(world: World, requirement: PostRequirement):
    post = Post(unit=world.a.other_team, name="维修电工", kind="PRODUCTION")
    # Who is new has no certificate on record yet, and so is found afterwards.
    hire(
        person=make_person("新电工"),
        employer=world.a.enterprise,
        kind="REGULAR",
        post=post,
        actor=world.a.hr,
        on=date(2022, 11, 1),
    )

    assert follow_postings(at=NOON) == (1, 0)
    assert follow_postings(at=NOON) == (0, 0)
    [refusal] = requirement.refusals.all()
    assert (refusal.because, refusal.tried_by) == ("ABSENT", None)
    [assignment] = requirement.assignments.all()
    assert not assignment.admitted


def test_somebody_is_taken_off_and_the_requirement_ends(
    world: World, requirement: PostRequirement, worker: Person
):
    licensed(worker, date(2021, 5, 10), by=world.a.hr)
    assignment = ask(requirement, worker, world.a.hr)
    with pytest.raises(CannotDo):
        release_from_post(assignment_id=assignment.id, actor=world.a.hr, on=TODAY)
    end_requirement(requirement_id=requirement.id, actor=world.a.hr, on=date(2022, 11, 29))
    assignment.refresh_from_db()
    assert assignment.released_reason == "NOT_REQUIRED"  # type: ignore[union-attr]


def test_may_this_person_do_this_now(world: World, requirement: PostRequirement, worker: Person):
    refused = may_do(worker, requirement, NOON)
    assert not refused.decision
    assert [reason.holds for reason in refused.reasons] == [True, True, True, False]

    licensed(worker, date(2021, 5, 10), by=world.a.hr)
    assert may_do(worker, requirement, NOON).decision
    assert not may_do(make_worker(world.b).person, requirement, NOON).decision
