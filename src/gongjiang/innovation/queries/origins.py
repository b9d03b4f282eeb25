"""What a benefit or an award comes from, whichever noun it is: read alike for all of them.

The ledger of benefit names an origin by kind and id. Here each kind says whose it is, how it is
called, and whether it has come far enough.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import (
    Author,
    Bid,
    BidShare,
    Challenge,
    Claim,
    Conversion,
    FiveSmall,
    FiveSmallAuthor,
    InnovationProject,
    Patent,
    PatentInventor,
    ProjectMember,
    Proposal,
    Source,
)
from gongjiang.innovation.models import State as ProposalState
from gongjiang.kernel.errors import CannotDo

People = tuple[tuple[int, int], ...]
"""Person ids with their shares in basis points, in the order of authors."""

Ids = QuerySet[Any, Any]

PROPOSAL_DONE = (
    ProposalState.ACCEPTED,
    ProposalState.BENEFIT_CONFIRMED,
    ProposalState.REWARDED,
    ProposalState.CLOSED,
)
PROPOSAL_UNDER_WAY = (
    ProposalState.ADOPTED,
    ProposalState.IMPLEMENTING,
    ProposalState.IMPLEMENTED,
    ProposalState.REWORK,
)


class UnknownOrigin(CannotDo):
    """There is nothing of this kind under this name, or not in this enterprise."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One thing that benefit comes from.

    Attributes:
        people: empty where nobody is known, as of an anonymous proposal.
        under_way: it has been decided for, so that an effect may be claimed for it.
        done: it is accepted or granted, so that finance may confirm.
    """

    source: str
    source_id: int
    public_id: UUID
    title: str
    enterprise_id: int
    unit_id: int
    people: People
    under_way: bool
    done: bool
    number: str = ""

    @property
    def key(self) -> tuple[str, int]:
        return self.source, self.source_id

    @property
    def person_ids(self) -> frozenset[int]:
        return frozenset(person for person, _share in self.people)


@dataclass(frozen=True, slots=True)
class Kind:
    """How one noun is found.

    Attributes:
        find: origins by id; of_person: the ids of those somebody has part in.
        named: the ids, in an enterprise, of those whose number or title a text is.
    """

    find: Callable[[Collection[int]], Iterable[Origin]]
    of_person: Callable[[int], Ids]
    named: Callable[[int, str], Ids]


def origins_of(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Origin]:
    """The origins of several (kind, id); two queries a kind."""
    wanted: dict[str, set[int]] = {}
    for source, source_id in keys:
        wanted.setdefault(source, set()).add(source_id)
    return {
        origin.key: origin
        for source, ids in wanted.items()
        if source in KINDS
        for origin in KINDS[source].find(ids)
    }


def origin_of(source: str, source_id: int) -> Origin:
    """One origin.

    Raises:
        UnknownOrigin: there is none.
    """
    found = origins_of([(source, source_id)]).get((source, source_id))
    if found is None:
        raise UnknownOrigin(_("What this is claimed for cannot be found."))
    return found


def origin_named(source: str, text: str, enterprise_id: int) -> Origin:
    """The one of this kind in an enterprise whose number or title the text is.

    Raises:
        UnknownOrigin: there is none, or there are several.
    """
    text = text.strip()
    ids = list(KINDS[source].named(enterprise_id, text)[:2]) if source in KINDS and text else []
    if not ids:
        raise UnknownOrigin(
            _("This enterprise has no %(kind)s called “%(text)s”; type its number or whole title.")
            % {"kind": Source(source).label, "text": text}
        )
    if len(ids) > 1:
        raise UnknownOrigin(_("Several are called so; type the number."))
    return origin_of(source, ids[0])


def effects_claimed_for(person_id: int) -> Ids:
    """The ids of the effects that claims of whatever somebody has part in are about.

    A union, not an "or": each kind finds its few claims by the index.
    """
    mine = [
        Claim.objects.filter(
            source=source, source_id__in=kind.of_person(person_id), withdrawn_at=None
        ).values("effect_id")
        for source, kind in KINDS.items()
    ]
    return mine[0].union(*mine[1:])


def _proposals(ids: Collection[int]) -> Iterable[Origin]:
    people = _people(Author.objects.filter(proposal_id__in=ids), "proposal_id")
    for each in Proposal.objects.filter(id__in=ids).exclude(submitted_on=None):
        done = each.state in PROPOSAL_DONE
        yield Origin(
            source=Source.PROPOSAL,
            source_id=each.id,
            public_id=each.public_id,
            title=each.title,
            enterprise_id=each.enterprise_id,
            unit_id=each.unit_id,
            people=people.get(each.id, ()),
            under_way=done or each.state in PROPOSAL_UNDER_WAY,
            done=done,
            number=each.number,
        )


def _projects(ids: Collection[int]) -> Iterable[Origin]:
    people = _people(ProjectMember.objects.filter(project_id__in=ids), "project_id")
    done = InnovationProject.DONE
    begun = (InnovationProject.State.APPROVED, InnovationProject.State.RUNNING, *done)
    for each in InnovationProject.objects.filter(id__in=ids):
        yield _plain(Source.PROJECT, each, people, under_way=begun, done=done)


def _patents(ids: Collection[int]) -> Iterable[Origin]:
    people = _people(PatentInventor.objects.filter(patent_id__in=ids), "patent_id")
    for each in Patent.objects.filter(id__in=ids):
        yield Origin(
            source=Source.PATENT,
            source_id=each.id,
            public_id=each.public_id,
            title=each.title,
            enterprise_id=each.enterprise_id,
            unit_id=each.unit_id,
            people=people.get(each.id, ()),
            under_way=each.counts,
            done=each.counts,
            number=each.application_number,
        )


def _five_smalls(ids: Collection[int]) -> Iterable[Origin]:
    people = _people(FiveSmallAuthor.objects.filter(item_id__in=ids), "item_id")
    done = (FiveSmall.State.ACCEPTED,)
    begun = (FiveSmall.State.DECLARED, *done)
    for each in FiveSmall.objects.filter(id__in=ids):
        yield _plain(Source.FIVE_SMALL, each, people, under_way=begun, done=done)


def _conversions(ids: Collection[int]) -> Iterable[Origin]:
    found = list(Conversion.objects.filter(id__in=ids).select_related("patent", "project"))
    inventors = _people(
        PatentInventor.objects.filter(patent_id__in=[each.patent_id for each in found]),
        "patent_id",
    )
    members = _people(
        ProjectMember.objects.filter(project_id__in=[each.project_id for each in found]),
        "project_id",
    )
    for each in found:
        what = each.patent or each.project
        assert what is not None  # noqa: S101  (the table sees to it)
        yield Origin(
            source=Source.CONVERSION,
            source_id=each.id,
            public_id=each.public_id,
            title=what.title,
            enterprise_id=each.enterprise_id,
            unit_id=what.unit_id,
            people=(inventors if each.patent else members).get(what.id, ()),
            under_way=True,
            done=True,
        )


def _challenges(ids: Collection[int]) -> Iterable[Origin]:
    """The people are those of the bid that was awarded, of whatever enterprise."""
    bids = dict(
        Bid.objects.filter(challenge_id__in=ids, state=Bid.State.AWARDED).values_list(
            "challenge_id", "id"
        )
    )
    people = _people(BidShare.objects.filter(bid_id__in=bids.values()), "bid_id")
    done = (Challenge.State.SETTLED,)
    for each in Challenge.objects.filter(id__in=ids):
        yield Origin(
            source=Source.CHALLENGE,
            source_id=each.id,
            public_id=each.public_id,
            title=each.title,
            enterprise_id=each.enterprise_id,
            unit_id=each.enterprise_id,
            people=people.get(bids.get(each.id, 0), ()),
            under_way=each.state in {Challenge.State.AWARDED, *done},
            done=each.state in done,
        )


def _plain(
    source: str,
    each: InnovationProject | FiveSmall,
    people: Mapping[int, People],
    *,
    under_way: Collection[str],
    done: Collection[str],
) -> Origin:
    return Origin(
        source=source,
        source_id=each.id,
        public_id=each.public_id,
        title=each.title,
        enterprise_id=each.enterprise_id,
        unit_id=each.unit_id,
        people=people.get(each.id, ()),
        under_way=each.state in under_way,
        done=each.state in done,
    )


def _people(shares: QuerySet[Any], of: str) -> dict[int, People]:
    found: dict[int, list[tuple[int, int]]] = {}
    for owner, person, share in shares.order_by(of, "position").values_list(
        of, "person_id", "share_bp"
    ):
        found.setdefault(owner, []).append((person, share))
    return {owner: tuple(people) for owner, people in found.items()}


def _called(model: Any, *, number: str = "") -> Callable[[int, str], Ids]:
    """In an enterprise, by title or by the field of its number."""

    def named(enterprise_id: int, text: str) -> Ids:
        which = Q(title=text) | (Q(**{number: text}) if number else Q())
        rows: QuerySet[Any] = model.objects.filter(which, enterprise_id=enterprise_id)
        return rows.values_list("id", flat=True)

    return named


def _conversions_called(enterprise_id: int, text: str) -> Ids:
    which = Q(patent__title=text) | Q(project__title=text)
    return Conversion.objects.filter(which, enterprise_id=enterprise_id).values_list(
        "id", flat=True
    )


def _conversions_of(person_id: int) -> Ids:
    which = Q(patent__inventors__person=person_id) | Q(project__members__person=person_id)
    return Conversion.objects.filter(which).values("id")


def _challenges_of(person_id: int) -> Ids:
    won = Bid.objects.filter(state=Bid.State.AWARDED, shares__person=person_id)
    return won.values("challenge_id")


KINDS: Mapping[str, Kind] = {
    Source.PROPOSAL: Kind(
        _proposals,
        lambda person: Author.objects.filter(person_id=person).values("proposal_id"),
        _called(Proposal, number="number"),
    ),
    Source.PROJECT: Kind(
        _projects,
        lambda person: ProjectMember.objects.filter(person_id=person).values("project_id"),
        _called(InnovationProject),
    ),
    Source.PATENT: Kind(
        _patents,
        lambda person: PatentInventor.objects.filter(person_id=person).values("patent_id"),
        _called(Patent, number="application_number"),
    ),
    Source.CONVERSION: Kind(_conversions, _conversions_of, _conversions_called),
    Source.FIVE_SMALL: Kind(
        _five_smalls,
        lambda person: FiveSmallAuthor.objects.filter(person_id=person).values("item_id"),
        _called(FiveSmall),
    ),
    Source.CHALLENGE: Kind(_challenges, _challenges_of, _called(Challenge)),
}
"""What can be claimed for today. A contest is another room's, and has none yet."""
