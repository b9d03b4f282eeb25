"""What is kept while an agreement runs: a record a month, and one check halfway."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from gongjiang.mentoring.models.agreements import Agreement
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets

MOST_HOURS = 400


class MonthRecord(models.Model):
    """What an apprentice practised in one month of an agreement. Personal data.

    Month 1 begins with the agreement. The apprentice writes; the master of that day confirms it,
    or sends it back with a remark. Confirmed, it stands.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="months")
    month = models.SmallIntegerField()  # from 1
    practised = ArrayField(models.SmallIntegerField())  # positions of goals
    hours = models.SmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)]
    )
    sentence = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    remark = models.CharField(max_length=200, blank=True)
    returned_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    forgets = Forgets(
        about=("agreement__apprentice",),
        empties=dict.fromkeys(("sentence", "remark"), GONE),
        subject="mentoring.month_record",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="month_record_once", fields=["agreement", "month"]),
            models.CheckConstraint(
                name="month_record_in_range",
                condition=Q(month__gte=1, hours__gte=1, hours__lte=MOST_HOURS),
            ),
            models.CheckConstraint(
                name="month_record_confirmed_by_somebody",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(
                    confirmed_at__isnull=False,
                    confirmed_by__isnull=False,
                    returned_at__isnull=True,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.sentence


class MidTermCheck(models.Model):
    """How an apprentice stands halfway, said by somebody other than the master. Personal data."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="midterm")
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    checked_on = models.DateField()
    on_track = models.BooleanField()
    remark = models.CharField(max_length=300, blank=True)

    forgets = Forgets(about=("agreement__apprentice",), empties={"remark": GONE})
