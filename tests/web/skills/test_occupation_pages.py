"""Posts are named, occupations added and titles withdrawn, each with its reason kept."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from gongjiang.governance.models import RuleSet
from gongjiang.ledger.queries import live
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role, Shift, TeamShift
from gongjiang.people.services.appointments import appoint
from gongjiang.skills.models import Occupation, OccupationChange, PostOccupation, Title
from gongjiang.skills.services.defaults import install_skill_rules
from signing import sign_in
from skills.deeds import titled
from world import OPENING, TODAY, World, make_person, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def standing_day(settings: pytest.MonkeyPatch, defaults: list[RuleSet]) -> None:
    settings.TODAY = TODAY  # type: ignore[attr-defined]
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]
    install_skill_rules(actor=SYSTEM, on=TODAY)


def test_a_post_is_named_and_renamed_with_its_trail(world: World):
    make_worker(world.a)
    hr = sign_in(world.a.hr)
    listed = hr.get(reverse("skills:post_occupations")).content.decode()
    assert "操作工" in listed
    address = f"{reverse('skills:name_post')}?enterprise={world.a.enterprise.public_id}&post=操作工"

    for occupation in ("6-31-01-03", "6-18-02-04"):
        form = {"idempotency_key": str(uuid4()), "occupation": occupation, "reason": "岗位调整"}
        assert hr.post(address, form).status_code == 302

    assert PostOccupation.objects.get().occupation.code == "6-18-02-04"
    last = OccupationChange.objects.latest("id")
    assert last.before is not None
    assert (last.before.code, last.reason, last.by) == ("6-31-01-03", "岗位调整", world.a.hr)
    assert live().filter(kind="skills.occupation.changed").count() == 2
    assert "岗位调整" in hr.get(reverse("skills:post_occupations")).content.decode()
    foreign = address.replace(str(world.a.enterprise.public_id), str(world.b.enterprise.public_id))
    assert hr.get(foreign).status_code == 404


def test_the_reform_office_adds_what_the_edition_lacks(world: World):
    officer = make_person("钱改革")
    appoint(person=officer, role=Role.REFORM_OFFICE, unit=world.zone, actor=SYSTEM, on=OPENING)
    form = {"code": "6-31-99-01", "name": "光伏运维工", "reason": "人社部公告"}
    client, address = sign_in(officer), reverse("skills:new_occupation")

    answer = client.post(address, {"idempotency_key": str(uuid4()), **form})
    again = client.post(address, {"idempotency_key": str(uuid4()), **form})

    assert (answer.status_code, again.status_code) == (302, 422)
    assert Occupation.objects.get(code="6-31-99-01").added_by == officer
    page = client.get(reverse("skills:occupations"), {"q": "光伏运维工"}).content.decode()
    assert "人社部公告" in page


def test_a_title_is_withdrawn_on_its_page(world: World):
    person = make_worker(world.a).person
    title = titled(person, 2, date(2021, 1, 1), by=world.a.hr)
    form = {"idempotency_key": str(uuid4()), "reason": "FRAUD", "on": TODAY.isoformat()}

    sign_in(world.a.hr).post(reverse("skills:withdraw_title", args=[title.public_id]), form)

    assert Title.objects.get().withdrawn_on == TODAY
    [fact] = live().filter(kind="skills.title.withdrawn")
    assert fact.actor_id == world.a.hr.id


def test_a_teams_shift_is_set_and_shown(world: World):
    hr, address = (
        sign_in(world.a.hr),
        reverse("people:team_shift", args=[world.a.team.public_id]),
    )
    for shift, day in (("A", "2022-01-01"), ("DAY", "2022-10-01"), ("B", "2022-10-01")):
        form = {"idempotency_key": str(uuid4()), "step": "confirm", "shift": shift, "on": day}
        hr.post(address, form)

    shifts = TeamShift.objects.order_by("valid_from")
    assert [(each.shift, each.valid_to) for each in shifts] == [
        ("A", date(2022, 10, 1)),
        (Shift.DAY, None),
    ]
    assert live().filter(kind="people.team.shift_set").count() == 2
    assert "day work" in hr.get(reverse("people:teams")).content.decode()
