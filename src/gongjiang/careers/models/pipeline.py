"""The echelon (梯队): key positions, those who could follow, and those sent elsewhere."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongjiang.careers.models.spells import in_scale
from gongjiang.careers.rules import echelon
from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class Readiness(models.TextChoices):
    """When a successor could take over; the echelon (A/B/C 梯队) follows from it."""

    NOW = echelon.NOW, _("now (echelon A)")
    NEXT = echelon.NEXT, _("in 1 to 2 years (echelon B)")
    LATER = echelon.LATER, _("in 3 to 5 years (echelon C)")


class Level(models.IntegerChoices):
    """One side of the nine-box grid (九宫格)."""

    LOW = 1, _("low")
    MIDDLE = 2, _("middle")
    HIGH = 3, _("high")


class ExportKind(models.TextChoices):
    TRANSFER = "TRANSFER", _("transferred")
    DISPATCH = "DISPATCH", _("dispatched")
    SECONDMENT = "SECONDMENT", _("seconded")


class KeyPosition(Dated):
    """A position (关键岗位) that must not stand empty, for which successors are prepared.

    Attributes:
        unit: where it stands, the enterprise itself or a unit within it.
        grade: the grade of the common scale at which it stands; null: not graded.
        why: what makes it a key position; closed_why: why it is one no longer.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="key_positions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    grade = models.SmallIntegerField(null=True)
    why = models.CharField(max_length=200)
    closed_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            ends_after_it_starts("key_position_ends_after_it_starts"),
            models.CheckConstraint(
                name="key_position_grade_on_the_scale",
                condition=Q(grade__isnull=True) | in_scale("grade"),
            ),
            models.CheckConstraint(
                name="key_position_closed_with_a_reason",
                condition=Q(valid_to__isnull=True, closed_why="")
                | (Q(valid_to__isnull=False) & ~Q(closed_why="")),
            ),
            models.UniqueConstraint(
                name="key_position_once_in_a_unit",
                fields=["unit", "title"],
                condition=Q(valid_to__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Successor(Dated):
    """Somebody prepared to follow in a key position (继任), at one readiness. Personal data.

    Another readiness is another row: a removal and a naming on the same day.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    position = models.ForeignKey(KeyPosition, models.PROTECT, related_name="successors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="successions")
    readiness = models.CharField(max_length=4, choices=Readiness)
    why = models.CharField(max_length=200)
    removed_why = models.CharField(max_length=200, blank=True)

    forgets = Forgets(empties=dict.fromkeys(("why", "removed_why"), GONE))

    class Meta:
        constraints = [
            ends_after_it_starts("successor_ends_after_it_starts"),
            one_at_a_time("position_id", "person_id", name="successor_once_at_a_time"),
            models.CheckConstraint(
                name="successor_removed_with_a_reason",
                condition=Q(valid_to__isnull=True, removed_why="")
                | (Q(valid_to__isnull=False) & ~Q(removed_why="")),
            ),
        ]

    @property
    def echelon(self) -> str:
        return echelon.ECHELONS[self.readiness]


class Potential(models.Model):
    """A yearly review in the nine-box grid: performance by potential. Sensitive personal data.

    HR of the enterprise and the line see it, and nobody else: it leaves no fact, so that no growth
    file, lake, index or export holds it. A review is never changed: a later revision replaces it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    revision = models.SmallIntegerField()
    performance = models.SmallIntegerField(choices=Level)
    potential = models.SmallIntegerField(choices=Level)
    note = models.CharField(max_length=300, blank=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    forgets = Forgets(deletes=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="potential_once_a_revision",
                fields=["person", "enterprise", "year", "revision"],
            ),
            models.CheckConstraint(
                name="potential_is_in_the_grid",
                condition=Q(performance__in=Level.values, potential__in=Level.values),
            ),
            models.CheckConstraint(
                name="potential_not_by_oneself", condition=~Q(person=F("reviewed_by"))
            ),
        ]
        indexes = [models.Index(name="potential_by_year", fields=["enterprise", "year"])]


class NewBase(models.Model):
    """A new base (新基地) of an enterprise outside the zone, to which people can be sent."""

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="new_bases")
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    registered_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="new_base_once", fields=["enterprise", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Export(Dated):
    """Somebody sent to another enterprise or a new base (输出), until they return. Personal data.

    Whether it counts as a backbone exported is worked out by rule, never stored.

    Attributes:
        grade: held when sent; null: none was recorded.
        is_backbone: named a backbone by HR, whatever the grade.
        within_group: to a sibling company, as groups stood then, or to a registered new base.
        valid_from: the first day away; valid_to: the first day back.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="exports")
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="exports")
    to_enterprise = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    to_base = models.ForeignKey(NewBase, models.PROTECT, null=True, related_name="exports")
    kind = models.CharField(max_length=12, choices=ExportKind)
    grade = models.SmallIntegerField(null=True)
    is_backbone = models.BooleanField(default=False)
    within_group = models.BooleanField()
    why = models.CharField(max_length=200)

    forgets = Forgets(empties={"why": GONE})

    class Meta:
        constraints = [
            ends_after_it_starts("export_ends_after_it_starts"),
            one_at_a_time("person_id", "enterprise_id", name="export_once_at_a_time"),
            models.CheckConstraint(
                name="export_has_one_destination",
                condition=Q(to_enterprise__isnull=True) ^ Q(to_base__isnull=True),
            ),
            models.CheckConstraint(
                name="export_leads_elsewhere", condition=~Q(to_enterprise=F("enterprise"))
            ),
        ]
        indexes = [models.Index(name="export_by_enterprise", fields=["enterprise", "valid_from"])]
