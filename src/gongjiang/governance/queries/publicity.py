"""Which publicity periods a reader may see, and which objections."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from gongjiang.governance.models import Objection, Publicity, Subject
from gongjiang.governance.queries.reach import Reach
from gongjiang.people.models import Person


def publicities_visible_to(reach: Reach) -> QuerySet[Publicity]:
    """The publicity periods that concern the reader and have begun, and all in their charge."""
    begun = Q(starts_on__lte=reach.day) & reach.concerning("unit")
    seen = Publicity.objects.filter(begun | reach.in_charge("unit"))
    return seen.select_related("unit", "opened_by")


def with_counts(publicities: QuerySet[Publicity]) -> QuerySet[Publicity]:
    """Each with `objection_count` and `unanswered_count`."""
    return publicities.annotate(
        objection_count=Count("objections"),
        unanswered_count=Count("objections", filter=Q(objections__upheld__isnull=True)),
    )


def publicity_of(subject: Subject) -> Publicity | None:
    """The latest publicity of a subject: what a room asks before it lets something hold."""
    found = Publicity.objects.filter(subject_type=subject.type, subject_id=subject.id)
    return found.order_by("-starts_on", "-id").first()


def objections_to(publicity: Publicity) -> QuerySet[Objection]:
    """All objections, the earliest first; for those who answer them."""
    return publicity.objections.select_related("by", "answered_by").order_by("made_at", "id")


def own_objection(person: Person, publicity: Publicity) -> Objection | None:
    found = publicity.objections.filter(by=person)
    return found.select_related("answered_by").first()


def is_over(publicity: Publicity, day: date) -> bool:
    """Whether the time for objections has run out."""
    return day >= publicity.ends_on
