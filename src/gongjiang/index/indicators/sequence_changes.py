"""G6 and L7: changes of sequence, and vacancies filled from within."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from gongjiang.index.indicators.base import (
    PER_MILLE,
    PERCENT,
    Definition,
    PerHead,
    Reach,
    Share,
    Tally,
    levels,
)
from gongjiang.index.records import MONTHS, Records
from gongjiang.index.rules.normalise import Direction
from gongjiang.ledger.facts.careers import ConversionTookEffect, VacancyFilled


class SequenceChanges(PerHead):
    """Changes of sequence that took effect, over average headcount."""

    definition: ClassVar[Definition] = Definition(
        id="G6",
        label=_("Change of sequence"),
        formula=_("Changes of sequence that took effect, of the average headcount"),
        numerator=_("changes of sequence that took effect in twelve months"),
        denominator=_("mean of the rolls of the day and of the eleven month ends before it"),
        unit=PER_MILLE,
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("EZ"),
        room="careers",
    )
    parts: ClassVar[tuple[str, ...]] = ("changes", "person_months")
    scale: ClassVar[float] = 1000.0

    def tallies(self, records: Records) -> list[Tally]:
        changed = records.live(ConversionTookEffect)
        changes = changed.group_by("at", "unit_id").agg(changes=changed.count())
        return [Tally(changes, Reach.WINDOW), self.present(records)]


class FilledFromWithin(Share):
    """Management vacancies filled by own people, of those filled."""

    definition: ClassVar[Definition] = Definition(
        id="L7",
        label=_("Vacancies filled from within"),
        formula=_("Management vacancies filled by own people, of those filled"),
        numerator=_("vacancies filled by own people in twelve months"),
        denominator=_("vacancies filled in twelve months"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("EZ"),
        room="careers",
    )
    parts: ClassVar[tuple[str, ...]] = ("from_within", "filled")

    def tallies(self, records: Records) -> list[Tally]:
        posts = records.live(VacancyFilled)
        told = posts.group_by("at", "unit_id").agg(
            from_within=(posts.origin == "INTERNAL").ifelse(1, 0).sum(), filled=posts.count()
        )
        return [Tally(told, Reach.WINDOW)]
