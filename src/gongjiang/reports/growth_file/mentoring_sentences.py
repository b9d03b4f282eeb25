"""The facts of masters and apprentices as sentences, for whichever of the two they are recorded.

Nobody's name is told: the file of one is not the place for the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.mentoring import (
    AgreementExtended,
    AgreementFailed,
    AgreementSigned,
    AgreementStarted,
    AgreementTerminated,
    AllowanceDue,
    ApprenticeGraduated,
    ApprenticeTaught,
    GoalSignedOff,
    MasterChanged,
    MidTermChecked,
    MonthRecorded,
    RequestDecided,
)
from gongjiang.ledger.queries import Recorded
from gongjiang.mentoring.models import Agreement, AgreementRequest
from gongjiang.reports.growth_file.telling import Names, Told

Result = Agreement.Result


def _signed(_fact: AgreementSigned, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id or entry.enterprise_id, entry.occurred_on)
    return Told(_("Signed an agreement with a master at %(unit)s") % {"unit": where})


def _started(fact: AgreementStarted, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id or entry.enterprise_id, entry.occurred_on)
    return Told(
        _("Began to learn from a master at %(unit)s") % {"unit": where},
        _("; ").join(
            [
                str(Agreement.Kind(fact.mentoring_kind).label),
                _("until %(day)s") % {"day": fact.ends_on},
            ]
        ),
    )


def _signed_off(_fact: GoalSignedOff, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A goal of the apprenticeship was seen to be reached"))


def _month(fact: MonthRecorded, _entry: Recorded, _names: Names) -> Told:
    hours = int(fact.quantity)
    return Told(
        _("Month %(month)d of the apprenticeship was confirmed") % {"month": fact.month},
        ngettext("%(n)d hour practised", "%(n)d hours practised", hours) % {"n": hours},
    )


def _midterm(fact: MidTermChecked, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("Mid-term check of the apprenticeship"),
        _("on track") if fact.on_track else _("not on track"),
    )


def _master_changed(_fact: MasterChanged, _entry: Recorded, _names: Names) -> Told:
    return Told(_("Another master took over the apprenticeship"))


def _request(fact: RequestDecided, _entry: Recorded, _names: Names) -> Told:
    kind = AgreementRequest.Kind(fact.request_kind).label
    return Told(
        _("A request about an apprenticeship was decided: %(kind)s") % {"kind": kind},
        _("granted") if fact.granted else _("turned down"),
    )


def _extended(fact: AgreementExtended, _entry: Recorded, _names: Names) -> Told:
    return Told(_("The apprenticeship was extended"), _("until %(day)s") % {"day": fact.ends_on})


def _graduated(fact: ApprenticeGraduated, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id or entry.enterprise_id, entry.occurred_on)
    return Told(
        _("Graduated as an apprentice at %(unit)s") % {"unit": where},
        str(Result(fact.result).label),
    )


def _taught(fact: ApprenticeTaught, _entry: Recorded, _names: Names) -> Told:
    months = ngettext("%(n)d month taught", "%(n)d months taught", fact.months)
    return Told(
        _("An apprentice taught by this master graduated"),
        _("; ").join([str(Result(fact.result).label), months % {"n": fact.months}]),
    )


def _failed(_fact: AgreementFailed, _entry: Recorded, _names: Names) -> Told:
    return Told(_("The apprenticeship ended without graduation"))


def _terminated(fact: AgreementTerminated, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("The apprenticeship was ended early"), str(Agreement.EndReason(fact.reason).label)
    )


def _allowance(fact: AllowanceDue, _entry: Recorded, _names: Names) -> Told:
    months = ngettext("for %(n)d month", "for %(n)d months", fact.months) % {"n": fact.months}
    yuan = f"{fact.amount_fen // 100:,}.{fact.amount_fen % 100:02d}"
    return Told(
        _("A mentoring allowance fell due"),
        _("; ").join([_("%(yuan)s yuan") % {"yuan": yuan}, months]),
    )


MENTORING: dict[type[Fact], Callable[[Any, Recorded, Names], Told]] = {
    AgreementSigned: _signed,
    AgreementStarted: _started,
    GoalSignedOff: _signed_off,
    MonthRecorded: _month,
    MidTermChecked: _midterm,
    MasterChanged: _master_changed,
    RequestDecided: _request,
    AgreementExtended: _extended,
    ApprenticeGraduated: _graduated,
    ApprenticeTaught: _taught,
    AgreementFailed: _failed,
    AgreementTerminated: _terminated,
    AllowanceDue: _allowance,
}
