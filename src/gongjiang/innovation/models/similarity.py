"""The index in which a text finds those that say the same, and the links between proposals.

Nothing here is the truth: it is derived from the words of the submitted proposals and can be
written anew at any time (`services/similarity.py`, decision 0016).
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models.proposals import Proposal
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person


class TextSegment(models.Model):
    """Up to 65,536 proposals whose pairs of characters were written down together.

    Never changed: a later segment takes its place. Both lists are little-endian 64-bit numbers; a
    proposal's place in them is its slot.
    """

    stamp: models.UUIDField[UUID, UUID] = models.UUIDField(unique=True, default=uuid4)
    size = models.IntegerField()
    proposal_ids = models.BinaryField()
    enterprise_ids = models.BinaryField()  # negative where it is a secret of the enterprise
    written_at = models.DateTimeField()


class SegmentGram(models.Model):
    """Which texts of a segment have a gram (`rules/grams.py`).

    `slots` lists them as little-endian 16-bit numbers or, where that is shorter, as one bit each
    (`rules/slots.py`).
    """

    pk = models.CompositePrimaryKey("gram", "segment_id")
    gram = models.IntegerField()  # the 32 bits of a gram, read as a signed number
    # Written by hundreds of thousands at once and deleted with its segment: fsck looks for orphans.
    segment = models.ForeignKey(
        TextSegment, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    texts = models.IntegerField()
    slots = models.BinaryField()


class ChangedText(models.Model):
    """A submitted proposal whose words are not, or no longer, what its segment says.

    Whatever a segment says of it does not count. A trigger makes the row, or empties it, as soon
    as the words of a submitted proposal change or it is withdrawn; `services.similarity` says
    what stands there now.
    """

    proposal = models.OneToOneField(Proposal, models.CASCADE, primary_key=True, related_name="+")
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    grams = models.BinaryField()  # little-endian 32-bit numbers, sorted; empty: not to be found

    class Meta:
        indexes = [models.Index(name="changed_text_by_enterprise", fields=["enterprise"])]


class ProposalLink(models.Model):
    """Two proposals have to do with each other: all authors of both are named with both.

    Authors, texts and shares stay as they are. `later` was submitted after `earlier`, or has the
    higher id.
    """

    class Kind(models.TextChoices):
        SAME = "SAME", _("the same idea")
        BUILDS_ON = "BUILDS_ON", _("builds on it")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    later = models.ForeignKey(Proposal, models.PROTECT, related_name="links_back")
    earlier = models.ForeignKey(Proposal, models.PROTECT, related_name="links_forward")
    kind = models.CharField(max_length=10, choices=Kind)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="proposal_link_of_two", condition=~Q(later=F("earlier"))),
            models.UniqueConstraint(
                Least("later", "earlier"),
                Greatest("later", "earlier"),
                name="proposal_link_once_at_a_time",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="proposal_link_ends_after_it_was_made",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__gte=F("made_at")),
            ),
        ]
