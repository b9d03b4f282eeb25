"""Certificates are recorded and revoked; ranks are read as columns."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.facts.skills import SkillCertificateRevoked, SkillCertified
from gongjiang.ledger.queries import facts_of
from gongjiang.people.models import Person
from gongjiang.skills.models import Occupation
from gongjiang.skills.queries.columns import rank_spans, title_spans
from gongjiang.skills.services.certificates import (
    NewCertificate,
    NumberTaken,
    record_certificate,
    revoke_certificate,
)
from gongjiang.skills.services.titles import withdraw_title
from skills.deeds import certified, titled
from world import TODAY, World, make_worker

pytestmark = pytest.mark.django_db


def kinds_of(person: Person) -> list[str]:
    return [fact.kind for fact in facts_of(person.id)]


def test_a_certificate_is_written_into_its_holders_ledger(world: World, worker: Person):
    certificate = certified(worker, 2, date(2020, 6, 1), by=world.a.hr)

    fact = facts_of(worker.id)[-1]
    assert fact.fact == SkillCertified(
        certificate_id=certificate.id, occupation="6-31-01-03", rank=2, issuer_kind="SOCIAL"
    )
    assert (fact.occurred_on, fact.unit_id, fact.enterprise_id) == (
        date(2020, 6, 1),
        world.a.team.id,
        world.a.enterprise.id,
    )


def test_a_certificate_from_before_somebody_came_has_no_place(world: World, worker: Person):
    certified(worker, 1, date(2015, 6, 1), by=world.a.hr)
    [fact] = [fact for fact in facts_of(worker.id) if fact.kind == SkillCertified.kind]
    assert (fact.unit_id, fact.enterprise_id) == (None, None)


def test_nobody_but_hr_of_the_employer_records(world: World, worker: Person, leader: Person):
    for actor in (worker, leader, world.b.hr, world.leader):
        with pytest.raises(NotAllowed):
            certified(worker, 2, date(2020, 6, 1), by=actor)
    own = make_worker(world.a, "另一人事").person
    with pytest.raises(NotAllowed):
        certified(world.a.hr, 2, date(2020, 6, 1), by=own)


def test_a_number_stands_once(world: World, worker: Person):
    certified(worker, 2, date(2020, 6, 1), by=world.a.hr, number="X1")
    with pytest.raises(NumberTaken, match="X1"):
        certified(worker, 3, date(2021, 6, 1), by=world.a.hr, number="X1")


@pytest.mark.parametrize(
    "wrong",
    [
        {"rank": 6},
        {"rank": 0},
        {"issued_on": date(2022, 11, 29)},
        {"verify_url": "http://example.org/"},
        {"occupation": "6-31-01-00"},
    ],
)
def test_nonsense_is_refused(
    world: World, worker: Person, electrician: Occupation, wrong: dict[str, Any]
):
    said: dict[str, Any] = {
        "occupation": electrician,
        "rank": 3,
        "number": "X1",
        "issuer_kind": "SOCIAL",
        "issuer": "某机构",
        "issued_on": TODAY,
    } | wrong
    if isinstance(said["occupation"], str):
        said["occupation"] = Occupation.objects.get(code=said["occupation"])
    with pytest.raises(CannotDo):
        record_certificate(person=worker, new=NewCertificate(**said), actor=world.a.hr, on=TODAY)


def test_a_revoked_certificate_counts_until_that_day(world: World, worker: Person):
    certificate = certified(worker, 3, date(2020, 6, 1), by=world.a.hr)

    revoke_certificate(
        certificate_id=certificate.id, reason="FRAUD", actor=world.a.hr, on=date(2022, 1, 1)
    )

    assert kinds_of(worker)[-1] == SkillCertificateRevoked.kind
    spans = rank_spans([worker.id])
    assert spans.value.tolist() == [3]
    assert spans.end.tolist() == [date(2022, 1, 1)]
    with pytest.raises(CannotDo, match="2022-01-01"):
        revoke_certificate(
            certificate_id=certificate.id, reason="FRAUD", actor=world.a.hr, on=TODAY
        )


def test_ranks_and_titles_of_many_are_columns(world: World, worker: Person):
    other = make_worker(world.a, "赵工").person
    certified(worker, 1, date(2019, 6, 1), by=world.a.hr)
    certified(worker, 2, date(2021, 6, 1), by=world.a.hr)
    certified(other, 3, date(2021, 6, 1), by=world.a.hr)
    title = titled(other, 2, date(2021, 7, 1), by=world.a.hr)

    assert rank_spans().person.tolist() == [worker.id, worker.id, other.id]
    assert rank_spans([worker.id]).value.tolist() == [1, 2]
    assert rank_spans([worker.id]).start.tolist() == [date(2019, 6, 1), date(2021, 6, 1)]
    assert np.isnat(rank_spans().end).all()
    assert title_spans().value.tolist() == [2]
    assert rank_spans([]).value.dtype == np.int64

    withdraw_title(title_id=title.id, reason="BY_ISSUER", actor=world.a.hr, on=TODAY)
    assert title_spans().end.tolist() == [TODAY]
