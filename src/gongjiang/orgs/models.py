"""What is kept of units: three dated trees, and the dated links between them."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _


class Tree(models.TextChoices):
    ADMINISTRATIVE = "ADMINISTRATIVE", _("administrative")
    PARTY = "PARTY", _("Party")
    UNION = "UNION", _("union")


class UnitKind(models.TextChoices):
    """Every kind of unit; which may stand under which is in `rules`."""

    ZONE = "ZONE", _("development zone")
    AREA = "AREA", _("area")
    GRID = "GRID", _("grid")
    ENTERPRISE = "ENTERPRISE", _("enterprise")
    WORKSHOP = "WORKSHOP", _("workshop")
    TEAM = "TEAM", _("team")

    WORK_COMMITTEE = "WORK_COMMITTEE", _("Party work committee")
    PRIMARY_COMMITTEE = "PRIMARY_COMMITTEE", _("primary committee")
    GENERAL_BRANCH = "GENERAL_BRANCH", _("general branch")
    BRANCH = "BRANCH", _("branch")
    PARTY_GROUP = "PARTY_GROUP", _("Party group")

    ZONE_UNION = "ZONE_UNION", _("zone union")
    ENTERPRISE_UNION = "ENTERPRISE_UNION", _("enterprise union")
    JOINT_UNION = "JOINT_UNION", _("joint union")
    SUB_UNION = "SUB_UNION", _("sub-union")
    UNION_GROUP = "UNION_GROUP", _("union group")


def one_at_a_time(*columns: str, name: str, condition: Q | None = None) -> ExclusionConstraint:
    """Refuse two rows whose columns are all equal and whose half-open periods share a day.

    Each id is compared as a range of one, because comparing it directly would need an extension
    the embedded server does not have.
    """
    same = [
        (Func(F(column), F(column), Value("[]"), function="int8range"), RangeOperators.OVERLAPS)
        for column in columns
    ]
    days = Func(F("valid_from"), F("valid_to"), function="daterange")
    return ExclusionConstraint(
        name=name, expressions=[*same, (days, RangeOperators.OVERLAPS)], condition=condition
    )


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    """Refuse an empty period: `[valid_from, valid_to)` holds at least one day."""
    return models.CheckConstraint(
        name=name, condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
    )


class Dated(models.Model):
    """A row that is true on the days `[valid_from, valid_to)`; no end: it still is."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        abstract = True


class Unit(models.Model):
    """A node of one of the three trees. It exists on the days `[opened_on, closed_on)`."""

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    tree = models.CharField(max_length=20, choices=Tree)
    kind = models.CharField(max_length=20, choices=UnitKind)
    name = models.CharField(max_length=120)
    name_pinyin = models.CharField(max_length=400)
    name_initials = models.CharField(max_length=120)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unit_closes_after_it_opens",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gt=F("opened_on")),
            ),
        ]
        indexes = [models.Index(name="unit_by_kind_and_pinyin", fields=["kind", "name_pinyin"])]

    def __str__(self) -> str:
        return self.name


class Placement(Dated):
    """Where a unit stands: under which parent, and when."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="child_placements")

    class Meta:
        constraints = [
            ends_after_it_starts("placement_ends_after_it_starts"),
            one_at_a_time("unit_id", name="placement_one_parent_at_a_time"),
            models.CheckConstraint(
                name="placement_not_under_itself", condition=~Q(unit=F("parent"))
            ),
        ]


class Ancestry(Dated):
    """The dated closure of the placements: on these days the descendant stood under the ancestor.

    Each unit is its own ancestor at depth 0 while it exists. Derived, never edited by hand.
    """

    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    depth = models.SmallIntegerField()

    class Meta:
        constraints = [ends_after_it_starts("ancestry_ends_after_it_starts")]
        indexes = [
            models.Index(name="ancestry_downwards", fields=["ancestor", "depth", "descendant"]),
            models.Index(name="ancestry_upwards", fields=["descendant", "depth", "ancestor"]),
        ]


class Enterprise(models.Model):
    """What an enterprise is besides a unit (domain.md §1.1)."""

    class Ownership(models.TextChoices):
        NON_PUBLIC = "NON_PUBLIC", _("non-public")
        STATE = "STATE", _("state-owned")
        FOREIGN = "FOREIGN", _("foreign-invested")
        SOCIAL_ORG = "SOCIAL_ORG", _("social organisation")

    unit = models.OneToOneField(Unit, models.PROTECT, primary_key=True, related_name="enterprise")
    uscc = models.CharField(max_length=18, unique=True)
    ownership = models.CharField(max_length=20, choices=Ownership)
    industry_code = models.CharField(max_length=5)  # GB/T 4754: a letter, then digits
    group_name = models.CharField(max_length=120, blank=True)
    chain_master = models.BooleanField(default=False)
    above_scale = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.uscc


class OperatingSpell(Dated):
    """The days on which an enterprise really operated (实体运营)."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="operating_spells")

    class Meta:
        constraints = [
            ends_after_it_starts("operating_spell_ends_after_it_starts"),
            one_at_a_time("enterprise_id", name="operating_spell_one_at_a_time"),
        ]


class Link(Dated):
    """A dated relation from a unit of one tree to a unit of another."""

    class Kind(models.TextChoices):
        SEATED_AT = "SEATED_AT", _("stands in the unit")
        COVERS_SINGLE = "COVERS_SINGLE", _("covers, set up for it alone")
        COVERS_JOINT = "COVERS_JOINT", _("covers jointly with others")
        COVERS_REGIONAL = "COVERS_REGIONAL", _("covers by region")
        COVERS_INDUSTRY = "COVERS_INDUSTRY", _("covers by trade")
        AFFILIATED = "AFFILIATED", _("affiliated")

    kind = models.CharField(max_length=20, choices=Kind)
    source = models.ForeignKey(Unit, models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Unit, models.PROTECT, related_name="links_in")

    class Meta:
        constraints = [
            ends_after_it_starts("link_ends_after_it_starts"),
            one_at_a_time("source_id", "target_id", name="link_once_at_a_time"),
        ]
