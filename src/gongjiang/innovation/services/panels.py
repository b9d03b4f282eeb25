"""Proposals are given to panels: many at once, all or none, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.services.notices import notify
from gongjiang.innovation.models import Author, Proposal, ProposalReview, ProposalStep, State
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.queries.desks import seats_reaching
from gongjiang.innovation.rules.proposals import panel_holds
from gongjiang.innovation.services.proposal_steps import Deed, NotNow, insist, terms_for
from gongjiang.kernel.decision import refused
from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor

OPEN = (State.PRELIM_OK, State.REVIEWING)
MOST_AT_ONCE = 500


@transaction.atomic
def assign_panel(
    *,
    proposal_ids: Collection[int],
    reviewer_ids: Sequence[int],
    chair_id: int,
    actor: Actor,
    at: datetime,
) -> list[Proposal]:
    """Give proposals that lie with one unit to one panel, or another panel to those under review.

    Who has scored already stays on the panel; who has not, and is not named, is asked no more.

    Returns:
        The proposals, in the order of their ids; all of them are under review now.

    Raises:
        NotAllowed: the actor does not sit where they lie, or is an author of one.
        NotNow: one of them is neither screened nor under review.
        CannotDo: nothing was chosen, they lie with several units, the panel is too small, has an
            author on it, somebody without an office, or who reviewed one of them before.
    """
    deed = Deed.of(actor, at)
    chosen = _locked(proposal_ids)
    unit = _one_desk(chosen)
    authors = _authors(chosen)
    _may_assign(unit, set().union(*authors.values()), deed)
    panel = sorted(set(reviewer_ids))
    least = terms_for(chosen[0].enterprise_id, deed.on).least_panel
    for proposal in chosen:
        insist(panel_holds(panel, chair_id, least=least, authors=authors[proposal.id]))
    _require_fit(panel, unit, chosen, deed)
    fresh = [proposal for proposal in chosen if proposal.state == State.PRELIM_OK]
    _seat(chosen, fresh, panel, chair_id, deed)
    notify(
        set(panel) - {deed.actor_id},
        kind="innovation.proposal.to_review",
        msgid=gettext_noop("%(count)d ideas wait for your marks."),
        link="/proposals/review",
        count=len(chosen),
        at=at,
    )
    return chosen


def _locked(proposal_ids: Collection[int]) -> list[Proposal]:
    ids = sorted(set(proposal_ids))
    if not ids:
        raise CannotDo(_("Choose at least one proposal."))
    if len(ids) > MOST_AT_ONCE:
        raise CannotDo(_("Choose at most %(most)d proposals at once.") % {"most": MOST_AT_ONCE})
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("holder_unit")
    # In the order of their ids, so that two deeds never wait for each other.
    chosen = list(rows.filter(id__in=ids).order_by("id"))
    waiting = [proposal for proposal in chosen if proposal.state in OPEN]
    if len(waiting) < len(ids):
        raise NotNow(
            _("%(count)d of the chosen proposals no longer wait for a panel; nothing was assigned.")
            % {"count": len(ids) - len(waiting)}
        )
    return chosen


def _one_desk(chosen: Sequence[Proposal]) -> Unit:
    units = {proposal.holder_unit_id: proposal.holder_unit for proposal in chosen}
    enterprises = {proposal.enterprise_id for proposal in chosen}
    [unit, *others] = units.values()
    if others or len(enterprises) > 1 or unit is None:
        raise CannotDo(_("Choose proposals that lie with one unit; each unit has its own panel."))
    return unit


def _authors(chosen: Sequence[Proposal]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Author.objects.filter(proposal__in=chosen).values_list("proposal_id", "person_id")
    for proposal_id, person_id in rows:
        found[proposal_id].add(person_id)
    return found


def _may_assign(unit: Unit, authors: set[int], deed: Deed) -> None:
    if deed.actor is None:
        refused(permissions.NAMED).require()
    elif deed.actor.id in authors:
        refused(permissions.OWN).require()
    else:
        roles = seats_reaching(deed.actor.id, [unit.id], deed.on)[unit.id]
        permissions.may_sit_at(roles, unit).require()


def _require_fit(panel: Sequence[int], unit: Unit, chosen: Sequence[Proposal], deed: Deed) -> None:
    unfit = permissions.not_on_panel(panel, unit, chosen[0].enterprise_id, deed.on)
    if unfit:
        raise CannotDo(
            _("%(count)d of the persons named have no office here; ask those who have one.")
            % {"count": len(unfit)}
        )
    seen = ProposalReview.objects.filter(proposal__in=chosen, reviewer_id__in=panel)
    # A screened proposal's next panel is its first, or another one than those before.
    earlier = seen.exclude(proposal__state=State.REVIEWING, round=F("proposal__round"))
    if earlier.exists():
        raise CannotDo(_("Whoever reviewed a proposal before does not sit on its next panel."))


def _seat(
    chosen: Sequence[Proposal],
    fresh: Sequence[Proposal],
    panel: Sequence[int],
    chair_id: int,
    deed: Deed,
) -> None:
    Proposal.objects.filter(id__in=[proposal.id for proposal in fresh]).update(round=F("round") + 1)
    for proposal in chosen:
        was = proposal.state
        proposal.round += was == State.PRELIM_OK
        proposal.state, proposal.chair_id = State.REVIEWING, chair_id
    Proposal.objects.filter(id__in=[proposal.id for proposal in chosen]).update(
        state=State.REVIEWING, chair_id=chair_id
    )
    ProposalReview.objects.filter(
        proposal__in=chosen, round=F("proposal__round"), score__isnull=True
    ).exclude(reviewer_id__in=panel).delete()
    ProposalReview.objects.bulk_create(
        (
            ProposalReview(
                proposal=proposal,
                round=proposal.round,
                reviewer_id=reviewer,
                assigned_by=deed.actor,
                assigned_on=deed.on,
            )
            for proposal in chosen
            for reviewer in panel
        ),
        ignore_conflicts=True,
    )
    renewed = {proposal.id for proposal in chosen} - {proposal.id for proposal in fresh}
    ProposalStep.objects.bulk_create(
        ProposalStep(
            proposal=proposal,
            from_state=State.REVIEWING if proposal.id in renewed else State.PRELIM_OK,
            to_state=State.REVIEWING,
            by=deed.actor,
            unit=proposal.holder_unit,
            on=deed.on,
            at=deed.at,
        )
        for proposal in chosen
    )
