"""What can be asked of imports: for whom they are, their lines with before and after, holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import (
    Appointment,
    Employment,
    EmploymentHold,
    Posting,
    Role,
    RosterImport,
    RosterLine,
)
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.roster.undoing import Resting, resting_on
from gongjiang.workbooks.wrong import Wrong


def imports_visible_to(scope: Scope) -> QuerySet[RosterImport]:
    """The imports of the enterprises whose HR the reader is, the newest first."""
    rosters = RosterImport.objects.filter(enterprise_id__in=scope.hr)
    return rosters.select_related("enterprise", "scope", "uploaded_by").order_by(
        "-uploaded_at", "-id"
    )


def lines_of(roster: RosterImport, verdict: str) -> QuerySet[RosterLine]:
    """An import's lines of one verdict in the file's order; whoever is missing, by name."""
    return RosterLine.objects.filter(roster=roster, verdict=verdict).order_by("number", "id")


@dataclass(frozen=True, slots=True)
class Place:
    """Where and as what somebody stands on the roll."""

    unit: str
    opens: bool
    post: str
    post_kind: str
    kind: str


@dataclass(frozen=True, slots=True)
class Described:
    """A line with what is there now, if anything, and what would be."""

    line: RosterLine
    before: Place | None
    after: Place | None


def described(roster: RosterImport, lines: Sequence[RosterLine]) -> list[Described]:
    """Some lines of an import, such as a page of them, in words; three queries."""
    opening = {unit["id"]: unit["name"] for unit in roster.openings}
    postings = Posting.objects.in_bulk(
        [line.old_posting_id for line in lines if line.old_posting_id]
    )
    kinds = dict(
        Employment.objects.filter(id__in=[p.employment_id for p in postings.values()]).values_list(
            "id", "kind"
        )
    )
    wanted = {line.unit_id for line in lines if line.unit_id} | {
        p.unit_id for p in postings.values()
    }
    names = {**opening, **dict(Unit.objects.filter(id__in=wanted).values_list("id", "name"))}
    return [
        Described(
            line,
            _before(postings.get(line.old_posting_id or 0), kinds, names),
            _after(line, names, set(opening)),
        )
        for line in lines
    ]


def _before(posting: Posting | None, kinds: dict[int, str], names: dict[int, str]) -> Place | None:
    if posting is None:
        return None
    kind = kinds[posting.employment_id]
    return Place(names[posting.unit_id], False, posting.post, posting.post_kind, kind)


def _after(line: RosterLine, names: dict[int, str], opening: set[int]) -> Place | None:
    if line.verdict in {RosterLine.Verdict.LEAVING, RosterLine.Verdict.WRONG} or not line.unit_id:
        return None
    unit = names.get(line.unit_id, "")
    return Place(unit, line.unit_id in opening, line.post, line.post_kind, line.kind)


def wrongs_of(roster: RosterImport) -> list[Wrong]:
    """Everything wrong, cell by cell, in the file's order."""
    return [
        Wrong(
            row=line.number,
            column=problem["column"],
            value=problem["value"],
            problem=problem["problem"],
            remedy=problem["remedy"],
        )
        for line in lines_of(roster, RosterLine.Verdict.WRONG)
        for problem in line.problems
    ]


def resting_on_import(roster: RosterImport, *, limit: int = 200) -> list[Resting]:
    """What was recorded since that rests on an applied import, and keeps it from being undone."""
    return resting_on(roster, limit=limit)


def holds_of(roster: RosterImport) -> QuerySet[EmploymentHold]:
    """The holds of an import, for its enterprise: the row, the name given, and how it stands."""
    return EmploymentHold.objects.filter(roster=roster).order_by("row")


def holds_to_decide(scope: Scope) -> QuerySet[EmploymentHold]:
    """The holds that wait for the reader: about themselves; for the zone's officer, all."""
    mine = Q(person_id=scope.reader_id)
    waiting = EmploymentHold.objects.filter(state=EmploymentHold.State.WAITING)
    holds = waiting if scope.privacy else waiting.filter(mine)
    return holds.select_related("enterprise", "unit", "person").order_by("asked_at", "id")


def officers_for_holds(day: date) -> Iterable[int]:
    """The persons who decide about held employments for the zone on a day."""
    seats = Appointment.objects.filter(true_on(day), role=Role.PRIVACY_OFFICER)
    return list(seats.values_list("person_id", flat=True))
