"""Checked lines become proposals with their days, steps and facts, as the deeds would have left
them: what was adopted waits for whoever carries it out, what is in practice for its acceptance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from gongjiang.innovation.models import (
    WHOLE,
    Author,
    Implementation,
    Proposal,
    ProposalStep,
    State,
)
from gongjiang.innovation.services.numbering import give_numbers
from gongjiang.innovation.services.proposal_steps import last_day, place_of, terms_for
from gongjiang.innovation.services.screening import decided
from gongjiang.innovation.services.similarity import remember_texts
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.proposals import (
    ProposalAuthored,
    ProposalImplemented,
    ProposalScreened,
    ProposalStarted,
    ProposalSubmitted,
)
from gongjiang.orgs.models import Unit
from gongjiang.people.brought.rows import Verdict
from gongjiang.people.brought.telling import Count, Tell
from gongjiang.people.models import WorkbookImport, WorkbookLine

AT_ONCE = 2_000
FACTS = 5
"""About so many facts an idea; for saying how far it is."""

Told = tuple[Fact, int | None, date]
"""A fact, whom it is about, and its day."""


@dataclass(frozen=True, slots=True)
class _Old:
    """An idea of the list.

    Attributes:
        implemented_on: of what was put into practice alone.
    """

    proposal: Proposal
    author_id: int
    outcome: State
    submitted_on: date
    decided_on: date
    implemented_on: date | None
    reason: str

    @property
    def answer(self) -> State:
        """What was decided, whatever was done since."""
        return State.ADOPTED if self.implemented_on else self.outcome


def write(brought: WorkbookImport, *, by: int | None, at: datetime, tell: Tell) -> None:
    """Write the new lines, numbered in the order of their days."""
    lines = list(brought.lines.filter(verdict=Verdict.NEW))
    lines.sort(key=lambda line: (line.does["submitted_on"], line.number))
    written = Count(tell, (1 + FACTS) * len(lines))
    ideas = _ideas(brought, lines, day_of(at))
    proposals = Proposal.objects.bulk_create((idea.proposal for idea in ideas), AT_ONCE)
    Author.objects.bulk_create(
        (
            Author(proposal=idea.proposal, person_id=idea.author_id, position=1, share_bp=WHOLE)
            for idea in ideas
        ),
        AT_ONCE,
    )
    Implementation.objects.bulk_create(
        (_done(idea, idea.implemented_on) for idea in ideas if idea.implemented_on), AT_ONCE
    )
    ProposalStep.objects.bulk_create(
        (step for idea in ideas for step in _steps(idea, by, at)), AT_ONCE
    )
    remember_texts(proposals)
    _keep_what_was_made(lines, proposals)
    written.add(len(lines))
    _record(ideas, by)
    written.add(FACTS * len(lines))


def _ideas(brought: WorkbookImport, lines: Sequence[WorkbookLine], day: date) -> list[_Old]:
    enterprise = brought.enterprise
    terms = terms_for(enterprise.id, day)
    units = Unit.objects.in_bulk({line.does["unit"] for line in lines})
    numbers = _numbers(enterprise.id, [_day(line.does["submitted_on"]) for line in lines])
    ideas = []
    for line, number in zip(lines, numbers, strict=True):
        assert line.person_id is not None  # noqa: S101  (only a wrong line names nobody)
        does, outcome = line.does, State(line.does["outcome"])
        idea = _Old(
            Proposal(kind=Proposal.Kind.SUGGESTION, enterprise=enterprise, number=number),
            line.person_id,
            outcome,
            _day(does["submitted_on"]),
            _day(does["decided_on"]),
            _day(does["implemented_on"]) if does["implemented_on"] else None,
            does["reason"],
        )
        _put(idea, line, units[does["unit"]])
        answered_within = terms.screen_days + terms.review_days
        idea.proposal.reply_by = last_day(idea.submitted_on, answered_within)
        days = terms.days_for(outcome)
        if days:
            idea.proposal.holder_unit = enterprise
            idea.proposal.due_on = last_day(day, days)
        ideas.append(idea)
    return ideas


def _put(idea: _Old, line: WorkbookLine, unit: Unit) -> None:
    proposal = idea.proposal
    for name in ("title", "problem", "cause", "method", "expected"):
        setattr(proposal, name, line.does[name])
    proposal.unit, proposal.panel_unit = unit, proposal.enterprise
    proposal.state = idea.outcome
    proposal.submitted_on = idea.submitted_on
    proposal.screened_on = proposal.decided_on = idea.decided_on
    proposal.started_on = idea.decided_on if idea.implemented_on else None
    proposal.implemented_on = idea.implemented_on


def _numbers(enterprise_id: int, days: Sequence[date]) -> Iterator[str]:
    """For days in their order."""
    years: dict[int, int] = defaultdict(int)
    for day in days:
        years[day.year] += 1
    for year, count in years.items():
        yield from give_numbers(enterprise_id, year, count)


def _done(idea: _Old, on: date) -> Implementation:
    """Who carried it out the list does not say; its author answers for it."""
    return Implementation(
        proposal=idea.proposal,
        owner_id=idea.author_id,
        plan=idea.proposal.method,
        planned_on=on,
        result=idea.proposal.method,
    )


def _steps(idea: _Old, by: int | None, at: datetime) -> Iterator[ProposalStep]:
    """The trail: sent, decided, perhaps done, and who wrote it down here."""
    author = idea.author_id
    steps: list[tuple[str, State, date, int | None, str]] = [
        ("", State.SUBMITTED, idea.submitted_on, author, ""),
        (State.SUBMITTED, idea.answer, idea.decided_on, None, idea.reason),
    ]
    if idea.implemented_on:
        steps.append((State.ADOPTED, State.IMPLEMENTED, idea.implemented_on, author, ""))
    for before, after, day, who, reason in steps:
        yield ProposalStep(
            proposal=idea.proposal,
            from_state=before,
            to_state=after,
            on=day,
            by_id=who,
            reason=reason,
            unit=idea.proposal.enterprise,
        )
    yield ProposalStep(
        proposal=idea.proposal,
        from_state=idea.outcome,
        to_state=idea.outcome,
        on=day_of(at),
        at=at,
        by_id=by,
        reason=_("Taken over from the enterprise's own list."),
        unit=idea.proposal.enterprise,
    )


def _keep_what_was_made(lines: Sequence[WorkbookLine], proposals: Sequence[Proposal]) -> None:
    ids = [proposal.id for proposal in proposals]
    steps = ProposalStep.objects.filter(proposal_id__in=ids).values_list("proposal_id")
    last = dict(steps.annotate(Max("id")))
    for line, idea in zip(lines, ids, strict=True):
        line.made = {"idea": idea, "step": last[idea]}
    WorkbookLine.objects.bulk_update(lines, ["made"], batch_size=AT_ONCE)


def _record(ideas: Sequence[_Old], by: int | None) -> None:
    ledger.record_many(
        ledger.Occurrence(
            fact=fact,
            person=person,
            unit=place_of(idea.proposal, day),
            enterprise=idea.proposal.enterprise_id,
            by=by,
            on=day,
        )
        for idea in ideas
        for fact, person, day in _facts(idea)
    )


def _facts(idea: _Old) -> Iterator[Told]:
    proposal, key = idea.proposal, idea.proposal.id
    submitted = ProposalSubmitted(proposal_id=key, kind_code=proposal.kind, anonymous=False)
    yield submitted, None, idea.submitted_on
    yield ProposalAuthored(proposal_id=key, share_bp=WHOLE), idea.author_id, idea.submitted_on
    rejected = idea.outcome == State.REJECTED
    screened = ProposalScreened(
        proposal_id=key, outcome="REJECTED" if rejected else "OK", in_time=True
    )
    yield screened, None, idea.decided_on
    yield decided(proposal, idea.answer), None, idea.decided_on
    if idea.implemented_on:
        yield ProposalStarted(proposal_id=key, pilot=False), None, idea.decided_on
        done = ProposalImplemented(proposal_id=key, adopted_on=idea.decided_on)
        yield done, None, idea.implemented_on


def _day(text: str) -> date:
    return date.fromisoformat(text)
