"""What authors do about their own: take it back, appeal, add a line; and notes of the others."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.rules.proposals import APPEALABLE, WITHDRAWABLE
from gongjiang.innovation.services import proposal_appeals, proposal_notes, submitting
from gongjiang.web.innovation.proposals.deeds.deed import Deed, plain, stands
from gongjiang.web.innovation.proposals.forms import deeds as words

OWN = (
    Deed(
        name="appeal",
        title=_("I do not agree: appeal"),
        button=_("Appeal"),
        said=_("Your appeal goes to those above who decided."),
        may=lambda seen: permissions.may_appeal(seen.reader, seen.proposal),
        offered=lambda seen: stands(seen, *APPEALABLE) and seen.is_author and seen.may_still_appeal,
        form=plain(words.ReasonForm),
        perform=lambda seen, data, at: proposal_appeals.appeal(
            proposal_id=seen.proposal.id, actor=seen.reader, reason=data["reason"], at=at
        ),
    ),
    Deed(
        name="withdraw",
        title=_("Take it back"),
        button=_("Take it back"),
        said=_("Taken back."),
        may=lambda seen: permissions.may_withdraw(seen.reader, seen.proposal),
        offered=lambda seen: stands(seen, *WITHDRAWABLE) and seen.is_first_author,
        form=plain(words.WithdrawForm),
        perform=lambda seen, data, at: submitting.withdraw_proposal(
            proposal_id=seen.proposal.id, actor=seen.reader, reason=data["reason"], at=at
        ),
    ),
    Deed(
        name="note",
        title=_("A note to those who decide with you"),
        button=_("Keep the note"),
        said=_("The note is kept."),
        may=lambda seen: permissions.may_note(seen.reader, seen.proposal, seen.day, private=True),
        offered=lambda seen: seen.is_concerned,
        form=lambda _seen, data, _files: words.NoteForm(data),
        perform=lambda seen, data, at: proposal_notes.add_note(
            proposal_id=seen.proposal.id,
            actor=seen.reader,
            text=data["text"],
            private=data["private"],
            at=at,
        ),
    ),
    Deed(
        name="add",
        title=_("Add something"),
        button=_("Send"),
        said=_("It stands beside your idea now."),
        may=lambda seen: permissions.may_note(seen.reader, seen.proposal, seen.day, private=False),
        offered=lambda seen: seen.is_author and seen.proposal.due_on is not None,
        form=lambda _seen, data, _files: words.AskForm(data),
        perform=lambda seen, data, at: proposal_notes.add_note(
            proposal_id=seen.proposal.id,
            actor=seen.reader,
            text=data["text"],
            private=False,
            at=at,
        ),
    ),
)
