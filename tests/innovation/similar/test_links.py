"""Linking names the authors of both with both, and leaves whose and what they are as it was."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from gongjiang.innovation.models import Author, Proposal, ProposalLink
from gongjiang.innovation.queries.proposal_links import links_of
from gongjiang.innovation.queries.proposals import desk_of
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.innovation.services.proposal_links import link_proposals, unlink_proposals
from gongjiang.innovation.services.submitting import withdraw_proposal
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of, live
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person
from proposals_alike import submit
from proposing import Floor, decided, make_floor, noon, submitted
from world import NOON, TODAY, World, make_worker

CREDITED, LINKED = "innovation.proposal.credited", "innovation.proposal.linked"


@pytest.fixture
def floor(world: World, defaults: object) -> Floor:
    install_proposal_terms(actor=SYSTEM, on=TODAY)
    return make_floor(world)


@pytest.fixture
def pair(floor: Floor) -> tuple[Proposal, Proposal]:
    """An adopted one of two authors, and a later one of the first of them alone."""
    earlier = decided(floor, floor.author, floor.friend)
    return earlier, submitted(floor, floor.friend)


def credits_of(person: Person) -> list[tuple[int, int]]:
    found = [one.fact for one in facts_of(person.id) if one.kind == CREDITED]
    return [(fact.own_id, fact.other_id) for fact in found]


def link(pair: tuple[Proposal, Proposal], actor: Person) -> ProposalLink:
    earlier, later = pair
    return link_proposals(
        one_id=earlier.id, other_id=later.id, kind="BUILDS_ON", actor=actor, at=NOON
    )


def test_all_authors_are_named_with_both_and_nothing_else_changes(
    floor: Floor, pair: tuple[Proposal, Proposal]
):
    earlier, later = pair
    shares = list(Author.objects.order_by("id").values_list("proposal", "person", "share_bp"))
    words = list(Proposal.objects.order_by("id").values_list("title", "problem", "method"))

    made = link(pair, floor.friend)

    assert (made.earlier, made.later) == (earlier, later), "told by the day, not by the order"
    assert credits_of(floor.author) == [(earlier.id, later.id)]
    assert credits_of(floor.friend) == [(later.id, earlier.id)], "an author of both, named once"
    assert list(Author.objects.order_by("id").values_list("proposal", "person", "share_bp")) == (
        shares
    )
    assert words == list(Proposal.objects.order_by("id").values_list("title", "problem", "method"))
    [seen] = links_of(later, desk_of(floor.friend, TODAY))
    assert (seen.other, seen.is_back, seen.credited) == (earlier, True, ("方想", "何助"))
    assert [one.other for one in links_of(earlier, desk_of(floor.leader, TODAY))] == [later]


def test_a_link_is_ended_and_may_be_made_anew(floor: Floor, pair: tuple[Proposal, Proposal]):
    made = link(pair, floor.friend)

    ended = unlink_proposals(link_id=made.id, actor=floor.author, at=noon())

    assert (ended.ended_by, ended.ended_at) == (floor.author, noon())
    assert not live().filter(kind__in=[CREDITED, LINKED]).exists()
    assert not links_of(pair[1], desk_of(floor.friend, TODAY))
    with pytest.raises(CannotDo):
        unlink_proposals(link_id=made.id, actor=floor.author, at=noon())
    assert link(pair, floor.leader).id != made.id
    assert credits_of(floor.author)


def test_who_may_link_and_who_may_not(floor: Floor, pair: tuple[Proposal, Proposal]):
    stranger = make_worker(floor.site, "路人").person
    for actor in (floor.author, stranger, SYSTEM):
        with pytest.raises(NotAllowed):
            link(pair, actor)  # the first is an author of the earlier one alone

    for actor in (floor.friend, floor.leader, floor.chair):
        made = link(pair, actor)
        with pytest.raises(NotAllowed):
            unlink_proposals(link_id=made.id, actor=stranger, at=noon())
        unlink_proposals(link_id=made.id, actor=floor.author, at=noon())


def test_what_is_not_linked(floor: Floor, pair: tuple[Proposal, Proposal]):
    earlier, later = pair
    link(pair, floor.friend)
    with pytest.raises(CannotDo, match=r"already|已"):
        link((later, earlier), floor.friend)
    with transaction.atomic(), pytest.raises(IntegrityError):
        ProposalLink.objects.create(
            later=earlier, earlier=later, kind="SAME", made_at=NOON, made_by=floor.friend
        )

    with pytest.raises(CannotDo):
        link((later, later), floor.friend)
    gone = submitted(floor, floor.friend)
    withdraw_proposal(proposal_id=gone.id, actor=floor.friend, at=noon())
    with pytest.raises(CannotDo):
        link((earlier, gone), floor.friend)
    elsewhere = submit(floor.world.b.enterprise, "乙家的改进", "问题", "办法")
    with pytest.raises(CannotDo):
        link((elsewhere, later), floor.friend)


def test_an_anonymous_one_is_linked_and_names_nobody(floor: Floor):
    unnamed = submit(floor.site.enterprise, "炉口导流罩", "热气外溢", "加罩", anonymous=True)
    own = submitted(floor, floor.author)

    link((unnamed, own), floor.author)

    assert credits_of(floor.author) == [(own.id, unnamed.id)]
    assert live().filter(kind=LINKED, person_id=None).count() == 1
    assert live().filter(kind=CREDITED).count() == 1


def test_who_had_it_is_not_told_before_it_was_adopted(floor: Floor):
    """As everywhere: colleagues learn whose it is once it was adopted."""
    earlier = submitted(floor, floor.friend)
    later = submitted(floor, floor.author)
    link((earlier, later), floor.author)

    [told] = links_of(later, desk_of(floor.leader, TODAY))

    assert told.credited == ()
    assert [one.credited for one in links_of(later, desk_of(floor.friend, TODAY))] == [("何助",)]
