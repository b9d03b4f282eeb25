"""The facts of studios, challenges and spread as sentences for their person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.innovation.models import SpreadOffer, StudioLevel, StudioMeasure, StudioReview
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.studios import (
    ChallengeAwarded,
    ChallengeEarned,
    ChallengePosted,
    ChallengeReleased,
    ChallengeReturned,
    ProposalReplicated,
    SpreadAnswered,
    SpreadEarned,
    SpreadOffered,
    SpreadVerified,
    StudioDeclared,
    StudioHandedOver,
    StudioMeasured,
    StudioNamed,
    StudioReviewed,
    StudioRevoked,
    StudioUpgraded,
    StudioVerified,
)
from gongjiang.ledger.queries import Recorded
from gongjiang.reports.growth_file.telling import Names, Told


def _level(level: str) -> str:
    return str(StudioLevel(level).label)


def _yuan(fen: int) -> str:
    return _("%(yuan)s yuan") % {"yuan": f"{fen // 100:,}.{fen % 100:02d}"}


def _declared(fact: StudioDeclared, _entry: Recorded, _names: Names) -> Told:
    return Told(_("Declared an innovation studio led"), _level(fact.level))


def _verified(fact: StudioVerified, _entry: Recorded, _names: Names) -> Told:
    return Told(_("An innovation studio led was seen on the spot"), _level(fact.level))


def _named(fact: StudioNamed, _entry: Recorded, _names: Names) -> Told:
    return Told(_("An innovation studio led got its name"), _level(fact.level))


def _upgraded(fact: StudioUpgraded, _entry: Recorded, _names: Names) -> Told:
    return Told(_("An innovation studio led rose to the next level"), _level(fact.level))


def _reviewed(fact: StudioReviewed, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("The review of %(year)d of a studio led was decided") % {"year": fact.year},
        str(StudioReview.Result(fact.result).label),
    )


def _measured(fact: StudioMeasured, _entry: Recorded, _names: Names) -> Told:
    return Told(_("About a studio led"), str(StudioMeasure.Kind(fact.measure).label))


def _handed_over(_fact: StudioHandedOver, _entry: Recorded, _names: Names) -> Told:
    return Told(_("Took over the lead of an innovation studio"))


def _revoked(fact: StudioRevoked, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A studio led lost its name"), _level(fact.level))


def _posted(fact: ChallengePosted, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A challenge was posted"), _yuan(fact.amount_fen))


def _awarded(_fact: ChallengeAwarded, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A challenge was awarded"))


def _released(fact: ChallengeReleased, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A part of a challenge's prize was released"), _yuan(fact.amount_fen))


def _challenge_earned(fact: ChallengeEarned, _entry: Recorded, _names: Names) -> Told:
    return Told(_("Earned a share of a challenge's prize"), _yuan(fact.amount_fen))


def _returned(fact: ChallengeReturned, _entry: Recorded, _names: Names) -> Told:
    return Told(_("What was left of a challenge's prize returned"), _yuan(fact.amount_fen))


def _offered(_fact: SpreadOffered, _entry: Recorded, _names: Names) -> Told:
    return Told(_("An idea was offered to another team"))


def _answered(fact: SpreadAnswered, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A team answered an offered idea"), str(SpreadOffer.Answer(fact.outcome).label))


def _copied(fact: SpreadVerified, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A copy of an idea was seen at work"), _yuan(fact.amount_fen))


def _spread_earned(fact: SpreadEarned, _entry: Recorded, _names: Names) -> Told:
    return Told(_("Another team works by an idea of this author"), _yuan(fact.amount_fen))


def _replicated(_fact: ProposalReplicated, _entry: Recorded, _names: Names) -> Told:
    return Told(_("An idea is replicated"))


STUDIOS: dict[type[Fact], Callable[[Any, Recorded, Names], Told]] = {
    StudioDeclared: _declared,
    StudioVerified: _verified,
    StudioNamed: _named,
    StudioUpgraded: _upgraded,
    StudioReviewed: _reviewed,
    StudioMeasured: _measured,
    StudioHandedOver: _handed_over,
    StudioRevoked: _revoked,
    ChallengePosted: _posted,
    ChallengeAwarded: _awarded,
    ChallengeReleased: _released,
    ChallengeEarned: _challenge_earned,
    ChallengeReturned: _returned,
    SpreadOffered: _offered,
    SpreadAnswered: _answered,
    SpreadVerified: _copied,
    SpreadEarned: _spread_earned,
    ProposalReplicated: _replicated,
}
