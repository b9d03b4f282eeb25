"""An enterprise brings its list of earlier ideas: checked row by row, then taken over whole."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.innovation.old_ideas import COLUMNS, Read, read
from gongjiang.innovation.services.old_proposals import take_over
from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.people.brought.reading import in_memory
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.proposals.tabs import tabs_for
from gongjiang.workbooks.annotated import annotated
from gongjiang.workbooks.book import Unreadable
from gongjiang.workbooks.opening import open_workbook
from gongjiang.workbooks.tables.table import Table, table_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 200
TAKE, ANNOTATE = "take", "annotate"


class ListForm(forms.Form):
    """Which enterprise, and its workbook."""

    enterprise = forms.ChoiceField(label=gettext_lazy("Enterprise"))
    file = forms.FileField(
        label=gettext_lazy("Workbook"),
        help_text=gettext_lazy("Excel, WPS or CSV; one row an idea."),
    )

    def __init__(self, *sent: Any, enterprises: list[Unit]) -> None:
        super().__init__(*sent)
        choices = [(str(unit.public_id), unit.name) for unit in enterprises]
        self.fields["enterprise"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


@person_required
@answered_once
def old(request: PersonRequest) -> HttpResponse:
    """Check changes nothing; take over does all rows or none; a third button hands back the file
    with what is wrong beside its rows."""
    scope = scope_for(request)
    if not scope.hr:
        refused(gettext_lazy("Only the HR of an enterprise can do this.")).require()
    units = list(Unit.objects.filter(id__in=scope.hr).order_by("name_pinyin"))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ListForm(*sent, enterprises=units)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    unit = next(one for one in units if str(one.public_id) == form.cleaned_data["enterprise"])
    upload = form.cleaned_data["file"]
    try:
        with in_memory(upload.read()) as path:
            table = table_in(open_workbook(path, name=upload.name), COLUMNS, {})
    except Unreadable as refusal:
        form.add_error("file", str(refusal))
        return _page(request, form)
    if table.missing:
        lacking = "、".join(column.names[0] for column in table.missing)
        form.add_error("file", _("These columns were not found: %(names)s.") % {"names": lacking})
        return _page(request, form)
    found = read(table, unit.id, today=scope.day)
    match request.POST.get("step"):
        case "annotate":
            return _handed_back(table, found)
        case "take" if not found.wrongs:
            return _taken(request, form, unit, found)
        case _:
            return _page(request, form, found)


def _taken(request: PersonRequest, form: ListForm, unit: Unit, found: Read) -> HttpResponse:
    def deed() -> str:
        take_over(enterprise=unit, ideas=found.ideas, actor=request.person, at=now())
        return reverse("proposals:months")

    said = _("%(n)d earlier ideas were taken over.") % {"n": len(found.ideas)}
    return submit(request, form, deed, said=said) or _page(request, form, found)


def _handed_back(table: Table, found: Read) -> HttpResponse:
    answer = HttpResponse(annotated(table, found.wrongs), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="ideas-checked.xlsx"'
    return answer


def _page(request: PersonRequest, form: ListForm, found: Read | None = None) -> HttpResponse:
    context = {
        "form": form,
        "found": found,
        "wrongs": found.wrongs[:MOST_SHOWN] if found else [],
        "columns": [(column.names[0], column.required) for column in COLUMNS],
        "tabs": tabs_for(request, "old"),
    }
    wrong = bool(form.errors or (found and found.wrongs))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "proposals/old.html", context, status=status)
