"""Appeals and notices on the page."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from gongjiang.governance.models import Appeal, Notice
from gongjiang.people.models import Person
from web.governance.asking import MOST_QUERIES, reader, send
from world import World, make_person, make_worker

pytestmark = pytest.mark.usefixtures("defaults", "media")


@pytest.fixture
def worker(world: World) -> Person:
    return make_worker(world.a).person


@pytest.fixture
def appeal(worker: Person) -> Appeal:
    employment = worker.employments.get()
    about = f"people.employment:{employment.id}"
    answer = send(reader(worker), "/appeals/new", about=about, reason="入职日期有误。")
    assert answer.status_code == 302, answer.content.decode()
    return Appeal.objects.get()


def test_a_worker_appeals_and_follows_it(
    worker: Person, appeal: Appeal, django_assert_max_num_queries
):
    client = reader(worker)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert "甲硅业" in client.get("/appeals").content.decode()
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(f"/appeals/{appeal.public_id}").content.decode()

    assert "入职日期有误。" in page
    assert "answered by 2022-12-19" in page
    assert "Withdraw it" in page


def test_nobody_appeals_about_somebody_else(world: World, worker: Person, appeal: Appeal):
    stranger = make_worker(world.b).person
    about = f"people.employment:{worker.employments.get().id}"

    assert send(reader(stranger), "/appeals/new", about=about, reason="x").status_code == 422
    assert Appeal.objects.count() == 1


def test_an_appeal_sent_twice_is_one(worker: Person):
    client, key = reader(worker), str(uuid4())
    about = f"people.employment:{worker.employments.get().id}"

    for _ in range(2):
        assert send(client, "/appeals/new", key, about=about, reason="有误").status_code == 302

    assert Appeal.objects.count() == 1


def test_who_has_nothing_to_appeal_against_is_told(world: World):
    page = reader(make_person("无关人")).get("/appeals/new").content.decode()

    assert "Nothing to appeal against" in page


def test_hr_takes_it_up_and_decides(
    world: World, worker: Person, appeal: Appeal, django_assert_max_num_queries
):
    hr, url = reader(world.a.hr), f"/appeals/{appeal.public_id}"
    with django_assert_max_num_queries(MOST_QUERIES):
        assert "2022-12-19" in hr.get("/appeals/queue").content.decode()
    early = send(hr, f"{url}/decide", verdict="uphold", answer="是。")
    assert early.status_code == 422
    assert send(hr, f"{url}/take-up").status_code == 302
    assert send(hr, f"{url}/decide", verdict="uphold").status_code == 422

    assert send(hr, f"{url}/decide", verdict="uphold", answer="已更正。").status_code == 302

    appeal.refresh_from_db()
    assert (appeal.state, appeal.reviewer) == ("UPHELD", world.a.hr)
    assert "已更正。" in reader(worker).get(url).content.decode()


def test_it_is_withdrawn(worker: Person, appeal: Appeal):
    client, url = reader(worker), f"/appeals/{appeal.public_id}"

    assert send(client, f"{url}/withdraw").status_code == 302
    assert send(client, f"{url}/withdraw").status_code == 422


@pytest.mark.parametrize("deed", ["take-up", "decide"])
def test_the_appellant_decides_nothing(worker: Person, appeal: Appeal, deed: str):
    assert send(reader(worker), f"/appeals/{appeal.public_id}/{deed}").status_code == 403


def test_others_see_nothing_of_it(world: World, reformer: Person, appeal: Appeal):
    colleague = make_worker(world.a, "同事").person
    for person in (world.b.hr, reformer, world.leader, colleague):
        assert reader(person).get(f"/appeals/{appeal.public_id}").status_code == 404
    assert reader(colleague).get("/appeals/queue").status_code == 403
    for person in (world.b.hr, reformer):
        assert appeal.title not in reader(person).get("/appeals/queue").content.decode()


def test_notices_are_read_in_the_readers_language_and_marked(
    world: World, appeal: Appeal, django_assert_max_num_queries
):
    hr = reader(world.a.hr)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = hr.get("/notices").content.decode()
    assert "An appeal waits for an answer by 2022-12-19" in page
    assert f"/appeals/{appeal.public_id}" in page

    one = str(Notice.objects.get().public_id)
    assert send(hr, "/notices/read", notice=one).status_code == 302

    assert Notice.objects.get().read_at is not None
    assert "All are read." in hr.get("/notices").content.decode()


def test_every_page_says_how_many_notices_are_unread(world: World, appeal: Appeal):
    hr = reader(world.a.hr)

    assert 'class="unread">1<' in hr.get("/rules").content.decode()
    send(hr, "/notices/read")
    assert 'class="unread"' not in hr.get("/rules").content.decode()


def test_an_appeal_is_submitted_on_its_day_in_shanghai(worker: Person, appeal: Appeal):
    after_midnight = datetime(2022, 11, 27, 20, 49, tzinfo=UTC)
    Appeal.objects.filter(id=appeal.id).update(submitted_at=after_midnight)

    page = reader(worker).get(f"/appeals/{appeal.public_id}")

    assert page.context["steps"][0]["note"] == "2022-11-28"


def test_all_notices_are_marked_at_once(world: World, appeal: Appeal):
    hr = reader(world.a.hr)

    assert send(hr, "/notices/read").status_code == 302
    assert not Notice.objects.filter(read_at=None).exists()
    assert send(hr, "/notices/read", notice="nonsense").status_code == 400


def test_nobody_marks_somebody_elses_notice(world: World, appeal: Appeal):
    one = str(Notice.objects.get().public_id)

    send(reader(world.b.hr), "/notices/read", notice=one)

    assert Notice.objects.get().read_at is None


@pytest.mark.parametrize("page", ["/rules", "/publicity", "/appeals", "/appeals/new", "/notices"])
def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, db: None, page: str):
    answer = client.get(page)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/")
