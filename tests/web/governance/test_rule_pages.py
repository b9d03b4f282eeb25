"""Rules on the page: written, made public, approved, read."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongjiang.governance.models import Attachment, Publicity, RuleSet
from gongjiang.people.models import Person
from web.governance.asking import MOST_QUERIES, reader, send
from world import TODAY, World, make_worker

pytestmark = pytest.mark.usefixtures("defaults", "media")

FIRST_DAY = (TODAY + timedelta(days=30)).isoformat()
TERMS = {
    "version": "2023.1",
    "valid_from": FIRST_DAY,
    "procedure_reference": "职工代表大会决议〔2022〕3号",
    "content-publicity_working_days": "7",
    "content-appeal_reply_working_days": "10",
}
DRAFT = "/rules/draft/governance.terms"


def drafted(world: World, reformer: Person, **changes: str) -> RuleSet:
    client = reader(reformer)
    answer = send(client, DRAFT, scope=str(world.zone.public_id), **{**TERMS, **changes})
    assert answer.status_code == 302, answer.content.decode()
    return RuleSet.objects.get(version=changes.get("version", "2023.1"))


def test_anybody_reads_what_holds(world: World, django_assert_max_num_queries):
    client = reader(make_worker(world.a).person)
    default = RuleSet.objects.get(key="people.industrial_worker")

    with django_assert_max_num_queries(MOST_QUERIES):
        listed = client.get("/rules").content.decode()
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(f"/rules/{default.public_id}").content.decode()

    assert "Who counts as an industrial worker" in listed
    assert "Write a new version" not in listed
    assert "C manufacturing" in page
    assert "no democratic procedure has been held" in page
    assert "nobody: it came with the software" in page


def test_the_list_is_taken_along_as_excel(world: World):
    answer = reader(world.a.hr).get("/rules", {"format": "xlsx"})

    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"PK")


def test_a_draft_begins_with_what_holds_now(reformer: Person):
    page = reader(reformer).get("/rules/draft/people.industrial_worker").content.decode()

    assert page.count("checked") == 13  # seven industries, three kinds of post, three of employment


def test_the_reform_office_writes_publishes_and_approves(world: World, reformer: Person):
    client, draft = reader(reformer), drafted(world, reformer)
    url = f"/rules/{draft.public_id}"
    assert "Let it hold" in client.get(url).content.decode()

    sent = send(client, f"{url}/publish", title="关于期限的规定", from_day=TODAY.isoformat())
    assert sent.status_code == 302
    assert Publicity.objects.get().title in client.get(sent["Location"]).content.decode()
    assert send(client, f"{url}/approve").status_code == 302

    draft.refresh_from_db()
    assert (draft.approved_by, draft.scope) == (reformer, None)
    assert "approved, not yet in force" in client.get(url).content.decode()


def test_the_same_form_sent_twice_is_one_draft(world: World, reformer: Person):
    client, key = reader(reformer), str(uuid4())
    scope = str(world.zone.public_id)

    first = send(client, DRAFT, key, scope=scope, **TERMS)
    again = send(client, DRAFT, key, scope=scope, **TERMS)

    assert RuleSet.objects.filter(version="2023.1").count() == 1
    assert first["Location"] == again["Location"]


def test_a_form_without_a_key_is_refused(world: World, reformer: Person):
    assert reader(reformer).post(DRAFT, TERMS).status_code == 400


def test_wrong_content_is_shown_again_with_what_is_wrong(world: World, reformer: Person):
    changed = {**TERMS, "content-publicity_working_days": "0"}
    answer = send(reader(reformer), DRAFT, scope=str(world.zone.public_id), **changed)

    assert answer.status_code == 422
    assert not RuleSet.objects.filter(version="2023.1").exists()


def test_without_a_procedure_it_stays_a_draft(world: World, reformer: Person):
    draft = drafted(world, reformer, procedure_reference="")
    client, url = reader(reformer), f"/rules/{draft.public_id}"

    assert "No democratic procedure is named yet" in client.get(url).content.decode()
    answer = send(client, f"{url}/approve")

    assert answer.status_code == 422
    assert "Name the democratic procedure first" in answer.content.decode()


def test_a_draft_is_changed_and_thrown_away_once(world: World, reformer: Person):
    client, draft = reader(reformer), drafted(world, reformer)
    url = f"/rules/{draft.public_id}"
    asked = client.get(f"{url}/revise").content.decode()
    assert 'value="2023.1"' in asked
    assert (
        f'value="{draft.valid_from.isoformat()}"' in asked
    )  # in any language, as browsers read it
    assert send(client, f"{url}/revise", **{**TERMS, "version": "2023.2"}).status_code == 302

    key = str(uuid4())
    assert send(client, f"{url}/discard", key)["Location"] == "/rules"
    assert send(client, f"{url}/discard", key)["Location"] == "/rules"
    assert not RuleSet.objects.filter(id=draft.id).exists()


def test_a_rule_is_ended(world: World, reformer: Person):
    rule = RuleSet.objects.get(key="governance.terms")
    client, url = reader(reformer), f"/rules/{rule.public_id}"

    assert send(client, f"{url}/end", on="2017-01-01").status_code == 422
    assert send(client, f"{url}/end", on=FIRST_DAY).status_code == 302

    rule.refresh_from_db()
    assert rule.valid_to is not None


@pytest.mark.parametrize("deed", ["revise", "approve", "publish", "discard", "end", "files"])
def test_who_only_reads_changes_nothing(world: World, deed: str):
    rule = RuleSet.objects.get(key="governance.terms")

    answer = send(reader(world.a.hr), f"/rules/{rule.public_id}/{deed}")

    assert answer.status_code == 403


def test_a_draft_is_not_seen_outside_its_office(world: World, reformer: Person):
    draft = drafted(world, reformer)

    for person in (world.a.hr, world.leader, make_worker(world.a).person):
        assert reader(person).get(f"/rules/{draft.public_id}").status_code == 404


def test_an_enterprise_writes_its_own_rule_out_of_sight_of_the_others(world: World):
    client = reader(world.a.hr)
    answer = send(client, DRAFT, scope=str(world.a.enterprise.public_id), **TERMS)
    rule = RuleSet.objects.get(version="2023.1")
    assert (answer.status_code, rule.scope) == (302, world.a.enterprise)
    assert send(client, f"/rules/{rule.public_id}/approve").status_code == 302

    page = f"/rules/{rule.public_id}"
    assert reader(make_worker(world.a).person).get(page).status_code == 200
    assert reader(world.b.hr).get(page).status_code == 404
    assert rule.version not in reader(world.b.hr).get("/rules").content.decode()
    foreign = send(client, DRAFT, scope=str(world.b.enterprise.public_id), **TERMS)
    assert foreign.status_code == 422


def test_an_unknown_rule_is_no_page(reformer: Person):
    assert reader(reformer).get("/rules/draft/people.nothing").status_code == 404


def test_minutes_are_attached_and_downloaded(world: World, reformer: Person):
    client, draft = reader(reformer), drafted(world, reformer)
    minutes = SimpleUploadedFile("纪要.pdf", b"%PDF-1.7\nminutes")

    assert send(client, f"/rules/{draft.public_id}/files", file=minutes).status_code == 302

    attachment = Attachment.objects.get()
    assert attachment.name in client.get(f"/rules/{draft.public_id}").content.decode()
    answer = client.get(f"/attachments/{attachment.public_id}")
    assert b"".join(answer) == b"%PDF-1.7\nminutes"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert reader(world.a.hr).get(f"/attachments/{attachment.public_id}").status_code == 404


def test_a_disguised_file_is_refused_on_the_form(world: World, reformer: Person):
    client, draft = reader(reformer), drafted(world, reformer)

    for name, content, said in (
        ("纪要.pdf", b"MZ" + bytes(60), "not what its name says"),
        ("纪要.pdf", b"", "empty"),
    ):
        upload = SimpleUploadedFile(name, content)
        answer = send(client, f"/rules/{draft.public_id}/files", file=upload)
        assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not Attachment.objects.exists()


def test_a_picture_is_shown_in_place(world: World, reformer: Person):
    client, draft = reader(reformer), drafted(world, reformer)
    picture = SimpleUploadedFile("签字.png", b"\x89PNG\r\n\x1a\n" + bytes(20))
    send(client, f"/rules/{draft.public_id}/files", file=picture)

    answer = client.get(f"/attachments/{Attachment.objects.get().public_id}")

    assert b"".join(answer).startswith(b"\x89PNG")
    assert answer["Content-Disposition"].startswith("inline;")
    assert answer["Content-Type"] == "image/png"


def test_a_rule_with_a_day_in_it_has_a_field_for_the_day(world: World, reformer: Person):
    client, url = reader(reformer), "/rules/draft/reports.reform"
    assert 'type="date" name="content-began_on"' in client.get(url).content.decode()

    answer = send(
        client,
        url,
        scope=str(world.zone.public_id),
        version="1",
        valid_from=FIRST_DAY,
        **{"content-began_on": "2017-11-01"},
    )

    assert answer.status_code == 302
    assert RuleSet.objects.get(key="reports.reform").content == {"began_on": "2017-11-01"}
    assert "2017-11-01" in client.get(answer["Location"]).content.decode()
