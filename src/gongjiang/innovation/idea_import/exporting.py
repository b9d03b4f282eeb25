"""An enterprise's decided ideas as a workbook that, brought back as it is, changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Subquery

from gongjiang.innovation.idea_import.columns import COLUMNS, DAYS, OUTCOMES
from gongjiang.innovation.models import Author, ProposalStep, State
from gongjiang.innovation.rules.proposals import ADOPTED_ONCE, IMPLEMENTED_ONCE
from gongjiang.people.brought.exporting import sheet_of
from gongjiang.people.models import Employment

KEYS = tuple(column.key for column in COLUMNS)
WIDTHS = {
    "title": 30,
    **dict.fromkeys(("problem", "cause", "method", "expected", "reason"), 40),
    **dict.fromkeys(DAYS, 12),
}
DECIDED = (State.REJECTED, State.NOT_ADOPTED, State.RESERVED, *ADOPTED_ONCE)
ANSWERS = (State.REJECTED, State.NOT_ADOPTED, State.RESERVED, State.ADOPTED)


def exported(enterprise_id: int) -> bytes:
    return sheet_of(
        "建议", KEYS, _rows(enterprise_id), columns=COLUMNS, widths=WIDTHS, days=set(DAYS)
    )


def _rows(enterprise_id: int) -> Iterator[dict[str, Any]]:
    """Under their first author; what nobody has claimed has none, and stays where it is."""
    answers = ProposalStep.objects.filter(
        proposal_id=OuterRef("proposal_id"), to_state__in=ANSWERS
    ).exclude(reason="")
    numbers = Employment.objects.filter(
        employer_id=enterprise_id, person_id=OuterRef("person_id")
    ).order_by("-valid_from")
    first = (
        Author.objects.filter(
            position=1, proposal__enterprise_id=enterprise_id, proposal__state__in=DECIDED
        )
        .select_related("proposal", "person")
        .annotate(
            reason=Subquery(answers.order_by("-id").values("reason")[:1]),
            staff_number=Subquery(numbers.values("staff_number")[:1]),
        )
        .order_by("proposal__submitted_on", "proposal_id")
    )
    for author in first.iterator(2_000):
        proposal = author.proposal
        texts = ("title", "problem", "cause", "method", "expected")
        yield {
            **{name: getattr(proposal, name) for name in (*texts, *DAYS)},
            "author": author.person.name,
            "staff_number": author.staff_number or "",
            "outcome": OUTCOMES.names[_outcome(State(proposal.state))][0],
            "reason": author.reason or "",
        }


def _outcome(state: State) -> State:
    """What the list knows of a state."""
    if state in IMPLEMENTED_ONCE:
        return State.IMPLEMENTED
    return State.ADOPTED if state in ADOPTED_ONCE else state
