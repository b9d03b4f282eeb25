"""Earlier proposals that say much the same as a text, as far as its writer may see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from gongjiang.innovation.models import Author, Proposal, State
from gongjiang.innovation.queries.proposals import Desk, named_to, proposals_visible_to
from gongjiang.innovation.queries.text_index import Question, TextScope, nearest
from gongjiang.innovation.rules.grams import grams_of
from gongjiang.innovation.rules.proposals import ADOPTED_ONCE
from gongjiang.innovation.rules.similarity import (
    LEAST_GRAMS,
    LEAST_LIKENESS,
    asked,
    said,
    words_in_common,
)
from gongjiang.people.models import Person

SHOWN = 5
LOOKED_AT = 30
"""So many are weighed again by their words as they stand: some of them may not be shown."""
NEVER_FOUND = (State.DRAFT, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Similar:
    """An earlier proposal and what it has in common with a text.

    Attributes:
        likeness: the share of the text that it has said, from 0 to 1 (`rules/similarity.py`).
        words: what both say, as the earlier one spells it.
        authors: names, where the reader may know them; none of an anonymous one.
    """

    proposal: Proposal
    likeness: float
    words: tuple[str, ...]
    authors: tuple[str, ...]

    @property
    def percent(self) -> int:
        return int(self.likeness * 100)


def text_scope_of(desk: Desk) -> TextScope:
    """Whose words a reader may be shown: what `proposals_visible_to` lets them open; one query.

    Where to look follows from where the reader stands, and what is found is asked again by that
    very query: nothing is told of a proposal whose page would be no page to them.
    """
    return TextScope(
        enterprise_ids=frozenset(desk.enterprises),
        proposal_ids=frozenset(named_to(desk)),
        desk=desk,
    )


def find_similar(
    text: str, scope: TextScope, *, limit: int = SHOWN, besides: Collection[int] = ()
) -> list[Similar]:
    """The proposals that have said most of a text, the likest first; seven queries at most.

    Drafts and what was withdrawn are never among them. A text of which hardly anything is written
    yet finds none.

    Args:
        besides: ids that are not to be found, such as the proposal's own.
    """
    grams = grams_of(asked(text))
    if len(grams) < LEAST_GRAMS:
        return []
    question, found = nearest(grams, scope, LOOKED_AT + len(besides))
    ids = {proposal_id for _, proposal_id in found} - set(besides)
    texts = _texts(ids, scope)
    likes = zip(question.likenesses([text for _, text in texts]), texts, strict=True)
    weighed = sorted(((like, row[0], row[1]) for like, row in likes), reverse=True)[:limit]
    return _told(question, [one for one in weighed if one[0] >= LEAST_LIKENESS], scope)


def _shown(ids: Collection[int], scope: TextScope) -> QuerySet[Proposal]:
    """What is found is asked again whether it may be shown, whatever the index says."""
    seen = Q(confidential=False)
    if scope.enterprise_ids is not None:
        seen &= Q(id__in=scope.proposal_ids)
        seen |= Q(enterprise_id__in=scope.enterprise_ids)
    may_open = Proposal.objects if scope.desk is None else proposals_visible_to(scope.desk)
    return may_open.filter(seen, id__in=ids).exclude(state__in=NEVER_FOUND)


def _texts(ids: Collection[int], scope: TextScope) -> list[tuple[int, str]]:
    """Proposals with their words as they stand."""
    rows = _shown(ids, scope).values_list("id", "title", "problem", "method")
    return [(proposal_id, said(*words)) for proposal_id, *words in rows]


def _told(
    question: Question, weighed: Sequence[tuple[float, int, str]], scope: TextScope
) -> list[Similar]:
    """The few that are shown, with what a reader is told of each; two queries."""
    if not weighed:
        return []
    active = Author.objects.filter(person__state=Person.State.ACTIVE).select_related("person")
    proposals = (
        Proposal.objects.filter(id__in=[proposal_id for _, proposal_id, _ in weighed])
        .select_related("enterprise", "unit")
        .prefetch_related(Prefetch("authors", active))
        .in_bulk()
    )
    return [
        _similar(question, like, proposals[proposal_id], text, scope)
        for like, proposal_id, text in weighed
    ]


def _similar(
    question: Question, like: float, proposal: Proposal, text: str, scope: TextScope
) -> Similar:
    is_ours = proposal.enterprise_id in (scope.enterprise_ids or ())
    is_named = is_ours and proposal.state in ADOPTED_ONCE and not proposal.anonymous
    return Similar(
        proposal=proposal,
        likeness=like,
        words=tuple(words_in_common(question.grams, text)),
        authors=tuple(author.person.name for author in proposal.authors.all() if is_named),
    )
