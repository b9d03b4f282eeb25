"""Lines beside a proposal: among those who decide, or between them and its authors."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.innovation.models import Proposal, ProposalNote
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.rules.proposals import LONGEST_TEXT, clean
from gongjiang.innovation.services.proposals_told import tell
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.people.models import Person

Audience = ProposalNote.Audience


@transaction.atomic
def add_note(
    *,
    proposal_id: int,
    actor: Person,
    text: str,
    at: datetime,
    private: bool = True,
    replies_to: int | None = None,
) -> ProposalNote:
    """Write a line, or a reply to one, which is shown to those who see that one.

    Args:
        private: shown to those who decide, and to no author.
        replies_to: the id of a note of the same proposal.

    Raises:
        NotAllowed: the actor neither decides about it nor, to the authors, is one.
        CannotDo: nothing was written, or too much, or the note replied to is elsewhere.
    """
    said = clean(text)
    if not said:
        raise CannotDo(_("Write what you want to say."))
    if len(said) > LONGEST_TEXT:
        raise CannotDo(_("One of the texts is too long: 4,000 characters are enough for each."))
    proposal = Proposal.objects.select_related("unit", "holder_unit", "panel_unit").get(
        id=proposal_id
    )
    answered = _answered(proposal, replies_to)
    is_private = answered.audience == Audience.PRIVATE if answered else private
    permissions.may_note(actor, proposal, day_of(at), private=is_private).require()
    note = ProposalNote.objects.create(
        proposal=proposal,
        audience=Audience.PRIVATE if is_private else Audience.AUTHORS,
        replies_to=answered,
        by=actor,
        text=said,
        on=day_of(at),
        at=at,
    )
    tell(
        _hearers(proposal, note, answered),
        proposal,
        what="noted",
        msgid=gettext_noop("Somebody wrote to you about “%(title)s”."),
        at=at,
    )
    return note


def _answered(proposal: Proposal, note_id: int | None) -> ProposalNote | None:
    if note_id is None:
        return None
    note = ProposalNote.objects.filter(proposal=proposal, id=note_id).first()
    if note is None:
        raise CannotDo(_("The note you answer stands at another proposal."))
    return note


def _hearers(proposal: Proposal, note: ProposalNote, answered: ProposalNote | None) -> set[int]:
    """Who wrote what is answered; the authors, of what is said to them; never the writer."""
    hearers = {answered.by_id} if answered and answered.by_id else set()
    if note.audience == Audience.AUTHORS:
        hearers |= permissions.authors_of(proposal)
    return hearers - {note.by_id}
