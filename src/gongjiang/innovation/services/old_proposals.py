"""Earlier ideas are taken over from an enterprise's own list, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.innovation.models import (
    WHOLE,
    Author,
    Implementation,
    Proposal,
    ProposalStep,
    State,
)
from gongjiang.innovation.old_ideas import OldIdea
from gongjiang.innovation.services.numbering import give_number
from gongjiang.innovation.services.proposal_steps import Deed, last_day, terms_for, write_down
from gongjiang.innovation.services.screening import decided
from gongjiang.innovation.services.similarity import remember_text
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.proposals import (
    ProposalAuthored,
    ProposalImplemented,
    ProposalScreened,
    ProposalStarted,
    ProposalSubmitted,
)
from gongjiang.orgs.models import Unit
from gongjiang.people import permissions as people_permissions
from gongjiang.people.models import Person

MOST = 2_000
"""Ideas of one list; a longer one is brought in parts."""


@transaction.atomic
def take_over(
    *, enterprise: Unit, ideas: Sequence[OldIdea], actor: Person, at: datetime
) -> list[Proposal]:
    """Write down what was decided before this system was there, with the days it happened on.

    What was adopted waits for whoever carries it out, what was put into practice for its
    acceptance: from there on it goes its way here. Sent twice, the same rows are taken once.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: there are too many, one is there already, or one is the actor's own.
    """
    day = day_of(at)
    people_permissions.may_manage_employment(actor, enterprise, day).require()
    if len(ideas) > MOST:
        raise CannotDo(
            _("At most %(most)d ideas at once; bring the list in parts.") % {"most": MOST}
        )
    known = set(
        Proposal.objects.filter(
            enterprise=enterprise, submitted_on__in={idea.submitted_on for idea in ideas}
        ).values_list("title", "submitted_on")
    )
    made = []
    for idea in ideas:
        if idea.author_id == actor.id:
            raise CannotDo(
                _("Row %(row)d is your own; somebody else brings it.") % {"row": idea.row}
            )
        if (idea.wording.title, idea.submitted_on) in known:
            raise CannotDo(
                _("Row %(row)d is there already, under this title and day.") % {"row": idea.row}
            )
        known.add((idea.wording.title, idea.submitted_on))
        made.append(_written(enterprise, idea, actor, at))
    return made


def _written(enterprise: Unit, idea: OldIdea, actor: Person, at: datetime) -> Proposal:
    terms = terms_for(enterprise.id, day_of(at))
    waits = terms.days_for(idea.outcome)
    said = idea.wording
    proposal = Proposal.objects.create(
        number=give_number(enterprise.id, idea.submitted_on),
        kind=said.kind,
        enterprise=enterprise,
        unit_id=idea.unit_id,
        title=said.title,
        problem=said.problem,
        cause=said.cause,
        method=said.method,
        expected=said.expected,
        submitted_on=idea.submitted_on,
        reply_by=last_day(idea.submitted_on, terms.screen_days + terms.review_days),
        state=idea.outcome,
        screened_on=idea.decided_on,
        decided_on=idea.decided_on,
        started_on=idea.decided_on if idea.implemented_on else None,
        implemented_on=idea.implemented_on,
        panel_unit=enterprise,
        holder_unit=enterprise if waits else None,
        due_on=last_day(day_of(at), waits) if waits else None,
    )
    Author.objects.create(proposal=proposal, person_id=idea.author_id, position=1, share_bp=WHOLE)
    if idea.implemented_on:
        Implementation.objects.create(
            proposal=proposal,
            owner_id=idea.author_id,
            plan=said.method,
            planned_on=idea.implemented_on,
            result=said.method,
        )
    _tell_steps(proposal, idea, actor, at)
    _record(proposal, idea, actor)
    remember_text(proposal)
    return proposal


def _tell_steps(proposal: Proposal, idea: OldIdea, actor: Person, at: datetime) -> None:
    """The trail: sent, decided, and who wrote it down here."""
    outcome = State.ADOPTED if idea.implemented_on else State(idea.outcome)
    steps = [
        ("", State.SUBMITTED, idea.submitted_on, idea.author_id, ""),
        (State.SUBMITTED, outcome, idea.decided_on, None, idea.reason),
    ]
    if idea.implemented_on:
        steps.append((State.ADOPTED, State.IMPLEMENTED, idea.implemented_on, idea.author_id, ""))
    taken_over = _("Taken over from the enterprise's own list.")
    steps.append((State(idea.outcome), State(idea.outcome), day_of(at), actor.id, taken_over))
    for before, after, day, by, reason in steps:
        ProposalStep.objects.create(
            proposal=proposal,
            from_state=before,
            to_state=after,
            on=day,
            by_id=by,
            at=at if by == actor.id else None,
            reason=reason,
            unit=proposal.enterprise,
        )


def _record(proposal: Proposal, idea: OldIdea, actor: Person) -> None:
    sent = Deed(actor, idea.submitted_on, None)
    submitted = ProposalSubmitted(proposal_id=proposal.id, kind_code=proposal.kind, anonymous=False)
    write_down(submitted, proposal, sent)
    authored = ProposalAuthored(proposal_id=proposal.id, share_bp=WHOLE)
    write_down(authored, proposal, sent, person_id=idea.author_id)
    answered = Deed(actor, idea.decided_on, None)
    rejected = idea.outcome == State.REJECTED
    screened = ProposalScreened(
        proposal_id=proposal.id, outcome="REJECTED" if rejected else "OK", in_time=True
    )
    write_down(screened, proposal, answered)
    outcome = State.ADOPTED if idea.implemented_on else State(idea.outcome)
    write_down(decided(proposal, outcome), proposal, answered)
    if idea.implemented_on:
        write_down(ProposalStarted(proposal_id=proposal.id, pilot=False), proposal, answered)
        done = ProposalImplemented(proposal_id=proposal.id, adopted_on=idea.decided_on)
        write_down(done, proposal, Deed(actor, idea.implemented_on, None))
