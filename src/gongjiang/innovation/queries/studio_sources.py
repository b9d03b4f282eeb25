"""What studios' results refer to: finished things of other tables of this room, by kind and id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from gongjiang.innovation.models import (
    Challenge,
    FiveSmall,
    InnovationProject,
    Patent,
    Proposal,
    Studio,
    StudioResult,
)
from gongjiang.orgs.queries import true_on

Kind = StudioResult.Kind


@dataclass(frozen=True, slots=True)
class Made:
    """Something finished that a studio may have brought about."""

    kind: str
    id: int
    title: str
    on: date


def made_by_members(studio: Studio, day: date) -> list[Made]:
    """What the studio's members of a day have finished and no studio has as its result yet.

    An anonymous proposal is nobody's, and so no studio's. Seven queries.
    """
    people = studio.members.filter(true_on(day)).values("person_id")
    found: list[Made] = []
    for kind, rows in _finished().items():
        fields = _MAKERS[kind]
        if fields is None:
            mine = rows.filter(bids__studio=studio, bids__state="AWARDED")
        else:
            mine = rows.filter(**{f"{fields}__person_id__in": people})
        found += _unclaimed(kind, mine.filter(on__lte=day, on__gte=studio.declared_on))
    return sorted(found, key=lambda made: made.on, reverse=True)


def _finished() -> dict[str, QuerySet[Any]]:
    """The finished rows of each kind, with the day they were finished as `on`."""
    projects = InnovationProject.objects.filter(state__in=InnovationProject.DONE)
    return {
        Kind.PROPOSAL: Proposal.objects.filter(accepted_on__isnull=False, anonymous=False).annotate(
            on=F("accepted_on")
        ),
        Kind.PROJECT: projects.annotate(on=F("accepted_on")),
        Kind.METHOD: projects.exclude(method_name="").annotate(on=F("accepted_on")),
        Kind.FIVE_SMALL: FiveSmall.objects.filter(state=FiveSmall.State.ACCEPTED).annotate(
            on=F("decided_on")
        ),
        Kind.PATENT: Patent.objects.filter(granted_on__isnull=False).annotate(on=F("granted_on")),
        Kind.CHALLENGE: Challenge.objects.filter(state=Challenge.State.SETTLED).annotate(
            on=F("ended_on")
        ),
    }


_MAKERS: dict[str, str | None] = {
    Kind.PROPOSAL: "authors",
    Kind.PROJECT: "members",
    Kind.METHOD: "members",
    Kind.FIVE_SMALL: "authors",
    Kind.PATENT: "inventors",
    Kind.CHALLENGE: None,
}


def _unclaimed(kind: str, rows: QuerySet[Any]) -> Iterable[Made]:
    taken = StudioResult.objects.filter(kind=kind, source_id__isnull=False).values("source_id")
    title = "method_name" if kind == Kind.METHOD else "title"
    free = rows.exclude(id__in=taken).values_list("id", title, "on").distinct()
    return (Made(kind, row, text, on) for row, text, on in free)


def still_there(results: Collection[StudioResult]) -> set[tuple[str, int]]:
    """Which of these results' sources are finished still; a query for each kind among them."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for result in results:
        if result.source_id is not None:
            wanted[result.kind].append(result.source_id)
    finished = _finished()
    return {
        (kind, row)
        for kind, ids in wanted.items()
        for row in finished[kind].filter(id__in=ids).values_list("id", flat=True)
    }
