"""Pages of what people can do: each reader's own part, within a fixed number of queries."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from gongjiang.governance.models import RuleSet
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from gongjiang.skills.models import (
    Candidate,
    Occupation,
    PostAssignment,
    Refusal,
    SkillAssessment,
    SkillCertificate,
)
from gongjiang.skills.services.defaults import install_skill_rules
from gongjiang.skills.services.history import (
    NewDiploma,
    NewExperience,
    record_diploma,
    record_experience,
)
from gongjiang.skills.services.matrix import name_skill
from gongjiang.skills.services.occupations import name_occupation_of_post
from gongjiang.skills.services.posts import require_certificate
from signing import SignIn, sign_in
from skills.deeds import certified, licensed
from world import OPENING, TODAY, World, make_worker

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
"""A page of ours with all it shows; the house's own queries among them."""


@pytest.fixture(autouse=True)
def standing_day(settings: pytest.MonkeyPatch, defaults: list[RuleSet]) -> None:
    settings.TODAY = TODAY  # type: ignore[attr-defined]
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]
    install_skill_rules(actor=SYSTEM, on=TODAY)


@pytest.fixture
def as_reader() -> SignIn:
    return sign_in


@pytest.fixture
def worker(world: World) -> Person:
    person = make_worker(world.a, on=date(2018, 3, 1)).person
    name_occupation_of_post(
        enterprise=world.a.enterprise,
        post="操作工",
        occupation=Occupation.objects.get(code="6-31-01-03"),
        reason="上岗登记",
        actor=world.a.hr,
        on=TODAY,
    )
    return person


@pytest.fixture
def leader(world: World) -> Person:
    person = make_worker(world.a, "李班长").person
    appoint(person=person, role=Role.TEAM_LEADER, unit=world.a.team, actor=SYSTEM, on=OPENING)
    return person


def page(client: Client, url: str) -> str:
    answer = client.get(url, headers={"Accept-Language": "en"})
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def send(client: Client, url: str, **data: object) -> int:
    sent = {**data, "idempotency_key": str(uuid4())}
    return client.post(url, sent, headers={"Accept-Language": "en"}).status_code


def test_a_worker_sees_what_they_hold_and_what_the_next_rank_asks(
    world: World, worker: Person, as_reader: SignIn, django_assert_max_num_queries
):
    certified(worker, 1, date(2019, 6, 1), by=world.a.hr, number="S0001")
    licensed(worker, date(2020, 1, 10), by=world.a.hr)
    client = as_reader(worker)

    with django_assert_max_num_queries(MOST_QUERIES):
        text = page(client, "/skills/mine")

    assert "S0001" in text
    assert "Next: intermediate worker" in text
    assert "2023-06-01" in text  # four years after the certificate
    assert "review due" in text
    assert "Low-voltage" in text


@pytest.mark.parametrize("who", ["hr", "leader", "self"])
def test_the_page_of_a_person_takes_few_queries(
    world: World, worker: Person, leader: Person, who: str, django_assert_max_num_queries
):
    require_certificate(
        unit=world.a.team, post="电工", kind_code="LOW_VOLTAGE", actor=world.a.hr, on=TODAY
    )
    went_elsewhere(worker, by=world.a.hr)
    client = sign_in({"hr": world.a.hr, "leader": leader, "self": worker}[who])
    url = f"/skills/people/{worker.public_id}"
    client.get("/skills/matrices")  # so that the session says when the reader was last seen

    with django_assert_max_num_queries(MOST_QUERIES):
        bare = page(client, url)
    certified(worker, 1, date(2019, 6, 1), by=world.a.hr, number="S0001")
    licensed(worker, date(2020, 1, 10), by=world.a.hr)
    with django_assert_max_num_queries(MOST_QUERIES):
        text = page(client, url)

    assert "S0001" not in bare
    assert "S0001" in text
    assert ("Record something" in text) == (who == "hr")
    for told in ("别厂 · 2016-03-01 – 2018-02-01", "junior college · 某学院 · 2015-07-01"):
        assert (told in text) == (who != "leader")


def went_elsewhere(worker: Person, *, by: Person) -> None:
    """A job and a diploma from before, as HR records them."""
    work = NewExperience(
        occupation=Occupation.objects.get(code="6-31-01-03"),
        employer_name="别厂",
        proof="合同",
        valid_from=date(2016, 3, 1),
        valid_to=date(2018, 2, 1),
    )
    record_experience(person=worker, new=work, actor=by, on=TODAY)
    diploma = NewDiploma(
        level="COLLEGE", school="某学院", graduated_on=date(2015, 7, 1), subject="", occupation=None
    )
    record_diploma(person=worker, new=diploma, actor=by, on=TODAY)


