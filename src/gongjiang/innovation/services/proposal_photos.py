"""Photos of a proposal: of what is wrong, with the idea; of what has become of it, as evidence.

A photo is kept with whoever sent it and the moment, so an anonymous proposal has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.governance.models import Attachment, Subject
from gongjiang.governance.queries.attachments import attachments_of
from gongjiang.governance.services.attachments import attach
from gongjiang.innovation.models import Proposal, State
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.subjects import PROPOSAL
from gongjiang.kernel.decision import refused
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.people.models import Person

MOST = 12
"""Photos of one proposal, before and after together: ours."""


class Shows(StrEnum):
    """What a photo shows; its name in the proposal's files begins so."""

    BEFORE = "before"
    AFTER = "after"


@transaction.atomic
def add_photos(
    *, proposal_id: int, photos: Sequence[bytes], shows: Shows, actor: Person, at: datetime
) -> list[Attachment]:
    """Add photos that were taken over anew (`rules.photos.as_kept`).

    Raises:
        NotAllowed: of before, the actor is no author; of after, neither carries it out nor sits
            where it lies.
        CannotDo: it has no authors, or there are too many.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).get(id=proposal_id)
    if proposal.anonymous and shows is Shows.BEFORE:
        raise CannotDo(_("An idea without a name carries no photos of its author."))
    _require(proposal, shows, actor, at)
    held = attachments_of(Subject(PROPOSAL, proposal.id)).count()
    if held + len(photos) > MOST:
        raise CannotDo(_("An idea has at most %(most)d photos.") % {"most": MOST})
    return [
        attach(
            subject=Subject(PROPOSAL, proposal.id),
            name=f"{shows}-{held + place}.jpg",
            content=BytesIO(photo),
            uploaded_by=actor,
            at=at,
        )
        for place, photo in enumerate(photos, start=1)
    ]


def photos_of(proposal: Proposal) -> dict[Shows, list[Attachment]]:
    """What its photos show; one query."""
    found: dict[Shows, list[Attachment]] = {shows: [] for shows in Shows}
    for photo in attachments_of(Subject(PROPOSAL, proposal.id)):
        shows = Shows.AFTER if photo.name.startswith(Shows.AFTER) else Shows.BEFORE
        found[shows].append(photo)
    return found


def _require(proposal: Proposal, shows: Shows, actor: Person, at: datetime) -> None:
    if shows is Shows.BEFORE:
        if actor.id not in permissions.authors_of(proposal):
            refused(_("Only its authors add photos to an idea.")).require()
        if proposal.state not in {State.DRAFT, State.SUBMITTED, State.RETURNED}:
            raise CannotDo(_("It has been looked at; photos are added while it is being written."))
        return
    implementation = getattr(proposal, "implementation", None)
    if implementation is not None and actor.id == implementation.owner_id:
        return
    unit = proposal.holder_unit or proposal.unit
    permissions.may_handle(actor, proposal, unit, day_of(at)).require()
