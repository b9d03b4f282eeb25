"""What every deed on a proposal does first and last: lock it, move it on, write down what happened.

A proposal moves by `move_on` alone, which knows what may follow what, sets whose desk it lies on
and by when, and leaves a step behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.governance.working_days import NATIONAL
from gongjiang.innovation.models import Proposal, ProposalStep, State
from gongjiang.innovation.proposal_terms import ProposalTerms
from gongjiang.innovation.rules.proposals import LEADS_TO
from gongjiang.kernel.decision import Decision
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.queries import standing_entry
from gongjiang.orgs.models import Unit
from gongjiang.orgs.rules import exists_on
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


class NotNow(CannotDo):
    """The proposal is not at a step at which this can be done."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Who acts, and when.

    Attributes:
        at: None for an anonymous author, of whom a day alone is kept.
    """

    actor: Person | None
    on: date
    at: datetime | None

    @classmethod
    def of(cls, actor: Actor, at: datetime) -> Deed:
        return cls(actor if isinstance(actor, Person) else None, day_of(at), at)

    @property
    def actor_id(self) -> int | None:
        return None if self.actor is None else self.actor.id


@dataclass(frozen=True, slots=True)
class Why:
    """What the authors are told of a step: a ground as a code, and the reason in words."""

    reason: str = ""
    ground: str = ""


NO_WORDS = Why()


def locked(proposal_id: int, *states: str) -> Proposal:
    """A proposal that nobody else changes until this transaction ends.

    Raises:
        NotNow: it is in none of these states; somebody may just have been first.
    """
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("enterprise", "unit", "holder_unit", "panel_unit")
        .get(id=proposal_id)
    )
    require_state(proposal, *states)
    return proposal


def require_state(proposal: Proposal, *states: str) -> None:
    """Raises: NotNow, saying where it stands."""
    if proposal.state not in states:
        raise NotNow(
            _("This proposal is “%(state)s” now, so this cannot be done. Load the page anew.")
            % {"state": proposal.get_state_display()}
        )


def terms_for(enterprise_id: int, day: date) -> ProposalTerms:
    """The terms in force in an enterprise on a day."""
    return content_in_force(ProposalTerms, on=day, unit_id=enterprise_id)


def insist(decision: Decision) -> None:
    """Go on when a rule allows it.

    Raises:
        CannotDo: with the rule's sentence.
    """
    if not decision:
        raise CannotDo(str(decision.reason))


def last_day(day: date, working_days: int) -> date:
    """The last day of a clock that starts on a day, which is not counted itself."""
    return NATIONAL.run_after(day, working_days).last


def move_on(
    proposal: Proposal,
    to: State,
    deed: Deed,
    why: Why = NO_WORDS,
    *,
    holder: Unit | None = None,
    due_on: date | None = None,
    changed: tuple[str, ...] = (),
) -> ProposalStep:
    """Bring a locked proposal to its next state.

    Args:
        holder: whose desk it lies on next; None: nobody's.
        due_on: by when somebody must act there; None: by the clock of the state.
        changed: further fields that the caller has set.

    Raises:
        ValueError: nothing leads from its state to that one.
    """
    before = State(proposal.state)
    if to not in LEADS_TO[before]:
        msg = f"No step leads from {before} to {to}."
        raise ValueError(msg)
    if holder is not None and due_on is None:
        days = terms_for(proposal.enterprise_id, deed.on).days_for(to)
        due_on = None if days is None else last_day(deed.on, days)
    proposal.state, proposal.holder_unit, proposal.due_on = to, holder, due_on
    proposal.save(update_fields=["state", "holder_unit", "due_on", *changed])
    return ProposalStep.objects.create(
        proposal=proposal,
        from_state=before,
        to_state=to,
        by=deed.actor,
        unit=holder,
        on=deed.on,
        at=deed.at,
        reason=why.reason,
        ground=why.ground,
    )


def reason_given(reason: str) -> str:
    """A reason as it is kept.

    Raises:
        CannotDo: there is none, and the authors wait for one.
    """
    if not reason.strip():
        raise CannotDo(_("Say why: the authors read this sentence."))
    return reason.strip()


def write_down(fact: Fact, proposal: Proposal, deed: Deed, *, person_id: int | None = None) -> int:
    """Record a fact at the proposal's unit."""
    return ledger.record(
        fact,
        person=person_id,
        unit=place_of(proposal, deed.on),
        enterprise=proposal.enterprise_id,
        by=deed.actor_id,
        on=deed.on,
    )


def write_anew(fact: Fact, proposal: Proposal, deed: Deed) -> int:
    """Record a fact in the place of an earlier one of its kind, if there is one."""
    standing = standing_entry(kind=fact.kind, subject_id=fact.subject_id)
    if standing is None:
        return write_down(fact, proposal, deed)
    return ledger.correct(
        standing,
        fact,
        unit=place_of(proposal, deed.on),
        enterprise=proposal.enterprise_id,
        by=deed.actor_id,
        on=deed.on,
    )


def take_back(kind: type[Fact], proposal: Proposal, deed: Deed, *, reason: str) -> None:
    """Let a recorded fact no longer count: what it answered is open again."""
    standing = standing_entry(kind=kind.kind, subject_id=proposal.id)
    if standing is not None:
        ledger.annul(standing, reason=reason, by=deed.actor_id)


def place_of(proposal: Proposal, day: date) -> int:
    """Its unit; the enterprise, once the unit has been closed."""
    unit = proposal.unit
    stands = exists_on(unit.opened_on, unit.closed_on, day)
    return unit.id if stands else proposal.enterprise_id