def test_hr_records_a_certificate_once(world: World, worker: Person, as_reader: SignIn):
    client = as_reader(world.a.hr)
    url = f"/skills/people/{worker.public_id}/record/certificate"
    sent = {
        "occupation": "电工",
        "rank": 3,
        "number": "S0003",
        "issuer_kind": "SOCIAL",
        "issuer": "某机构",
        "issued_on": "2022-01-01",
        "idempotency_key": str(uuid4()),
    }

    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 302
    assert SkillCertificate.objects.filter(number="S0003").count() == 1
    assert client.post(url, {**sent, "idempotency_key": str(uuid4())}).status_code == 422
    assert "S0003" in page(client, "/skills/certificates")
    assert "S0003" not in page(as_reader(world.b.hr), "/skills/certificates")


def test_a_leader_assesses_with_two_presses(
    world: World, worker: Person, leader: Person, as_reader: SignIn, django_assert_max_num_queries
):
    skill = name_skill(unit=world.a.team, name="焊接", actor=leader, on=TODAY)
    client = as_reader(leader)

    status = send(
        client, f"/skills/skill/{skill.public_id}/{worker.public_id}", level=3, on="2022-11-28"
    )

    assert status == 302
    assert SkillAssessment.objects.get().level == 3
    with django_assert_max_num_queries(MOST_QUERIES):
        text = page(client, f"/skills/matrices/{world.a.team.public_id}")
    assert "One holder alone" in text
    assert worker.name in text


def test_a_refusal_is_kept_and_said(world: World, worker: Person, as_reader: SignIn):
    requirement = require_certificate(
        unit=world.a.team, post="电工", kind_code="LOW_VOLTAGE", actor=world.a.hr, on=TODAY
    )
    client, url = as_reader(world.a.hr), f"/skills/posts/{requirement.public_id}"

    assert send(client, f"{url}/ask", person=str(worker.public_id)) == 302
    assert Refusal.objects.get().because == "ABSENT"
    assert "none is recorded" in page(client, url)

    licensed(worker, date(2021, 5, 10), by=world.a.hr)
    assert send(client, f"{url}/ask", person=str(worker.public_id)) == 302
    assert PostAssignment.objects.get().admitted


def test_a_pass_is_shown_and_holds_on_the_public_page(
    world: World, worker: Person, as_reader: SignIn
):
    requirement = require_certificate(
        unit=world.a.team, post="电工", kind_code="LOW_VOLTAGE", actor=world.a.hr, on=TODAY
    )
    licensed(worker, date(2021, 5, 10), by=world.a.hr)
    text = page(as_reader(worker), f"/skills/people/{worker.public_id}/may/{requirement.public_id}")
    shown = re.search(r"GJP1\.[\w-]+\.[\w-]+", text)
    assert shown is not None
    assert "<svg" in text

    answer = Client().post("/skills/verify", {"text": shown[0]}, headers={"Accept-Language": "en"})
    assert "says: yes" in answer.content.decode()


def test_the_public_page_tells_no_more_than_the_paper(world: World, worker: Person):
    certified(worker, 3, date(2021, 1, 1), by=world.a.hr, number="S0009")

    known = Client().post("/skills/verify", {"text": "S0009"}).content.decode()
    unknown = Client().post("/skills/verify", {"text": "S0010"}).content.decode()

    assert "王**" in known
    assert worker.name not in known
    assert "王" not in unknown


def test_an_assessment_begins_on_its_page(world: World, worker: Person, as_reader: SignIn):
    client = as_reader(world.a.hr)
    status = send(
        client,
        "/skills/assessments/new",
        title="电工认定",
        occupation="6-31-01-03",
        rank=3,
        issuer_kind="ENTERPRISE",
        issuer="甲硅业",
        filing_reference="7",
        enrol_until="2022-12-31",
    )
    assert status == 302
    [address] = set(
        re.findall(r"/skills/assessments/[\w-]{36}", page(client, "/skills/assessments"))
    )
    assert send(client, f"{address}/step", to="THEORY") == 302  # said on the page, not done
    assert send(client, f"{address}/step", to="ENROLLING") == 302
    public_id = address.rpartition("/")[2]
    assert send(as_reader(worker), f"/skills/mine/enrol/{public_id}") == 302
    assert Candidate.objects.get().person == worker
    assert worker.name in page(client, address)


def test_the_zone_sees_numbers_and_no_small_group(world: World, worker: Person, as_reader: SignIn):
    certified(worker, 3, date(2021, 1, 1), by=world.a.hr)
    text = page(as_reader(world.leader), "/skills/zone")
    assert worker.name not in text
    assert "senior worker" not in text
