"""An employer's own workbook as a proposal: what it would change, line by line."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Unit
from gongjiang.people.models.brought import Brought, BroughtFile, has_its_moments
from gongjiang.people.models.forgotten import Forgets
from gongjiang.people.models.person import Person
from gongjiang.people.models.work import EmploymentKind, EndReason, PostKind


class RosterImport(Brought):
    """An employer's roster, compared with the roll."""

    scope = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    changes_on = models.DateField()  # from when on moves and new kinds hold
    leaving_on = models.DateField(null=True)  # first day no longer worked; null: nobody leaves
    leaving_reason = models.CharField(max_length=16, choices=EndReason, blank=True)
    post_kinds = models.JSONField(default=dict)  # post: kind, as chosen for this file
    assumed = models.JSONField(default=dict)  # what the file left open, and what was taken
    openings = models.JSONField(default=list)  # units that are to be opened

    class Meta:
        constraints = [
            *has_its_moments("roster"),
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


class RosterFile(BroughtFile):
    """The file of a `RosterImport`."""

    roster = models.OneToOneField(
        RosterImport, models.CASCADE, primary_key=True, related_name="file"
    )


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
