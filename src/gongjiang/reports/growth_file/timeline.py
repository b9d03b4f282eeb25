"""A person's growth, as one reader may see it: what happened by year, how long posts lasted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongjiang.ledger.queries import Recorded, facts_of
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person, Posting
from gongjiang.people.queries.standing import places_of
from gongjiang.people.queries.visibility import (
    Scope,
    Sight,
    employments_visible_to,
    postings_visible_to,
    sight_of,
)
from gongjiang.reports.growth_file.sentences import told
from gongjiang.reports.growth_file.telling import Names, Told
from gongjiang.skills.queries.names import certificate_kind_names, occupation_names

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the ledger, told.

    Attributes:
        kind: of the fact, such as people.person.hired.
    """

    entry_id: int
    kind: str
    day: date
    told: Told


@dataclass(frozen=True, slots=True)
class Post:
    """A post held: where, as what, from when, and how long by the day asked for.

    Attributes:
        until: the first day no longer held; None: still held.
    """

    place: str
    name: str
    since: date
    until: date | None
    lasted: str


@dataclass(frozen=True, slots=True)
class Growth:
    """What one reader may see of a person's growth. Personal data.

    Attributes:
        years: the latest year first, in it the latest event first.
        facts: the entries told, as recorded, the earliest first.
    """

    person: Person
    sight: Sight
    years: Sequence[tuple[int, Sequence[Event]]]
    posts: Sequence[Post]
    facts: Sequence[Recorded]
    names: Names

    @property
    def is_whole(self) -> bool:
        return self.sight is Sight.OWN


def growth_of(person: Person, scope: Scope) -> Growth | None:
    """Read a person's growth file; None when the reader must not see the person at all.

    The person sees everything; an employer's HR what concerns its own employment of the person;
    who leads the site, or has a recorded ground, the present post alone.
    """
    sight = sight_of(scope, person.id)
    if sight is None:
        return None
    facts = _facts(person, scope, sight)
    postings = list(postings_visible_to(scope, person.id).order_by("-valid_from", "id"))
    if sight not in {Sight.OWN, Sight.EMPLOYER}:
        postings = [posting for posting in postings if _runs_on(posting, scope.day)]
    names = _names(facts, postings)
    events = [
        Event(fact.entry_id, fact.kind, fact.occurred_on, told(fact, names)) for fact in facts
    ]
    return Growth(
        person=person,
        sight=sight,
        years=_by_year(events),
        posts=[_post(posting, names, scope.day) for posting in postings],
        facts=facts,
        names=names,
    )


def lasted(since: date, until: date) -> str:
    """How long a post was held, in years and months; under a month in days."""
    months = (until.year - since.year) * MONTHS + until.month - since.month
    months -= until.day < since.day
    years, months = divmod(max(months, 0), MONTHS)
    if not years and not months:
        days = max((until - since).days, 0)
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    said_years = ngettext("%(count)d year", "%(count)d years", years) % {"count": years}
    said_months = ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    if years and months:
        return _("%(years)s %(months)s") % {"years": said_years, "months": said_months}
    return said_years if years else said_months


def _facts(person: Person, scope: Scope, sight: Sight) -> list[Recorded]:
    if sight is Sight.OWN:
        return facts_of(person.id)
    if sight is not Sight.EMPLOYER:
        return []
    own = set(employments_visible_to(scope, person.id).values_list("id", flat=True))
    return [fact for fact in facts_of(person.id) if _concerns(fact, own, scope)]


def _concerns(entry: Recorded, employments: set[int], scope: Scope) -> bool:
    """Whether an entry is about one of these employments, or of the reader's enterprise."""
    employment: int | None = getattr(entry.fact, "employment_id", None)
    if employment is not None:
        return employment in employments
    return entry.enterprise_id in scope.hr


def _runs_on(posting: Posting, day: date) -> bool:
    return posting.valid_from <= day and (posting.valid_to is None or day < posting.valid_to)


def _names(facts: Sequence[Recorded], postings: Sequence[Posting]) -> Names:
    """What all ids and codes are called; a query a kind, whatever their number."""
    wanted = {(fact.unit_id, fact.occurred_on) for fact in facts if fact.unit_id}
    wanted |= {(posting.unit_id, posting.valid_from) for posting in postings}
    others: set[int | None] = set()
    for fact in facts:
        if (former := getattr(fact.fact, "from_unit_id", None)) is not None:
            wanted.add((former, fact.occurred_on))
        others |= {
            getattr(fact.fact, "employer_id", None),
            getattr(fact.fact, "to_enterprise_id", None),
            fact.unit_id,
            fact.enterprise_id,
        }
    return Names(
        places=places_of(wanted),
        units={
            unit.id: unit.name
            for unit in Unit.objects.filter(id__in=[each for each in others if each]).only("name")
        },
        posts={(posting.employment_id, posting.valid_from): posting.post for posting in postings},
        occupations=occupation_names(getattr(fact.fact, "occupation", "") for fact in facts),
        certificate_kinds=certificate_kind_names(
            getattr(fact.fact, "kind_code", "") for fact in facts
        ),
    )


def _by_year(events: Sequence[Event]) -> list[tuple[int, list[Event]]]:
    latest_first = sorted(events, key=lambda event: (event.day, event.entry_id), reverse=True)
    return [
        (year, list(of_year))
        for year, of_year in groupby(latest_first, lambda event: event.day.year)
    ]


def _post(posting: Posting, names: Names, day: date) -> Post:
    until = posting.valid_to
    return Post(
        place=names.place(posting.unit_id, posting.valid_from),
        name=posting.post,
        since=posting.valid_from,
        until=until,
        lasted=lasted(posting.valid_from, min(until, day) if until else day),
    )
