"""Who may say that two proposals have to do with each other, and who may take that back."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Proposal, ProposalLink
from gongjiang.innovation.permissions.proposals import NAMED, authors_of, is_concerned
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.people.actors import Actor, System


def may_link(actor: Actor, later: Proposal, earlier: Proposal, day: date) -> Decision:
    """An author of the later one says whose idea it goes back to; else those who decide on one.

    An author of the earlier one would put themselves beside the work of others.
    """
    if isinstance(actor, System):
        return refused(NAMED)
    if actor.id in authors_of(later) or _is_concerned(actor, later, earlier, day):
        return ALLOWED
    return refused(
        _("An author of the later proposal can link it to an earlier one, or who decides on them.")
    )


def may_unlink(actor: Actor, link: ProposalLink, day: date) -> Decision:
    """The authors have the last word: any of either, or those who decide on one."""
    if isinstance(actor, System):
        return refused(NAMED)
    if actor.id in authors_of(link.later) | authors_of(link.earlier):
        return ALLOWED
    if _is_concerned(actor, link.later, link.earlier, day):
        return ALLOWED
    return refused(_("The authors of both proposals can end this link, or who decides on them."))


def _is_concerned(actor: Actor, later: Proposal, earlier: Proposal, day: date) -> bool:
    return not isinstance(actor, System) and (
        is_concerned(actor, later, day) or is_concerned(actor, earlier, day)
    )
