"""The demo zone: as large as asked for, the same each time, and nobody's."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker
from stdnum.cn import ric

import database
from gongjiang.demo.chapters.access import READERS
from gongjiang.demo.plan import Plan
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.story import NotEmpty, build_zone, plan_in
from gongjiang.governance.queries.industrial_workers import industrial_worker_definition
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import end_of
from gongjiang.orgs.models import Enterprise, Placement, Unit
from gongjiang.orgs.queries import operating_on
from gongjiang.orgs.rules import spelled, uscc_holds
from gongjiang.people import identity
from gongjiang.people.models import Account, Appointment, Employment, Person, Posting, Role
from gongjiang.people.queries.roll import roll_on
from gongjiang.people.rules import is_minor
from zones import DEMO_PLAN

MADE_BY_CHANCE = {"national_id_cipher", "phone_cipher", "national_id_hash", "phone_hash"}
"""Different in each home: nonces and keys are."""
MADE_BY_CHANCE |= {"stamp"}
"""What tells one writing of the index of texts from the next."""
MADE_BY_THE_SERVER = {"recorded_xid"}


def industrial_headcount(day: date) -> int:
    definition = industrial_worker_definition(day)
    assert definition is not None
    return roll_on(day).industrial(definition).headcount()


@pytest.mark.usefixtures("demo_zone")
def test_exactly_so_many_industrial_workers_are_on_roll():
    assert industrial_headcount(AS_OF) == DEMO_PLAN.workers


@pytest.mark.usefixtures("demo_zone")
def test_the_zone_grew_and_had_a_dip_in_february_of_2020():
    before, dip, after = (
        industrial_headcount(day)
        for day in (date(2019, 12, 1), date(2020, 2, 20), date(2020, 6, 30))
    )

    assert dip < before
    assert dip < after
    assert industrial_headcount(date(2018, 1, 15)) < industrial_headcount(AS_OF)


@pytest.mark.usefixtures("demo_zone")
def test_the_past_was_known_otherwise_than_it_is_now():
    days = [date(year, month, 28) for year in (2019, 2020, 2021) for month in range(1, 13)]

    assert any(
        roll_on(day, known_at=end_of(day)).headcount() != roll_on(day).headcount() for day in days
    )


def test_the_same_seed_gives_the_same_zone(
    demo_database: str, template_database: str, django_db_blocker: DjangoDbBlocker, worker_id: str
):
    with (
        django_db_blocker.unblock(),
        database.clone(template_database, f"{worker_id}_demo_again"),
    ):
        build_zone(DEMO_PLAN)
        again = digests()
    with django_db_blocker.unblock(), database.pointed_at(demo_database):
        once = digests()

    assert again == once
    assert len(once) > 20


def digests() -> dict[str, str]:
    """For each table, a digest of all its rows but what cannot be the same."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY column_name) "
            "FROM information_schema.columns WHERE table_schema = 'public' "
            "AND table_name <> 'django_migrations' AND column_name <> ALL (%s) GROUP BY 1",
            [[*MADE_BY_CHANCE, *MADE_BY_THE_SERVER]],
        )
        found = {}
        for table, columns in cursor.fetchall():
            cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2")
            rows = sorted(map(repr, cursor.fetchall()))
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


@pytest.mark.usefixtures("demo_zone")
def test_every_record_of_a_unit_or_person_says_it_is_synthetic():
    assert not Person.objects.filter(synthetic=False).exists()
    assert not Unit.objects.filter(synthetic=False).exists()


@pytest.mark.usefixtures("demo_zone")
def test_the_numbers_can_be_nobodys():
    for person in Person.objects.all()[:200]:
        number = identity.open_sealed(
            "national_id", person.national_id_cipher, owner=person.public_id
        )
        phone = identity.open_sealed("phone", person.phone_cipher, owner=person.public_id)
        assert number.startswith("000000")
        assert number[6:14] == person.born_on.strftime("%Y%m%d")
        assert int(number[16]) % 2 == (person.sex == Person.Sex.MALE)
        assert number[17] != ric.calc_check_digit(number)
        assert phone.startswith("000")
        assert person.national_id_hash == identity.trace("national_id", number)


@pytest.mark.usefixtures("demo_zone")
def test_names_are_spelled_as_a_service_would_spell_them():
    for person in Person.objects.order_by("-id")[:300]:
        assert (person.name_pinyin, person.name_initials) == spelled(person.name)


@pytest.mark.usefixtures("demo_zone")
def test_the_zone_is_of_every_sort():
    assert {unit.kind for unit in Unit.objects.all()} >= {
        "ZONE", "AREA", "GRID", "ENTERPRISE", "WORKSHOP", "TEAM",
        "WORK_COMMITTEE", "PRIMARY_COMMITTEE", "GENERAL_BRANCH", "BRANCH",
        "ZONE_UNION", "ENTERPRISE_UNION", "JOINT_UNION",
    }  # fmt: skip
    assert set(Enterprise.objects.values_list("ownership", flat=True)) == set(
        Enterprise.Ownership.values
    )
    assert operating_on(AS_OF).count() < Enterprise.objects.count()
    assert Placement.objects.filter(valid_to__isnull=False, unit__kind="TEAM").exists()
    assert Placement.objects.filter(valid_to__isnull=False, unit__kind="ENTERPRISE").exists()
    assert any(not uscc_holds(enterprise.uscc) for enterprise in Enterprise.objects.all())
    assert set(Employment.objects.values_list("kind", flat=True)) == {
        "REGULAR",
        "DISPATCHED",
        "OUTSOURCED",
        "INTERN",
    }
    assert Employment.objects.filter(follows__isnull=False).exists()


@pytest.mark.usefixtures("demo_zone")
def test_some_workers_have_two_employers_and_some_are_minors():
    running = Employment.objects.filter(valid_to__isnull=True)
    persons = list(running.values_list("person_id", flat=True))
    minors = [
        person
        for person in Person.objects.filter(employments__valid_to__isnull=True)
        if person.born_on is not None and is_minor(person.born_on, AS_OF)
    ]

    assert len(persons) > len(set(persons))
    assert minors


@pytest.mark.usefixtures("demo_zone")
def test_every_team_at_work_has_one_leader():
    teams = set(
        Posting.objects.filter(
            valid_to__isnull=True,
            unit__kind="TEAM",
            employment__kind="REGULAR",
            post_kind__in=["PRODUCTION", "TECHNICAL", "LOGISTICS"],
        ).values_list("unit_id", flat=True)
    )
    led = Appointment.objects.filter(role=Role.TEAM_LEADER, valid_to__isnull=True)

    assert sorted(led.values_list("unit_id", flat=True)) == sorted(teams)


@pytest.mark.usefixtures("demo_zone")
def test_each_reader_has_an_account_without_a_password():
    accounts = {account.username: account for account in Account.objects.select_related("person")}

    assert set(accounts) == {name for name, _ in READERS}
    assert not any(account.has_usable_password() for account in accounts.values())
    for name, role in READERS[1:]:
        seats = Appointment.objects.filter(person=accounts[name].person, valid_to__isnull=True)
        assert role in seats.values_list("role", flat=True)


@pytest.mark.usefixtures("demo_zone")
def test_nothing_is_built_where_something_is():
    with pytest.raises(NotEmpty):
        build_zone(DEMO_PLAN)

    assert plan_in("owner") == DEMO_PLAN


@pytest.mark.commits
def test_so_few_workers_make_no_zone_and_leave_nothing():
    with pytest.raises(CannotDo):
        build_zone(Plan(workers=20))

    assert not Unit.objects.exists()
    assert plan_in("owner") is None
