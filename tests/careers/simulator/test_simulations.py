"""A replay asked for and run on a small zone: against the tables, kept, pinned and withheld."""

from __future__ import annotations

from datetime import date

import pytest

from careers.echelon import grade
from gongjiang.careers.canonical import LADDER
from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.models import Appraisal, Simulation
from gongjiang.careers.permissions_pipeline import may_simulate
from gongjiang.careers.queries.simulations import fares_of, simulations_visible_to
from gongjiang.careers.services.defaults import install_ladder
from gongjiang.careers.services.leavers import end_grades_of_leavers
from gongjiang.careers.services.simulations import Trial, ask_to_simulate, simulate_as_asked
from gongjiang.careers.simulator.changes import Change
from gongjiang.careers.simulator.reading import careers_of
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import EndReason, Person
from gongjiang.people.queries.visibility import scope_of
from gongjiang.people.services.employment import end_employment
from jobs import run_jobs
from world import NOON, OPENING, TODAY, Site, World, make_person, make_worker

START = date(2019, 3, 15)
PLAIN = Change(sequence="P", low=5, high=5, months=12)
"""P5 asks for months and appraisals alone, so that a test need record nothing else."""


@pytest.fixture
def ruled(world: World, defaults) -> World:
    install_ladder(actor=SYSTEM, on=OPENING)
    return world


def specialist(site: Site, name: str = "王工", *, on: date = START, sex: str = "MALE"):
    """Somebody at P4 with good appraisals every year."""
    worker = make_worker(site, name, on=on)
    Person.objects.filter(id=worker.person_id).update(sex=sex)
    grade(worker, "P", 4, on)
    for year in range(2017, 2022):
        Appraisal.objects.create(
            person=worker.person, enterprise=site.enterprise, year=year, mark="A",
            decided_on=date(year + 1, 1, 20),
        )  # fmt: skip
    return worker


def ask(actor: Person, enterprise=None, **told) -> Simulation:
    told = {"change": PLAIN, "base_fen": 400_000, "until": TODAY} | told
    return ask_to_simulate(Trial(enterprise=enterprise, **told), actor=actor, at=NOON)


def ran(actor: Person, enterprise=None, **told) -> Simulation:
    asked = ask(actor, enterprise, **told)
    run_jobs()
    asked.refresh_from_db()
    return asked


def test_hr_sees_who_would_have_risen_and_when(ruled: World):
    worker = specialist(ruled.a)
    specialist(ruled.b, "他人")

    found = ran(ruled.a.hr, ruled.a.enterprise)

    assert found.state == Simulation.State.DONE
    result = found.result
    assert (result["people"], result["gain"], result["lose"]) == (1, 1, 0)
    # In force after 24 months, tried after 12: to P5 a year earlier, and P6 asks a contribution.
    [fares] = fares_of(found, scope_of(ruled.a.hr, TODAY))
    assert (fares.person, fares.was, fares.now) == (worker.person, 1, 1)
    assert (fares.first_was, fares.first_now) == ("2021-04", "2020-04")
    # One grade more for twelve months: 80 per mille of 4,000 yuan a month.
    assert result["cost_fen"] == 12 * 32_000
    assert sum(month["was"] for month in result["months"]) == 1


def test_what_was_recorded_stands_beside_it(ruled: World):
    worker = specialist(ruled.a)
    grade(worker, "P", 5, date(2022, 3, 10), "PROMOTION")

    months = ran(ruled.a.hr, ruled.a.enterprise).result["months"]

    assert [month["month"] for month in months if month["recorded"]] == ["2022-04"]
    assert [month["month"] for month in months if month["was"]] == ["2021-04"]


def test_the_same_records_and_rules_give_the_same_answer_and_others_another(ruled: World):
    worker = specialist(ruled.a)
    first, second = (ran(ruled.a.hr, ruled.a.enterprise) for _ in range(2))
    assert (first.inputs_digest, first.result) == (second.inputs_digest, second.result)

    Appraisal.objects.filter(person=worker.person, year=2019).update(mark="C")
    other = ran(ruled.a.hr, ruled.a.enterprise)
    assert other.inputs_digest != first.inputs_digest
    assert other.result != first.result
    first.refresh_from_db()
    assert first.result == second.result  # what is kept stays


def test_a_job_done_twice_changes_nothing(ruled: World):
    specialist(ruled.a)
    found = ran(ruled.a.hr, ruled.a.enterprise)
    before = (found.result, found.finished_at)
    simulate_as_asked(found.id, at=NOON)
    found.refresh_from_db()
    assert (found.result, found.finished_at) == before


