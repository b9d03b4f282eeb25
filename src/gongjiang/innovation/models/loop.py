"""The closed loop of five links: rule, platform, team, innovation, result."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.innovation.models.sources import Innovation
from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts
from gongjiang.people.models import Person


class LinkKind(models.TextChoices):
    """The four links an innovation, itself the fifth, is to have."""

    RULE = "RULE", _("rule")
    PLATFORM = "PLATFORM", _("platform")
    TEAM = "TEAM", pgettext_lazy("innovation", "team")
    RESULT = "RESULT", _("result")


class RuleDocument(Dated):
    """A document by which an enterprise runs its innovation (制度), valid on `[from, to)`."""

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    number = models.CharField(max_length=60)  # as its issuer numbers it
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            ends_after_it_starts("rule_document_ends_after_it_starts"),
            models.UniqueConstraint(
                name="rule_document_number_once", fields=["enterprise", "number", "valid_from"]
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Platform(Dated):
    """Where innovation happens (平台): a studio, a proposal platform, a training base."""

    class Kind(models.TextChoices):
        STUDIO = "STUDIO", _("innovation studio")
        PROPOSALS = "PROPOSALS", _("proposal platform")
        TRAINING_BASE = "TRAINING_BASE", _("training base")
        LABORATORY = "LABORATORY", _("laboratory or test line")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=13, choices=Kind)
    name = models.CharField(max_length=120)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [ends_after_it_starts("platform_ends_after_it_starts")]
        indexes = [models.Index(name="platform_by_enterprise", fields=["enterprise", "kind"])]

    def __str__(self) -> str:
        return self.name


class LoopLink(models.Model):
    """One of the four links of an innovation. Removed, and its fact annulled, when it was wrong.

    `target_id` is the id of a RuleDocument, a Platform or an RDTeam; for a RESULT of what
    `target` names: a claim, an award, a conversion, a promotion or a copy elsewhere, or null.
    """

    class Target(models.TextChoices):
        RULE_DOCUMENT = "RULE_DOCUMENT", _("rule document")
        PLATFORM = "PLATFORM", _("platform")
        RD_TEAM = "RD_TEAM", _("R&D team")
        TEAM = "TEAM", _("its own team")
        BENEFIT = "BENEFIT", _("confirmed benefit")
        AWARD = "AWARD", _("award")
        CONVERSION = "CONVERSION", _("conversion")
        PROMOTION = "PROMOTION", _("promotion to other units")

    innovation = models.CharField(max_length=10, choices=Innovation)
    innovation_id = models.BigIntegerField()
    link = models.CharField(max_length=8, choices=LinkKind)
    target = models.CharField(max_length=13, choices=Target)
    target_id = models.BigIntegerField(null=True)
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    linked_on = models.DateField()
    linked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="loop_link_once", fields=["innovation", "innovation_id", "link"]
            ),
            models.CheckConstraint(
                name="loop_link_goes_where_its_kind_says",
                condition=Q(link="RULE", target="RULE_DOCUMENT")
                | Q(link="PLATFORM", target="PLATFORM")
                | Q(link="TEAM", target__in=["RD_TEAM", "TEAM"])
                | Q(link="RESULT", target__in=["BENEFIT", "AWARD", "CONVERSION", "PROMOTION"]),
            ),
        ]
        indexes = [models.Index(name="loop_link_by_enterprise", fields=["enterprise"])]
