"""HR's deeds as forms: rehearsed, shown as a diff, confirmed, and done once however often sent."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Appointment, Employment, Person, Posting, Role
from gongjiang.people.services.appointments import appoint
from signing import SignIn
from world import OPENING, Site, World, make_person, make_worker

NUMBER = "11010519491231002X"
DAY = "2022-11-28"


def post_in(site: Site) -> dict[str, str]:
    return {
        "site": str(site.enterprise.public_id),
        "unit": str(site.other_team.public_id),
        "post": "操作工",
        "post_kind": "PRODUCTION",
        "on": DAY,
    }


def hiring(home: Site, /, **changes: str) -> dict[str, str]:
    return {
        "name": "新来的",
        "sex": "FEMALE",
        "born_on": "1949-12-31",
        "national_id": NUMBER,
        "phone": "13800005678",
        "employer": str(home.enterprise.public_id),
        "kind": "REGULAR",
        **post_in(home),
        **changes,
    }


def confirmed(fields: dict[str, str], key: str | None = None) -> dict[str, str]:
    return {**fields, "step": "confirm", "idempotency_key": key or str(uuid4())}


def reviewed(fields: dict[str, str]) -> dict[str, str]:
    return {**fields, "idempotency_key": str(uuid4())}


def page(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.fixture
def hr(world: World, as_reader: SignIn) -> Client:
    return as_reader(world.a.hr)


def test_a_review_shows_what_changes_and_writes_nothing(world: World, hr: Client):
    answer = hr.post("/people/hire", reviewed(hiring(world.a)))

    assert "新来的" in page(answer)
    assert world.a.other_team.name in page(answer)
    assert not Person.objects.filter(name="新来的").exists()


def test_confirming_hires_and_leads_to_the_person(world: World, hr: Client):
    answer = hr.post("/people/hire", confirmed(hiring(world.a)))

    person = Person.objects.get(name="新来的")
    assert answer.headers["Location"] == reverse("people:person", args=[person.public_id])
    [employment] = person.employments.all()
    assert (employment.employer, employment.valid_from) == (
        world.a.enterprise,
        date(2022, 11, 28),
    )


def test_the_same_confirmation_twice_hires_once(world: World, hr: Client):
    sent = confirmed(hiring(world.a, national_id=""))

    first, second = (hr.post("/people/hire", sent) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert Person.objects.filter(name="新来的").count() == 1


def test_leaving_twice_with_one_key_leads_to_the_same_place(world: World, hr: Client):
    employment = make_worker(world.a)
    address = reverse("people:leave", args=[employment.person.public_id])
    sent = confirmed({"employment": str(employment.id), "reason": "RESIGNED", "on": DAY})

    first, second = (hr.post(address, sent) for _ in range(2))

    employment.refresh_from_db()
    assert employment.end_reason == "RESIGNED"
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize(
    "changes",
    [
        {"national_id": "110105194912310021"},
        {"born_on": "1950-01-01"},
        {"sex": "MALE"},
        {"born_on": "2010-01-01", "national_id": ""},
        {"on": "soon"},
    ],
)
def test_a_mistake_is_a_sentence_on_the_form(world: World, hr: Client, changes: dict[str, str]):
    answer = hr.post("/people/hire", confirmed(hiring(world.a, **changes)))

    assert answer.status_code == 200
    assert 'role="alert"' in page(answer)
    assert not Person.objects.filter(name="新来的").exists()


def test_sixteen_is_flagged_before_it_is_confirmed(world: World, hr: Client):
    young = hiring(world.a, born_on="2006-01-01", national_id="", kind="INTERN")

    assert "notice-warn" in page(hr.post("/people/hire", reviewed(young)))
    assert "notice-warn" not in page(hr.post("/people/hire", reviewed(hiring(world.a))))


def test_somebody_the_register_knows_keeps_one_file(world: World, hr: Client):
    known = make_person("新来的", date(1949, 12, 31), "FEMALE", national_id=NUMBER)

    hr.post("/people/hire", confirmed(hiring(world.a)))

    [employment] = known.employments.all()
    assert employment.employer == world.a.enterprise


def test_a_number_registered_under_another_name_is_refused_in_a_sentence(world: World, hr: Client):
    make_person("别人", date(1949, 12, 31), "FEMALE", national_id=NUMBER)

    answer = hr.post("/people/hire", reviewed(hiring(world.a)))

    assert 'role="alert"' in page(answer)
    assert "别人" not in page(answer)


def test_an_agency_posts_its_people_to_another_site(world: World, as_reader: SignIn):
    agency = as_reader(world.agency.hr)
    place = {
        "site": str(world.a.enterprise.public_id),
        "unit": str(world.a.enterprise.public_id),
        "kind": "DISPATCHED",
    }

    review = agency.post("/people/hire", reviewed(hiring(world.agency, **place)))
    agency.post("/people/hire", confirmed(hiring(world.agency, **place)))

    assert "notice-warn" in page(review)
    posting = Posting.objects.get(person__name="新来的")
    assert posting.unit == world.a.enterprise
    assert posting.employment.employer == world.agency.enterprise


def test_how_another_enterprise_is_built_inside_is_not_offered(world: World, as_reader: SignIn):
    looking = {**reviewed(hiring(world.a)), "site": str(world.b.enterprise.public_id)}

    offered = page(as_reader(world.a.hr).post("/people/hire", {**looking, "step": "find"}))

    assert str(world.b.enterprise.public_id) in offered
    assert str(world.b.team.public_id) not in offered


def test_a_move_keeps_yesterday(world: World, hr: Client):
    employment = make_worker(world.a)
    address = reverse("people:move", args=[employment.person.public_id])

    hr.post(address, confirmed({"employment": str(employment.id), **post_in(world.a)}))

    before, after = employment.postings.order_by("valid_from")
    assert (before.unit, after.unit) == (world.a.team, world.a.other_team)


def test_an_intern_is_taken_on_in_one_step(world: World, hr: Client):
    internship = make_worker(world.a, kind="INTERN")
    address = reverse("people:take_on", args=[internship.person.public_id])
    sent = {"employment": str(internship.id), "kind": "REGULAR", **post_in(world.a)}

    hr.post(address, confirmed(sent))

    assert Employment.objects.get(follows=internship).kind == "REGULAR"


def test_taking_on_somebody_who_is_no_intern_is_refused_in_a_sentence(world: World, hr: Client):
    employment = make_worker(world.a)

    answer = hr.get(reverse("people:take_on", args=[employment.person.public_id]))

    assert answer.status_code == 409


def test_a_role_is_given_and_taken_back(world: World, hr: Client):
    person = make_worker(world.a).person
    give, end = (
        reverse(name, args=[person.public_id]) for name in ("people:appoint", "people:end_role")
    )
    given = {"role": "TEAM_LEADER", "unit": str(world.a.team.public_id), "on": "2022-11-01"}

    hr.post(give, confirmed(given))
    seat = Appointment.objects.get(person=person)
    hr.post(end, confirmed({"appointment": str(seat.id), "on": DAY}))

    seat.refresh_from_db()
    assert (seat.role, seat.valid_to) == (Role.TEAM_LEADER, date(2022, 11, 28))


def test_a_role_at_the_wrong_kind_of_unit_is_refused_in_a_sentence(world: World, hr: Client):
    person = make_worker(world.a).person
    given = {"role": "TEAM_LEADER", "unit": str(world.a.workshop.public_id), "on": DAY}

    answer = hr.post(reverse("people:appoint", args=[person.public_id]), reviewed(given))

    assert 'role="alert"' in page(answer)
    assert not Appointment.objects.filter(person=person).exists()


def test_several_move_in_one_deed(world: World, hr: Client):
    two = [make_worker(world.a, name) for name in ("张三", "李四")]
    address = reverse("people:move_several", args=[world.a.team.public_id])
    to = str(world.a.other_team.public_id)
    sent = confirmed({"to": to, "on": DAY}) | {"people": [str(e.id) for e in two]}

    review = hr.post(address, {**sent, "step": ""})
    hr.post(address, sent)

    assert "张三" in page(review)
    running = Posting.objects.filter(employment__in=two, valid_to__isnull=True)
    assert {posting.unit for posting in running} == {world.a.other_team}


def test_a_site_assigns_a_dispatched_worker_among_its_own_teams(
    world: World, hr: Client, as_reader: SignIn
):
    sent = make_worker(world.agency, "派工", kind="DISPATCHED", unit=world.a.team)
    address = reverse("people:reassign", args=[sent.person.public_id])
    shown = page(hr.get(reverse("people:person", args=[sent.person.public_id])))
    form = page(hr.get(address))

    hr.post(address, confirmed({"to": str(world.a.other_team.public_id), "on": DAY}))

    posting = Posting.objects.get(employment=sent, valid_to__isnull=True)
    assert posting.unit == world.a.other_team
    assert address in shown
    assert reverse("people:leave", args=[sent.person.public_id]) not in shown
    assert world.agency.enterprise.name not in shown + form
    assert str(world.b.team.public_id) not in form
    assert as_reader(world.b.hr).get(address).status_code == 404
    assert as_reader(world.agency.hr).get(address).status_code == 404


def test_who_is_outsourced_to_a_site_is_not_the_sites_to_assign(world: World, hr: Client):
    sent = make_worker(world.agency, "外包工", kind="OUTSOURCED", unit=world.a.team)

    shown = page(hr.get(reverse("people:person", args=[sent.person.public_id])))

    assert "reassign" not in shown
    assert hr.get(reverse("people:reassign", args=[sent.person.public_id])).status_code == 404


def test_several_of_a_team_move_with_the_dispatched_among_them(world: World, hr: Client):
    own = make_worker(world.a, "张三")
    sent = make_worker(world.agency, "派工", kind="DISPATCHED", unit=world.a.team)
    make_worker(world.agency, "外包工", kind="OUTSOURCED", unit=world.a.team)
    address = reverse("people:move_several", args=[world.a.team.public_id])
    to = str(world.a.other_team.public_id)

    form = page(hr.get(address))
    hr.post(address, confirmed({"to": to, "on": DAY}) | {"people": [str(own.id), str(sent.id)]})

    assert "派工" in form
    assert "外包工" not in form
    moved = Posting.objects.filter(unit=world.a.other_team, valid_to__isnull=True)
    assert set(moved.values_list("employment_id", flat=True)) == {own.id, sent.id}


def test_a_team_leader_does_none_of_this(world: World, as_reader: SignIn):
    leader = make_worker(world.a, "班长").person
    appoint(person=leader, role=Role.TEAM_LEADER, unit=world.a.team, actor=SYSTEM, on=OPENING)
    member = make_worker(world.a, "组员").person
    browser = as_reader(leader)

    for name in ("people:move", "people:leave", "people:appoint", "people:hire_known"):
        answer = browser.get(reverse(name, args=[member.public_id]))
        assert answer.status_code in {403, 404}


@pytest.mark.parametrize("name", ["move", "leave", "appoint", "hire_known", "person"])
def test_a_form_costs_the_same_in_a_large_enterprise(world: World, hr: Client, name: str):
    person = make_worker(world.a).person
    address = reverse(f"people:{name}", args=[person.public_id])

    def queries() -> int:
        hr.get(address)
        with CaptureQueriesContext(connection) as asked:
            hr.get(address)
        return len(asked)

    few = queries()
    for number in range(20):
        make_worker(world.a, f"工友{number}")

    assert queries() == few <= 15
