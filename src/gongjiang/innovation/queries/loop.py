"""Which of the five links innovations have, and how each enterprise stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

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
    """An enterprise's records of the twelve months: how many of the five families it has.

    The first part of the closed-loop index (domain.md §6): the share of families with a record.
    """

    documents: int
    platforms: int
    teams: int
    innovations: int
    results: int

    @property
    def present(self) -> int:
        counts = (self.documents, self.platforms, self.teams, self.innovations, self.results)
        return sum(1 for count in counts if count)


def loop_of(kind: str, innovation_id: int) -> Loop:
    """The links of one innovation; its title and day stay empty."""
    links = LoopLink.objects.filter(innovation=kind, innovation_id=innovation_id)
    return Loop(kind, innovation_id, None, "", 0, None, tuple(links.order_by("id")))


def loops_of(enterprise_ids: Collection[int], day: date, *, limit: int = SHOWN) -> list[Loop]:
    """The latest innovations of the last twelve months, with their links; five queries."""
    found = [
        (kind, *row)
        for kind, rows in _innovations(enterprise_ids, day).items()
        for row in rows.order_by("-since", "-id")[:limit]
    ]
    latest = sorted(found, key=lambda row: (row[5], row[1]), reverse=True)[:limit]
    links = _links([(kind, row_id) for kind, row_id, *_rest in latest])
    return [
        Loop(kind, row_id, public_id, title, enterprise, since, tuple(links[kind, row_id]))
        for kind, row_id, public_id, title, enterprise, since in latest
    ]


def families_of(enterprise_ids: Collection[int], day: date) -> dict[int, Families]:
    """For each enterprise how many records of each family it has; eight queries."""
    standing = [
        _counted(model.objects.filter(true_on(day)), enterprise_ids)
        for model in (RuleDocument, Platform, RDTeam)
    ]
    innovations: dict[int, int] = defaultdict(int)
    for rows in _innovations(enterprise_ids, day).values():
        counted = rows.order_by().values("enterprise_id").annotate(n=Count("id"))
        for row in counted:
            innovations[row["enterprise_id"]] += row["n"]
    window = window_of_months(day, MONTHS)
    results = _counted(
        LoopLink.objects.filter(
            link=LinkKind.RESULT, linked_on__gt=window.after, linked_on__lte=day
        ),
        enterprise_ids,
    )
    return {
        each: Families(
            *(counts.get(each, 0) for counts in standing), innovations[each], results.get(each, 0)
        )
        for each in enterprise_ids
    }


def _innovations(enterprise_ids: Collection[int], day: date) -> dict[str, QuerySet]:  # type: ignore[type-arg]  # rows of four models, as tuples
    """What counts since twelve months: id, public_id, title, enterprise_id, since."""
    window = window_of_months(day, MONTHS)

    def rows(found: QuerySet, since: str) -> QuerySet:  # type: ignore[type-arg]  # of any of the four
        lies_in = Q(**{f"{since}__gt": window.after, f"{since}__lte": day})
        inside = found.filter(lies_in, enterprise_id__in=enterprise_ids)
        return inside.annotate(since=F(since)).values_list(
            "id", "public_id", "title", "enterprise_id", "since"
        )

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


def _counted(rows: QuerySet, enterprise_ids: Collection[int]) -> dict[int, int]:  # type: ignore[type-arg]  # of any model with an enterprise
    counted = rows.filter(enterprise_id__in=enterprise_ids).order_by().values("enterprise_id")
    return {row["enterprise_id"]: row["n"] for row in counted.annotate(n=Count("id"))}
