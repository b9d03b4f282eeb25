"""An idea's genealogy: what it builds on, what builds on it, and where it was adapted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from gongjiang.innovation.models import Proposal, ProposalLink
from gongjiang.innovation.queries.spread import WHOLE

MOST_STEPS = 5
"""So many steps back and forth are followed: ours."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One idea of the tree, so many steps away; negative: this one builds on it."""

    idea: Proposal
    steps: int

    @property
    def distance(self) -> int:
        return abs(self.steps)


def tree_of(
    proposal: Proposal, reader_id: int, enterprises: Collection[int], roles: Collection[str]
) -> list[Branch]:
    """The ideas this one builds on, the farthest first, then those that build on it.

    Ideas the reader may not know of are left out: another enterprise's secret ones, and to
    readers without the zone in view those that have not been accepted. Two queries a step, ten
    steps at most.
    """
    back = _followed(proposal, "later", "earlier")
    forth = _followed(proposal, "earlier", "later")
    seen = _knowable(reader_id, enterprises, roles)
    ids = {row for row, _steps in (*back, *forth)}
    ideas = {
        idea.id: idea
        for idea in Proposal.objects.filter(seen, id__in=ids).select_related("enterprise", "unit")
    }
    older = [Branch(ideas[row], -steps) for row, steps in reversed(back) if row in ideas]
    return [*older, *(Branch(ideas[row], steps) for row, steps in forth if row in ideas)]


def _followed(proposal: Proposal, near: str, far: str) -> list[tuple[int, int]]:
    """Each idea reached along the links, with the number of steps to it; nearest first."""
    reached: dict[int, int] = {}
    here = {proposal.id}
    for step in range(1, MOST_STEPS + 1):
        links = _links().filter(**{f"{near}_id__in": here})
        found = set(links.values_list(f"{far}_id", flat=True)) - set(reached) - {proposal.id}
        if not found:
            break
        reached |= dict.fromkeys(sorted(found), step)
        here = found
    return list(reached.items())


def _links() -> QuerySet[ProposalLink]:
    return ProposalLink.objects.filter(kind=ProposalLink.Kind.BUILDS_ON, ended_at=None)


def _knowable(reader_id: int, enterprises: Collection[int], roles: Collection[str]) -> Q:
    own = Q(enterprise_id__in=enterprises) | Q(authors__person_id=reader_id)
    if set(roles) & WHOLE:
        return own | Q(confidential=False)
    return own | Q(confidential=False, accepted_on__isnull=False)
