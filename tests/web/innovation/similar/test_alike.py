"""While somebody writes they see who said it before; who may, links; and no other enterprise."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from access.readers import Readers, client_of, seat_readers
from gongjiang.governance.models import RuleSet
from gongjiang.innovation.models import Proposal, ProposalLink, SpreadOffer, State
from gongjiang.innovation.queries.proposals import desk_of, proposals_visible_to
from gongjiang.innovation.queries.similar import NEVER_FOUND, find_similar, text_scope_of
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.innovation.services.similarity import fold_texts
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.services import open_unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.people.services.appointments import appoint
from proposals_alike import submit
from proposing import Floor, decided, make_floor, screened, submitted
from world import NOON, OPENING, TODAY, World, make_person, make_worker

SAID = "单晶炉炉口热气外溢, 折一个罩子"
TYPED = {"title": "炉口导流罩", "problem": "单晶炉炉口热气外溢", "method": ""}


@pytest.fixture(autouse=True)
def on_the_day(settings: pytest.FixtureRequest) -> None:
    settings.TODAY = TODAY  # type: ignore[attr-defined]
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


@pytest.fixture
def floor(world: World, defaults: list[RuleSet]) -> Floor:
    install_proposal_terms(actor=SYSTEM, on=TODAY)
    return make_floor(world)


def alike_in(enterprise: Unit, state: State, *, team: Unit, **said: object) -> Proposal:
    """One that says the same, in a state, as its deeds would have left it."""
    decided_on = TODAY if state in {State.NOT_ADOPTED, State.REJECTED, State.ADOPTED} else None
    ends = state in {State.NOT_ADOPTED, State.REJECTED, State.WITHDRAWN}
    return submit(
        enterprise,
        f"{state.label}罩子",
        SAID,
        state=state,
        unit=team,
        due_on=None if ends else TODAY,
        holder_unit=None if ends else enterprise,
        decided_on=decided_on,
        withdrawn_on=TODAY if state == State.WITHDRAWN else None,
        **said,
    )


def page(client: Client, name: str = "while_typing", *args: object, **typed: str) -> str:
    answer = client.get(reverse(f"similar:{name}", args=args), typed)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_a_colleague_may_open_is_shown_without_its_author(floor: Floor):
    proposal = screened(floor, floor.friend)

    shown = page(client_of(floor.author), **TYPED)

    assert proposal.title in shown
    assert "<mark>单晶炉炉口热气外溢</mark>" in shown
    assert floor.friend.name not in shown
    assert reverse("proposals:proposal", args=[proposal.public_id]) in shown


def test_what_was_just_handed_in_is_told_to_its_desk_alone(floor: Floor):
    proposal = submitted(floor, floor.friend)

    assert proposal.title in page(client_of(floor.leader), **TYPED)
    assert proposal.title in page(client_of(floor.friend), **TYPED)
    assert page(client_of(floor.author), **TYPED).strip() == ""


@pytest.fixture
def readers(floor: Floor) -> Readers:
    return seat_readers(floor.world)


def test_no_role_is_told_of_a_text_that_it_may_not_open(floor: Floor, readers: Readers):
    """In every state, in two enterprises, secret or not, one gone up: what is found is what opens,
    and of one's own enterprise all of it."""
    waits = [State.SUBMITTED, State.PRELIM_OK, State.REVIEWING]
    for site in (floor.site, floor.world.b):
        for state in (*waits, State.NOT_ADOPTED, State.REJECTED, State.WITHDRAWN):
            alike_in(site.enterprise, state, team=site.team)
        alike_in(site.enterprise, State.ADOPTED, team=site.team, confidential=True)
    up = alike_in(floor.site.enterprise, State.REVIEWING, team=floor.site.team)
    Proposal.objects.filter(id=up.id).update(panel_unit=floor.world.zone)
    own = {floor.site.enterprise.id}

    heard = {}
    for role, person in readers.persons.items():
        desk = desk_of(person, TODAY)
        found = {one.proposal.id for one in find_similar(SAID, text_scope_of(desk), limit=30)}
        may_open = proposals_visible_to(desk).exclude(state__in=NEVER_FOUND)
        heard[role] = len(found)
        assert found <= set(may_open.values_list("id", flat=True)), role
        assert found >= set(may_open.filter(enterprise__in=own).values_list("id", flat=True)), role
        client = readers.clients[role]
        for one in Proposal.objects.filter(id__in=found):
            assert client.get(f"/proposals/{one.public_id}").status_code == 200, role

    assert (heard["WORKER"], heard["ZONE_UNION"], heard["AUDITOR"]) == (5, 1, 0)
    assert heard["HR"] > heard["WORKER"]


def test_an_adopted_one_names_its_authors_and_is_opened(floor: Floor):
    proposal = decided(floor, floor.friend)

    shown = page(client_of(floor.author), **TYPED)

    assert floor.friend.name in shown
    assert reverse("proposals:proposal", args=[proposal.public_id]) in shown


