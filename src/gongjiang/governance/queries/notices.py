"""What a reader has been told."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gongjiang.governance.models import Notice
from gongjiang.people.models import Person


def notices_of(person: Person) -> QuerySet[Notice]:
    """A person's notices, the latest first."""
    return Notice.objects.filter(person=person).order_by("-created_at", "-id")


def unread_count(person: Person) -> int:
    """How many of a person's notices are unread; one query."""
    return Notice.objects.filter(person=person, read_at__isnull=True).count()


def unread_beside(person: str) -> Coalesce:
    """For rows that are fetched anyway: how many notices of the row's person are unread.

    Args:
        person: the rows' field with the person's id.
    """
    unread = Notice.objects.filter(person=OuterRef(person), read_at__isnull=True)
    counted = unread.order_by().values("person").annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(counted), 0)
