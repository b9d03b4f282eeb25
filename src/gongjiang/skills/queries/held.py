"""Who held what on which days, replayed from the ledger: rows for headcounts to be narrowed by.

Each relation is SQL with its parameters: (person_id, value, days), where `days` is a range. It is
asked of the ledger alone, so that a figure can be asked as it was known at a moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongjiang.ledger.facts.skills import (
    OperationCertified,
    OperationRestored,
    OperationReviewed,
    OperationSuspended,
    PostAssigned,
    PostReleased,
    SkillAppointed,
    SkillAppointmentEnded,
    SkillCertificateRevoked,
    SkillCertified,
    TitleConferred,
    TitleWithdrawn,
)
from gongjiang.ledger.queries import live_sql
from gongjiang.people.models import PostKind
from gongjiang.people.queries.roll import Roll

# Not materialised: how many there are of a kind is known of the ledger, and not of a copy of it.
BEGUN_AND_ENDED = """
    WITH fact AS NOT MATERIALIZED ({live}),
    ended AS (SELECT kind, subject_id, occurred_on AS ended_on FROM fact WHERE kind = ANY(%s))
    SELECT begun.person_id, (begun.detail->>%s)::int AS value,
           daterange(begun.occurred_on, CASE WHEN last.day IS NOT NULL
                                             THEN greatest(begun.occurred_on, last.day) END) AS days
    FROM fact begun LEFT JOIN ended
      ON ended.subject_id = begun.subject_id AND ended.kind = %s::jsonb->>begun.kind,
    LATERAL least(ended.ended_on, (begun.detail->>'until')::date) AS last (day)
    WHERE begun.kind = ANY(%s)
"""

CERTIFIED = """
    WITH fact AS ({live}),
    step AS (
        SELECT person_id, kind, detail->>'kind_code' AS kind_code, occurred_on,
               least((detail->>'valid_until')::date, (detail->>'review_due')::date) AS due,
               lead(occurred_on) OVER (
                   PARTITION BY CASE kind WHEN %s THEN subject_id
                                ELSE (detail->>'certificate_id')::bigint END
                   ORDER BY occurred_on, id
               ) AS next_on
        FROM fact
    )
    SELECT person_id, kind_code,
           daterange(occurred_on, greatest(occurred_on, least(due, next_on))) AS days
    FROM step WHERE kind <> %s
"""

ON_POSTS = """
    WITH fact AS NOT MATERIALIZED ({live})
    SELECT begun.person_id, begun.detail->>'kind_code' AS kind_code,
           daterange(begun.occurred_on, ended.occurred_on) AS days
    FROM fact begun LEFT JOIN fact ended
      ON ended.subject_id = begun.subject_id AND ended.kind = %s
    WHERE begun.kind = %s
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A relation of who held what, as SQL."""

    sql: str
    params: tuple[Any, ...]

    def persons(self, on: date, condition: str = "TRUE") -> Held:
        """The persons who held something on a day that meets a condition of ours."""
        sql = f"SELECT person_id FROM ({self.sql}) AS held WHERE days @> %s::date AND {condition}"
        return Held(sql, (*self.params, on))


def ranks_held(known_at: datetime | None = None) -> Held:
    """Ranks 1 to 7, by certificate or appointment, as recorded by a moment (None: by now)."""
    ends = {
        SkillCertified.kind: SkillCertificateRevoked.kind,
        SkillAppointed.kind: SkillAppointmentEnded.kind,
    }
    return _held(ends, "rank", known_at)


def titles_held(known_at: datetime | None = None) -> Held:
    """Professional titles, by level."""
    return _held({TitleConferred.kind: TitleWithdrawn.kind}, "level", known_at)


def certificates_valid(known_at: datetime | None = None) -> Held:
    """Valid operation certificates: (person_id, kind_code, days)."""
    issued, suspended = OperationCertified.kind, OperationSuspended.kind
    kinds = (issued, OperationReviewed.kind, OperationRestored.kind, suspended)
    live, params = live_sql(kinds, known_at=known_at)
    return Held(CERTIFIED.format(live=live), (*params, issued, suspended))


def posts_occupied(known_at: datetime | None = None) -> Held:
    """Who was on a post that needs a certificate: (person_id, kind_code, days)."""
    live, params = live_sql((PostAssigned.kind, PostReleased.kind), known_at=known_at)
    return Held(ON_POSTS.format(live=live), (*params, PostReleased.kind, PostAssigned.kind))


def among(roll: Roll, held: Held, *, absent: bool = False) -> Roll:
    """Only those of a roll who are, or are not, among the persons of a relation."""
    return roll.where(f"person_id {'NOT ' if absent else ''}IN ({held.sql})", *held.params)


def technical_or_titled(roll: Roll, known_at: datetime | None) -> Roll:
    """Professional and technical staff: in a technical post, or with a title on the roll's day."""
    titled = titles_held(known_at).persons(roll.day)
    return roll.where(
        f"(post_kind = %s OR person_id IN ({titled.sql}))",
        PostKind.TECHNICAL.value,
        *titled.params,
    )


def _held(ends: dict[str, str], value: str, known_at: datetime | None) -> Held:
    live, params = live_sql((*ends, *ends.values()), known_at=known_at)
    pairs = "{" + ", ".join(f'"{begun}": "{ended}"' for begun, ended in ends.items()) + "}"
    return Held(
        BEGUN_AND_ENDED.format(live=live),
        (*params, list(ends.values()), value, pairs, list(ends)),
    )