@pytest.mark.parametrize("folded", [False, True])
def test_nothing_of_another_enterprise_is_heard(floor: Floor, folded: bool):
    said = ("金丝雀炉口导流罩", "单晶炉炉口热气外溢", "加罩")
    theirs = submit(floor.world.b.enterprise, *said, state=State.PRELIM_OK)
    if folded:
        fold_texts(at=NOON)
    readers = [client_of(person) for person in (floor.author, floor.leader, floor.hr)]
    api = reverse("api:find_similar_proposals")

    for reader in readers:
        assert "金丝雀" not in page(reader, **TYPED)
        assert "金丝雀" not in page(reader, text="金丝雀炉口导流罩")
        assert reader.get(api, {"text": theirs.title}).json() == {"items": []}
    own = client_of(make_worker(floor.world.b, "乙工").person)
    assert "金丝雀" in page(own, **TYPED)


def test_what_was_offered_to_ours_is_not_told_of_before_it_is_ours(floor: Floor):
    title = "金丝雀炉口导流罩"
    theirs = submit(floor.world.b.enterprise, title, "单晶炉炉口热气外溢", "加罩")
    SpreadOffer.objects.create(
        proposal=theirs,
        unit=floor.site.team,
        enterprise=floor.site.enterprise,
        offered_on=TODAY,
        due_on=TODAY,
    )

    assert title not in page(client_of(floor.author), **TYPED)


def test_the_zones_union_is_told_of_what_went_up_and_of_nobody(floor: Floor):
    officer = make_person("区工会")
    union = open_unit(kind=UnitKind.ZONE_UNION, name="区总工会", parent=None, on=OPENING)
    appoint(person=officer, role=Role.ZONE_UNION, unit=union, actor=SYSTEM, on=OPENING)
    up = decided(floor, floor.friend)
    Proposal.objects.filter(id=up.id).update(panel_unit=floor.world.zone)
    submit(floor.world.b.enterprise, "乙家炉口导流罩", "单晶炉炉口热气外溢", "加罩")
    submit(
        floor.world.b.enterprise, "秘密炉口导流罩", "单晶炉炉口热气外溢", "加罩", confidential=True
    )

    shown = page(client_of(officer), **TYPED)

    assert "乙家炉口导流罩" not in shown
    assert "炉口加装导流罩" in shown
    assert "秘密" not in shown
    assert floor.friend.name not in shown


@pytest.mark.parametrize(
    "text", ["", "漏", "😀😀😀😀😀", "，。", "设" * 5000, "<script>alert(1)</script>" * 9, "\x00"]
)
def test_whatever_is_typed_is_answered(floor: Floor, text: str):
    submitted(floor)
    reader = client_of(floor.author)

    assert page(reader, text=text).strip() == ""
    answer = reader.get(reverse("api:find_similar_proposals"), {"text": text})
    assert answer.json() == {"items": []}


def test_script_in_a_title_is_words(floor: Floor):
    title = "<script>alert(1)</script>炉口导流罩"
    submit(floor.site.enterprise, title, "单晶炉炉口热气外溢", "加罩", state=State.PRELIM_OK)

    shown = page(client_of(floor.author), **TYPED)

    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_what_is_being_mended_is_not_like_itself(floor: Floor):
    own = submitted(floor)

    shown = page(client_of(floor.author), besides=str(own.public_id), **TYPED)

    assert shown.strip() == ""


def test_an_author_links_and_whoever_is_named_may_end_it(floor: Floor):
    earlier, own = decided(floor, floor.friend), submitted(floor)
    author, friend = client_of(floor.author), client_of(floor.friend)
    assert earlier.number in page(author, "links", own.public_id), "offered, for it is alike"

    sent = {"number": earlier.number, "kind": "BUILDS_ON", "idempotency_key": str(uuid4())}
    for _ in range(2):
        answer = author.post(reverse("similar:link", args=[own.public_id]), sent)
        assert answer.headers["Location"] == reverse("similar:links", args=[own.public_id])

    made = ProposalLink.objects.get()
    assert floor.friend.name in page(author, "links", own.public_id)
    ended = friend.post(
        reverse("similar:end", args=[made.public_id]), {"idempotency_key": str(uuid4())}
    )
    assert ended.status_code == 302
    made.refresh_from_db()
    assert made.ended_by == floor.friend


def test_a_number_that_is_none_is_said_so(floor: Floor):
    own = submitted(floor)
    author = client_of(floor.author)

    for number in ("2022-999999", own.number, ""):
        sent = {"number": number, "kind": "SAME", "idempotency_key": str(uuid4())}
        answer = author.post(reverse("similar:link", args=[own.public_id]), sent)
        assert answer.status_code == 422
    assert not ProposalLink.objects.exists()
    assert Proposal.objects.count() == 1
