"""The lines of an import as tables, one for each verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.orgs.models import Unit
from gongjiang.people.models import (
    EmploymentKind,
    Posting,
    PostKind,
    RosterImport,
    RosterLine,
)
from gongjiang.people.queries.rosters import lines_of
from gongjiang.web.house.tables import Column, Table
from gongjiang.web.people.brought.shown import WRONG, as_it_is, changes_in_html, wrong_cells

Verdict = RosterLine.Verdict
ROW = Column("number", gettext_lazy("Row"), sortable=True)
NAME = Column("name", gettext_lazy("Name"))
NUMBER = Column("number_shown", gettext_lazy("National ID"))
POST = Column("post", gettext_lazy("Post"))
FROM = Column("effective_on", gettext_lazy("From"))
KIND = Column(
    "kind",
    gettext_lazy("Kind of employment"),
    formatter=lambda kind: str(EmploymentKind(kind).label) if kind else "",
)
NOTES = Column(
    "notes",
    gettext_lazy("To know"),
    formatter=lambda notes: "；".join(str(RosterLine.Note(note).label) for note in notes),
)


def table_of_lines(roster: RosterImport, verdict: str, query: QueryDict) -> Table:
    """The lines of one verdict."""
    unit = _unit_column(roster)
    columns = {
        Verdict.NEW: (ROW, NAME, NUMBER, unit, POST, KIND, FROM, NOTES),
        Verdict.CHANGED: (ROW, NAME, _changes_column(roster), FROM),
        Verdict.UNCHANGED: (ROW, NAME, unit, POST, NOTES),
        Verdict.LEAVING: (NAME, unit, POST, FROM),
        Verdict.HELD: (ROW, NAME, NUMBER, unit, POST, FROM),
        Verdict.WRONG: WRONG,
    }[Verdict(verdict)]
    rows = (
        list(wrong_cells(roster)) if verdict == Verdict.WRONG else _named(lines_of(roster, verdict))
    )
    return Table(
        "lines",
        Verdict(verdict).label,
        columns,
        rows,
        query=query,
        order="name" if verdict == Verdict.LEAVING else "number",
        empty=gettext_lazy("No row of this kind"),
        exports=False,
    )


def _named(lines: QuerySet[RosterLine]) -> QuerySet[RosterLine]:
    """Lines with the names of what they say and of what was, for one page in one query."""
    former = Posting.objects.filter(id=OuterRef("old_posting_id"))
    return lines.annotate(
        unit_name=Subquery(Unit.objects.filter(id=OuterRef("unit_id")).values("name")[:1]),
        old_unit_name=Subquery(former.values("unit__name")[:1]),
        old_post=Subquery(former.values("post")[:1]),
        old_post_kind=Subquery(former.values("post_kind")[:1]),
        old_kind=Subquery(former.values("employment__kind")[:1]),
    )


def _unit_column(roster: RosterImport) -> Column:
    named = _names_of_openings(roster)
    return Column(
        "unit_name", gettext_lazy("Team or unit"), accessor=lambda line: _unit_of(line, named)
    )


def _names_of_openings(roster: RosterImport) -> dict[int, str]:
    return {each["id"]: each["name"] for each in roster.openings}


def _unit_of(line: Any, openings: dict[int, str]) -> str:
    opened = openings.get(line.unit_id)
    if line.unit_name is None and opened:
        return _("%(name)s (to be opened)") % {"name": opened}
    return line.unit_name or ""


def _changes_column(roster: RosterImport) -> Column:
    named = _names_of_openings(roster)

    def changes(line: Any) -> SafeString:
        return changes_in_html(_pairs(line, named))

    return Column("changes", gettext_lazy("What changes"), accessor=changes, formatter=as_it_is)


def _pairs(line: Any, openings: dict[int, str]) -> Iterator[tuple[str, str, str]]:
    """What changes: its label, before, after."""
    if line.old_posting_id:
        yield _("Team or unit"), line.old_unit_name, _unit_of(line, openings)
        yield _("Post"), line.old_post, line.post
        yield (
            _("Kind of post"),
            _label(PostKind, line.old_post_kind),
            _label(PostKind, line.post_kind),
        )
    if line.old_kind:
        yield (
            _("Kind of employment"),
            _label(EmploymentKind, line.old_kind),
            _label(EmploymentKind, line.kind),
        )
    if line.phones:
        yield _("Phone number"), "", line.phone_shown


def _label(kinds: Callable[[str], Any], value: str) -> str:
    return str(kinds(value).label) if value else ""
