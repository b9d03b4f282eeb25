"""An author appeals; upheld, the proposal goes to the next panel, one level up."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.models import Appeal, Subject
from gongjiang.governance.services.appeals import register_follower, submit_appeal
from gongjiang.innovation.models import Proposal, ProposalStep, State
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.rules.proposals import APPEALABLE
from gongjiang.innovation.services.deciding import next_panel, to_panel
from gongjiang.innovation.services.proposal_steps import (
    Deed,
    NotNow,
    Why,
    last_day,
    locked,
    take_back,
    terms_for,
    write_anew,
    write_down,
)
from gongjiang.innovation.services.proposals_told import tell_authors
from gongjiang.innovation.services.screening import panel_unit
from gongjiang.innovation.subjects import PROPOSAL
from gongjiang.ledger.facts.proposals import (
    ProposalAppealed,
    ProposalDecided,
    ProposalScreened,
)
from gongjiang.ledger.queries import live
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


@transaction.atomic
def appeal(*, proposal_id: int, actor: Person, reason: str, at: datetime) -> Appeal:
    """Ask, as an author, that a refusal be looked at again.

    It is heard by the enterprise's HR, or by the zone where HR itself decided.

    Raises:
        NotAllowed: the actor is no author.
        NotNow: it was not refused, too long ago, or by the zone, above which there is no panel.
        CannotDo: no reason was given, or an appeal about it waits.
    """
    deed = Deed.of(actor, at)
    proposal = locked(proposal_id, *APPEALABLE)
    permissions.may_appeal(actor, proposal).require()
    if deed.on > appeal_until(proposal, deed):
        raise NotNow(
            _("The time to appeal was over after %(day)s; a new idea may build on this one.")
            % {"day": appeal_until(proposal, deed)}
        )
    if _next_after(proposal, deed) is None:
        raise NotNow(_("The zone's own panel decided; there is none above it."))
    made = submit_appeal(
        subject=Subject(PROPOSAL, proposal.id),
        title=_("Proposal %(number)s, “%(title)s”")
        % {"number": proposal.number, "title": proposal.title[:80]},
        unit=proposal.enterprise,
        appellant=actor,
        reason=reason,
        at=at,
        against=_who_decided(proposal),
    )
    fact = ProposalAppealed(appeal_id=made.id, proposal_id=proposal.id)
    write_down(fact, proposal, deed, person_id=actor.id)
    return made


def appeal_until(proposal: Proposal, deed: Deed) -> date:
    """The last day on which an author may appeal against a decision."""
    if proposal.decided_on is None:
        msg = "One appeals against what was decided."
        raise ValueError(msg)
    return last_day(proposal.decided_on, terms_for(proposal.enterprise_id, deed.on).appeal_days)


def go_on(made: Appeal, actor: Actor, at: datetime) -> None:
    """What follows when an appeal about a proposal has ended.

    Upheld: what was decided no longer counts, and the next panel decides anew. Else it stands.
    Called by the deed that ends the appeal, in its transaction.
    """
    if made.state != Appeal.State.UPHELD:
        return
    deed = Deed.of(actor, at)
    proposal = locked(made.subject_id, *APPEALABLE)
    unit = _next_after(proposal, deed) or proposal.enterprise
    take_back(ProposalDecided, proposal, deed, reason="an appeal was upheld")
    if proposal.state == State.REJECTED:
        screened = ProposalScreened(
            proposal_id=proposal.id, outcome="OK", in_time=_was_screened_in_time(proposal)
        )
        # It was looked at on the day it was; only what was found then was wrong.
        on = proposal.screened_on or deed.on
        write_anew(screened, proposal, Deed(deed.actor, on, None))
    to_panel(proposal, unit, deed, Why(made.answer))
    tell_authors(
        proposal,
        what="appeal_upheld",
        msgid=gettext_noop("Your idea “%(title)s” goes to the next panel, at “%(unit)s”."),
        unit=unit.name,
        at=at,
    )


def _next_after(proposal: Proposal, deed: Deed) -> Unit | None:
    """The next panel; of what never came before one, the first that would have decided."""
    higher = next_panel(proposal, deed)
    if proposal.state != State.REJECTED:
        return higher
    first = panel_unit(proposal, deed)
    return first if first != proposal.panel_unit else higher


def _was_screened_in_time(proposal: Proposal) -> bool:
    """What was recorded of its screening; how long it took does not change with the answer."""
    entries = live().filter(kind=ProposalScreened.kind, subject_id=proposal.id)
    return any(detail["in_time"] for detail in entries.values_list("detail", flat=True))


def _who_decided(proposal: Proposal) -> Person | None:
    step = (
        ProposalStep.objects.filter(proposal=proposal, to_state=proposal.state)
        .select_related("by")
        .order_by("-id")
        .first()
    )
    return None if step is None else step.by


register_follower(PROPOSAL, go_on)
