"""A studio's year is computed from its records, and decided by somebody named."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.innovation.models import Studio, StudioMeasure, StudioReview
from gongjiang.innovation.permissions import studios as permissions
from gongjiang.innovation.queries.studio_year import records_of
from gongjiang.innovation.rules.studios import Line, may_result_in, sheet, total
from gongjiang.innovation.services.studio_measures import put_in_force
from gongjiang.innovation.services.studio_steps import (
    NotNow,
    insist,
    lock_studio,
    tell_studio,
    terms_for,
    write_down,
)
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.studios import StudioReviewed
from gongjiang.people.models import Person

Result = StudioReview.Result
REVIEW = "innovation.studio_review"


@transaction.atomic
def compute_sheet(*, studio_id: int, year: int, actor: Person, at: datetime) -> StudioReview:
    """Work out the score sheet of a year from the records there are, and keep what counted.

    Raises:
        NotAllowed: the actor does not review this studio, or belongs to it.
        NotNow: the studio bears no name, or the year's review is decided.
        CannotDo: the year is not over, or the studio had no name in it.
    """
    day = day_of(at)
    studio = lock_studio(studio_id, Studio.State.NAMED)
    permissions.may_review(actor, studio, day).require()
    if year >= day.year:
        raise CannotDo(_("A year is reviewed once it is over."))
    if studio.named_on is None or studio.named_on.year > year:
        raise CannotDo(_("The studio bore no name in that year."))
    review = StudioReview.objects.filter(studio=studio, year=year).first()
    review = review or StudioReview(studio=studio, year=year)
    if review.result:
        raise NotNow(_("The review of this year has been decided."))
    terms = terms_for(studio.enterprise_id, day)
    counted = records_of(studio, year, until=day)
    lines = sheet(counted.year, terms)
    review.level, review.computed_on = studio.level, day
    review.lines = [_as_json(line, counted.records[line.heading]) for line in lines]
    review.points = total(lines)
    review.save()
    return review


@transaction.atomic
def decide_review(
    *, review_id: int, result: str, reason: str, actor: Person, at: datetime
) -> StudioReview:
    """Decide a year: excellent or qualified where the points allow it, or to be rectified.

    The sheet is worked out anew first, so that what is decided is what the records say today.

    Raises:
        NotAllowed: the actor does not review this studio, or belongs to it.
        NotNow: it is decided already.
        CannotDo: the points do not allow the result, or no reason was given.
    """
    day = day_of(at)
    found = StudioReview.objects.values_list("studio_id", "year").get(id=review_id)
    review = compute_sheet(studio_id=found[0], year=found[1], actor=actor, at=at)
    studio = lock_studio(review.studio_id, Studio.State.NAMED)
    terms = terms_for(studio.enterprise_id, day)
    insist(may_result_in(result, review.points, terms))
    if not reason.strip():
        raise CannotDo(_("Say why you decide so."))
    review.result, review.reason = result, reason.strip()
    review.decided_by, review.decided_on = actor, day
    if result == Result.RECTIFY:
        review.rectify_by = day + timedelta(days=terms.rectify_days)
    review.save()
    if result == Result.RECTIFY:
        put_in_force(
            StudioMeasure(
                studio=studio,
                kind=StudioMeasure.Kind.RECTIFY,
                reason=review.reason,
                taken_by=actor,
                taken_on=day,
                until=review.rectify_by,
                review=review,
            ),
            actor=actor,
        )
    fact = StudioReviewed(
        studio_review_id=review.id,
        studio_id=studio.id,
        year=review.year,
        level=review.level,
        result=result,
    )
    write_down(fact, studio, actor=actor, on=day)
    tell_studio(
        studio,
        what="reviewed",
        msgid=gettext_noop("The review of %(year)d of your studio has been decided."),
        year=review.year,
        at=at,
    )
    return review


def _as_json(line: Line, records: list[dict[str, Any]]) -> dict[str, Any]:
    plain = asdict(line)
    return {
        **plain,
        "count": str(plain["count"]),
        "points": str(plain["points"]),
        "records": records,
    }
