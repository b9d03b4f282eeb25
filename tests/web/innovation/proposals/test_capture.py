"""An idea is written: with a code from the post, photos, authors; or without a name."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from access.readers import client_of
from gongjiang.governance import files
from gongjiang.governance.models import Attachment
from gongjiang.innovation.models import DroppedIdea, Process, Proposal, UnitProcess
from gongjiang.innovation.rules.receipts import code_for
from gongjiang.innovation.services.anonymous import number_dropped
from gongjiang.innovation.services.screening import turn_down
from gongjiang.people.identity import keyring
from gongjiang.people.models import Submission
from gongjiang.web.innovation.proposals.posts import Post, post_of, token_of
from proposing import WORDS, Floor, noon, submitted
from world import OPENING, TODAY, make_worker

CAPTURE = "/propose"
JSON = {"HTTP_ACCEPT": "application/json"}


def written(**more: object) -> dict[str, object]:
    return {
        "kind": WORDS.kind,
        "title": WORDS.title,
        "problem": WORDS.problem,
        "cause": WORDS.cause,
        "method": WORDS.method,
        "expected": WORDS.expected,
        "idempotency_key": str(uuid4()),
        "step": "send",
        **more,
    }


def a_photo(name: str = "IMG_0001.jpg", *, place: bool = True) -> SimpleUploadedFile:
    exif = Image.Exif()
    if place:
        exif.get_ifd(34853)[1] = "N"
    raw = BytesIO()
    Image.new("RGB", (60, 40), "#3b5ba9").save(raw, "JPEG", exif=exif.tobytes())
    return SimpleUploadedFile(name, raw.getvalue(), "image/jpeg")


@pytest.fixture
def process(floor: Floor) -> Process:
    made = Process.objects.create(code="czochralski", name="单晶拉制")
    UnitProcess.objects.create(unit=floor.site.team, process=made, valid_from=OPENING)
    return made


def test_a_code_at_a_post_fills_in_team_and_process(floor: Floor, author: Client, process: Process):
    token = token_of(Post(floor.site.team, process), keyring())

    page = author.get(f"{CAPTURE}/at/{token}").content.decode()

    assert "一车间 · 一班" in page
    assert f'<option value="{process.id}" selected>' in page


def test_a_code_holds_only_if_this_house_made_it(floor: Floor, process: Process):
    token = token_of(Post(floor.site.team, process), keyring())
    forged = token.replace(floor.site.team.public_id.hex, floor.site.other_team.public_id.hex)

    assert post_of(token, keyring()) == Post(floor.site.team, process)
    assert post_of(forged, keyring()) is None
    assert post_of("rubbish", keyring()) is None


def test_a_code_of_another_enterprise_says_nothing_of_it(floor: Floor, author: Client):
    token = token_of(Post(floor.world.b.team, None), keyring())

    page = author.get(f"{CAPTURE}/at/{token}").content.decode()

    assert "another enterprise" in page
    assert floor.world.b.enterprise.name not in page


def test_an_idea_is_sent_with_its_photo_and_nothing_of_the_place_where_it_was_taken(
    author: Client, media: Path
):
    answer = author.post(CAPTURE, written(photos=[a_photo()]))

    proposal = Proposal.objects.get()
    assert answer.url == reverse("proposals:proposal", args=[proposal.public_id])
    [photo] = Attachment.objects.all()
    raw = files.path_of(photo.sha256).read_bytes()
    assert (photo.name, b"Exif" in raw) == ("before-1.jpg", False)
    assert "A reply is due by" in author.get(answer.url).content.decode()


def test_a_script_is_told_where_it_leads(author: Client):
    answer = author.post(CAPTURE, written(), **JSON)

    assert answer.json() == {
        "to": reverse("proposals:proposal", args=[Proposal.objects.get().public_id])
    }


def test_sent_twice_it_is_one_idea(author: Client):
    form = written()

    first, again = author.post(CAPTURE, form), author.post(CAPTURE, form, **JSON)

    assert Proposal.objects.count() == 1
    assert again.json() == {"to": first.url}


@pytest.mark.parametrize(
    ("photo", "said"),
    [
        (SimpleUploadedFile("photo.jpg", b"only words", "image/jpeg"), "not a photo"),
        (SimpleUploadedFile("IMG.HEIC", b"\0\0\0\x18ftypheic" + b"\0" * 40), "HEIC"),
    ],
)
def test_what_is_no_photo_is_told_and_nothing_typed_is_lost(
    author: Client, photo: SimpleUploadedFile, said: str
):
    answer = author.post(CAPTURE, written(photos=[photo]))

    page = answer.content.decode()
    assert (answer.status_code, Proposal.objects.count()) == (422, 0)
    assert said in page
    assert WORDS.problem in page
    assert WORDS.title in page


def test_authors_share_it_equally_unless_they_say_otherwise(floor: Floor, author: Client):
    friend = str(floor.friend.public_id)

    author.post(CAPTURE, written(author=[str(floor.author.public_id), friend]))

    shares = Proposal.objects.get().authors.values_list("person__name", "share_bp")
    assert list(shares) == [("方想", 5000), ("何助", 5000)]


def test_shares_that_make_no_whole_are_told(floor: Floor, author: Client):
    me, friend = str(floor.author.public_id), str(floor.friend.public_id)

    answer = author.post(
        CAPTURE,
        written(author=[me, friend], **{f"share-{me}": "60", f"share-{friend}": "30"}),
    )

    assert "The shares come to 90 %" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_colleague_is_found_by_the_whole_name_alone(floor: Floor, author: Client):
    make_worker(floor.site, "司马长风", unit=floor.site.other_team)

    part = author.post(CAPTURE, written(step="find", colleague="司马"))
    whole = author.post(CAPTURE, written(step="find", colleague="司马长风"))

    assert "Nobody of this name" in part.content.decode()
    assert "司马长风</label>" in whole.content.decode()


def test_nobody_of_another_enterprise_can_be_named(floor: Floor, author: Client):
    stranger = make_worker(floor.world.b, "外人").person

    answer = author.post(CAPTURE, written(author=[str(stranger.public_id)], title=""))

    assert "外人" not in answer.content.decode()


def test_without_a_name_the_code_is_shown_once_and_nothing_leads_back(author: Client):
    form = written(anonymous="on")

    answer = author.post(CAPTURE, form)
    again = author.post(CAPTURE, form)

    code = code_for(UUID(form["idempotency_key"]))
    assert code in answer.content.decode()
    assert code in again.content.decode()
    assert (DroppedIdea.objects.count(), Proposal.objects.count()) == (1, 0)
    assert not Submission.objects.exists()


def test_without_a_name_there_are_neither_photos_nor_other_authors(floor: Floor, author: Client):
    answer = author.post(
        CAPTURE,
        written(anonymous="on", photos=[a_photo()], author=[str(floor.friend.public_id)]),
    )

    page = answer.content.decode()
    assert "Take the photos out" in page
    assert "no other authors" in page
    assert not DroppedIdea.objects.exists()


def test_the_code_opens_the_idea_to_whoever_has_it(author: Client):
    form = written(anonymous="on")
    author.post(CAPTURE, form)
    code = code_for(UUID(form["idempotency_key"]))

    right = Client().post("/proposals/code", {"code": code.lower()})
    wrong = Client().post("/proposals/code", {"code": "AAAA-BBBB"})

    assert WORDS.title in right.content.decode()
    assert "No idea has this code" in wrong.content.decode()


def test_after_a_refusal_the_code_says_how_to_appeal(floor: Floor, author: Client):
    form = written(anonymous="on")
    author.post(CAPTURE, form)
    number_dropped(before=TODAY + timedelta(days=1))
    proposal = Proposal.objects.get()
    turn_down(proposal_id=proposal.id, actor=floor.hr, ground="OTHER", reason="不行", at=noon())

    page = author.post("/proposals/code", {"code": code_for(UUID(form["idempotency_key"]))})

    assert "you can then appeal until" in page.content.decode()


def test_like_ones_are_shown_before_it_is_sent_and_linked_when_ticked(floor: Floor, author: Client):
    earlier = submitted(floor, floor.author)
    client = client_of(floor.author)

    asked = client.post(CAPTURE, written(step="send"))
    sent = client.post(CAPTURE, written(step="still", link=[str(earlier.public_id)]))

    assert "Yours is like these" in asked.content.decode()
    assert Proposal.objects.count() == 2
    assert sent.status_code == 302
    assert earlier.links_forward.count() == 1


def test_who_works_nowhere_is_told_what_to_do(floor: Floor):
    page = client_of(floor.world.leader).get(CAPTURE).content.decode()

    assert "Ask HR to enter your post" in page


def test_script_in_a_title_is_text_everywhere(floor: Floor, author: Client, leader: Client):
    evil = "<script>alert(1)</script>"
    sent = author.post(CAPTURE, written(title=evil, problem=f"{evil} 每班两次"))

    for client, address in (
        (author, sent.url),
        (author, "/proposals"),
        (leader, sent.url),
        (leader, "/proposals/desk"),
    ):
        page = client.get(address).content.decode()
        assert evil not in page
        assert "&lt;script&gt;" in page
