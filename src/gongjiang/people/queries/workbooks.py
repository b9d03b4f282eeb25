"""What can be asked of workbooks of other rooms: for whom they are, and their lines."""

from __future__ import annotations

from django.db.models import QuerySet

from gongjiang.people.models import WorkbookImport, WorkbookLine
from gongjiang.people.queries.visibility import Scope


def workbooks_visible_to(scope: Scope) -> QuerySet[WorkbookImport]:
    """The imports of the enterprises whose HR the reader is, the newest first."""
    brought = WorkbookImport.objects.filter(enterprise_id__in=scope.hr)
    return brought.select_related("enterprise", "uploaded_by", "applied_by", "undone_by").order_by(
        "-uploaded_at", "-id"
    )


def lines_of(brought: WorkbookImport, verdict: str) -> QuerySet[WorkbookLine]:
    """An import's lines of one verdict, in the file's order."""
    return WorkbookLine.objects.filter(workbook=brought, verdict=verdict).order_by("number", "id")
