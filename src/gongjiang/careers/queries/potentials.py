"""The nine-box grid, behind its wall: HR of the enterprise and the line, and nobody else.

Every reading of `Potential` for a page, the API or a file goes through `reviews_visible_to`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongjiang.careers.models import Level, Potential
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Employment, Person, Posting
from gongjiang.people.queries.visibility import Scope


def reviews_visible_to(scope: Scope) -> QuerySet[Potential]:
    """The reviews in force that a reader may see; never one about themselves.

    HR sees those of the enterprise's present people, a leader those of the team. No other ground
    opens them: no zone office, no recorded basis, and not the person themselves.
    """
    works = Employment.objects.filter(
        true_on(scope.day), person_id=OuterRef("person_id"), employer_id=OuterRef("enterprise_id")
    )
    led = Posting.objects.filter(
        true_on(scope.day),
        person_id=OuterRef("person_id"),
        unit_id__in=ids_under(scope.teams, scope.day),
    )
    later = Potential.objects.filter(
        person_id=OuterRef("person_id"),
        enterprise_id=OuterRef("enterprise_id"),
        year=OuterRef("year"),
        revision__gt=OuterRef("revision"),
    )
    return (
        Potential.objects.filter(
            Q(Exists(works), enterprise_id__in=scope.hr) | Q(Exists(led)),
            ~Exists(later),
            person__state=Person.State.ACTIVE,
        )
        .exclude(person_id=scope.reader_id)
        .select_related("person", "reviewed_by", "enterprise")
    )


@dataclass(frozen=True, slots=True)
class Box:
    """One of the nine boxes."""

    performance: Level
    potential: Level
    reviews: tuple[Potential, ...]


def grid(reviews: Sequence[Potential]) -> list[list[Box]]:
    """The grid as it is drawn: rows by potential, the highest first; columns by performance."""
    return [
        [
            Box(
                performance,
                potential,
                tuple(
                    each
                    for each in reviews
                    if (each.performance, each.potential) == (performance, potential)
                ),
            )
            for performance in Level
        ]
        for potential in reversed(Level)
    ]
