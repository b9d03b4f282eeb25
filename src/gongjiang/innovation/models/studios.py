"""Studios led by model workers: who belongs to them, how they are named, reviewed and revoked."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.models import Publicity
from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class StudioLevel(models.TextChoices):
    """The levels of a studio, the lowest first; each needs the one below it."""

    ENTERPRISE = "ENTERPRISE", _("enterprise level")
    ZONE = "ZONE", _("zone level")
    CITY = "CITY", _("city level")
    PROVINCE = "PROVINCE", _("provincial level")
    NATIONAL = "NATIONAL", _("national level")


class Studio(models.Model):
    """A model-worker innovation studio (劳模创新工作室), usually named after who leads it.

    DECLARED, VERIFIED on the spot, NAMED at `level`, or REVOKED when it lost its name. Its standing
    is the measure in force.
    Personal data: who leads it, under which title.
    """

    class State(models.TextChoices):
        DECLARED = "DECLARED", _("declared")
        VERIFIED = "VERIFIED", _("verified")
        NAMED = "NAMED", _("named")
        REVOKED = "REVOKED", _("revoked")

    class Standing(models.TextChoices):
        ORDINARY = "ORDINARY", _("in good order")
        STARRED = "STARRED", _("starred")
        WARNED = "WARNED", _("warned")
        RECTIFYING = "RECTIFYING", _("has to rectify")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    name = models.CharField(max_length=80)
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # where it works
    leader = models.ForeignKey(Person, models.PROTECT, related_name="studios_led")
    leader_title = models.CharField(max_length=80, blank=True)  # the honour, as its document says
    title_level = models.CharField(max_length=10, choices=StudioLevel, blank=True)  # of the honour
    field = models.CharField(max_length=80)  # what it works on
    state = models.CharField(max_length=10, choices=State, default=State.DECLARED)
    level = models.CharField(max_length=10, choices=StudioLevel, blank=True)  # blank: never named
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.ORDINARY)
    declared_on = models.DateField()
    named_on = models.DateField(null=True)  # the first time, at whatever level
    ended_on = models.DateField(null=True)

    forgets = Forgets(about=("leader",), empties={"name": GONE, "leader_title": GONE})

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="studio_has_a_level_exactly_when_named_once",
                condition=Q(state__in=["NAMED", "REVOKED"], named_on__isnull=False) & ~Q(level="")
                | ~Q(state__in=["NAMED", "REVOKED"]) & Q(named_on__isnull=True, level=""),
            ),
            models.CheckConstraint(
                name="studio_over_exactly_when_it_has_a_day",
                condition=Q(state="REVOKED") ^ Q(ended_on__isnull=True),
            ),
        ]
        indexes = [
            models.Index(name="studio_by_enterprise", fields=["enterprise", "state"]),
            models.Index(name="studio_by_level", fields=["state", "level"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state != self.State.REVOKED


class StudioMember(Dated):
    """Somebody belongs to a studio, its leader included, on `[valid_from, valid_to)`.

    Personal data. `group` says what they are there, for the mix a higher level asks for.
    """

    class Group(models.TextChoices):
        SKILLED = "SKILLED", _("skilled worker")
        TECHNICAL = "TECHNICAL", _("technical staff")
        MANAGEMENT = "MANAGEMENT", _("management")

    studio = models.ForeignKey(Studio, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    group = models.CharField(max_length=10, choices=Group)

    class Meta:
        constraints = [
            ends_after_it_starts("studio_member_ends_after_it_starts"),
            one_at_a_time("studio_id", "person_id", name="studio_member_once_at_a_time"),
        ]
        indexes = [models.Index(name="studio_member_by_person", fields=["person"])]


class StudioHandover(models.Model):
    """A studio went from one leader to another; what it was called and stood on before.

    Personal data: who led it, under which title, and why they no longer do.
    """

    studio = models.ForeignKey(Studio, models.PROTECT, related_name="handovers")
    before = models.ForeignKey(Person, models.PROTECT, related_name="+")
    after = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()  # the first day under the new leader
    name_before = models.CharField(max_length=80)
    title_before = models.CharField(max_length=80, blank=True)
    title_level_before = models.CharField(max_length=10, choices=StudioLevel, blank=True)
    reason = models.CharField(max_length=300)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    forgets = Forgets(
        about=("before", "after"),
        empties={"name_before": GONE, "title_before": "", "reason": GONE},
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="studio_handover_once_a_day", fields=["studio", "on"]),
            models.CheckConstraint(
                name="studio_handover_to_somebody_else", condition=~Q(before=models.F("after"))
            ),
            models.CheckConstraint(name="studio_handover_with_a_reason", condition=~Q(reason="")),
        ]


class StudioNaming(models.Model):
    """A studio's way to one level: declared, checked at the desk, inspected, public, named.

    DECLARED, CHECKED (desk), VERIFIED (on the spot), PUBLIC, then NAMED; REFUSED with a reason at
    any step, or WITHDRAWN. Levels above the zone's are named by others: the document is recorded.
    """

    class State(models.TextChoices):
        DECLARED = "DECLARED", _("waits for the desk check")
        CHECKED = "CHECKED", _("waits for the inspection")
        VERIFIED = "VERIFIED", _("waits for publicity")
        PUBLIC = "PUBLIC", _("is public")
        NAMED = "NAMED", _("named")
        REFUSED = "REFUSED", _("not named")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    OPEN = (State.DECLARED, State.CHECKED, State.VERIFIED, State.PUBLIC)

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    studio = models.ForeignKey(Studio, models.PROTECT, related_name="namings")
    level = models.CharField(max_length=10, choices=StudioLevel)
    state = models.CharField(max_length=10, choices=State, default=State.DECLARED)
    declared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    declared_on = models.DateField()
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    checked_on = models.DateField(null=True)
    inspected_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    inspected_on = models.DateField(null=True)
    publicity = models.ForeignKey(Publicity, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # why not
    document = models.CharField(max_length=120, blank=True)  # number of the naming document
    authority = models.CharField(max_length=120, blank=True)  # who issued it

    forgets = Forgets(
        about=("studio__leader",), empties={"reason": GONE}, subject="innovation.studio_naming"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="studio_naming_one_open",
                fields=["studio"],
                condition=Q(state__in=["DECLARED", "CHECKED", "VERIFIED", "PUBLIC"]),
            ),
            models.UniqueConstraint(
                name="studio_naming_a_level_once",
                fields=["studio", "level"],
                condition=Q(state="NAMED"),
            ),
            models.CheckConstraint(
                name="studio_naming_over_exactly_when_it_has_a_day",
                condition=Q(state__in=["NAMED", "REFUSED", "WITHDRAWN"])
                ^ Q(decided_on__isnull=True),
            ),
            models.CheckConstraint(
                name="studio_naming_refused_with_a_reason",
                condition=~Q(state="REFUSED") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="studio_naming_above_the_zone_with_its_document",
                condition=~Q(state="NAMED", level__in=["CITY", "PROVINCE", "NATIONAL"])
                | (~Q(document="") & ~Q(authority="")),
            ),
        ]


class StudioEvidence(models.Model):
    """What a naming brings for one criterion, and whether desk and site found it so."""

    class Criterion(models.TextChoices):
        TITLE = "TITLE", _("leader's title of honour")
        TEAM = "TEAM", _("team")
        PLACE = "PLACE", _("fixed place")
        EQUIPMENT = "EQUIPMENT", _("equipment")
        FUNDS = "FUNDS", _("dedicated funds")
        RULES = "RULES", _("rules")
        PLAN = "PLAN", _("plan")
        TOPICS = "TOPICS", _("innovation topics")

    naming = models.ForeignKey(StudioNaming, models.PROTECT, related_name="evidence")
    criterion = models.CharField(max_length=10, choices=Criterion)
    statement = models.CharField(max_length=300)
    desk_holds = models.BooleanField(null=True)
    site_holds = models.BooleanField(null=True)
    remark = models.CharField(max_length=300, blank=True)

    forgets = Forgets(
        about=("naming__studio__leader",),
        empties={"statement": GONE, "remark": GONE},
        subject="innovation.studio_evidence",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="studio_evidence_once", fields=["naming", "criterion"]),
        ]


class StudioReview(models.Model):
    """The yearly review of a named studio: computed points, and what named people made of them.

    `lines` hold for each heading its points, the most there were, and the records that gave them.
    A review without a result is only the sheet.
    """

    class Result(models.TextChoices):
        EXCELLENT = "EXCELLENT", _("excellent")
        QUALIFIED = "QUALIFIED", _("qualified")
        RECTIFY = "RECTIFY", _("has to rectify")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    studio = models.ForeignKey(Studio, models.PROTECT, related_name="reviews")
    year = models.SmallIntegerField()
    level = models.CharField(max_length=10, choices=StudioLevel)  # at which it was reviewed
    lines = models.JSONField(default=list)
    points = models.DecimalField(max_digits=5, decimal_places=2)
    computed_on = models.DateField()
    result = models.CharField(max_length=10, choices=Result, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    rectify_by = models.DateField(null=True)  # the last day

    forgets = Forgets(
        about=("studio__leader",), empties={"reason": GONE}, subject="innovation.studio_review"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="studio_review_once_a_year", fields=["studio", "year"]),
            models.CheckConstraint(
                name="studio_review_points_in_range", condition=Q(points__range=(0, 100))
            ),
            models.CheckConstraint(
                name="studio_review_decided_exactly_with_day_and_reason",
                condition=Q(result="", decided_on__isnull=True, reason="")
                | ~Q(result="") & Q(decided_on__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="studio_review_rectify_exactly_with_a_last_day",
                condition=Q(result="RECTIFY") ^ Q(rectify_by__isnull=True),
            ),
        ]


class StudioMeasure(models.Model):
    """A star, a warning, an order to rectify, or the name revoked: with its reason, by somebody.

    In force until `lifted_on`; an appeal that was upheld lifts it on the day it was taken.
    """

    class Kind(models.TextChoices):
        STAR = "STAR", _("star")
        WARN = "WARN", _("warning")
        RECTIFY = "RECTIFY", _("order to rectify")
        REVOKE = "REVOKE", _("name revoked")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    studio = models.ForeignKey(Studio, models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=8, choices=Kind)
    reason = models.CharField(max_length=300)
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    taken_on = models.DateField()
    until = models.DateField(null=True)  # the last day to rectify
    lifted_on = models.DateField(null=True)
    lifted_because = models.CharField(max_length=300, blank=True)
    review = models.ForeignKey(StudioReview, models.PROTECT, null=True, related_name="measures")

    forgets = Forgets(
        about=("studio__leader",),
        empties={"reason": GONE, "lifted_because": GONE},
        subject="innovation.studio_measure",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="studio_measure_one_in_force",
                fields=["studio"],
                condition=Q(lifted_on__isnull=True),
            ),
            models.CheckConstraint(name="studio_measure_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="studio_measure_rectify_exactly_with_a_last_day",
                condition=Q(kind="RECTIFY") ^ Q(until__isnull=True),
            ),
            models.CheckConstraint(
                name="studio_measure_lifted_with_a_reason",
                condition=Q(lifted_on__isnull=True) ^ ~Q(lifted_because=""),
            ),
        ]
