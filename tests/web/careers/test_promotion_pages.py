"""A promotion on the page: from the worker's phone to the new grade, and who sees nothing of it."""

from __future__ import annotations

import pytest

from careers.firm import AFTER_PUBLICITY, Firm, senior_worker
from gongjiang.careers.models import CommitteeVote, GradeSpell, PanelScore, Promotion
from gongjiang.governance.models import Appeal, Publicity
from gongjiang.governance.services.publicity import close_publicity
from gongjiang.people.models import Person
from web.governance.asking import MOST_QUERIES, reader, send
from world import World, make_worker


def text(person: Person, address: str, status: int = 200) -> str:
    answer = reader(person).get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_my_path_says_where_i_stand_and_what_is_missing(firm: Firm, django_assert_max_num_queries):
    lacking = senior_worker(firm, "李工", rank=0)
    client = reader(lacking)
    client.get("/careers")

    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/careers").content.decode()

    assert "O5 · senior worker" in page
    assert "Next: O6" in page
    assert "Pass the assessment for" in page
    assert "29 months" in page


def test_everything_there_opens_the_round(firm: Firm):
    page = text(firm.worker, "/careers")

    assert "Everything that is asked is there" in page
    assert f"/careers/apply/{firm.round.public_id}" in page


def test_who_holds_no_grade_is_told_so(firm: Firm, world: World):
    assert "No grade is recorded" in text(make_worker(world.a, "新工").person, "/careers")


def applied(firm: Firm) -> Promotion:
    answer = send(reader(firm.worker), f"/careers/apply/{firm.round.public_id}", statement="申请")
    assert answer.status_code == 302, answer.content.decode()
    return Promotion.objects.get()


def step(person: Person, promotion: Promotion, name: str, **data: object) -> int:
    address = f"/careers/promotions/{promotion.public_id}/{name}"
    return send(reader(person), address, **data).status_code


def test_all_the_way_on_pages(firm: Firm, settings):
    promotion = applied(firm)
    assert step(firm.reviewer, promotion, "support", note="同意") == 302
    assert step(firm.hr, promotion, "qualify", note="") == 302
    for member in firm.panel:
        assert "李" not in text(member, "/careers/judging")
        assert firm.worker.name in text(member, "/careers/judging")
        assert step(member, promotion, "score", score="80", remark="") == 302
        assert "Nothing waits for you" in text(member, "/careers/judging")
    assert step(firm.hr, promotion, "close-defence", note="") == 302
    for member in firm.committee:
        assert step(member, promotion, "vote", vote="YES") == 302
    assert step(firm.committee[0], promotion, "decide", note="") == 302
    assert step(firm.hr, promotion, "publish", from_day="2022-11-28") == 302
    settings.TODAY = AFTER_PUBLICITY.date()
    close_publicity(publicity_id=Publicity.objects.get().id, actor=firm.hr, at=AFTER_PUBLICITY)

    assert step(firm.hr, promotion, "take-effect") == 302

    assert str(GradeSpell.objects.get(person=firm.worker, valid_to=None)) == "O6"
    assert "O6" in text(firm.worker, "/careers")
    assert (PanelScore.objects.count(), CommitteeVote.objects.count()) == (3, 3)


def test_a_page_sent_twice_applies_once(firm: Firm):
    client = reader(firm.worker)
    key = "7d7f1a1e-6f0e-4f6a-9a43-0a4f6f0d7e11"
    address = f"/careers/apply/{firm.round.public_id}"

    first = client.post(address, {"statement": "", "idempotency_key": key})
    again = client.post(address, {"statement": "", "idempotency_key": key})

    assert (first.status_code, first.headers["Location"]) == (302, again.headers["Location"])
    assert Promotion.objects.count() == 1


def test_scores_stay_apart_until_the_defence_is_closed(firm: Firm):
    promotion = firm.at_the_defence()
    address = f"/careers/promotions/{promotion.public_id}"
    firm.scored(promotion, 81, 82, 83)

    for person in (firm.panel[0], firm.hr, firm.worker):
        assert "82.00" not in text(person, address)
    firm.defended(promotion)

    assert "82.00" in text(firm.hr, address)
    assert "82.00" not in text(firm.worker, address)


@pytest.mark.parametrize("who", ["candidate", "hr", "reviewer", "member"])
def test_a_promotion_takes_few_queries(firm: Firm, who: str, django_assert_max_num_queries):
    promotion = firm.at_the_defence()
    person = {
        "candidate": firm.worker,
        "hr": firm.hr,
        "reviewer": firm.reviewer,
        "member": firm.panel[0],
    }[who]
    client = reader(person)
    client.get("/careers/ladder")

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(f"/careers/promotions/{promotion.public_id}").status_code == 200


def test_another_enterprise_sees_nothing(firm: Firm, world: World):
    promotion = firm.apply()
    for address in (
        f"/careers/promotions/{promotion.public_id}",
        f"/careers/rounds/{firm.round.public_id}",
        f"/careers/people/{firm.worker.public_id}",
        f"/careers/apply/{firm.round.public_id}",
    ):
        text(world.b.hr, address, 404)
    assert firm.round.title not in text(world.b.hr, "/careers/rounds")
    assert firm.worker.name not in text(world.b.hr, "/careers/people")


def test_a_refusal_is_a_sentence_on_the_page(firm: Firm):
    promotion = firm.at_the_defence()

    answer = send(
        reader(firm.hr), f"/careers/promotions/{promotion.public_id}/close-defence", note=""
    )

    assert answer.status_code == 422
    assert "have not scored yet" in answer.content.decode()


def test_a_candidate_takes_no_step_of_others(firm: Firm):
    assert step(firm.worker, firm.apply(), "support", note="") == 403


def test_a_rejected_candidate_appeals_and_the_hearer_reads_the_file(firm: Firm, reformer: Person):
    promotion = firm.at_the_defence()
    assert step(firm.hr, promotion, "reject", reason="未达标") == 302
    assert "未达标" in text(firm.worker, f"/careers/promotions/{promotion.public_id}")
    assert step(firm.worker, promotion, "appeal", reason="未评分") == 302
    appeal = Appeal.objects.get()

    page = text(reformer, f"/appeals/{appeal.public_id}")
    assert f"/careers/appeals/{appeal.public_id}" in page
    file = text(reformer, f"/careers/appeals/{appeal.public_id}")

    assert "O5 → O6" in file
    assert "未达标" in file
    text(firm.reviewer, f"/careers/appeals/{appeal.public_id}", 404)


def test_hr_opens_a_round_and_closes_it(firm: Firm, settings):
    answer = send(
        reader(firm.hr),
        "/careers/rounds/new",
        enterprise=str(firm.enterprise.public_id),
        title="春季晋级",
        opens="2022-11-28",
        closes="2022-11-28",
        counted="2022-11-28",
        effect="2022-12-20",
    )
    assert answer.status_code == 302, answer.content.decode()
    address = answer.headers["Location"]
    settings.TODAY = AFTER_PUBLICITY.date()

    assert send(reader(firm.hr), f"{address}/close").status_code == 302
    assert "closed" in text(firm.hr, address)


def test_a_round_shows_its_candidates_by_state(firm: Firm):
    firm.at_the_defence()

    page = text(firm.hr, f"/careers/rounds/{firm.round.public_id}")

    assert "qualified" in page
    assert firm.worker.name in page
