"""One proposal as one reader sees it on a page: read once, asked often."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.models import Attachment, Publicity, Subject
from gongjiang.governance.queries.publicity import publicity_of
from gongjiang.innovation.models import (
    Author,
    Implementation,
    Proposal,
    ProposalNote,
    ProposalReview,
    ProposalStep,
    State,
)
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.queries.proposals import proposals_visible_to
from gongjiang.innovation.queries.readers import Standing, standing_of
from gongjiang.innovation.rules.proposals import ADOPTED_ONCE, APPEALABLE, in_percent
from gongjiang.innovation.services import proposal_steps
from gongjiang.innovation.services.proposal_appeals import appeal_until
from gongjiang.innovation.services.proposal_photos import Shows, photos_of
from gongjiang.innovation.services.submitting import EDITABLE
from gongjiang.innovation.subjects import PROPOSAL
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest

RELATED = (
    "enterprise",
    "unit",
    "process",
    "holder_unit",
    "panel_unit",
    "implementation__owner",
    "implementation__accepted_by",
)

OWN_PROPOSAL = _("You are an author of this proposal; somebody else decides about it.")


class Seen:
    """A proposal, its reader, and what belongs to it, each asked of the database once."""

    def __init__(self, proposal: Proposal, reader: Person, standing: Standing) -> None:
        self.proposal, self.reader, self.standing = proposal, reader, standing
        self.day = standing.desk.day

    @property
    def url(self) -> str:
        return reverse("proposals:proposal", args=[self.proposal.public_id])

    # Who reads. The services ask again; this is what the page offers.

    @cached_property
    def authors(self) -> list[Author]:
        return list(self.proposal.authors.select_related("person").order_by("position"))

    @property
    def is_author(self) -> bool:
        return any(author.person_id == self.reader.id for author in self.authors)

    @property
    def is_first_author(self) -> bool:
        return bool(self.authors) and self.authors[0].person_id == self.reader.id

    @property
    def may_mend(self) -> bool:
        return self.is_author and self.proposal.state in EDITABLE

    @property
    def is_chair(self) -> bool:
        return self.proposal.chair_id == self.reader.id and not self.is_author

    @property
    def carries_out(self) -> bool:
        work = self.implementation
        return work is not None and work.owner_id == self.reader.id

    @property
    def sits(self) -> bool:
        return self.standing.desk.handles

    @cached_property
    def _units(self) -> dict[int, Unit]:
        held = self.proposal
        units = (held.unit, held.enterprise, held.holder_unit, held.panel_unit)
        return {unit.id: unit for unit in units if unit is not None}

    @cached_property
    def _reaching(self) -> dict[int, set[str]]:
        return self.standing.reaching(self._units)

    def _sits_at(self, unit: Unit) -> Decision:
        if self.is_author:
            return refused(OWN_PROPOSAL)
        if permissions.sits_at(self._reaching[unit.id], unit):
            return ALLOWED
        return refused(
            _("It lies with “%(unit)s”; those who sit there, or above, can do this.")
            % {"unit": unit.name}
        )

    @property
    def handles(self) -> Decision:
        """Whether the reader sits where it lies now, or else where it was decided."""
        held = self.proposal
        return self._sits_at(held.holder_unit or held.panel_unit or held.enterprise)

    @property
    def decides_here(self) -> Decision:
        """Whether the reader sits where it was decided."""
        return self._sits_at(self.proposal.panel_unit or self.proposal.enterprise)

    @property
    def rewards(self) -> Decision:
        if self.is_author:
            return refused(OWN_PROPOSAL)
        roles = self._reaching[self.proposal.enterprise_id]
        if permissions.MONEY_ROLES & roles:
            return ALLOWED
        return refused(_("The union, finance or HR of the enterprise does this."))

    @property
    def is_concerned(self) -> bool:
        """Whether the reader reads along with those who decide: never an author."""
        if self.is_author:
            return False
        reached = (
            self._units[key]
            for key in (
                self.proposal.unit_id,
                self.proposal.holder_unit_id,
                self.proposal.panel_unit_id,
            )
            if key
        )
        return self.was_asked or any(self._sits_at(unit) for unit in reached)

    @property
    def was_asked(self) -> bool:
        """Whether the reader is on its present panel."""
        return any(review.reviewer_id == self.reader.id for review in self.reviews)

    @property
    def sees_authors(self) -> bool:
        """As `queries.proposals.may_see_authors`."""
        if self.is_author:
            return True
        if self.proposal.enterprise_id not in self.standing.desk.enterprises:
            return False
        handled = any(
            role in permissions.DESK_ROLES | permissions.MONEY_ROLES
            for roles in self._reaching.values()
            for role in roles
        )
        return self.proposal.state in ADOPTED_ONCE or handled or self.was_asked

    @property
    def sees_marks(self) -> bool:
        """Whether the others' marks are shown: not before one has given one's own."""
        own = self.own_review
        return own is None or own.score is not None

    def names_actor(self, step: ProposalStep) -> bool:
        """Whether the reader is told who took a step."""
        if step.by is None or not (self.is_author or self.is_concerned):
            return False
        return self.sees_authors or all(author.person_id != step.by_id for author in self.authors)

    @property
    def author_lines(self) -> list[str]:
        """Names, with their shares where there are several."""
        if len(self.authors) == 1:
            return [self.authors[0].person.name]
        return [f"{author.person.name} {in_percent(author.share_bp)} %" for author in self.authors]

    # What belongs to it.

    @cached_property
    def photos(self) -> dict[Shows, list[Attachment]]:
        return photos_of(self.proposal)

    @property
    def before(self) -> list[Attachment]:
        return self.photos[Shows.BEFORE]

    @property
    def after(self) -> list[Attachment]:
        return self.photos[Shows.AFTER]

    @cached_property
    def steps(self) -> list[ProposalStep]:
        """The trail, the latest first."""
        return list(self.proposal.steps.select_related("by", "unit").order_by("-on", "-id"))

    @property
    def trail(self) -> list[tuple[ProposalStep, bool]]:
        """Each step, and whether the reader is told who took it."""
        return [(step, self.names_actor(step)) for step in self.steps]

    @property
    def answer(self) -> ProposalStep | None:
        """The latest step that gave the authors an answer with its reason."""
        return next((step for step in self.steps if step.to_state in ANSWERS and step.reason), None)

    @cached_property
    def reviews(self) -> list[ProposalReview]:
        """The present panel's."""
        if not self.proposal.round:
            return []
        panel = self.proposal.reviews.filter(round=self.proposal.round)
        return list(panel.select_related("reviewer").order_by("id"))

    @property
    def own_review(self) -> ProposalReview | None:
        found = (review for review in self.reviews if review.reviewer_id == self.reader.id)
        return next(found, None)

    @cached_property
    def notes(self) -> list[ProposalNote]:
        """What was written beside it, as far as it is for this reader, the oldest first."""
        read = Q() if self.is_concerned else Q(audience=ProposalNote.Audience.AUTHORS)
        return list(self.proposal.notes.filter(read).select_related("by").order_by("id"))

    @cached_property
    def publicity(self) -> Publicity | None:
        """Of its reward; none before its benefit was confirmed."""
        if self.proposal.benefit_on is None:
            return None
        return publicity_of(Subject(PROPOSAL, self.proposal.id))

    @property
    def appeal_by(self) -> date | None:
        """The last day on which an author may appeal; None where nothing was refused."""
        if self.proposal.state not in APPEALABLE:
            return None
        return appeal_until(self.proposal, proposal_steps.Deed(None, self.day, None))

    @property
    def may_still_appeal(self) -> bool:
        until = self.appeal_by
        return until is not None and self.day <= until

    @property
    def implementation(self) -> Implementation | None:
        """It came with the proposal."""
        return getattr(self.proposal, "implementation", None)


ANSWERS = frozenset(
    {State.RETURNED, State.REJECTED, State.ADOPTED, State.NOT_ADOPTED, State.RESERVED}
)


def seen_by(request: PersonRequest, public_id: UUID) -> Seen:
    """A proposal that the reader may see; any other is not there."""
    standing = standing_for(request)
    visible = proposals_visible_to(standing.desk).select_related(*RELATED)
    proposal = get_object_or_404(visible, public_id=public_id)
    return Seen(proposal, request.person, standing)


def standing_for(request: PersonRequest) -> Standing:
    """Read once a request."""
    kept: Standing | None = getattr(request, "_standing", None)
    if kept is None:
        kept = standing_of(scope_for(request))
        request._standing = kept  # type: ignore[attr-defined]  # kept for this request alone
    return kept
