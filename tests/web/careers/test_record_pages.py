"""What HR records on pages, the ladder, and who stands where."""

from __future__ import annotations

from datetime import date

import pytest

from careers.firm import Firm, graded
from gongjiang.careers.models import (
    Appraisal,
    Conversion,
    DisciplineEvent,
    GradeSpell,
    Measure,
    Merit,
    PanelMember,
    Promotion,
    Vacancy,
)
from gongjiang.people.models import Person
from web.governance.asking import MOST_QUERIES, reader, send
from world import World, make_worker


def text(person: Person, address: str, status: int = 200) -> str:
    answer = reader(person).get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


RECORDS = {
    "appraisal": {"year": 2022, "mark": "A", "on": "2022-11-28"},
    "merit": {"kind": "AWARD", "level": "CITY", "title": "技术能手", "on": "2022-11-01"},
    "discipline": {"kind": "SAFETY", "description": "违章", "on": "2022-11-01"},
    "measure": {"kind": "FREEZE", "ground": "调查中"},
}


@pytest.mark.parametrize("name", RECORDS)
def test_hr_records_about_its_people(firm: Firm, name: str):
    address = f"/careers/people/{firm.worker.public_id}/{name}"
    assert "<form" in text(firm.hr, address)

    answer = send(reader(firm.hr), address, **RECORDS[name])

    assert answer.status_code == 302, answer.content.decode()
    model = {
        "appraisal": Appraisal,
        "merit": Merit,
        "discipline": DisciplineEvent,
        "measure": Measure,
    }[name]
    assert model.objects.filter(person=firm.worker).order_by("-id")[0].enterprise == firm.enterprise
    text(firm.reviewer, address, 404)


def test_hr_places_converts_nominates_and_seats(firm: Firm, world: World):
    newcomer = make_worker(world.a, "新工").person
    page = f"/careers/people/{newcomer.public_id}"
    sent = {
        "grade": {"sequence": "O", "grade": 10, "track": "PRIMARY", "on": "2021-01-04"},
        "conversion": {
            "sequence": "P",
            "grade": 9,
            "unit": str(firm.site.other_team.public_id),
            "statement": "",
        },
        "seat": {"round": str(firm.round.public_id), "seat": "PANEL"},
    }
    for name, data in sent.items():
        answer = send(reader(firm.hr), f"{page}/{name}", **data)
        assert answer.status_code == 302, answer.content.decode()
    answer = send(
        reader(firm.hr),
        f"/careers/people/{firm.worker.public_id}/nomination",
        round=str(firm.round.public_id),
        statement="骨干",
    )
    assert answer.status_code == 302, answer.content.decode()

    assert str(GradeSpell.objects.get(person=newcomer)) == "O10"
    assert Conversion.objects.get().to_sequence == "P"
    assert PanelMember.objects.filter(person=newcomer).exists()
    assert Promotion.objects.get().state == "NOMINATED"


def test_the_persons_page_shows_hr_all_and_the_leader_the_grade(
    firm: Firm, django_assert_max_num_queries
):
    address = f"/careers/people/{firm.worker.public_id}"
    client = reader(firm.hr)
    client.get("/careers/ladder")
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(address).content.decode()

    assert "O5 → O6" in page
    assert "夹具改进" in page
    assert "夹具改进" not in text(firm.worker, address)


def test_the_list_of_grades_is_for_hr(firm: Firm, django_assert_max_num_queries):
    client = reader(firm.hr)
    client.get("/careers/ladder")
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/careers/people").content.decode()

    assert firm.worker.name in page
    text(firm.worker, "/careers/people", 403)


def test_everybody_reads_the_ladder(firm: Firm):
    page = text(firm.worker, "/careers/ladder")

    assert "professional channel" in page
    assert "management channel" in page
    for grade in range(1, 24):
        assert f'<th scope="row">{grade}</th>' in page


def test_who_stands_where_withholds_small_groups_from_the_zone(firm: Firm, reformer: Person):
    for number in range(6):
        person = make_worker(firm.site, f"工{number}").person
        graded(firm, person, "O", 3, date(2021, 1, 4))

    zone, own = text(reformer, "/careers/standing"), text(firm.hr, "/careers/standing")

    assert "withheld" in zone
    assert "withheld" not in own
    text(firm.worker, "/careers/standing", 403)


def test_hr_announces_a_post(firm: Firm):
    answer = send(
        reader(firm.hr),
        "/careers/vacancies",
        unit=str(firm.site.workshop.public_id),
        title="副主任",
        grade=12,
    )

    assert answer.status_code == 302, answer.content.decode()
    assert Vacancy.objects.get().enterprise == firm.enterprise
    assert "M12" in text(firm.hr, "/careers/vacancies")


def test_a_conversion_goes_its_way_on_pages(firm: Firm):
    answer = send(
        reader(firm.hr),
        f"/careers/people/{firm.worker.public_id}/conversion",
        sequence="P",
        grade=5,
        unit=str(firm.site.other_team.public_id),
        statement="",
    )
    assert answer.status_code == 302, answer.content.decode()
    conversion = Conversion.objects.get()
    address = f"/careers/conversions/{conversion.public_id}"
    for name, person in (
        ("agree-from", firm.reviewer),
        ("agree-to", firm.reviewer),
        ("agree-hr", firm.hr),
    ):
        assert send(reader(person), f"{address}/{name}", note="").status_code == 302
    assert "Agree for HR" not in text(firm.hr, address)

    assert send(reader(firm.hr), f"{address}/begin", months=6).status_code == 302

    assert "on probation" in text(firm.worker, address)


def test_a_person_answers_a_measure_on_their_own_page(firm: Firm):
    send(
        reader(firm.hr),
        f"/careers/people/{firm.worker.public_id}/measure",
        kind="FREEZE",
        ground="调查中",
    )
    address = f"/careers/measures/{Measure.objects.get().public_id}"

    assert send(reader(firm.worker), f"{address}/answer", answer="有异议").status_code == 302

    assert "有异议" in text(firm.second_hr, address)
    text(firm.reviewer, address, 404)
