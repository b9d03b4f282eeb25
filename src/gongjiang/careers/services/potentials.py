"""The yearly review in the nine-box grid, behind its wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from gongjiang.careers import permissions_pipeline as permissions
from gongjiang.careers.models import Level, Potential
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Employment, Person

YEARS_BACK = 1
"""A review is of this year or the last: ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Where somebody stands in the grid: each side a `Level`."""

    year: int
    performance: int
    potential: int
    note: str = ""


@transaction.atomic
def review_potential(
    *, person: Person, enterprise: Unit, judgement: Judgement, actor: Person, at: datetime
) -> Potential:
    """Put somebody into the grid for a year; a review of the same year is replaced by this one.

    No fact is recorded: the ledger is read by more than HR and the line.

    Raises:
        NotAllowed: the actor is neither HR of the enterprise nor the person's leader.
        CannotDo: the person does not work for the enterprise, or it is not the year's turn.
    """
    day = day_of(at)
    permissions.may_review_potential(actor, person, enterprise, day).require()
    Person.objects.select_for_update().get(id=person.id)
    if {judgement.performance, judgement.potential} - set(Level.values):
        raise CannotDo(_("Each side of the grid is low, middle or high."))
    if not day.year - YEARS_BACK <= judgement.year <= day.year:
        raise CannotDo(_("A review is of this year or of the last."))
    if not Employment.objects.filter(true_on(day), person=person, employer=enterprise).exists():
        raise CannotDo(_("This person does not work for the enterprise on that day."))
    same = Potential.objects.filter(person=person, enterprise=enterprise, year=judgement.year)
    last = same.aggregate(last=Max("revision"))["last"] or 0
    return Potential.objects.create(
        person=person,
        enterprise=enterprise,
        year=judgement.year,
        revision=last + 1,
        performance=judgement.performance,
        potential=judgement.potential,
        note=judgement.note,
        reviewed_by=actor,
        reviewed_at=at,
    )
