"""The skill matrix: which skills a unit needs, and how well each of its people has them."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import Forgets
from gongjiang.skills.models.occupations import Occupation


class SkillLevel(models.IntegerChoices):
    """The scale of the matrix (domain.md §5.5)."""

    NONE = 0, _("none")
    LEARNING = 1, _("learning")
    GUIDED = 2, _("under guidance")
    INDEPENDENT = 3, _("independent")
    TEACHES = 4, _("can teach")


INDEPENDENT = SkillLevel.INDEPENDENT
"""From this level on somebody has the skill."""


class Skill(models.Model):
    """A skill that a unit, and all beneath it, needs. Retired rather than deleted."""

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="skills")
    name = models.CharField(max_length=60)
    occupation = models.ForeignKey(Occupation, models.PROTECT, null=True, related_name="+")
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="skill_named_once",
                fields=["unit", "name"],
                condition=Q(retired_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.name


class SkillAssessment(Dated):
    """Somebody's level in a skill from a day on, until the next assessment. Personal data."""

    skill = models.ForeignKey(Skill, models.PROTECT, related_name="assessments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="skill_assessments")
    level = models.SmallIntegerField(choices=SkillLevel)
    assessed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    forgets = Forgets(empties={"note": ""})

    class Meta:
        constraints = [
            ends_after_it_starts("skill_assessment_ends_after_it_starts"),
            one_at_a_time("skill_id", "person_id", name="skill_assessment_one_at_a_time"),
            models.CheckConstraint(
                name="skill_assessment_level_on_scale", condition=Q(level__gte=0, level__lte=4)
            ),
        ]
        indexes = [
            models.Index(
                name="skill_assessment_running",
                fields=["person", "skill"],
                condition=Q(valid_to__isnull=True),
                include=["level"],
            )
        ]
