"""Teams that work on one topic for a time."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models

from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class RDTeam(Dated):
    """A research and development team (研发团队) with a leader and a topic, on `[from, to)`.

    Personal data: who leads it; often it bears the leader's name.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    topic = models.CharField(max_length=120)
    leader = models.ForeignKey(Person, models.PROTECT, related_name="+")
    formed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    synthetic = models.BooleanField(default=False)

    forgets = Forgets(about=("leader",), empties={"name": GONE})

    class Meta:
        constraints = [ends_after_it_starts("rd_team_ends_after_it_starts")]
        indexes = [models.Index(name="rd_team_by_enterprise", fields=["enterprise", "valid_from"])]

    def __str__(self) -> str:
        return self.name


class RDTeamMember(Dated):
    """Who belonged to a team, the leader too, on which days. Personal data."""

    team = models.ForeignKey(RDTeam, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="rd_teams")

    class Meta:
        constraints = [
            ends_after_it_starts("rd_team_member_ends_after_it_starts"),
            one_at_a_time("team_id", "person_id", name="rd_team_member_once_at_a_time"),
        ]
        indexes = [models.Index(name="rd_team_member_by_person", fields=["person"])]
