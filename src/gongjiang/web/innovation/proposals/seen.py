"""One proposal as one reader sees it on a page: read once, asked often."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse

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
from gongjiang.innovation.rules.proposals import APPEALABLE
from gongjiang.innovation.services import proposal_steps
from gongjiang.innovation.services.proposal_appeals import appeal_until
from gongjiang.innovation.services.proposal_photos import Shows, photos_of
from gongjiang.innovation.subjects import PROPOSAL
from gongjiang.kernel.decision import Decision
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import Scope
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest

RELATED = ("enterprise", "unit", "process", "holder_unit", "panel_unit", "chair")


class Seen:
    """A proposal, its reader, and what belongs to it, each asked of the database once."""

    def __init__(self, proposal: Proposal, reader: Person, scope: Scope) -> None:
        self.proposal, self.reader, self.scope = proposal, reader, scope
        self.day = scope.day

    @property
    def url(self) -> str:
        return reverse("proposals:proposal", args=[self.proposal.public_id])

    # Who reads.

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
    def is_chair(self) -> bool:
        return self.proposal.chair_id == self.reader.id and not self.is_author

    @property
    def carries_out(self) -> bool:
        work = self.implementation
        return work is not None and work.owner_id == self.reader.id

    @cached_property
    def handles(self) -> Decision:
        """Whether the reader acts where it lies now, or where it was decided."""
        unit: Unit = (
            self.proposal.holder_unit or self.proposal.panel_unit or self.proposal.enterprise
        )
        return permissions.may_handle(self.reader, self.proposal, unit, self.day)

    @cached_property
    def decides_here(self) -> Decision:
        """Whether the reader sits where it was decided."""
        unit = self.proposal.panel_unit or self.proposal.enterprise
        if unit == self.proposal.holder_unit:
            return self.handles
        return permissions.may_handle(self.reader, self.proposal, unit, self.day)

    @cached_property
    def rewards(self) -> Decision:
        return permissions.may_reward(self.reader, self.proposal, self.day)

    @cached_property
    def is_concerned(self) -> bool:
        """Whether the reader reads along with those who decide: never an author."""
        if self.is_author:
            return False
        return any(review.reviewer_id == self.reader.id for review in self.reviews) or (
            permissions.is_concerned(self.reader, self.proposal, self.day)
        )

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

    @cached_property
    def implementation(self) -> Implementation | None:
        if self.proposal.started_on is None:
            return None
        found = Implementation.objects.filter(proposal=self.proposal)
        return found.select_related("owner", "accepted_by").first()


ANSWERS = frozenset(
    {State.RETURNED, State.REJECTED, State.ADOPTED, State.NOT_ADOPTED, State.RESERVED}
)


def seen_by(request: PersonRequest, public_id: UUID) -> Seen:
    """A proposal that the reader may see; any other is not there."""
    scope = scope_for(request)
    visible = proposals_visible_to(scope).select_related(*RELATED)
    proposal = get_object_or_404(visible, public_id=public_id)
    return Seen(proposal, request.person, scope)
