"""Which grade somebody holds in which sequence, from when to when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time
from gongjiang.people.models import Person

LOWEST, HIGHEST = 1, 23
"""The zone's one scale (domain.md §4.1)."""


class Channel(models.TextChoices):
    PROFESSIONAL = "PROFESSIONAL", _("professional channel")
    MANAGEMENT = "MANAGEMENT", _("management channel")


class Sequence(models.TextChoices):
    OPERATION = "O", _("operation and skill")
    TECHNICAL = "T", _("engineering")
    PROFESSIONAL = "P", _("professional management")
    MANAGEMENT = "M", _("management")


class Track(models.TextChoices):
    PRIMARY = "PRIMARY", _("primary")
    SECONDARY = "SECONDARY", _("secondary")


class Reason(models.TextChoices):
    """Why a grade was entered."""

    INITIAL = "INITIAL", _("first placement")
    PROMOTION = "PROMOTION", _("promotion")
    EXCEPTIONAL = "EXCEPTIONAL", _("exceptional promotion")
    CONVERSION = "CONVERSION", _("change of sequence")
    RETURN = "RETURN", _("return from probation")
    DEMOTION = "DEMOTION", _("demotion")
    TABLE_CHANGE = "TABLE_CHANGE", _("new grade table")


class SpellEnd(models.TextChoices):
    """Why a spell ended."""

    NEXT = "NEXT", _("another grade followed")
    EMPLOYMENT_ENDED = "EMPLOYMENT_ENDED", _("the employment ended")
    LAID_DOWN = "LAID_DOWN", _("laid down")


def in_scale(column: str) -> Q:
    """The rows whose column is a grade of the scale."""
    return Q(**{f"{column}__gte": LOWEST, f"{column}__lte": HIGHEST})


class GradeSpell(Dated):
    """A grade held with one enterprise. Personal data.

    The next grade begins the day the last one ends. Pay follows the primary track; a team leader
    in M may keep O as secondary. Within a sequence's span: `LadderRule` says, the services hold.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="grade_spells")
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="grade_spells")
    sequence = models.CharField(max_length=1, choices=Sequence)
    grade = models.SmallIntegerField()
    track = models.CharField(max_length=9, choices=Track, default=Track.PRIMARY)
    reason = models.CharField(max_length=12, choices=Reason)
    probation_until = models.DateField(null=True)  # the first day after a probation
    end_reason = models.CharField(max_length=16, choices=SpellEnd, blank=True)

    class Meta:
        constraints = [
            ends_after_it_starts("grade_spell_ends_after_it_starts"),
            models.CheckConstraint(name="grade_spell_in_scale", condition=in_scale("grade")),
            one_at_a_time(
                "person_id",
                "enterprise_id",
                name="grade_spell_one_primary_at_a_time",
                condition=Q(track="PRIMARY"),
            ),
            one_at_a_time(
                "person_id",
                "enterprise_id",
                name="grade_spell_one_secondary_at_a_time",
                condition=Q(track="SECONDARY"),
            ),
            models.CheckConstraint(
                name="grade_spell_has_a_reason_exactly_when_it_ends",
                condition=Q(valid_to__isnull=True, end_reason="")
                | (Q(valid_to__isnull=False) & ~Q(end_reason="")),
            ),
            models.CheckConstraint(
                name="grade_spell_probation_after_a_conversion_alone",
                condition=Q(probation_until__isnull=True)
                | Q(reason="CONVERSION", probation_until__gt=F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(name="grade_spell_by_enterprise", fields=["enterprise", "valid_from"]),
            models.Index(
                name="grade_spell_running",
                fields=["sequence", "grade", "valid_from"],
                condition=Q(valid_to__isnull=True, track="PRIMARY"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}{self.grade}"
