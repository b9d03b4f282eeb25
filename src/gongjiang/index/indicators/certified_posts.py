"""P3: who is on a post that needs a certificate, and holds a valid one."""

from __future__ import annotations

from typing import ClassVar

import ibis
from django.utils.translation import gettext_lazy as _

from gongjiang.index.indicators.base import (
    PERCENT,
    Definition,
    Reach,
    Share,
    Tally,
    levels,
)
from gongjiang.index.records import Records
from gongjiang.index.rules.normalise import Direction
from gongjiang.index.skill_spells import operation_certificates, posts_held, runs


class CertifiedOnPosts(Share):
    """Who is on several such posts counts once, and only when each certificate is valid.

    Somebody who was found working on one counts there like those who were admitted.
    """

    definition: ClassVar[Definition] = Definition(
        id="P3",
        label=_("Certified for special operations"),
        formula=_(
            "Persons on posts that need an operation certificate who hold a valid one for each, "
            "of all on such posts"
        ),
        numerator=_("persons on such posts with valid certificates"),
        denominator=_("persons on posts that need a certificate"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        levels=levels("TESZ"),
        room="skills",
    )
    parts: ClassVar[tuple[str, ...]] = ("certified", "on_posts")
    group: ClassVar[str | None] = "certified"

    def tallies(self, records: Records) -> list[Tally]:
        seats, posts = records.seats, posts_held(records)
        needed = (
            seats.join(posts, [seats.person_id == posts.person_id, runs(posts, seats.at)])
            .select("at", "person_id", "unit_id", "kind_code")
            .distinct()
        )
        valid = operation_certificates(records)
        held = (
            needed.join(
                valid,
                [
                    needed.person_id == valid.person_id,
                    needed.kind_code == valid.kind_code,
                    runs(valid, needed.at),
                ],
            )
            .select("at", "person_id", "kind_code", has=ibis.literal(1))
            .distinct()
        )
        both = needed.left_join(held, ["at", "person_id", "kind_code"])
        persons = both.group_by("at", "unit_id", "person_id").agg(
            has=ibis.coalesce(both.has, 0).min()
        )
        counts = persons.group_by("at", "unit_id").agg(
            certified=persons.has.sum(), on_posts=persons.count()
        )
        return [Tally(counts, Reach.DAY)]
