"""Rules with dates: drafted, approved, replaced, and read as of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gongjiang.governance.contents import WrongContent
from gongjiang.governance.contents.governance import TermsRule
from gongjiang.governance.contents.people import IndustrialWorkerRule
from gongjiang.governance.models import RuleSet
from gongjiang.governance.permissions import may_approve, may_draft
from gongjiang.governance.queries.reach import reach_of
from gongjiang.governance.queries.rule_sets import (
    NoRuleInForce,
    content_in_force,
    rule_in_force,
    rule_sets_visible_to,
)
from gongjiang.governance.services.defaults import NO_PROCEDURE, install_defaults
from gongjiang.governance.services.rule_sets import (
    AlreadyApproved,
    Draft,
    NoProcedure,
    Overlaps,
    approve_rule_set,
    discard_draft,
    draft_rule_set,
    end_rule_set,
    revise_draft,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.orgs.models import Unit
from gongjiang.orgs.services import move_unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person
from world import NOON, OPENING, TODAY, World, make_worker

TERMS = {"publicity_working_days": 7, "appeal_reply_working_days": 10}
NEXT_YEAR = date(2023, 1, 1)


def terms(version: str = "2023.1", **changes: object) -> Draft:
    draft = Draft(
        key="governance.terms",
        version=version,
        content=TERMS,
        valid_from=NEXT_YEAR,
        procedure_reference="职工代表大会决议〔2022〕3号",
    )
    return replace(draft, **changes)


def approved(actor: Person, draft: Draft, at: datetime = NOON) -> RuleSet:
    rule_set = draft_rule_set(draft, actor=actor, at=at)
    return approve_rule_set(rule_set_id=rule_set.id, actor=actor, at=at)


def days_of(rule_set: RuleSet) -> tuple[date, date | None]:
    rule_set.refresh_from_db()
    return rule_set.valid_from, rule_set.valid_to


def test_the_defaults_hold_from_the_first_day_and_say_whose_they_are(defaults: list[RuleSet]):
    rule = rule_in_force("people.industrial_worker", on=OPENING)

    assert (rule.version, rule.approved_by, rule.procedure_reference) == (
        "2017.1",
        None,
        NO_PROCEDURE,
    )
    definition = content_in_force(IndustrialWorkerRule, on=TODAY).definition(rule.version)
    assert definition.industries == frozenset("ABCDEGI")
    assert definition.holds(
        industry_code="C3825", post_kind="PRODUCTION", employment_kind="DISPATCHED"
    )
    assert not definition.holds(
        industry_code="C3825", post_kind="OFFICE", employment_kind="REGULAR"
    )


def test_installing_the_defaults_twice_changes_nothing(defaults: list[RuleSet]):
    assert install_defaults(actor=SYSTEM, on=TODAY) == []
    assert RuleSet.objects.count() == len(defaults)


def test_before_any_rule_the_question_is_refused_with_a_sentence(defaults: list[RuleSet]):
    with pytest.raises(NoRuleInForce, match="2017-10-31"):
        rule_in_force("governance.terms", on=OPENING - timedelta(days=1))


def test_a_new_version_ends_the_former_one_the_day_before(
    defaults: list[RuleSet], reformer: Person
):
    new = approved(reformer, terms())

    [former] = RuleSet.objects.filter(key=new.key, version="2017.1")
    assert days_of(former) == (OPENING, NEXT_YEAR)
    assert rule_in_force(new.key, on=date(2022, 12, 31)) == former
    assert rule_in_force(new.key, on=NEXT_YEAR) == new
    assert (new.state_on(TODAY), former.state_on(NEXT_YEAR)) == ("APPROVED", "RETIRED")
    assert (new.state_on(NEXT_YEAR), former.state_on(TODAY)) == ("IN_FORCE", "IN_FORCE")


def test_a_draft_holds_nowhere(defaults: list[RuleSet], reformer: Person):
    draft_rule_set(terms(valid_from=TODAY), actor=reformer, at=NOON)

    assert rule_in_force("governance.terms", on=TODAY).version == "2017.1"


def test_the_nearest_scope_upwards_wins(defaults: list[RuleSet], reformer: Person, world: World):
    area = approved(reformer, terms("area", scope=world.area, valid_from=TODAY))
    own = approved(world.a.hr, terms("own", scope=world.a.enterprise, valid_from=TODAY))
    key = "governance.terms"

    assert rule_in_force(key, on=TODAY, unit_id=world.a.team.id) == own
    assert rule_in_force(key, on=TODAY, unit_id=world.a.enterprise.id) == own
    assert rule_in_force(key, on=TODAY, unit_id=world.b.team.id) == area
    assert rule_in_force(key, on=TODAY, unit_id=world.zone.id).version == "2017.1"
    assert rule_in_force(key, on=TODAY).version == "2017.1"


def test_the_scope_is_the_one_the_unit_stood_in_on_that_day(
    defaults: list[RuleSet], reformer: Person, world: World
):
    own = approved(reformer, terms("grid", scope=world.grid, valid_from=TODAY))
    move_unit(unit_id=world.a.enterprise.id, to=world.other_grid, on=NEXT_YEAR)

    team = world.a.team.id
    assert rule_in_force(own.key, on=date(2022, 12, 31), unit_id=team) == own
    assert rule_in_force(own.key, on=NEXT_YEAR, unit_id=team).version == "2017.1"


def test_the_zones_own_unit_means_the_whole_zone(world: World, reformer: Person):
    assert draft_rule_set(terms(scope=world.zone), actor=reformer, at=NOON).scope is None


def test_without_a_procedure_nothing_is_approved(defaults: list[RuleSet], reformer: Person):
    draft = draft_rule_set(terms(procedure_reference="  "), actor=reformer, at=NOON)

    with pytest.raises(NoProcedure):
        approve_rule_set(rule_set_id=draft.id, actor=reformer, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSet.objects.filter(id=draft.id).update(approved_at=NOON)


def test_an_approved_set_that_begins_later_is_not_pushed_aside(
    defaults: list[RuleSet], reformer: Person
):
    approved(reformer, terms())
    earlier = draft_rule_set(terms("2022.2", valid_from=TODAY), actor=reformer, at=NOON)

    with pytest.raises(Overlaps, match=r"2023\.1"):
        approve_rule_set(rule_set_id=earlier.id, actor=reformer, at=NOON)


def test_a_set_that_ends_in_time_leaves_the_later_one_alone(
    defaults: list[RuleSet], reformer: Person
):
    later = approved(reformer, terms())
    between = terms("2022.2", valid_from=TODAY, valid_to=NEXT_YEAR)

    assert approved(reformer, between).approved_at is not None
    assert days_of(later) == (NEXT_YEAR, None)


@pytest.mark.parametrize("scoped", [True, False])
def test_the_database_itself_refuses_two_sets_at_a_time(
    defaults: list[RuleSet], world: World, scoped: bool
):
    scope = world.a.enterprise if scoped else None
    rows = [
        RuleSet(
            key="governance.terms",
            version=version,
            scope=scope,
            content=TERMS,
            valid_from=day,
            procedure_reference="x",
            approved_at=NOON,
        )
        for version, day in (("a", TODAY), ("b", NEXT_YEAR))
    ]
    with pytest.raises(IntegrityError, match="rule_set_one_approved_at_a_time"):
        RuleSet.objects.bulk_create(rows)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"publicity_working_days": 7}, "is missing"),
        ({**TERMS, "publicity_working_days": 0}, "is too small"),
        ({**TERMS, "publicity_working_days": "soon"}, "whole number"),
        ({**TERMS, "holidays": True}, "“holidays” is not known here"),
        ([], "as a whole"),
    ],
)
def test_wrong_content_is_refused_with_a_sentence(
    world: World, reformer: Person, content: object, said: str
):
    with pytest.raises(WrongContent, match=said):
        draft_rule_set(terms(content=content), actor=reformer, at=NOON)


def test_an_unknown_rule_is_refused(world: World, reformer: Person):
    with pytest.raises(WrongContent):
        draft_rule_set(terms(key="people.nothing"), actor=reformer, at=NOON)


def test_equal_content_is_kept_as_equal_json():
    one, other = (
        IndustrialWorkerRule.read(
            {
                "industries": industries,
                "post_kinds": ["PRODUCTION"],
                "employment_kinds": ["REGULAR"],
            }
        )
        for industries in (["C", "B"], ["B", "C", "B"])
    )
    assert one.as_json() == other.as_json()


def test_a_rule_does_not_hold_backwards(defaults: list[RuleSet], reformer: Person):
    draft = draft_rule_set(terms(valid_from=date(2022, 11, 27)), actor=reformer, at=NOON)

    with pytest.raises(CannotDo, match="2022-11-27"):
        approve_rule_set(rule_set_id=draft.id, actor=reformer, at=NOON)


def test_approved_content_never_changes(defaults: list[RuleSet], reformer: Person):
    rule_set = approved(reformer, terms())

    for deed in (
        lambda: revise_draft(rule_set_id=rule_set.id, draft=terms(), actor=reformer, at=NOON),
        lambda: discard_draft(rule_set_id=rule_set.id, actor=reformer, at=NOON),
        lambda: approve_rule_set(rule_set_id=rule_set.id, actor=reformer, at=NOON),
    ):
        with pytest.raises(AlreadyApproved):
            deed()


@pytest.mark.parametrize(
    "change", [{"content": {}}, {"version": "9"}, {"valid_from": TODAY}, {"approved_at": None}]
)
def test_the_database_itself_keeps_approved_content(
    defaults: list[RuleSet], reformer: Person, change: dict[str, object]
):
    rule_set = approved(reformer, terms())

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        RuleSet.objects.filter(id=rule_set.id).update(**change)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        RuleSet.objects.filter(id=rule_set.id).delete()


def test_a_draft_can_be_written_anew_and_thrown_away(defaults: list[RuleSet], reformer: Person):
    draft = draft_rule_set(terms(), actor=reformer, at=NOON)

    revise_draft(rule_set_id=draft.id, draft=terms("2023.2"), actor=reformer, at=NOON)
    assert RuleSet.objects.get(id=draft.id).version == "2023.2"
    discard_draft(rule_set_id=draft.id, actor=reformer, at=NOON)
    assert not RuleSet.objects.filter(id=draft.id).exists()


def test_a_draft_keeps_its_scope(defaults: list[RuleSet], reformer: Person, world: World):
    draft = draft_rule_set(terms(), actor=reformer, at=NOON)

    with pytest.raises(CannotDo):
        revise_draft(rule_set_id=draft.id, draft=terms(scope=world.area), actor=reformer, at=NOON)


def test_a_version_is_used_once(defaults: list[RuleSet], reformer: Person):
    draft_rule_set(terms(), actor=reformer, at=NOON)

    with pytest.raises(CannotDo, match=r"2023\.1"):
        draft_rule_set(terms(), actor=reformer, at=NOON)


def test_an_enterprises_rule_ends_and_the_zones_holds_again(defaults: list[RuleSet], world: World):
    own = approved(world.a.hr, terms(scope=world.a.enterprise, valid_from=TODAY))

    end_rule_set(rule_set_id=own.id, actor=world.a.hr, on=NEXT_YEAR, at=NOON)

    assert rule_in_force(own.key, on=NEXT_YEAR, unit_id=world.a.team.id).version == "2017.1"
    with pytest.raises(CannotDo):
        end_rule_set(rule_set_id=own.id, actor=world.a.hr, on=NEXT_YEAR, at=NOON)


def test_a_rule_does_not_end_backwards(defaults: list[RuleSet], world: World):
    own = approved(world.a.hr, terms(scope=world.a.enterprise, valid_from=TODAY))

    with pytest.raises(CannotDo):
        end_rule_set(
            rule_set_id=own.id,
            actor=world.a.hr,
            on=TODAY + timedelta(days=1),
            at=NOON + timedelta(days=3),
        )


@pytest.mark.parametrize(
    ("who", "where", "expected"),
    [
        ("reformer", None, True),
        ("reformer", "zone", True),
        ("reformer", "grid", True),
        ("reformer", "enterprise", False),
        ("reformer", "team", False),
        ("hr", None, False),
        ("hr", "grid", False),
        ("hr", "enterprise", True),
        ("hr", "team", True),
        ("other_hr", "enterprise", False),
        ("leader", None, False),
        ("worker", None, False),
        ("worker", "enterprise", False),
        ("system", None, True),
        ("system", "enterprise", True),
    ],
)
def test_who_may_draft_and_approve(
    world: World, reformer: Person, who: str, where: str | None, expected: bool
):
    actors = {
        "reformer": reformer,
        "hr": world.a.hr,
        "other_hr": world.b.hr,
        "leader": world.leader,
        "worker": make_worker(world.a).person,
        "system": SYSTEM,
    }
    scopes: dict[str | None, Unit | None] = {
        None: None,
        "zone": world.zone,
        "grid": world.grid,
        "enterprise": world.a.enterprise,
        "team": world.a.team,
    }
    actor, scope = actors[who], scopes[where]

    assert bool(may_draft(actor, TermsRule, scope, TODAY)) is expected
    assert bool(may_approve(actor, RuleSet(key="governance.terms", scope=scope), TODAY)) is expected


def test_a_definition_must_be_the_same_in_the_whole_zone(world: World):
    assert not may_draft(world.a.hr, IndustrialWorkerRule, world.a.enterprise, TODAY)
    assert not may_draft(SYSTEM, IndustrialWorkerRule, world.a.enterprise, TODAY)


def test_a_stranger_drafts_nothing(world: World):
    with pytest.raises(NotAllowed):
        draft_rule_set(terms(), actor=world.b.hr, at=NOON)
    assert not RuleSet.objects.exists()


def test_drafts_and_rules_of_another_enterprise_are_not_seen(
    defaults: list[RuleSet], reformer: Person, world: World
):
    rule = approved(world.a.hr, terms(scope=world.a.enterprise, valid_from=TODAY))
    draft = draft_rule_set(terms("next", scope=world.a.enterprise), actor=world.a.hr, at=NOON)
    worker = make_worker(world.a).person

    def sees(reader: Person) -> set[RuleSet]:
        return set(rule_sets_visible_to(reach_of(reader, TODAY))) - set(defaults)

    assert sees(world.a.hr) == {rule, draft}
    assert sees(worker) == {rule}
    assert sees(world.b.hr) == sees(reformer) == sees(world.leader) == set()


def test_reading_a_rule_is_one_query(
    defaults: list[RuleSet], world: World, django_assert_num_queries
):
    with django_assert_num_queries(1):
        content_in_force(TermsRule, on=TODAY, unit_id=world.a.team.id)
