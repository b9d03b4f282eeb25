"""What is kept in a studio's work room: topics, minutes, book, equipment, apprentices, results."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models.studios import Studio
from gongjiang.orgs.models import Dated, ends_after_it_starts, one_at_a_time
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class StudioTopic(models.Model):
    """Something a studio wants to solve: OPEN, then DONE with what came of it, or DROPPED."""

    class State(models.TextChoices):
        OPEN = "OPEN", _("under way")
        DONE = "DONE", _("done")
        DROPPED = "DROPPED", _("dropped")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    studio = models.ForeignKey(Studio, models.PROTECT, related_name="topics")
    title = models.CharField(max_length=120)
    goal = models.CharField(max_length=300)
    started_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    ended_on = models.DateField(null=True)
    outcome = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="studio_topic_ended_exactly_with_a_day_and_outcome",
                condition=Q(state="OPEN", ended_on__isnull=True, outcome="")
                | ~Q(state="OPEN") & Q(ended_on__isnull=False) & ~Q(outcome=""),
            ),
        ]
        indexes = [models.Index(name="studio_topic_by_studio", fields=["studio", "state"])]

    def __str__(self) -> str:
        return self.title


class StudioMinutes(models.Model):
    """What a studio did on a day: met, tried something, taught. Personal data: text.

    `present` counts heads, whoever was taught included; a trial says how it went.
    """

    class Kind(models.TextChoices):
        MEETING = "MEETING", _("meeting")
        TRIAL = "TRIAL", _("trial")
        TRAINING = "TRAINING", _("training")

    class Outcome(models.TextChoices):
        SUCCESS = "SUCCESS", _("it worked")
        FAILURE = "FAILURE", _("it did not work")
        OPEN = "OPEN", _("not decided yet")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    studio = models.ForeignKey(Studio, models.PROTECT, related_name="minutes")
    topic = models.ForeignKey(StudioTopic, models.PROTECT, null=True, related_name="minutes")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.MEETING)
    held_on = models.DateField()
    present = models.SmallIntegerField()
    text = models.TextField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    forgets = Forgets(
        about=("written_by",), empties={"text": GONE}, subject="innovation.studio_minutes"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="studio_minutes_somebody_was_there", condition=Q(present__gte=1)
            ),
            models.CheckConstraint(
                name="studio_minutes_trial_exactly_with_an_outcome",
                condition=Q(kind="TRIAL") ^ Q(outcome=""),
            ),
        ]
        indexes = [models.Index(name="studio_minutes_by_studio", fields=["studio", "-held_on"])]


class StudioBudgetLine(models.Model):
    """One line of a studio's book: money given to it or spent, never edited, only reversed."""

    class Kind(models.TextChoices):
        ALLOTTED = "ALLOTTED", _("allotted")
        SPENT = "SPENT", _("spent")

    studio = models.ForeignKey(Studio, models.PROTECT, related_name="book")
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField()
    amount_fen = models.BigIntegerField()  # fen; a reversal bears the negative of what it reverses
    purpose = models.CharField(max_length=120)
    document = models.CharField(max_length=60, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="studio_budget_negative_exactly_when_it_reverses",
                condition=Q(amount_fen__gt=0, reverses__isnull=True)
                | Q(amount_fen__lt=0, reverses__isnull=False),
            ),
        ]
        indexes = [models.Index(name="studio_budget_by_studio", fields=["studio", "on"])]


class StudioEquipment(models.Model):
    """A piece of equipment a studio has until it gave it up."""

    studio = models.ForeignKey(Studio, models.PROTECT, related_name="equipment")
    name = models.CharField(max_length=80)
    count = models.SmallIntegerField(default=1)
    acquired_on = models.DateField()
    value_fen = models.BigIntegerField()  # fen, of all of them
    given_up_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="studio_equipment_counts", condition=Q(count__gte=1, value_fen__gte=0)
            ),
        ]


class StudioApprentice(Dated):
    """Somebody learns in a studio from one of its members, on `[valid_from, valid_to)`.

    Personal data. What they grew to is read from the ledger, never typed here.
    """

    studio = models.ForeignKey(Studio, models.PROTECT, related_name="apprentices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    master = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            ends_after_it_starts("studio_apprentice_ends_after_it_starts"),
            one_at_a_time("studio_id", "person_id", name="studio_apprentice_once_at_a_time"),
            models.CheckConstraint(
                name="studio_apprentice_not_of_oneself",
                condition=~Q(person=models.F("master")),
            ),
        ]


class StudioResult(models.Model):
    """Something a studio brought about, kept where it was made: here stands only which one it is.

    `source_id` is the row's id in the table its kind names; standards and papers are kept nowhere
    else, so they name their `reference`. One row of another table is the result of one studio.
    """

    class Kind(models.TextChoices):
        PROPOSAL = "PROPOSAL", _("improvement idea")
        PROJECT = "PROJECT", _("technical innovation project")
        FIVE_SMALL = "FIVE_SMALL", _("five small")
        PATENT = "PATENT", _("patent")
        METHOD = "METHOD", _("operating method")  # the project that bears its name
        CHALLENGE = "CHALLENGE", _("solved challenge")
        STANDARD = "STANDARD", _("standard")
        PAPER = "PAPER", _("paper")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    studio = models.ForeignKey(Studio, models.PROTECT, related_name="results")
    topic = models.ForeignKey(StudioTopic, models.PROTECT, null=True, related_name="results")
    kind = models.CharField(max_length=10, choices=Kind)
    source_id = models.BigIntegerField(null=True)
    reference = models.CharField(max_length=160, blank=True)
    title = models.CharField(max_length=120)
    happened_on = models.DateField()
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="studio_result_of_one_studio",
                fields=["kind", "source_id"],
                condition=Q(source_id__isnull=False),
            ),
            models.CheckConstraint(
                name="studio_result_refers_to_something",
                condition=Q(kind__in=["STANDARD", "PAPER"], source_id__isnull=True)
                & ~Q(reference="")
                | ~Q(kind__in=["STANDARD", "PAPER"]) & Q(source_id__isnull=False),
            ),
        ]
        indexes = [models.Index(name="studio_result_by_studio", fields=["studio", "kind"])]


class StudioReport(models.Model):
    """What a studio reports of a quarter, once. Personal data: text."""

    studio = models.ForeignKey(Studio, models.PROTECT, related_name="reports")
    year = models.SmallIntegerField()
    quarter = models.SmallIntegerField()
    text = models.TextField()
    due_on = models.DateField()
    handed_in_on = models.DateField()
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    forgets = Forgets(about=("written_by",), empties={"text": GONE})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="studio_report_once_a_quarter", fields=["studio", "year", "quarter"]
            ),
            models.CheckConstraint(
                name="studio_report_of_a_quarter", condition=Q(quarter__range=(1, 4))
            ),
        ]

    @property
    def in_time(self) -> bool:
        return self.handed_in_on <= self.due_on
