"""The examination at the end of an agreement."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.mentoring.models.agreements import Agreement
from gongjiang.people.models import Person

FULL_MARKS = 100


class ExitExam(models.Model):
    """The exit examination (出师考核) of an agreement: the first, or the one after an extension.

    Marks out of 100, the opinions of the master and of the team leader, and what HR decided on
    them. Personal data.
    """

    class Outcome(models.TextChoices):
        EXCELLENT = "EXCELLENT", _("graduated: excellent")
        GOOD = "GOOD", _("graduated: good")
        PASS = "PASS", _("graduated: passed")
        EXTENDED = "EXTENDED", _("extended")
        FAILED = "FAILED", pgettext_lazy("apprenticeship", "failed")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="exams")
    number = models.SmallIntegerField()  # 1, and 2 after an extension
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_on = models.DateField()
    early_reason = models.CharField(max_length=300, blank=True)  # before the term was over
    theory = models.SmallIntegerField(null=True)
    practice = models.SmallIntegerField(null=True)
    marked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField(null=True)
    master_agrees = models.BooleanField(null=True)
    master_opinion = models.CharField(max_length=300, blank=True)
    master_opined_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    leader_agrees = models.BooleanField(null=True)
    leader_opinion = models.CharField(max_length=300, blank=True)
    leader_opined_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    decision_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="exit_exam_number_once", fields=["agreement", "number"]),
            models.UniqueConstraint(
                name="exit_exam_one_open", fields=["agreement"], condition=Q(outcome="")
            ),
            models.CheckConstraint(
                name="exit_exam_marks_in_range",
                condition=(Q(theory__isnull=True) | Q(theory__range=(0, FULL_MARKS)))
                & (Q(practice__isnull=True) | Q(practice__range=(0, FULL_MARKS))),
            ),
            models.CheckConstraint(
                name="exit_exam_decided_exactly_when_it_has_a_day",
                condition=Q(outcome="") ^ Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="exit_exam_graduation_needs_marks_and_two_opinions",
                condition=Q(outcome__in=["", "EXTENDED", "FAILED"])
                | Q(
                    theory__isnull=False,
                    practice__isnull=False,
                    master_agrees=True,
                    leader_agrees=True,
                ),
            ),
        ]
