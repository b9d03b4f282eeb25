"""The people list: a row for each posting a reader may see, now or at its end."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import (
    Case,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Replace
from django.db.models.lookups import StartsWith

from gongjiang.orgs.models import Ancestry, UnitKind
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Account, Employment, EndReason, Person, Posting
from gongjiang.people.queries.gathered import is_any_of
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.rules import adult_since

Rows = TypeVar("Rows", bound=Model)

ANOTHERS = "ANOTHERS"
"""In place of a kind of employment: this person works here for another employer."""
FEWEST_DIGITS_OF_A_NUMBER = 6
"""So many digits in a row are a number, not a name: ours."""


def on_roll_visible_to(scope: Scope) -> QuerySet[Posting]:
    """Who is at work on the scope's day: the reader's own people, and everybody on their sites.

    Each row has what `_described` adds: of the employment only what an employer may know.
    """
    return _described(rows_on_roll(scope), scope)


def rows_on_roll(scope: Scope) -> QuerySet[Posting]:
    """The same rows as they are, for counting."""
    seen = Q(is_any_of("unit_id", ids_under(scope.sites, scope.day)))
    if scope.hr:
        own = Employment.objects.filter(true_on(scope.day), employer_id__in=scope.hr)
        seen |= Q(is_any_of("employment_id", own.values("id")))
    return _kept(Posting.objects.filter(true_on(scope.day)).filter(seen))


def left_visible_to(scope: Scope) -> QuerySet[Posting]:
    """The last posting of each employment with the reader that has ended by the scope's day.

    An internship that turned into an employment has not ended in this sense.
    """
    ended = Posting.objects.filter(
        employment__employer_id__in=scope.hr,
        employment__valid_to__lte=scope.day,
        valid_to=F("employment__valid_to"),
    )
    ended = ended.exclude(employment__end_reason=EndReason.TAKEN_ON)
    return _described(_kept(ended), scope)


def _kept(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Leave out who is restricted or erased."""
    # They are few, and an index lists them: cheaper than joining all.
    set_aside = Person.objects.exclude(state=Person.State.ACTIVE)
    return postings.exclude(person_id__in=set_aside.values("id"))


def _described(postings: QuerySet[Posting], scope: Scope) -> QuerySet[Posting]:
    """Add what a list shows, to filter and sort by.

    kind, joined_on, left_on, has_account: of employments with the reader; for others the kind is
    `ANOTHERS` and the rest is nothing. minor: 16 or 17, which whoever assigns work must know.
    site: the name of the enterprise worked in.
    """
    # Subqueries, not joins: a bare count of the rows then asks for none of them.
    own = Employment.objects.filter(id=OuterRef("employment_id"), employer_id__in=scope.hr)
    young = Person.objects.filter(id=OuterRef("person_id"), born_on__gt=adult_since(scope.day))
    accounts = Account.objects.filter(person_id=OuterRef("person_id"))
    standing = Ancestry.objects.filter(
        ancestor__kind=UnitKind.ENTERPRISE,
        descendant_id=OuterRef("unit_id"),
        valid_from__lte=OuterRef("valid_from"),
    ).order_by("-valid_from")
    return postings.annotate(
        kind=Coalesce(Subquery(own.values("kind")), Value(ANOTHERS)),
        joined_on=Subquery(own.values("valid_from")),
        left_on=Subquery(own.values("valid_to")),
        has_account=Case(When(Exists(own), then=Exists(accounts))),
        minor=Exists(young),
        site=Subquery(standing.values("ancestor__name")[:1]),
    ).select_related("person", "unit", "employment")


def named_like(rows: QuerySet[Rows], text: str, *, prefix: str = "") -> QuerySet[Rows]:
    """The rows of persons whose name has a text in it, or whose pinyin or initials begin with it.

    Nobody is found by a number: that is a deed of its own, and logged.

    Args:
        prefix: from the rows to the person, such as "person__".
    """
    if looks_like_a_number(text):
        return rows.none()
    if not text.isascii():
        return rows.filter(**{f"{prefix}name__contains": text})
    letters = "".join(text.lower().split())
    spelled = Replace(F(f"{prefix}name_pinyin"), Value(" "), Value(""))
    named = Q(StartsWith(spelled, letters))
    return rows.filter(named | Q(**{f"{prefix}name_initials__startswith": letters}))


def looks_like_a_number(text: str) -> bool:
    return sum(letter.isdigit() for letter in text) >= FEWEST_DIGITS_OF_A_NUMBER
