"""The facts of benefit and reward as sentences. Of a benefit nobody is the person; all the same
each kind has its sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.innovation.models import Confidence, Scheme, Source
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.benefits import (
    AwardDue,
    AwardPaid,
    BenefitConfirmed,
    BenefitPointsGiven,
)
from gongjiang.ledger.queries import Recorded
from gongjiang.reports.growth_file.telling import Names, Told


def _confirmed(fact: BenefitConfirmed, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("A month's benefit was confirmed: %(yuan)s yuan") % {"yuan": _yuan(fact.amount_fen)},
        _("; ").join([str(Source(fact.source).label), str(Confidence(fact.confidence).label)]),
    )


def _points(fact: BenefitPointsGiven, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A benefit without a price was given %(n)d points") % {"n": fact.quantity})


def _due(fact: AwardDue, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("An award fell due: %(yuan)s yuan") % {"yuan": _yuan(fact.amount_fen)},
        str(Scheme.Kind(fact.scheme).label),
    )


def _paid(fact: AwardPaid, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("An award was paid: %(yuan)s yuan") % {"yuan": _yuan(fact.amount_fen)},
        str(Scheme.Kind(fact.scheme).label),
    )


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f}"


BENEFITS: dict[type[Fact], Callable[[Any, Recorded, Names], Told]] = {
    BenefitConfirmed: _confirmed,
    BenefitPointsGiven: _points,
    AwardDue: _due,
    AwardPaid: _paid,
}
