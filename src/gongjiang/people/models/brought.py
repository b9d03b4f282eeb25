"""A workbook that an enterprise's HR brings: what every kind of import keeps of it.

A `RosterImport` is one; what other rooms import is a `WorkbookImport`, of a kind that they name.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import BaseConstraint, CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Unit
from gongjiang.people.models.forgotten import Forgets
from gongjiang.people.models.person import Person

APPLIED_ONCE = ("APPLIED", "UNDOING", "UNDONE")


class Brought(models.Model):
    """One workbook of an enterprise's HR, read, compared with what is held, and perhaps applied.

    UPLOADED, then MAPPING where a column must be named by a human, CHECKED once its lines stand,
    APPLIED, and perhaps UNDONE. CHECKING, APPLYING and UNDOING are said while that goes on; found
    later, they mean that it was interrupted, and it can be taken up again. FAILED names what stood
    in the way in `refusal`; so does an import that was not applied, or not undone, after all. At
    `keep_until` file and lines go: EXPIRED unless it was applied.
    Personal data: the file name may hold some.
    """

    class State(models.TextChoices):
        UPLOADED = "UPLOADED", _("uploaded")
        CHECKING = "CHECKING", _("being checked")
        MAPPING = "MAPPING", _("columns to be named")
        CHECKED = "CHECKED", _("checked, nothing changed yet")
        APPLYING = "APPLYING", _("being applied")
        APPLIED = "APPLIED", _("applied")
        UNDOING = "UNDOING", _("being undone")
        UNDONE = "UNDONE", _("undone")
        FAILED = "FAILED", _("could not be read")
        DISCARDED = "DISCARDED", _("discarded")
        EXPIRED = "EXPIRED", _("kept no longer")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=150)
    language = models.CharField(max_length=10)  # in which its sentences are written
    keep_until = models.DateField()  # the first day without file and lines
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    refusal = models.TextField(blank=True)

    chosen = models.JSONField(default=dict)  # heading as written: column key, "" for none
    reading = models.JSONField(default=dict)  # sheet, header row, guesses, columns left out

    attempt = models.IntegerField(default=0)  # of checking; only the latest one counts
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)  # verdict: how many lines
    basis = models.CharField(max_length=64, blank=True)  # what the comparison rests on, hashed
    checked_at = models.DateTimeField(null=True)

    applied_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    last_entry = models.BigIntegerField(null=True)  # the ledger's newest when it was applied
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undo_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.file_name


def has_its_moments(noun: str) -> list[BaseConstraint]:
    """Applied and undone exactly when it is said when."""
    return [
        CheckConstraint(
            name=f"{noun}_applied_exactly_when_it_has_a_moment",
            condition=Q(
                state__in=[*APPLIED_ONCE], applied_at__isnull=False, last_entry__isnull=False
            )
            | (~Q(state__in=[*APPLIED_ONCE]) & Q(applied_at__isnull=True)),
        ),
        CheckConstraint(
            name=f"{noun}_undone_exactly_when_it_has_a_moment",
            condition=Q(state="UNDONE") ^ Q(undone_at__isnull=True),
        ),
    ]


class BroughtFile(models.Model):
    """The bytes of an import's workbook, encrypted; gone when the import is kept no longer.

    Its primary key is the import's. Beside the bytes what jobs leave for the page: the workbook
    with what is wrong in it, encrypted too; how far the job under way has come, here because it has
    locked the import's own row; and what was found to rest on the import when it was to be undone.
    Personal data.
    """

    sealed = models.BinaryField()
    size = models.IntegerField()  # bytes, in clear
    annotated = models.BinaryField(null=True)  # null: not written yet, or nothing is wrong
    rows_done = models.IntegerField(db_default=0)
    rows_all = models.IntegerField(db_default=0)  # 0: not known yet
    resting = models.JSONField(null=True)  # each: kind, on, person_id

    class Meta:
        abstract = True


class WorkbookImport(Brought):
    """A workbook of what a room keeps of people: certificates, first grades, staff numbers.

    `kind` names the importer (`people.brought.kinds`), which says what the columns are, what a row
    comes to, and how it is written and taken back.
    """

    kind = models.CharField(max_length=40)

    class Meta:
        constraints = has_its_moments("workbook")
        indexes = [
            models.Index(name="workbook_by_enterprise", fields=["enterprise", "kind"]),
            models.Index(name="workbook_by_keeping", fields=["keep_until"]),
        ]


class WorkbookFile(BroughtFile):
    """The file of a `WorkbookImport`."""

    workbook = models.OneToOneField(
        WorkbookImport, models.CASCADE, primary_key=True, related_name="file"
    )


class WorkbookHabits(models.Model):
    """What an enterprise's workbooks of one kind have meant before, so that it is asked once."""

    enterprise = models.ForeignKey(Unit, models.CASCADE, related_name="workbook_habits")
    kind = models.CharField(max_length=40)
    columns = models.JSONField(default=dict)  # column key: heading, "" for none

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workbook_habits_once", fields=["enterprise", "kind"])
        ]


class WorkbookLine(models.Model):
    """What one row of a `WorkbookImport` comes to. Personal data.

    `says` is the row in words, `changes` what would be otherwise; both are shown. `does` is what
    applying writes, in the importer's own words; `made` what it has made, for taking it back.
    """

    class Verdict(models.TextChoices):
        NEW = "NEW", _("new")
        CHANGED = "CHANGED", _("changed")
        UNCHANGED = "UNCHANGED", _("unchanged")
        WRONG = "WRONG", _("wrong")

    id = models.BigAutoField(primary_key=True)
    workbook = models.ForeignKey(
        WorkbookImport, models.CASCADE, related_name="lines", db_index=False
    )
    number = models.IntegerField()  # the row as Excel shows it
    verdict = models.CharField(max_length=10, choices=Verdict)
    problems = models.JSONField(default=list)  # each: key, column, value, problem, remedy
    notes = models.JSONField(default=list)  # what was taken so, in words

    name = models.CharField(max_length=60)
    number_shown = models.CharField(max_length=30)  # national ID masked, or the staff number
    person_id = models.BigIntegerField(null=True)
    says = models.CharField(max_length=300)
    changes = models.JSONField(default=list)  # each: label, before, after
    does = models.JSONField(default=dict)
    made = models.JSONField(default=dict)

    forgets = Forgets(
        about=("person_id",),
        empties={
            "problems": [],
            "changes": [],
            "does": {},
            "made": {},
            **dict.fromkeys(("name", "number_shown", "says"), ""),
            "notes": [],
        },
    )

    class Meta:
        indexes = [
            models.Index(name="workbook_line_by_verdict", fields=["workbook", "verdict", "number"]),
        ]
