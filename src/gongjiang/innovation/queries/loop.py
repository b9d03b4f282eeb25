"""Which of the five links innovations have, and how each enterprise stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)

from gongjiang.innovation.models import (
    FiveSmall,
    Innovation,
    InnovationProject,
    LinkKind,
    LoopLink,
    Patent,
    Platform,
    Proposal,
    RDTeam,
    RuleDocument,
)
from gongjiang.innovation.queries.innovations import ADOPTED
from gongjiang.kernel.periods import window_of_months
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on

MONTHS = 12
SHOWN = 200
"""So many of the latest innovations a page looks at: ours."""
ORDER = (LinkKind.RULE, LinkKind.PLATFORM, LinkKind.TEAM, LinkKind.RESULT)


@dataclass(frozen=True, slots=True)
class Loop:
    """An innovation and its links. `missing` are codes of `LinkKind`, in their order."""

    kind: str
    id: int
    public_id: UUID | None
    title: str
    enterprise_id: int
    since: date | None
    links: tuple[LoopLink, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        there = {link.link for link in self.links}
        return tuple(kind.value for kind in ORDER if kind not in there)

    @property
    def is_closed(self) -> bool:
        return not self.missing

    @property
    def kind_label(self) -> str:
        return str(Innovation(self.kind).label)

    def has(self, kind: str) -> bool:
        return any(link.link == kind for link in self.links)


@dataclass(frozen=True, slots=True)
class Families:
    """Of which of the five families an enterprise has a record (domain.md §6).

    Attributes:
        innovations, results: of the last twelve months; the others are in force on the day.
    """

    documents: bool
    platforms: bool
    teams: bool
    innovations: bool
    results: bool

    @property
    def present(self) -> int:
        """How many of the five: the first part of the closed-loop index, in fifths."""
        return sum((self.documents, self.platforms, self.teams, self.innovations, self.results))


def loop_of(kind: str, innovation_id: int) -> Loop:
    """The links of one innovation; its title and day stay empty."""
    links = LoopLink.objects.filter(innovation=kind, innovation_id=innovation_id)
    return Loop(kind, innovation_id, None, "", 0, None, tuple(links.order_by("id")))


def loops_of(enterprise_ids: Collection[int], day: date, *, limit: int = SHOWN) -> list[Loop]:
    """The latest innovations of the last twelve months, with their links; five queries."""
    found = [
        (kind, *row)
        for kind, rows in _counting(day).items()
        for row in rows.filter(enterprise_id__in=enterprise_ids)
        .order_by("-since", "-id")
        .values_list("id", "public_id", "title", "enterprise_id", "since")[:limit]
    ]
    latest = sorted(found, key=lambda row: (row[5], row[1]), reverse=True)[:limit]
    links = _links([(kind, row_id) for kind, row_id, *_rest in latest])
    return [
        Loop(kind, row_id, public_id, title, enterprise, since, tuple(links[kind, row_id]))
        for kind, row_id, public_id, title, enterprise, since in latest
    ]


def families_of(enterprise_ids: Collection[int], day: date) -> dict[int, Families]:
    """For each enterprise which families it has; one query."""
    window = window_of_months(day, MONTHS)
    results = LoopLink.objects.filter(
        link=LinkKind.RESULT, linked_on__gt=window.after, linked_on__lte=day
    )
    here = {"enterprise_id": OuterRef("id")}
    innovations = [Exists(rows.filter(**here)) for rows in _counting(day).values()]
    found = Unit.objects.filter(id__in=enterprise_ids).values_list(
        "id",
        Exists(RuleDocument.objects.filter(true_on(day), **here)),
        Exists(Platform.objects.filter(true_on(day), **here)),
        Exists(RDTeam.objects.filter(true_on(day), **here)),
        ExpressionWrapper(reduce(or_, (Q(each) for each in innovations)), BooleanField()),
        Exists(results.filter(**here)),
    )
    return {row[0]: Families(*row[1:]) for row in found}


def accepted_counts(enterprise_ids: Collection[int], day: date) -> dict[int, dict[str, int]]:
    """For each enterprise the projects, items and patents of twelve months; three queries."""
    counts: dict[int, dict[str, int]] = {each: {} for each in enterprise_ids}
    for kind, rows in _counting(day).items():
        if kind == Innovation.PROPOSAL:
            continue
        counted = rows.filter(enterprise_id__in=enterprise_ids).order_by()
        for row in counted.values("enterprise_id").annotate(n=Count("id")):
            counts[row["enterprise_id"]][kind] = row["n"]
    return counts


def _counting(day: date) -> dict[str, QuerySet[Any]]:
    """What came to count in the last twelve months, with `since`."""
    window = window_of_months(day, MONTHS)

    def rows(found: QuerySet[Any], since: str) -> QuerySet[Any]:
        lies_in = Q((f"{since}__gt", window.after), (f"{since}__lte", day))
        dated: QuerySet[Any] = found.filter(lies_in).annotate(since=F(since))
        return dated

    return {
        Innovation.PROPOSAL: rows(Proposal.objects.filter(state__in=ADOPTED), "decided_on"),
        Innovation.PROJECT: rows(
            InnovationProject.objects.filter(state__in=InnovationProject.DONE), "accepted_on"
        ),
        Innovation.FIVE_SMALL: rows(
            FiveSmall.objects.filter(state=FiveSmall.State.ACCEPTED), "decided_on"
        ),
        Innovation.PATENT: rows(Patent.objects.exclude(state=Patent.State.INVALID), "granted_on"),
    }


def _links(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], list[LoopLink]]:
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, row_id in wanted:
        ids[kind].append(row_id)
    condition = Q(pk__in=[])
    for kind, row_ids in ids.items():
        condition |= Q(innovation=kind, innovation_id__in=row_ids)
    found: dict[tuple[str, int], list[LoopLink]] = defaultdict(list)
    for link in LoopLink.objects.filter(condition).order_by("id"):
        found[link.innovation, link.innovation_id].append(link)
    return found
