"""An employer's own workbook as a proposal: what it would change, line by line."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Unit
from gongjiang.people.models.forgotten import Forgets
from gongjiang.people.models.person import Person
from gongjiang.people.models.work import EmploymentKind, EndReason, PostKind


class RosterImport(models.Model):
    """One workbook of an enterprise's HR, read, compared with the roll, and perhaps applied.

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
    scope = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=150)
    language = models.CharField(max_length=10)  # in which its sentences are written
    keep_until = models.DateField()  # the first day without file and lines
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    refusal = models.TextField(blank=True)

    changes_on = models.DateField()  # from when on moves and new kinds hold
    leaving_on = models.DateField(null=True)  # first day no longer worked; null: nobody leaves
    leaving_reason = models.CharField(max_length=16, choices=EndReason, blank=True)

    chosen = models.JSONField(default=dict)  # heading as written: column key, "" for none
    post_kinds = models.JSONField(default=dict)  # post: kind, as chosen for this file
    reading = models.JSONField(default=dict)  # sheet, header row, guesses, columns left out
    assumed = models.JSONField(default=dict)  # what the file left open, and what was taken
    openings = models.JSONField(default=list)  # units that are to be opened

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
        constraints = [
            models.CheckConstraint(
                name="roster_applied_exactly_when_it_has_a_moment",
                condition=Q(
                    state__in=["APPLIED", "UNDOING", "UNDONE"],
                    applied_at__isnull=False,
                    last_entry__isnull=False,
                )
                | (~Q(state__in=["APPLIED", "UNDOING", "UNDONE"]) & Q(applied_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="roster_undone_exactly_when_it_has_a_moment",
                condition=Q(state="UNDONE") ^ Q(undone_at__isnull=True),
            ),
            models.CheckConstraint(
                name="roster_leaving_has_day_and_reason",
                condition=Q(leaving_on__isnull=True, leaving_reason="")
                | (Q(leaving_on__isnull=False) & ~Q(leaving_reason="")),
            ),
        ]
        indexes = [
            models.Index(name="roster_by_enterprise", fields=["enterprise", "-uploaded_at"]),
            models.Index(name="roster_by_keeping", fields=["keep_until"]),
        ]

    def __str__(self) -> str:
        return self.file_name


class RosterFile(models.Model):
    """The bytes of an import's workbook, encrypted; gone when the import is kept no longer.

    Beside them what jobs leave for the page: the workbook with what is wrong in it, encrypted too;
    how far the job under way has come, here because it has locked the import's own row; and what
    was found to rest on the import when it was to be undone. Personal data.
    """

    roster = models.OneToOneField(
        RosterImport, models.CASCADE, primary_key=True, related_name="file"
    )
    sealed = models.BinaryField()
    size = models.IntegerField()  # bytes, in clear
    annotated = models.BinaryField(null=True)  # null: not written yet, or nothing is wrong
    rows_done = models.IntegerField(db_default=0)
    rows_all = models.IntegerField(db_default=0)  # 0: not known yet
    resting = models.JSONField(null=True)  # each: kind, on, person_id


class RosterHabits(models.Model):
    """What an enterprise's workbooks have meant before, so that it is asked once."""

    enterprise = models.OneToOneField(
        Unit, models.CASCADE, primary_key=True, related_name="roster_habits"
    )
    columns = models.JSONField(default=dict)  # heading: column key, "" for none
    post_kinds = models.JSONField(default=dict)  # post: kind


class RosterLine(models.Model):
    """What one row of the file, or one person missing from it, comes to. Personal data.

    Ids are bare: those of rows that applying is to make are reserved when the line is written,
    and stand nowhere until then. What encrypts is sealed for the person it will belong to.
    """

    class Verdict(models.TextChoices):
        NEW = "NEW", _("new")
        CHANGED = "CHANGED", _("changed")
        UNCHANGED = "UNCHANGED", _("unchanged")
        LEAVING = "LEAVING", _("leaving")
        HELD = "HELD", _("needs confirmation")
        WRONG = "WRONG", _("wrong")

    class Note(models.TextChoices):
        MINOR = "MINOR", _("16 or 17: no hazardous post, no night work")
        KIND_ASSUMED = "KIND_ASSUMED", _("kind of employment taken as regular")
        UNIT_ASSUMED = "UNIT_ASSUMED", _("placed in the unit that was chosen for the file")
        POST_KIND_GUESSED = "POST_KIND_GUESSED", _("kind of post guessed from its name")
        REHIRED = "REHIRED", _("worked here before")
        ANOTHERS = "ANOTHERS", _("works here for another employer, who keeps this record")

    id = models.BigAutoField(primary_key=True)
    roster = models.ForeignKey(RosterImport, models.CASCADE, related_name="lines", db_index=False)
    number = models.IntegerField()  # the row as Excel shows it; 0 for who is missing from the file
    verdict = models.CharField(max_length=10, choices=Verdict)
    notes = ArrayField(models.CharField(max_length=20, choices=Note), default=list)
    problems = models.JSONField(default=list)  # each: column, value, problem, remedy

    name = models.CharField(max_length=60)
    number_shown = models.CharField(max_length=20)  # the national ID, masked
    phone_shown = models.CharField(max_length=20)  # masked

    # As what the person would stand on the roll, from this day on; of who leaves, the first day
    # no longer worked.
    effective_on = models.DateField(null=True)
    kind = models.CharField(max_length=12, choices=EmploymentKind)
    unit_id = models.BigIntegerField(null=True)
    post = models.CharField(max_length=60)
    post_kind = models.CharField(max_length=12, choices=PostKind)

    # What is done: somebody is registered, employed, posted; what was there before ends.
    registers = models.BooleanField(default=False)
    phones = models.BooleanField(default=False)
    person_id = models.BigIntegerField(null=True)
    employment_id = models.BigIntegerField(null=True)
    posting_id = models.BigIntegerField(null=True)
    old_employment_id = models.BigIntegerField(null=True)
    old_posting_id = models.BigIntegerField(null=True)

    public_id: models.UUIDField[UUID | None, UUID | None] = models.UUIDField(null=True)
    name_pinyin = models.CharField(max_length=200)
    name_initials = models.CharField(max_length=60)
    sex = models.CharField(max_length=10, choices=Person.Sex)
    born_on = models.DateField(null=True)
    national_id_cipher = models.TextField()
    national_id_hash = models.CharField(max_length=64)
    phone_cipher = models.TextField()
    phone_hash = models.CharField(max_length=64)
    old_phone_cipher = models.TextField()
    old_phone_hash = models.CharField(max_length=64)

    forgets = Forgets(
        about=("person_id",),
        empties={
            "problems": [],
            "born_on": None,
            **dict.fromkeys(("name", "name_pinyin", "name_initials"), ""),
            **dict.fromkeys(("number_shown", "national_id_cipher", "national_id_hash"), ""),
            **dict.fromkeys(("phone_shown", "phone_cipher", "phone_hash"), ""),
            **dict.fromkeys(("old_phone_cipher", "old_phone_hash"), ""),
        },
    )

    class Meta:
        indexes = [
            models.Index(name="roster_line_by_verdict", fields=["roster", "verdict", "number"]),
        ]


class EmploymentHold(models.Model):
    """An employer says that somebody begins to work there, and it needs confirmation first.

    WAITING, then CONFIRMED (with the employment it made) or DECLINED by the person or the zone,
    or WITHDRAWN with the import it came from. The employer reads the same words whatever the
    ground is. Personal data.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", _("waiting for confirmation")
        CONFIRMED = "CONFIRMED", _("confirmed")
        DECLINED = "DECLINED", _("not confirmed")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="employment_holds")
    roster = models.ForeignKey(RosterImport, models.PROTECT, related_name="holds")
    row = models.IntegerField()  # as Excel shows it
    name_given = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=EmploymentKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    post = models.CharField(max_length=60)
    post_kind = models.CharField(max_length=12, choices=PostKind)
    starts_on = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=400, blank=True)
    employment = models.OneToOneField(
        "people.Employment", models.PROTECT, null=True, related_name="hold"
    )

    forgets = Forgets(empties={"name_given": "", "answer": ""})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="hold_one_waiting_for_a_person_and_an_employer",
                fields=["enterprise", "person"],
                condition=Q(state="WAITING"),
            ),
            models.CheckConstraint(
                name="hold_decided_exactly_when_it_has_a_moment",
                condition=Q(state="WAITING") ^ Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="hold_confirmed_has_its_employment",
                condition=Q(state="CONFIRMED") | Q(employment__isnull=True),
            ),
        ]
        indexes = [models.Index(name="hold_by_state", fields=["state", "asked_at"])]
