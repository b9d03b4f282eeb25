"""Links between proposals as sentences; whose the other one is, is told on its own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.innovation.models import ProposalLink
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.proposal_links import ProposalCredited, ProposalLinked
from gongjiang.ledger.queries import Recorded
from gongjiang.reports.growth_file.telling import Names, Told


def _linked(fact: ProposalLinked, _entry: Recorded, _names: Names) -> Told:
    return Told(_("Two proposals were linked"), _kind(fact.link_code))


def _credited(fact: ProposalCredited, _entry: Recorded, _names: Names) -> Told:
    return Told(_("Named with a proposal that theirs was linked to"), _kind(fact.link_code))


def _kind(code: str) -> str:
    return str(ProposalLink.Kind(code).label)


PROPOSAL_LINKS: dict[type[Fact], Callable[[Any, Recorded, Names], Told]] = {
    ProposalLinked: _linked,
    ProposalCredited: _credited,
}