def test_the_zone_is_told_numbers_and_small_groups_are_withheld(ruled: World, reformer: Person):
    for number in range(7):
        specialist(ruled.a, f"男{number}")
    specialist(ruled.a, "女工", sex="FEMALE")

    result = ran(reformer).result

    assert result["standings"] == []
    assert (result["people"], result["gain"]) == (8, 8)
    by_name = {split["name"]: split for split in result["splits"]}
    assert by_name["sex"]["groups"] == []  # one woman among eight would be known by the rest
    assert by_name["sex"]["withheld"] == 8
    [size] = by_name["size"]["groups"]
    assert (size["code"], size["people"], size["gain"]) == ("UNDER_20", 8, 8)


def test_an_enterprise_with_its_own_ladder_is_none_of_the_zones(ruled: World, reformer: Person):
    specialist(ruled.a)
    specialist(ruled.b)
    own = Draft(key=LadderRule.key, version="甲1", content=LADDER.as_json(), valid_from=OPENING,
                scope=ruled.a.enterprise, procedure_reference="职代会〔2020〕1号")  # fmt: skip
    approve_rule_set(rule_set_id=draft_rule_set(own, actor=SYSTEM, at=NOON).id, actor=SYSTEM,
                     at=NOON)  # fmt: skip
    assert ran(reformer).result["people"] == 1


def test_a_draft_of_the_ladder_can_be_tried(ruled: World, reformer: Person):
    specialist(ruled.a)
    content = LADDER.as_json()
    for each in content["criteria"]:
        each["months"] = each["exceptional_months"] = 12
    draft = draft_rule_set(
        Draft(key=LadderRule.key, version="草案", content=content, valid_from=TODAY),
        actor=reformer, at=NOON,
    )  # fmt: skip
    found = ran(reformer, draft=draft, change=None)
    assert (found.result["gain"], found.result["lose"]) == (1, 0)


def test_leavers_and_gaps_are_read_as_recorded(ruled: World):
    worker = specialist(ruled.a)
    end_employment(employment_id=worker.id, reason=EndReason.RESIGNED, actor=ruled.a.hr,
                   on=date(2020, 1, 1))  # fmt: skip
    end_grades_of_leavers(at=NOON)
    found = careers_of(TODAY, LADDER, enterprises=[ruled.a.enterprise.id])
    assert found.events.day.tolist() == [START, date(2020, 1, 1)]
    assert ran(ruled.a.hr, ruled.a.enterprise).result["gain"] == 0


def test_nobody_graded_is_nobody_replayed(ruled: World):
    result = ran(ruled.a.hr, ruled.a.enterprise).result
    assert (result["people"], result["gain"], result["cost_fen"]) == (0, 0, 0)


@pytest.mark.parametrize(
    "told",
    [
        {"change": None},
        {"change": Change()},
        {"change": Change(sequence="P", low=5, high=5, months=24)},
        {"base_fen": 0},
        {"until": date(2023, 1, 1)},
    ],
)
def test_what_cannot_be_tried(ruled: World, told):
    with pytest.raises(CannotDo):
        ask(ruled.a.hr, ruled.a.enterprise, **told)
    assert not Simulation.objects.exists()


def test_who_may_replay(ruled: World, reformer: Person):
    worker = make_worker(ruled.a).person
    readers = (ruled.a.hr, ruled.b.hr, reformer, ruled.leader, worker)
    assert [bool(may_simulate(each, ruled.a.enterprise, TODAY)) for each in readers] == [
        True, False, False, False, False,
    ]  # fmt: skip
    assert [bool(may_simulate(each, None, TODAY)) for each in readers] == [
        False, False, True, False, False,
    ]  # fmt: skip
    assert not may_simulate(SYSTEM, None, TODAY)
    with pytest.raises(NotAllowed):
        ask(make_person("路人"), ruled.a.enterprise)


def test_a_replay_is_seen_where_it_was_made(ruled: World, reformer: Person):
    own, zone = ask(ruled.a.hr, ruled.a.enterprise), ask(reformer)

    def seen(reader: Person) -> list[Simulation]:
        return list(simulations_visible_to(scope_of(reader, TODAY)))

    assert seen(ruled.a.hr) == [own]
    assert seen(reformer) == [zone]
    assert seen(ruled.b.hr) == seen(ruled.leader) == []
