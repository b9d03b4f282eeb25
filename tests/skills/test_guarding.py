"""Nobody is moved to a post that needs a certificate without a valid one; the attempt is kept."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from gongjiang.ledger.queries import facts_of
from gongjiang.people.guards import Refused
from gongjiang.people.models import Employment, Person, Posting
from gongjiang.people.services.employment import Post, move_person
from gongjiang.people.services.transfers import move_people
from gongjiang.skills.models import PostRequirement, Refusal
from gongjiang.skills.services.posts import require_certificate
from signing import sign_in
from skills.deeds import licensed
from world import TODAY, World, make_worker

pytestmark = pytest.mark.django_db

POST = "维修电工"


@pytest.fixture
def requirement(world: World, rules: list[object]) -> PostRequirement:
    return require_certificate(
        unit=world.a.enterprise,
        post=POST,
        kind_code="LOW_VOLTAGE",
        actor=world.a.hr,
        on=date(2022, 1, 1),
    )


def move(world: World, employment: Employment) -> Posting:
    to = Post(unit=world.a.other_team, name=POST, kind="PRODUCTION")
    return move_person(employment_id=employment.id, to=to, actor=world.a.hr, on=TODAY)


def test_without_a_certificate_the_move_is_refused_in_words_and_kept(
    world: World, requirement: PostRequirement, employment: Employment
):
    with pytest.raises(Refused, match="Record a valid one first"):
        move(world, employment)

    assert employment.postings.get().post == "操作工"
    refusal = Refusal.objects.get()
    assert (refusal.because, refusal.tried_by) == ("ABSENT", world.a.hr)
    assert "skills.post.refused" in [entry.fact.kind for entry in facts_of(employment.person_id)]


def test_an_expired_holder_is_refused_and_a_valid_one_moves(
    world: World, requirement: PostRequirement, employment: Employment, worker: Person
):
    licensed(worker, date(2019, 5, 10), by=world.a.hr)
    with pytest.raises(Refused, match="not valid since"):
        move(world, employment)
    assert Refusal.objects.get().because == "EXPIRED"

    licensed(worker, date(2021, 5, 10), by=world.a.hr)

    assert move(world, employment).post == POST


def test_of_several_none_moves_and_each_refusal_is_kept(world: World, requirement: PostRequirement):
    workers = [make_worker(world.a, name) for name in ("张一", "张二")]
    Posting.objects.filter(employment__in=workers).update(post=POST)
    ids = [employment.id for employment in workers]

    with pytest.raises(Refused, match="张一 and others"):
        move_people(employment_ids=ids, to=world.a.other_team, actor=world.a.hr, on=TODAY)

    assert Refusal.objects.count() == 2
    assert not Posting.objects.filter(unit=world.a.other_team, post=POST).exists()


def test_what_stands_around_the_deed_takes_the_refusal_with_it(
    world: World, requirement: PostRequirement, employment: Employment
):
    with pytest.raises(Refused) as refusal, transaction.atomic():
        move(world, employment)
    assert not Refusal.objects.exists()

    refusal.value.keep()

    assert Refusal.objects.count() == 1


def test_rehearsed_on_the_page_it_is_said_and_kept(
    world: World, requirement: PostRequirement, employment: Employment
):
    form = {
        "idempotency_key": str(uuid4()),
        "employment": str(employment.id),
        "site": str(world.a.enterprise.public_id),
        "unit": str(world.a.other_team.public_id),
        "post": POST,
        "post_kind": "PRODUCTION",
        "on": TODAY.isoformat(),
    }
    address = reverse("people:move", args=[employment.person.public_id])

    answer = sign_in(world.a.hr).post(address, form)

    assert POST in answer.content.decode()
    assert "证书" in answer.content.decode() or "certificate" in answer.content.decode()
    assert Refusal.objects.count() == 1
