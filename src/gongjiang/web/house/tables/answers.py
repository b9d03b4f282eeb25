"""Requests that want a table alone: its fragment for htmx, or its workbook."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from gongjiang.web.house.tables.excel import workbook_of
from gongjiang.web.house.tables.table import Table

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer_of(request: HttpRequest, table: Table) -> HttpResponseBase | None:
    """The answer when only this table is asked for; None when the whole page is."""
    if request.GET.get("format") == "xlsx" and table.exports and _is_meant(request, table):
        return FileResponse(
            workbook_of(table),
            as_attachment=True,
            filename=f"{table.name}.xlsx",
            content_type=EXCEL,
        )
    if request.headers.get("HX-Target") == table.name and not _restores_history(request):
        return render(request, "house/_table_answer.html", {"table": table})
    return None


def _is_meant(request: HttpRequest, table: Table) -> bool:
    return request.GET.get("table", table.name) == table.name


def _restores_history(request: HttpRequest) -> bool:
    return request.headers.get("HX-History-Restore-Request") == "true"
