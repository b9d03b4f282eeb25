"""What people do, by the national classification, and which posts are which occupation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import Forgets


class Occupation(models.Model):
    """An entry of the national classification of occupations (国家职业分类大典), or the zone's own.

    Reference data: the public edition lacks some classes, so a zone can add codes. Certificates
    are for occupations of the lowest level.
    """

    class Level(models.IntegerChoices):
        MAJOR = 1, _("major class")
        MIDDLE = 2, _("middle class")
        SMALL = 3, _("small class")
        DETAILED = 4, _("occupation")

    code = models.CharField(max_length=12, unique=True)  # 6-31-01-03: two digits a level below 1
    level = models.SmallIntegerField(choices=Level)
    name = models.CharField(max_length=80)
    name_pinyin = models.CharField(max_length=400)
    name_initials = models.CharField(max_length=80)
    digital = models.BooleanField(default=False)
    green = models.BooleanField(default=False)
    added_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+"
    )  # null: national

    class Meta:
        indexes = [models.Index(name="occupation_by_pinyin", fields=["level", "name_pinyin"])]

    def __str__(self) -> str:
        return self.name


class PostOccupation(models.Model):
    """Which occupation a post of an enterprise is, so that work in it counts as years in it."""

    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="post_occupations")
    post = models.CharField(max_length=60)
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="post_occupation_once", fields=["enterprise", "post"])
        ]


class OccupationChange(models.Model):
    """Somebody added an occupation to the classification, or said which one a post is, and why."""

    class What(models.TextChoices):
        ADDED = "ADDED", _("added to the classification")
        NAMED = "NAMED", _("named as a post's occupation")

    what = models.CharField(max_length=6, choices=What)
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="changes")
    enterprise = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    post = models.CharField(max_length=60, blank=True)
    before = models.ForeignKey(Occupation, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    changed_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="occupation_change_names_a_post_of_an_enterprise",
                condition=models.Q(what="ADDED", enterprise__isnull=True, post="")
                | (models.Q(what="NAMED", enterprise__isnull=False) & ~models.Q(post="")),
            )
        ]
        indexes = [models.Index(name="occupation_change_by_day", fields=["-changed_on", "-id"])]


class Experience(Dated):
    """Work in an occupation that no employment here tells of: before, or elsewhere. Personal data.

    HR records it from a paper it has seen, which it names.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="experience")
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    employer_name = models.CharField(max_length=120)
    proof = models.CharField(max_length=200)

    forgets = Forgets(empties={"employer_name": "", "proof": ""})

    class Meta:
        constraints = [ends_after_it_starts("experience_ends_after_it_starts")]
        indexes = [models.Index(name="experience_by_person", fields=["person"])]


class DiplomaLevel(models.TextChoices):
    """Lowest first; what each is worth for a prerequisite is in the rule (domain.md §3.3)."""

    SKILLED_MIDDLE = "SKILLED_MIDDLE", _("intermediate-worker class of a technical school")
    SECONDARY = "SECONDARY", _("secondary vocational school")
    SKILLED_SENIOR = "SKILLED_SENIOR", _("senior-worker class of a technical school")
    COLLEGE = "COLLEGE", _("junior college")
    SKILLED_TECHNICIAN = "SKILLED_TECHNICIAN", _("technician class of a technical college")
    BACHELOR = "BACHELOR", _("bachelor")
    MASTER = "MASTER", _("master's degree")
    DOCTOR = "DOCTOR", _("doctorate")


class Diploma(models.Model):
    """A diploma, and the occupation its subject belongs to. Personal data."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="diplomas")
    level = models.CharField(max_length=20, choices=DiplomaLevel)
    school = models.CharField(max_length=120)
    subject = models.CharField(max_length=80, blank=True)
    occupation = models.ForeignKey(Occupation, models.PROTECT, null=True, related_name="+")
    graduated_on = models.DateField()

    forgets = Forgets(empties={"school": "", "subject": ""})

    class Meta:
        constraints = [
            models.UniqueConstraint(name="diploma_once", fields=["person", "level", "graduated_on"])
        ]
