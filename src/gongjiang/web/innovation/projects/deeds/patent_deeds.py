"""What can be done on a patent's page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Patent
from gongjiang.innovation.rules.patents import next_step
from gongjiang.innovation.services import patents as deeds
from gongjiang.innovation.services.conversions import record_conversion
from gongjiang.web.innovation.projects.deeds.deed import Deed, plain
from gongjiang.web.innovation.projects.deeds.using import use_of
from gongjiang.web.innovation.projects.forms.patents import EndForm, FeeForm, StepForm, UseForm
from gongjiang.web.innovation.projects.seen import SeenPatent

State = Patent.State


def _next(seen: SeenPatent) -> str:
    return next_step(seen.patent.kind, seen.patent.state)


def _has_ended(seen: SeenPatent) -> bool:
    return seen.patent.state in {State.LAPSED, State.INVALID}


def _given(seen: SeenPatent, at: datetime) -> dict[str, Any]:
    return {"patent_id": seen.patent.id, "actor": seen.reader, "at": at}


DEEDS: tuple[Deed[SeenPatent], ...] = (
    Deed(
        name="step",
        label=_("Record the next step"),
        said=_("The step is recorded."),
        main=True,
        may=SeenPatent.keeps_register,
        offered=lambda seen: bool(_next(seen)),
        form=plain(StepForm),
        perform=lambda seen, data, at: deeds.advance_patent(
            state=_next(seen), on=data["on"], number=data["number"], **_given(seen, at)
        ),
    ),
    Deed(
        name="fee",
        label=_("The annual fee is paid"),
        said=_("Kept up for another year."),
        main=True,
        may=SeenPatent.keeps_register,
        offered=lambda seen: seen.patent.fee_due_on is not None,
        form=plain(FeeForm),
        perform=lambda seen, data, at: deeds.pay_annual_fee(on=data["on"], **_given(seen, at)),
    ),
    Deed(
        name="convert",
        label=_("Record its use"),
        said=_("Its use is recorded."),
        may=SeenPatent.converts,
        offered=lambda seen: seen.patent.counts,
        form=plain(UseForm),
        perform=lambda seen, data, at: record_conversion(
            use_of("PATENT", seen.patent.id, data), actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="end",
        label=_("It has ended"),
        said=_("Its end is recorded."),
        may=SeenPatent.keeps_register,
        offered=lambda seen: not _has_ended(seen),
        form=plain(EndForm),
        perform=lambda seen, data, at: deeds.end_patent(
            state=data["state"], reason=data["reason"], on=data["on"], **_given(seen, at)
        ),
    ),
)
