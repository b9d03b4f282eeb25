"""Changes of sequence, demotions and freezes; and the trail of every case."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.careers.models.promotions import Promotion
from gongjiang.careers.models.spells import GradeSpell, Sequence, in_scale
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class Conversion(models.Model):
    """A change of sequence (domain.md §4.3). Personal data.

    First level, then upward: the grade stays or falls by two at most. Both departments and HR
    agree; then PROBATION, and CONFIRMED or RETURNED to the former sequence and grade.
    """

    class State(models.TextChoices):
        ASKED = "ASKED", _("asked for")
        PROBATION = "PROBATION", _("on probation")
        CONFIRMED = "CONFIRMED", _("confirmed")
        RETURNED = "RETURNED", _("returned")
        REJECTED = "REJECTED", pgettext_lazy("promotion", "rejected")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="conversions")
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_spell = models.ForeignKey(GradeSpell, models.PROTECT, related_name="conversions_from")
    from_sequence = models.CharField(max_length=1, choices=Sequence)
    from_grade = models.SmallIntegerField()
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_sequence = models.CharField(max_length=1, choices=Sequence)
    to_grade = models.SmallIntegerField()
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    statement = models.TextField(blank=True)
    from_agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    to_agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    hr_agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    reason = models.TextField(blank=True)  # of the rejection or return
    spell = models.OneToOneField(GradeSpell, models.PROTECT, null=True, related_name="conversion")
    return_spell = models.OneToOneField(
        GradeSpell, models.PROTECT, null=True, related_name="returned_conversion"
    )
    asked_at = models.DateTimeField()

    forgets = Forgets(empties=dict.fromkeys(("statement", "reason"), GONE))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="conversion_changes_the_sequence",
                condition=~Q(from_sequence=F("to_sequence")),
            ),
            models.CheckConstraint(
                name="conversion_never_promotes",
                condition=Q(to_grade__lte=F("from_grade"), to_grade__gte=F("from_grade") - 2)
                & in_scale("to_grade"),
            ),
            models.CheckConstraint(
                name="conversion_in_effect_only_when_all_agreed",
                condition=~Q(state__in=["PROBATION", "CONFIRMED", "RETURNED"])
                | Q(
                    from_agreed_by__isnull=False,
                    to_agreed_by__isnull=False,
                    hr_agreed_by__isnull=False,
                    spell__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="conversion_returned_exactly_with_its_grade",
                condition=Q(state="RETURNED") ^ Q(return_spell__isnull=True),
            ),
            models.UniqueConstraint(
                name="conversion_one_under_way",
                fields=["person", "enterprise"],
                condition=Q(state__in=["ASKED", "PROBATION"]),
            ),
        ]


class Measure(models.Model):
    """A demotion or a freeze of grade, with its evidence. Sensitive personal data.

    PROPOSED, HEARD (the person has answered, or had the time to), then EFFECTIVE or REJECTED by
    somebody else than who proposed it. No publicity: it is between the person and the enterprise.
    """

    class Kind(models.TextChoices):
        DEMOTION = "DEMOTION", _("demotion")
        FREEZE = "FREEZE", _("freeze of grade")

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", _("proposed")
        HEARD = "HEARD", _("person heard")
        EFFECTIVE = "EFFECTIVE", _("in effect")
        REJECTED = "REJECTED", pgettext_lazy("promotion", "rejected")
        LIFTED = "LIFTED", _("lifted")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    kind = models.CharField(max_length=8, choices=Kind)
    person = models.ForeignKey(Person, models.PROTECT, related_name="measures")
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_spell = models.ForeignKey(GradeSpell, models.PROTECT, related_name="measures")
    to_grade = models.SmallIntegerField(null=True)  # of a demotion
    ground = models.TextField()
    answer = models.TextField(blank=True)  # what the person said
    answer_by = models.DateField()  # the last day for it
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    starts_on = models.DateField(null=True)  # the first day it holds, once decided
    ends_on = models.DateField(null=True)  # of a freeze: the first day it no longer holds
    spell = models.OneToOneField(GradeSpell, models.PROTECT, null=True, related_name="demotion")

    forgets = Forgets(empties=dict.fromkeys(("ground", "answer"), GONE), subject="careers.measure")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="measure_demotes_exactly_when_it_names_a_grade",
                condition=(Q(kind="DEMOTION") & in_scale("to_grade"))
                | Q(kind="FREEZE", to_grade__isnull=True),
            ),
            models.CheckConstraint(
                name="measure_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="measure_about_somebody_else",
                condition=~Q(proposed_by=F("person"))
                & (Q(decided_by__isnull=True) | ~Q(decided_by=F("person"))),
            ),
            models.CheckConstraint(
                name="measure_in_effect_from_a_day",
                condition=~Q(state__in=["EFFECTIVE", "LIFTED"])
                | Q(starts_on__isnull=False, decided_by__isnull=False),
            ),
        ]
        indexes = [models.Index(name="measure_by_person", fields=["person", "state"])]


class Step(models.Model):
    """One step of a case: who did what, when, and what they said. Never changed. Personal data."""

    promotion = models.ForeignKey(Promotion, models.PROTECT, null=True, related_name="steps")
    conversion = models.ForeignKey(Conversion, models.PROTECT, null=True, related_name="steps")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="steps")
    what = models.CharField(max_length=20)  # the state reached, or what was agreed
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    forgets = Forgets(
        about=("promotion__person", "conversion__person", "measure__person"),
        empties={"note": GONE},
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="step_of_one_case",
                condition=Q(promotion__isnull=False, conversion__isnull=True, measure__isnull=True)
                | Q(promotion__isnull=True, conversion__isnull=False, measure__isnull=True)
                | Q(promotion__isnull=True, conversion__isnull=True, measure__isnull=False),
            ),
        ]
