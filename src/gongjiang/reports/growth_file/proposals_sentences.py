"""The facts of proposals as sentences. In a person's file stand those of which they are a part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.innovation.models import Proposal, State
from gongjiang.innovation.rules.proposals import in_percent
from gongjiang.ledger.facts import proposals
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.queries import Recorded
from gongjiang.reports.growth_file.telling import Names, Told


def _plainly(title: Callable[[], str]) -> Callable[[Fact, Recorded, Names], Told]:
    """A sentence that is the same for each fact of its kind."""

    def told(_fact: Fact, _entry: Recorded, _names: Names) -> Told:
        return Told(title())

    return told


def _submitted(fact: proposals.ProposalSubmitted, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A proposal was submitted"), str(Proposal.Kind(fact.kind_code).label))


def _authored(fact: proposals.ProposalAuthored, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(
        _("Submitted an idea at %(unit)s") % {"unit": where},
        _("with a share of %(percent)s %%") % {"percent": in_percent(fact.share_bp)},
    )


def _screened(fact: proposals.ProposalScreened, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("A proposal was found to be one")
        if fact.outcome == "OK"
        else _("A proposal was turned down at first sight"),
        _in_time(fact.in_time),
    )


def _decided(fact: proposals.ProposalDecided, _entry: Recorded, _names: Names) -> Told:
    outcome = str(State(fact.outcome).label)
    return Told(
        _("A proposal was decided: %(outcome)s") % {"outcome": outcome}, _in_time(fact.in_time)
    )


def _started(fact: proposals.ProposalStarted, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A proposal was started"), _("as a pilot") if fact.pilot else "")


def _implemented(fact: proposals.ProposalImplemented, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("A proposal was carried out"),
        _("adopted on %(day)s") % {"day": fact.adopted_on},
    )


def _closed(fact: proposals.ProposalClosed, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A proposal was closed"), _("submitted on %(day)s") % {"day": fact.submitted_on})


def _escalated(fact: proposals.ProposalEscalated, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("A proposal waited too long and went up a level"),
        _("level %(level)d") % {"level": fact.level},
    )


def _in_time(in_time: bool) -> str:
    return _("in time") if in_time else _("late")


PROPOSALS: dict[type[Fact], Callable[[Any, Recorded, Names], Told]] = {
    proposals.ProposalSubmitted: _submitted,
    proposals.ProposalAuthored: _authored,
    proposals.ProposalReturned: _plainly(lambda: _("A proposal was sent back to be mended")),
    proposals.ProposalScreened: _screened,
    proposals.ProposalDecided: _decided,
    proposals.ProposalStarted: _started,
    proposals.ProposalImplemented: _implemented,
    proposals.ProposalAccepted: _plainly(lambda: _("A proposal was accepted")),
    proposals.ProposalClosed: _closed,
    proposals.ProposalWithdrawn: _plainly(lambda: _("A proposal was taken back")),
    proposals.ProposalStandardised: _plainly(lambda: _("A proposal became part of a procedure")),
    proposals.ProposalEscalated: _escalated,
    proposals.ProposalAppealed: _plainly(
        lambda: _("Asked that a decision about an idea be looked at again")
    ),
}
