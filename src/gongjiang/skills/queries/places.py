"""Where somebody works on a day: the circumstances of a fact about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
