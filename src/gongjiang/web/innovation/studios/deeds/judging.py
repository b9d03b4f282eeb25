"""Deeds of whoever reviews a studio, and its leader's appeals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import StudioMeasure
from gongjiang.innovation.services import studio_measures as measures
from gongjiang.innovation.services import studio_reviews as reviews
from gongjiang.web.innovation.studios.deeds.deed import Deed, plain
from gongjiang.web.innovation.studios.forms import (
    AppealForm,
    BecauseForm,
    DecideForm,
    MeasureForm,
    YearForm,
)
from gongjiang.web.innovation.studios.seen import Seen


def _year_form(seen: Seen, data: Any) -> forms.Form:
    return YearForm(data, initial={"year": seen.day.year - 1})


def _sheet(seen: Seen, form: forms.Form, at: datetime) -> object:
    return reviews.compute_sheet(
        studio_id=seen.studio.id, year=form.cleaned_data["year"], actor=seen.reader, at=at
    )


def _decide(seen: Seen, form: forms.Form, at: datetime) -> object:
    return reviews.decide_review(
        review_id=seen.review.id if seen.review else 0,
        actor=seen.reader,
        at=at,
        **form.cleaned_data,
    )


def _measure(seen: Seen, form: forms.Form, at: datetime) -> object:
    return measures.take_measure(
        studio_id=seen.studio.id, actor=seen.reader, at=at, **form.cleaned_data
    )


def _lift(seen: Seen, form: forms.Form, at: datetime) -> object:
    return measures.lift_measure(
        measure_id=seen.measure.id if seen.measure else 0,
        because=form.cleaned_data["because"],
        actor=seen.reader,
        at=at,
    )


def _appeal_measure(seen: Seen, form: forms.Form, at: datetime) -> object:
    return measures.appeal_measure(
        measure_id=seen.measure.id if seen.measure else 0,
        reason=form.cleaned_data["reason"],
        actor=seen.reader,
        at=at,
    )


def _appeal_review(seen: Seen, form: forms.Form, at: datetime) -> object:
    return measures.appeal_review(
        review_id=seen.decided.id if seen.decided else 0,
        reason=form.cleaned_data["reason"],
        actor=seen.reader,
        at=at,
    )


def _judges_named(seen: Seen) -> bool:
    return seen.judges and seen.is_named


JUDGING = (
    Deed(
        name="sheet",
        part="year",
        label=_("Work out the score sheet"),
        said=_("The sheet is worked out from the records."),
        offered=_judges_named,
        form=_year_form,
        perform=_sheet,
    ),
    Deed(
        name="decide",
        part="year",
        label=_("Decide the yearly review"),
        said=_("The review is decided."),
        offered=lambda seen: _judges_named(seen) and seen.review is not None,
        form=plain(DecideForm),
        perform=_decide,
    ),
    Deed(
        name="measure",
        part="year",
        label=_("Star, warn, rectify or revoke"),
        said=_("It is in force, and the leader was told."),
        offered=_judges_named,
        form=plain(MeasureForm),
        perform=_measure,
    ),
    Deed(
        name="lift",
        part="year",
        label=_("End what is in force"),
        said=_("It is not in force any more."),
        offered=lambda seen: _judges_named(seen) and seen.measure is not None,
        form=plain(BecauseForm),
        perform=_lift,
    ),
    Deed(
        name="appeal-measure",
        part="year",
        label=_("Appeal against it"),
        said=_("Your appeal waits for an answer."),
        offered=lambda seen: (
            seen.leads and seen.measure is not None and seen.measure.kind != StudioMeasure.Kind.STAR
        ),
        form=plain(AppealForm),
        perform=_appeal_measure,
    ),
    Deed(
        name="appeal-review",
        part="year",
        label=_("Appeal against the review"),
        said=_("Your appeal waits for an answer."),
        offered=lambda seen: seen.leads and seen.decided is not None,
        form=plain(AppealForm),
        perform=_appeal_review,
    ),
)
