"""Two proposals are linked: the authors of both are named with both, and nothing else changes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Author, Proposal, ProposalLink
from gongjiang.innovation.permissions import proposal_links as permissions
from gongjiang.innovation.queries.proposal_links import NOT_LINKED_IN
from gongjiang.innovation.services.proposal_steps import place_of
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.proposal_links import ProposalCredited, ProposalLinked
from gongjiang.ledger.queries import standing_entries
from gongjiang.people.actors import Actor

ENDED = "the link was ended"


@transaction.atomic
def link_proposals(
    *, one_id: int, other_id: int, kind: str, actor: Actor, at: datetime
) -> ProposalLink:
    """Say that one of two proposals is the same as the other, or builds on it.

    Which is the later one is told by the day of submission, not by the order here.

    Raises:
        NotAllowed: the actor is no author of the later one, and decides on neither.
        CannotDo: they are one, of two enterprises, not submitted, or linked already.
    """
    # Locked in one order, so that two who link them at once wait for each other.
    found = list(
        Proposal.objects.select_for_update(of=("self",))
        .select_related("unit", "holder_unit", "panel_unit")
        .filter(id__in={one_id, other_id})
        .order_by("id")
    )
    if one_id == other_id:
        raise CannotDo(_("A proposal cannot be linked to itself; choose an earlier one."))
    if any(proposal.state in NOT_LINKED_IN for proposal in found):
        raise CannotDo(_("Only proposals that were submitted, and not taken back, are linked."))
    earlier, later = sorted(found, key=lambda proposal: (proposal.submitted_on, proposal.id))
    if earlier.enterprise_id != later.enterprise_id:
        raise CannotDo(
            _("They are of two enterprises; offer the idea to the other one to be taken over.")
        )
    permissions.may_link(actor, later, earlier, day_of(at)).require()
    if ProposalLink.objects.filter(both(later.id, earlier.id), ended_at=None).exists():
        raise CannotDo(_("These two are linked already; end that link first to link them anew."))
    link = ProposalLink.objects.create(
        later=later, earlier=earlier, kind=kind, made_by_id=actor.id, made_at=at
    )
    _record(link, actor, at)
    return link


@transaction.atomic
def unlink_proposals(*, link_id: int, actor: Actor, at: datetime) -> ProposalLink:
    """End a link: nobody is named beside the other's any more, and the row stays.

    Raises:
        NotAllowed: the actor is no author of either, and decides on neither.
        CannotDo: it was ended already.
    """
    link = ProposalLink.objects.select_for_update(of=("self",)).get(id=link_id)
    permissions.may_unlink(actor, link, day_of(at)).require()
    if link.ended_at is not None:
        raise CannotDo(_("This link was ended already."))
    link.ended_at, link.ended_by_id = at, actor.id
    link.save(update_fields=["ended_at", "ended_by"])
    for kind in (ProposalCredited, ProposalLinked):
        for entry in standing_entries(kind=kind.kind, subject_id=link.id):
            ledger.annul(entry, reason=ENDED, by=actor.id)
    return link


def both(one_id: int, other_id: int) -> Q:
    """Links between two proposals, either way round."""
    return Q(later_id=one_id, earlier_id=other_id) | Q(later_id=other_id, earlier_id=one_id)


def _record(link: ProposalLink, actor: Actor, at: datetime) -> None:
    """The link itself, and each author of either; an unclaimed one has none."""
    day = day_of(at)
    enterprise = link.later.enterprise_id
    linked = ProposalLinked(
        proposal_link_id=link.id,
        later_id=link.later_id,
        earlier_id=link.earlier_id,
        link_code=link.kind,
    )
    ledger.record(
        linked, unit=place_of(link.later, day), enterprise=enterprise, by=actor.id, on=day
    )
    own = {link.earlier_id: link.earlier, link.later_id: link.later}
    authors = Author.objects.filter(proposal_id__in=own).order_by(
        "proposal__submitted_on", "proposal_id"
    )
    # Who is an author of both is named once, with the later one as their own.
    theirs = dict(authors.values_list("person_id", "proposal_id"))
    for person_id, proposal_id in theirs.items():
        other_id = link.earlier_id if proposal_id == link.later_id else link.later_id
        credited = ProposalCredited(
            proposal_link_id=link.id, own_id=proposal_id, other_id=other_id, link_code=link.kind
        )
        ledger.record(
            credited,
            person=person_id,
            unit=place_of(own[proposal_id], day),
            enterprise=enterprise,
            by=actor.id,
            on=day,
        )
