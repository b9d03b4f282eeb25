"""One studio as one reader sees it on a page: read once, asked often."""

from __future__ import annotations

from functools import cached_property
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongjiang.innovation.contents.studios import StudioTerms
from gongjiang.innovation.models import Studio, StudioMeasure, StudioNaming, StudioReview
from gongjiang.innovation.queries.studios import Reach, reach_of, studios_visible_to
from gongjiang.innovation.rules.studios import LEVELS, NAMED_HERE, rank_of
from gongjiang.innovation.services.studio_steps import terms_for
from gongjiang.people.models import Person
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest


class Seen:
    """A studio, its reader, and where it stands."""

    def __init__(self, studio: Studio, reader: Person, reach: Reach, request: PersonRequest):
        self.studio, self.reader, self.reach = studio, reader, reach
        self.day = scope_for(request).day

    @property
    def url(self) -> str:
        return reverse("studios:room", args=[self.studio.public_id])

    @property
    def sees_room(self) -> bool:
        return self.reach.sees_room(self.studio)

    @property
    def sees_names(self) -> bool:
        """Whether members and apprentices have names here: not to the zone, which sees counts."""
        return self.reach.works(self.studio) or self.reach.manages(self.studio)

    @property
    def works(self) -> bool:
        return self.studio.is_open and self.reach.works(self.studio)

    @property
    def manages(self) -> bool:
        return self.studio.is_open and self.reach.manages(self.studio)

    @property
    def hands_over(self) -> bool:
        return self.studio.is_open and self.reach.judges(self.studio, "ENTERPRISE")

    @property
    def judges(self) -> bool:
        return self.reach.judges(self.studio, self.studio.level or "ENTERPRISE")

    @property
    def leads(self) -> bool:
        return self.reader.id == self.studio.leader_id

    @property
    def is_named(self) -> bool:
        return self.studio.state == Studio.State.NAMED

    @cached_property
    def terms(self) -> StudioTerms:
        return terms_for(self.studio.enterprise_id, self.day)

    @cached_property
    def namings(self) -> list[StudioNaming]:
        rows = self.studio.namings.select_related("publicity").prefetch_related("evidence")
        return list(rows.order_by("-declared_on", "-id"))

    @property
    def naming(self) -> StudioNaming | None:
        """The declaration under way."""
        return next((each for each in self.namings if each.state in StudioNaming.OPEN), None)

    @property
    def judges_naming(self) -> bool:
        return self.naming is not None and self.reach.judges(self.studio, self.naming.level)

    @property
    def next_level(self) -> str:
        """The level above the studio's; blank above the highest."""
        rank = rank_of(self.studio.level)
        return LEVELS[rank] if rank < len(LEVELS) else ""

    @property
    def next_is_named_here(self) -> bool:
        return self.next_level in NAMED_HERE

    @cached_property
    def measure(self) -> StudioMeasure | None:
        """The measure in force, or the one that revoked it."""
        held = self.studio.measures.filter(lifted_on=None).select_related("taken_by")
        return held.first()

    @cached_property
    def reviews(self) -> list[StudioReview]:
        return list(self.studio.reviews.select_related("decided_by").order_by("-year"))

    @property
    def review(self) -> StudioReview | None:
        """The sheet of the last year that was worked out and waits for its decision."""
        return next((each for each in self.reviews if not each.result), None)

    @property
    def decided(self) -> StudioReview | None:
        return next((each for each in self.reviews if each.result), None)


def seen_by(request: PersonRequest, public_id: UUID) -> Seen:
    """A studio the reader may see; 404 when there is none."""
    reach = reach_of(scope_for(request))
    studio = get_object_or_404(studios_visible_to(reach), public_id=public_id)
    return Seen(studio, request.person, reach, request)
