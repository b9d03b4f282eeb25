"""The facts of projects, five-small items, patents and teams as sentences for their person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.innovation.models import Conversion, FiveSmall, LinkKind, Patent
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.projects import (
    ConversionRecorded,
    FiveSmallAccepted,
    FiveSmallContributed,
    LoopLinked,
    MethodNamed,
    PatentFiled,
    PatentGranted,
    PatentInvented,
    PatentLapsed,
    ProjectAccepted,
    ProjectAppraised,
    ProjectApproved,
    ProjectContributed,
    ProjectPromoted,
    ProjectStopped,
    RDTeamFormed,
)
from gongjiang.ledger.queries import Recorded
from gongjiang.reports.growth_file.telling import Names, Told


def _share(share_bp: int) -> str:
    return _("share %(percent)s %%") % {"percent": f"{share_bp / 100:g}"}


def _approved(fact: ProjectApproved, _entry: Recorded, _names: Names) -> Told:
    yuan = f"{fact.amount_fen // 100:,}.{fact.amount_fen % 100:02d}"
    return Told(
        _("A technical innovation project led was approved"),
        _("budget %(yuan)s yuan") % {"yuan": yuan},
    )


def _accepted(_fact: ProjectAccepted, _entry: Recorded, _names: Names) -> Told:
    return Told(_("The result of a project led was accepted"))


def _contributed(fact: ProjectContributed, _entry: Recorded, _names: Names) -> Told:
    return Told(_("Took part in a project that was accepted"), _share(fact.share_bp))


def _appraised(_fact: ProjectAppraised, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A project led passed its appraisal"))


def _promoted(_fact: ProjectPromoted, _entry: Recorded, _names: Names) -> Told:
    return Told(_("The result of a project led is used by other units"))


def _stopped(_fact: ProjectStopped, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A project led was stopped"))


def _method(_fact: MethodNamed, _entry: Recorded, _names: Names) -> Told:
    return Told(_("An advanced operating method bears this name"))


def _item(fact: FiveSmallAccepted, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("First author of a five-small item that was accepted"),
        str(FiveSmall.Kind(fact.kind_code).label),
    )


def _item_part(fact: FiveSmallContributed, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("Author of a five-small item that was accepted"),
        _("; ").join([str(FiveSmall.Kind(fact.kind_code).label), _share(fact.share_bp)]),
    )


def _filed(fact: PatentFiled, _entry: Recorded, _names: Names) -> Told:
    return Told(_("First inventor of a patent that was filed"), _patent_kind(fact.patent_kind))


def _granted(fact: PatentGranted, _entry: Recorded, _names: Names) -> Told:
    return Told(_("First inventor of a patent that was granted"), _patent_kind(fact.patent_kind))


def _invented(fact: PatentInvented, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("Inventor of a patent that was granted"),
        _("; ").join([_patent_kind(fact.patent_kind), _share(fact.share_bp)]),
    )


def _lapsed(fact: PatentLapsed, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A patent of this inventor ended"), _patent_kind(fact.patent_kind))


def _converted(fact: ConversionRecorded, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A result was put to use"), str(Conversion.Kind(fact.conversion_kind).label))


def _formed(_fact: RDTeamFormed, _entry: Recorded, _names: Names) -> Told:
    return Told(_("Leads an R&D team"))


def _linked(fact: LoopLinked, _entry: Recorded, _names: Names) -> Told:
    return Told(_("An innovation got a link"), str(LinkKind(fact.link).label))


def _patent_kind(kind: str) -> str:
    return str(Patent.Kind(kind).label)


PROJECTS: dict[type[Fact], Callable[[Any, Recorded, Names], Told]] = {
    ProjectApproved: _approved,
    ProjectAccepted: _accepted,
    ProjectContributed: _contributed,
    ProjectAppraised: _appraised,
    ProjectPromoted: _promoted,
    ProjectStopped: _stopped,
    MethodNamed: _method,
    FiveSmallAccepted: _item,
    FiveSmallContributed: _item_part,
    PatentFiled: _filed,
    PatentGranted: _granted,
    PatentInvented: _invented,
    PatentLapsed: _lapsed,
    ConversionRecorded: _converted,
    RDTeamFormed: _formed,
    LoopLinked: _linked,
}
