"""What HR and team leaders see at a glance: counts of their own people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from gongjiang.kernel.periods import add_months
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import existing_on, ids_under, true_on
from gongjiang.orgs.rules import reading_order
from gongjiang.people.models import Account, Appointment, EmploymentKind, Person, Posting, Role
from gongjiang.people.queries.listing import ANOTHERS, left_visible_to, rows_on_roll
from gongjiang.people.queries.standing import leaders_of
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.rules import INTERNSHIP_MONTHS, adult_since

TREND_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Headcounts:
    """HR's people on a day; each number counts rows of the people list, which opens it.

    Attributes:
        on_roll: everybody at work, own people and those who work here for another employer.
        joined: own people on roll who came since the first of the day's month.
        left: who left since then.
        interns_due: internships that have run for `INTERNSHIP_MONTHS` or longer.
        without_account: own people who cannot sign in.
    """

    on_roll: int
    by_kind: dict[str, int]
    joined: int
    left: int
    interns_due: int
    minors: int
    without_account: int


def headcounts_of(scope: Scope) -> Headcounts:
    """Count what HR's people list holds; two queries."""
    since, day = scope.day.replace(day=1), scope.day
    own = Q(employment__employer_id__in=scope.hr)
    interns = own & Q(employment__kind=EmploymentKind.INTERN)
    accounts = Account.objects.filter(person_id=OuterRef("person_id"))
    counted = rows_on_roll(scope).aggregate(
        on_roll=Count("id"),
        joined=_rows(own & Q(employment__valid_from__gte=since)),
        interns_due=_rows(interns & Q(employment__valid_from__lte=internships_due_since(day))),
        minors=_rows(Q(person__born_on__gt=adult_since(day))),
        without_account=_rows(own & ~Q(Exists(accounts))),
        **{kind: _rows(own & Q(employment__kind=kind)) for kind in EmploymentKind.values},
        **{ANOTHERS: _rows(~own)},
    )
    by_kind = {kind: counted.pop(kind) for kind in (*EmploymentKind.values, ANOTHERS)}
    left = left_visible_to(scope).filter(employment__valid_to__gte=since).count()
    return Headcounts(by_kind=by_kind, left=left, **counted)


def internships_due_since(day: date) -> date:
    """An internship that began on this day or earlier has run long enough to decide."""
    return add_months(day, -INTERNSHIP_MONTHS)


def _rows(condition: Q) -> Count:
    return Count("id", filter=condition)


def month_ends(day: date) -> list[date]:
    """The last days of the months before a day's month, and the day itself."""
    first = day.replace(day=1)
    ends = [add_months(first, -back) - timedelta(days=1) for back in range(TREND_MONTHS - 1)]
    return [*reversed(ends), day]


def employed_at_month_ends(employers: Sequence[int], day: date) -> list[tuple[date, int]]:
    """How many persons these employers employed at each of the last month ends; one query."""
    # Nobody has two employments with one employer at a time.
    counted = "*" if len(employers) == 1 else "DISTINCT person_id"
    return _at_month_ends("people_employment", "employer_id", employers, day, counted)


def posted_at_month_ends(units: Sequence[int], day: date) -> list[tuple[date, int]]:
    """How many persons were posted in these very units at each of the last month ends."""
    return _at_month_ends("people_posting", "unit_id", units, day, "DISTINCT person_id")


def _at_month_ends(
    table: str, column: str, ids: Sequence[int], day: date, counted: str
) -> list[tuple[date, int]]:
    ends = month_ends(day)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH spell AS MATERIALIZED (
                SELECT person_id, valid_from, valid_to FROM {table} WHERE {column} = ANY(%s)
                 AND (valid_to IS NULL OR valid_to > %s)
            )
            SELECT month_end.day, (
                SELECT count({counted}) FROM spell
                WHERE valid_from <= month_end.day
                  AND (valid_to IS NULL OR valid_to > month_end.day)
            )
            FROM unnest(%s::date[]) AS month_end (day) ORDER BY 1
            """,
            (list(ids), ends[0], ends),
        )
        return [(end, int(count)) for end, count in cursor.fetchall()]


def members_of(units: Sequence[int], day: date) -> QuerySet[Posting]:
    """Who works in these units or beneath them on a day, in the order of their names."""
    return (
        Posting.objects.filter(
            true_on(day), unit_id__in=ids_under(units, day), person__state=Person.State.ACTIVE
        )
        .select_related("person", "unit")
        .order_by("person__name_pinyin", "person_id")
    )


@dataclass(frozen=True, slots=True)
class Team:
    """A team at a glance."""

    unit: Unit
    within: str
    leaders: tuple[Person, ...]
    size: int
    minors: int


def teams_under(units: Sequence[int], day: date) -> list[Team]:
    """The teams beneath these units on a day; three queries."""
    teams = Unit.objects.filter(kind=UnitKind.TEAM, id__in=ids_under(units, day)).annotate(
        within=F("placements__parent__name")
    )
    standing = sorted(
        teams.filter(true_on(day, "placements__")), key=lambda team: reading_order(team.name)
    )
    ids = [team.id for team in standing]
    leaders = leaders_of(ids, day)
    counted = (
        Posting.objects.filter(true_on(day), unit_id__in=ids)
        .values("unit_id")
        .annotate(
            size=Count("person_id", distinct=True),
            minors=Count(
                "person_id", distinct=True, filter=Q(person__born_on__gt=adult_since(day))
            ),
        )
    )
    sizes = {row["unit_id"]: (row["size"], row["minors"]) for row in counted}
    return [
        Team(team, team.within, tuple(leaders.get(team.id, ())), *sizes.get(team.id, (0, 0)))
        for team in standing
    ]


def teams_without_leader(units: Sequence[int], day: date) -> int:
    """How many teams beneath these units nobody leads on a day."""
    led = Appointment.objects.filter(true_on(day), role=Role.TEAM_LEADER, unit_id=OuterRef("id"))
    teams = existing_on(day).filter(kind=UnitKind.TEAM, id__in=ids_under(units, day))
    return teams.filter(~Exists(led)).count()
