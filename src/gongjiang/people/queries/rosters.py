"""Imports of rosters and their lines, for the HR whose enterprise they are."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from gongjiang.orgs.models import Unit
from gongjiang.people.models import Employment, Posting, RosterImport, RosterLine
from gongjiang.people.queries.visibility import Scope


def rosters_visible_to(scope: Scope) -> QuerySet[RosterImport]:
    """The imports of the enterprises whose HR the reader is, the newest first."""
    rosters = RosterImport.objects.filter(enterprise_id__in=scope.hr).order_by("-uploaded_at")
    return rosters.select_related("enterprise", "scope", "uploaded_by", "applied_by", "undone_by")


def lines_of(roster: RosterImport, verdict: str) -> QuerySet[RosterLine]:
    """An import's lines of one verdict, each with the names of what it says and of what was.

    Adds: `unit_name` (None for a unit that is yet to be opened), `old_unit_name`, `old_post`,
    `old_post_kind`, `old_kind`.
    """
    former = Posting.objects.filter(id=OuterRef("old_posting_id"))
    spell = Employment.objects.filter(id=OuterRef("old_employment_id"))
    return roster.lines.filter(verdict=verdict).annotate(
        unit_name=Subquery(Unit.objects.filter(id=OuterRef("unit_id")).values("name")[:1]),
        old_unit_name=Subquery(former.values("unit__name")[:1]),
        old_post=Subquery(former.values("post")[:1]),
        old_post_kind=Subquery(former.values("post_kind")[:1]),
        old_kind=Subquery(spell.values("kind")[:1]),
    )
