"""Where somebody works on a day: the circumstances of a fact about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Subquery

from gongjiang.orgs.models import UnitKind
from gongjiang.orgs.queries import path_of, true_on
from gongjiang.people.models import Posting


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, and the enterprise it stands in; both None where somebody does not work here."""

    unit: int | None
    enterprise: int | None


def unit_worked_in(person_id: int, on: date) -> Subquery:
    """The id of that unit, to be asked for within another query."""
    postings = Posting.objects.filter(true_on(on), person_id=person_id)
    return Subquery(postings.order_by("employment_id", "unit_id").values("unit_id")[:1])


def place_of(person_id: int, on: date) -> Place:
    """The unit of the posting that began first of those that run on a day."""
    postings = Posting.objects.filter(true_on(on), person_id=person_id)
    posting = postings.order_by("employment_id", "unit_id").first()
    if posting is None:
        return Place(None, None)
    above = path_of(posting.unit_id, on)
    enterprise = next((unit.id for unit in above if unit.kind == UnitKind.ENTERPRISE), None)
    return Place(posting.unit_id, enterprise)


# As `place_of`, for many at once.
PLACES = """
    SELECT DISTINCT ON (asked.person_id, asked.day)
           asked.person_id, asked.day, p.unit_id, firm.unit_id
    FROM unnest(%s::bigint[], %s::date[]) AS asked (person_id, day)
    JOIN people_posting p ON p.person_id = asked.person_id AND p.valid_from <= asked.day
     AND (p.valid_to IS NULL OR p.valid_to > asked.day)
    LEFT JOIN orgs_ancestry a JOIN orgs_enterprise firm ON firm.unit_id = a.ancestor_id
      ON a.descendant_id = p.unit_id AND a.valid_from <= asked.day
     AND (a.valid_to IS NULL OR a.valid_to > asked.day)
    ORDER BY asked.person_id, asked.day, p.employment_id, p.unit_id
"""


def places_of(asked: Collection[tuple[int, date]]) -> Mapping[tuple[int, date], Place]:
    """Where each of some people worked on a day of their own; who did not, is absent. One query."""
    with connection.cursor() as cursor:
        cursor.execute(PLACES, [[person for person, _day in asked], [day for _, day in asked]])
        return {
            (person, day): Place(unit, enterprise)
            for person, day, unit, enterprise in cursor.fetchall()
        }
