"""Proposals in lists and queues: filtered, a page at a time, in a fixed number of queries.

Pages go by key, not by number: the last row of one says where the next begins, so that the
thousandth page costs what the first one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from gongjiang.innovation.models import Author, Escalation, Proposal, ProposalReview, State
from gongjiang.innovation.queries.proposals import Desk
from gongjiang.orgs.queries import ids_under

MOST_A_PAGE = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; whatever is left out does not narrow it.

    Attributes:
        unit_id: of this unit or one beneath it, as the tree stands on `day`.
        overdue: whether the day to act has passed.
        text: in number or title.
        first, last: the days of submission, both included.
    """

    day: date
    states: Sequence[str] = ()
    unit_id: int | None = None
    process_id: int | None = None
    kind: str = ""
    overdue: bool = False
    text: str = ""
    first: date | None = None
    last: date | None = None

    def applied(self, proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
        narrowed = proposals.filter(self._plain())
        if self.unit_id is not None:
            narrowed = narrowed.filter(unit_id__in=ids_under([self.unit_id], self.day))
        if self.overdue:
            narrowed = narrowed.filter(due_on__lt=self.day)
        for word in self.text.split():
            narrowed = narrowed.filter(Q(title__icontains=word) | Q(number__icontains=word))
        return narrowed

    def _plain(self) -> Q:
        wanted = {
            "state__in": list(self.states),
            "process_id": self.process_id,
            "kind": self.kind,
            "submitted_on__gte": self.first,
            "submitted_on__lte": self.last,
        }
        return Q(**{name: value for name, value in wanted.items() if value})


@dataclass(frozen=True, slots=True)
class Key:
    """The place of a row in a list: the day it is ordered by, and its id."""

    day: date
    id: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list.

    Attributes:
        next: where the next page begins, after this row; None: this was the last.
    """

    rows: list[Proposal]
    next: Key | None


def newest(proposals: QuerySet[Proposal], *, limit: int, after: Key | None = None) -> Page:
    """A page of what was submitted, the latest first; two queries, with the authors."""
    found = proposals.filter(submitted_on__isnull=False).order_by("-submitted_on", "-id")
    if after is not None:
        # The first condition alone lets the index find the place; the second is exact.
        found = found.filter(submitted_on__lte=after.day).filter(
            Q(submitted_on__lt=after.day) | Q(id__lt=after.id)
        )
    return _page(found, "submitted_on", limit)


def most_urgent(proposals: QuerySet[Proposal], *, limit: int, after: Key | None = None) -> Page:
    """A page of what waits, what is due first at its head; two queries, with the authors."""
    found = proposals.filter(due_on__isnull=False).order_by("due_on", "id")
    if after is not None:
        found = found.filter(due_on__gte=after.day).filter(
            Q(due_on__gt=after.day) | Q(id__gt=after.id)
        )
    return _page(found, "due_on", limit)


def mine(reader_id: int) -> QuerySet[Proposal]:
    """The proposals somebody is an author of, drafts included, the latest first."""
    own = Author.objects.filter(person_id=reader_id).values("proposal_id")
    return Proposal.objects.filter(id__in=own).order_by("-id")


def waiting_at(desk: Desk) -> QuerySet[Proposal]:
    """What waits on the desks a reader sits at, or above which they sit; none of their own."""
    under = ids_under(desk.reach, desk.day)
    held = Q(holder_unit_id__in=under) | Q(holder_unit_id__in=desk.zones)
    return _not_by(desk.reader_id, Proposal.objects.filter(held, due_on__isnull=False))


def to_review(reader_id: int) -> QuerySet[Proposal]:
    """What waits for the marks of a reader."""
    asked = ProposalReview.objects.filter(
        reviewer_id=reader_id,
        score__isnull=True,
        proposal_id=OuterRef("id"),
        round=OuterRef("round"),
    )
    return Proposal.objects.filter(Exists(asked), state=State.REVIEWING)


def to_decide(reader_id: int) -> QuerySet[Proposal]:
    """What a reader decides as the chair of its panel, once its members have scored."""
    unscored = ProposalReview.objects.filter(
        proposal_id=OuterRef("id"), round=OuterRef("round"), score__isnull=True
    )
    return Proposal.objects.filter(~Exists(unscored), chair_id=reader_id, state=State.REVIEWING)


def to_carry_out(reader_id: int) -> QuerySet[Proposal]:
    """What a reader has been asked to put into practice."""
    return Proposal.objects.filter(
        implementation__owner_id=reader_id, state__in=[State.IMPLEMENTING, State.REWORK]
    )


def gone_up_to(desk: Desk) -> QuerySet[Proposal]:
    """What is overdue beneath a reader's units and was taken up to them."""
    lapse = Escalation.objects.filter(
        proposal_id=OuterRef("id"),
        lapsed_on=OuterRef("due_on"),
        to_unit_id__in=[*desk.reach, *desk.zones],
    )
    return Proposal.objects.filter(Exists(lapse), due_on__lt=desk.day)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The proposals before and after one in a queue; None at its ends."""

    previous: Proposal | None
    next: Proposal | None


def neighbours(queue: QuerySet[Proposal], proposal: Proposal) -> Neighbours:
    """Who stands beside a proposal in a queue by due day; also once it has left the queue.

    Two queries.
    """
    if proposal.due_on is None:
        return Neighbours(None, queue.order_by("due_on", "id").first())
    day, own = proposal.due_on, proposal.id
    after = queue.filter(due_on__gte=day).filter(Q(due_on__gt=day) | Q(id__gt=own))
    before = queue.filter(due_on__lte=day).filter(Q(due_on__lt=day) | Q(id__lt=own))
    return Neighbours(
        before.order_by("-due_on", "-id").first(), after.order_by("due_on", "id").first()
    )


def described(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """With the units and the process that a row of a list names, and its authors; two queries."""
    authors = Author.objects.select_related("person").order_by("position")
    return proposals.select_related(
        "enterprise", "unit", "holder_unit", "process"
    ).prefetch_related(Prefetch("authors", queryset=authors))


def _page(found: QuerySet[Proposal], order: str, limit: int) -> Page:
    size = max(1, min(limit, MOST_A_PAGE))
    rows = list(described(found)[: size + 1])
    if len(rows) <= size:
        return Page(rows, None)
    last = rows[size - 1]
    return Page(rows[:size], Key(getattr(last, order), last.id))


def _not_by(reader_id: int, proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    own = Author.objects.filter(person_id=reader_id, proposal_id=OuterRef("id"))
    return proposals.filter(~Exists(own))
