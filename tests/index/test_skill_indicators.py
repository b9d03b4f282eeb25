"""The indicators of what people can do, against records whose answer fits on paper."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from gongjiang.index.indicators.skill_matrix import BIN_DAYS, BINS, grouped_median
from gongjiang.index.queries.skilled import behind
from gongjiang.index.rules.normalise import Floats
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person
from gongjiang.people.queries.roll import roll_on
from gongjiang.people.queries.seats import seats
from gongjiang.skills.models import Skill
from gongjiang.skills.services.certificates import revoke_certificate
from gongjiang.skills.services.defaults import install_skill_rules
from gongjiang.skills.services.matrix import assess_skill, name_skill
from gongjiang.skills.services.operation import suspend_operation_certificate
from gongjiang.skills.services.posts import ask_for_post, require_certificate
from index.conftest import RunIndex, sums, value
from skills.deeds import certified, licensed, titled
from world import NOON, TODAY, World, make_worker

COUNTED = ("G3", "G4", "L5", "P1", "P2", "P3", "P7", "P8")


@pytest.fixture
def skilled(governed: World, settings: pytest.MonkeyPatch) -> World:
    settings.TODAY = TODAY  # type: ignore[attr-defined]
    install_skill_rules(actor=SYSTEM, on=TODAY)
    return governed


def crew(world: World, number: int) -> list[Person]:
    return [make_worker(world.a, f"工{place}").person for place in range(number)]


def listed(name: str, part: str) -> int:
    return behind(name, part, seats(roll_on(TODAY)), None).headcount()


def agrees(name: str, counts: list[int]) -> bool:
    """Whether the lists behind an indicator are as long as it counts."""
    return [listed(name, "numerator"), listed(name, "denominator")] == counts


@pytest.mark.commits
def test_highly_skilled_of_the_skilled_and_those_with_a_title_too(skilled: World, run: RunIndex):
    people, hr = crew(skilled, 12), skilled.a.hr
    for place, rank in enumerate((1, 1, 2, 2, 3, 3, 4, 5)):
        certified(people[place], rank, date(2021, 1, 1), by=hr)
    certified(people[0], 3, date(2022, 1, 1), by=hr)  # the highest counts
    lost = certified(people[9], 5, date(2021, 1, 1), by=hr)
    revoke_certificate(certificate_id=lost.id, reason="FRAUD", actor=hr, on=TODAY)
    for person in (people[4], people[7], people[11]):
        titled(person, 1, date(2022, 1, 1), by=hr)

    done = run()

    assert sums(done, skilled.zone.id, "P1") == [5, 8]
    assert value(done, skilled.a.team.id, "P1") == pytest.approx(100 * 5 / 8)
    assert sums(done, skilled.zone.id, "P8") == [2, 5]
    assert sums(done, skilled.zone.id, "P2") == [3, 12]
    assert sums(done, skilled.a.enterprise.id, "L5") == [1, 2, 3, 1, 1, 13]
    assert value(done, skilled.a.enterprise.id, "L5") == 100
    for name in ("P1", "P8"):
        assert agrees(name, sums(done, skilled.zone.id, name)), name


@pytest.mark.commits
def test_a_rise_is_a_rank_above_all_before_within_twelve_months(skilled: World, run: RunIndex):
    people, hr = crew(skilled, 12), skilled.a.hr
    certified(people[0], 1, date(2021, 11, 28), by=hr)  # a day too early
    certified(people[1], 1, date(2021, 11, 29), by=hr)
    certified(people[2], 3, date(2020, 1, 1), by=hr)
    certified(people[2], 2, date(2022, 1, 1), by=hr)  # no rise
    certified(people[3], 1, date(2022, 1, 1), by=hr)
    certified(people[3], 2, date(2022, 9, 1), by=hr)  # risen twice, one person

    done = run()

    assert sums(done, skilled.zone.id, "G3")[0] == 2
    assert value(done, skilled.a.enterprise.id, "G3") == pytest.approx(100 * 2 / 13)
    assert listed("G3", "numerator") == 2


@pytest.mark.commits
def test_certified_on_posts_that_need_it(skilled: World, run: RunIndex):
    people, hr = crew(skilled, 12), skilled.a.hr
    valid = [licensed(person, date(2021, 5, 10), by=hr) for person in people[:6]]
    licensed(people[6], date(2019, 5, 10), by=hr)  # its review was missed
    require_certificate(
        unit=skilled.a.workshop, post="操作工", kind_code="LOW_VOLTAGE", actor=hr,
        on=date(2022, 1, 1),
    )  # fmt: skip
    suspend_operation_certificate(certificate_id=valid[0].id, reason="违章", actor=hr, on=TODAY)
    height = require_certificate(
        unit=skilled.a.workshop, post="登高", kind_code="SCAFFOLDING", actor=hr,
        on=date(2022, 1, 1),
    )  # fmt: skip
    licensed(people[1], date(2022, 1, 1), by=hr, kind_code="SCAFFOLDING")
    ask_for_post(requirement_id=height.id, person=people[1], actor=hr, at=NOON)

    done = run()

    assert sums(done, skilled.zone.id, "P3") == [5, 12]
    assert value(done, skilled.a.team.id, "P3") == pytest.approx(100 * 5 / 12)
    assert agrees("P3", [5, 12])


@pytest.mark.commits
def test_skills_a_person_and_the_days_to_the_first(skilled: World, run: RunIndex):
    people, hr = crew(skilled, 10), skilled.a.hr  # all hired on 2020-03-01
    skills = [named(skilled, name) for name in ("焊接", "切割")]
    for place, person in enumerate(people[:5]):
        day = date(2022, 1, 1 + place)
        assess_skill(skill=skills[0], person=person, level=3, actor=hr, on=day)
    assess_skill(skill=skills[1], person=people[0], level=4, actor=hr, on=date(2022, 2, 1))
    assess_skill(skill=skills[1], person=people[1], level=2, actor=hr, on=date(2022, 2, 1))
    assess_skill(skill=skills[0], person=people[4], level=1, actor=hr, on=date(2022, 3, 1))

    done = run()

    assert sums(done, skilled.a.team.id, "P7") == [5, 10]
    assert value(done, skilled.a.team.id, "P7") == pytest.approx(0.5)
    assert sums(done, skilled.a.team.id, "G4")[671 // BIN_DAYS :][:2] == [4, 1]
    assert value(done, skilled.a.team.id, "G4") == pytest.approx(660 + 15 * 2.5 / 4)
    assert listed("P7", "numerator") == 4


def named(world: World, name: str) -> Skill:
    return name_skill(unit=world.a.team, name=name, actor=world.a.hr, on=date(2021, 1, 1))


@pytest.mark.parametrize(
    ("bins", "expected"),
    [
        ({0: 1}, 7.5),
        ({0: 1, 2: 1}, 15.0),
        ({1: 2, 3: 1, 4: 1}, 30.0),
        ({2: 4}, 37.5),
        ({BINS: 3, 0: 1}, np.nan),
        ({}, np.nan),
    ],
)
def test_a_median_from_counts(bins: dict[int, int], expected: float):
    counts = np.zeros((1, BINS + 1), dtype=np.int64)
    for place, count in bins.items():
        counts[0, place] = count
    found: Floats = grouped_median(counts)
    np.testing.assert_allclose(found, [expected])
