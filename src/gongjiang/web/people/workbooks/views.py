"""The pages of a workbook's import: bring, wait, name columns, review, apply, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now
from gongjiang.people.brought.files import going_of
from gongjiang.people.brought.room import RoomKind, all_kinds, kind_called, kind_of
from gongjiang.people.models import WorkbookImport, WorkbookLine
from gongjiang.people.queries.workbooks import lines_of, workbooks_visible_to
from gongjiang.people.services import workbooks
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, answer_of
from gongjiang.web.house.writes import answered_once, done_once
from gongjiang.web.people.brought.answers import (
    Deed,
    asked_for,
    enterprise_asked,
    part_asked,
    put_aside,
    undo_page,
)
from gongjiang.web.people.brought.forms import ColumnsForm
from gongjiang.web.people.brought.shown import (
    MOST_WRONG,
    WRONG,
    annotated_answer,
    as_it_is,
    changes_in_html,
    counts_of,
    links_of,
    named,
    steps_of,
    tabs_of,
    workbook_answer,
    wrong_cells,
)
from gongjiang.web.people.forms.places import own_enterprises
from gongjiang.web.people.views.deeds import require_hr
from gongjiang.web.people.workbooks.forms import BringForm

State = WorkbookImport.State
Verdict = WorkbookLine.Verdict
ORDER = (Verdict.WRONG, Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED)
"""What needs a human comes first."""


def workbook_url(brought: WorkbookImport) -> str:
    return reverse("people:workbook", args=[brought.public_id])


WORKBOOKS = (
    Column("file_name", gettext_lazy("File"), href=workbook_url),
    Column("enterprise", gettext_lazy("Enterprise"), accessor="enterprise.name"),
    Column("uploaded_at", gettext_lazy("Brought"), sortable=True),
    Column("uploaded_by", gettext_lazy("By"), accessor="uploaded_by.name"),
    Column("state", gettext_lazy("State"), accessor=WorkbookImport.get_state_display),
)
ROW = Column("number", gettext_lazy("Row"), sortable=True)
SAYS = Column("says", gettext_lazy("What the row says"))
CHANGES = Column(
    "changes",
    gettext_lazy("What changes"),
    accessor=lambda line: changes_in_html(line.changes),
    formatter=as_it_is,
)
NOTES = Column("notes", gettext_lazy("To know"), formatter="；".join)


def _columns_of(kind: RoomKind, verdict: Verdict) -> tuple[Column, ...]:
    """What the review shows of lines of one verdict."""
    if verdict == Verdict.WRONG:
        return WRONG
    name = Column("name", kind.name_label)
    if verdict == Verdict.CHANGED:
        return (ROW, name, SAYS, CHANGES, NOTES)
    return (ROW, name, Column("number_shown", kind.number_label), SAYS, NOTES)


@require_safe
@person_required
def imports(request: PersonRequest, slug: str) -> HttpResponseBase:
    """Every workbook of one kind that the reader's enterprises have brought."""
    scope, kind = require_hr(request), _kind_or_404(slug)
    table = Table(
        "workbooks",
        _("Workbooks brought"),
        WORKBOOKS,
        workbooks_visible_to(scope).filter(kind=kind.code),
        query=request.GET,
        order="-uploaded_at",
        empty=_("No list yet"),
        exports=False,
    )
    context = {**_room(kind), "table": table, "tabs": kind_tabs(kind)}
    return answer_of(request, table) or render(request, "people/workbooks/list.html", context)


def kind_tabs(current: RoomKind | None) -> list[dict[str, Any]]:
    """The roster and every other kind of workbook."""
    roster = {"label": _("Roster"), "url": reverse("people:rosters"), "current": current is None}
    return [
        {**roster, "count": None},
        *(
            {
                "label": kind.sheet_label,
                "url": reverse("people:workbooks", args=[kind.slug]),
                "current": kind is current,
                "count": None,
            }
            for kind in all_kinds()
        ),
    ]


@person_required
@answered_once
def bring(request: PersonRequest, slug: str) -> HttpResponse:
    """Choose the file."""
    scope, kind = require_hr(request), _kind_or_404(slug)
    form = BringForm(request.POST or None, request.FILES or None, own=own_enterprises(scope))
    if form.is_valid():
        try:
            address = done_once(
                request, lambda: workbook_url(form.perform(kind, request.person, now()))
            )
            return HttpResponseRedirect(str(address))
        except CannotDo as refusal:
            form.add_error(None, str(refusal))
    columns = [column.names[0] for column in kind.columns if column.key not in kind.given_by_us]
    context = {**_room(kind), "form": form, "columns": columns}
    return render(request, "people/workbooks/bring.html", context)


@require_safe
@person_required
def workbook(request: PersonRequest, public_id: UUID) -> HttpResponseBase:
    """One import, at whatever step it is."""
    found = _seen_or_404(request, public_id)
    part = part_asked(request, kind_of(found), found, links_of("workbook", found))
    if part is not None:
        return part
    if found.state == State.CHECKED:
        return _review(request, found)
    kind = kind_of(found)
    going = going_of(kind, found)
    context: dict[str, Any] = {
        **_room(kind, found),
        "going": going,
        "resting": named(going.resting, kind.resting_labels),
        "counts": counts_of(found, ORDER),
        "outcome": _("Bring another list"),
    }
    if found.state == State.MAPPING:
        context["form"] = _columns(found)
    return render(request, "people/brought/state.html", context)


def _review(request: PersonRequest, found: WorkbookImport) -> HttpResponseBase:
    """What the file would change; nothing has been yet."""
    kind, chosen = kind_of(found), _chosen_verdict(request, found)
    rows: Any = list(wrong_cells(found)) if chosen == Verdict.WRONG else lines_of(found, chosen)
    table = Table(
        "lines",
        Verdict(chosen).label,
        _columns_of(kind, Verdict(chosen)),
        rows,
        query=request.GET,
        order="number",
        empty=_("No row of this kind"),
        exports=False,
    )
    answer = answer_of(request, table)
    if answer is not None:
        return answer
    wrong = found.counts.get(Verdict.WRONG, 0)
    context = {
        **_room(kind, found),
        "agrees": _("The workbook says what is recorded; there is nothing to apply."),
        "table": table,
        "tabs": tabs_of(found, ORDER, (Verdict.NEW, Verdict.CHANGED), chosen),
        "chosen": chosen,
        "wrong": wrong,
        "wrong_is_cut": wrong > MOST_WRONG,
        "going": going_of(kind, found),
        "acts": any(found.counts.get(verdict) for verdict in (Verdict.NEW, Verdict.CHANGED)),
    }
    return render(request, "people/brought/review.html", context)


def _chosen_verdict(request: PersonRequest, found: WorkbookImport) -> str:
    asked = request.GET.get("show", "")
    if asked in Verdict.values:
        return asked
    return next((verdict for verdict in ORDER if found.counts.get(verdict)), Verdict.UNCHANGED)


def _columns(found: WorkbookImport, data: Any = None) -> ColumnsForm:
    kind = kind_of(found)
    required = [column.key for column in kind.columns if column.required]
    return ColumnsForm(data, reading=found.reading, labels=kind.labels, required=required)


@require_POST
@person_required
@answered_once
def choose(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Name the columns, and let the file be checked anew."""
    found = _seen_or_404(request, public_id)
    if found.state != State.MAPPING:
        raise CannotDo(_("This workbook does not wait for its columns."))
    form = _columns(found, request.POST)
    if not form.is_valid():
        context = {**_room(kind_of(found), found), "form": form}
        return render(request, "people/brought/state.html", context)

    def deed() -> str:
        workbooks.choose(found.id, columns=form.cleaned_data, actor=request.person)
        workbooks.ask_to_check(found.id, actor=request.person)
        return workbook_url(found)

    return HttpResponseRedirect(str(done_once(request, deed)))


@require_POST
@person_required
@answered_once
def check_again(request: PersonRequest, public_id: UUID) -> HttpResponse:
    return _asked(request, public_id, workbooks.ask_to_check)


@require_POST
@person_required
@answered_once
def apply(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Ask for all of it to be done, once."""
    return _asked(request, public_id, workbooks.ask_to_apply)


def _asked(request: PersonRequest, public_id: UUID, deed: Deed) -> HttpResponse:
    found = _seen_or_404(request, public_id)
    return asked_for(request, found, deed, workbook_url(found))


@require_POST
@person_required
@answered_once
def discard(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Put a file aside."""
    found = _seen_or_404(request, public_id)
    listed = reverse("people:workbooks", args=[kind_of(found).slug])
    return put_aside(request, found, workbooks.discard, listed)


@person_required
@answered_once
def undo(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Ask for an applied import to be taken back; what rests on it by now is told on its page."""
    found = _seen_or_404(request, public_id)
    undone = _("What the workbook recorded is taken back, as if it had never been brought.")
    return undo_page(request, found, workbooks.ask_to_undo, _room(kind_of(found), found), undone)


@require_safe
@person_required
def annotated(request: PersonRequest, public_id: UUID) -> HttpResponseBase:
    """The sender's own rows with the problems beside them."""
    found = _seen_or_404(request, public_id)
    return annotated_answer(found, workbooks.annotated_file(found, actor=request.person))


@require_safe
@person_required
def export(request: PersonRequest, slug: str) -> HttpResponseBase:
    """What is held as a workbook that, brought back as it is, changes nothing."""
    enterprise, kind = enterprise_asked(request), _kind_or_404(slug)
    content = workbooks.export(kind, enterprise=enterprise, actor=request.person)
    return workbook_answer(f"{kind.sheet_label} – {enterprise.name}", content)


def _room(kind: RoomKind, found: WorkbookImport | None = None) -> dict[str, Any]:
    """What every page of a kind is told: its path, and where its deeds are."""
    listed = reverse("people:workbooks", args=[kind.slug])
    bring_url = reverse("people:workbook_bring", args=[kind.slug])
    links = {
        "list": listed,
        "bring": bring_url,
        "outcome": bring_url,
        "export": reverse("people:workbook_export", args=[kind.slug]),
    }
    crumbs = [
        {"label": _("People"), "url": reverse("people:list")},
        {"label": kind.title, "url": listed},
    ]
    room = {"room": {"title": kind.title, "crumbs": crumbs}, "kind": kind, "links": links}
    if found is None:
        return room
    return {
        **room,
        "links": {**links, **links_of("workbook", found)},
        "brought": found,
        "bring_another": _("Bring another list"),
        "whom": found.enterprise.name,
        "steps": steps_of(found),
    }


def _kind_or_404(slug: str) -> RoomKind:
    kind = kind_called(slug)
    if kind is None:
        raise Http404
    return kind


def _seen_or_404(request: PersonRequest, public_id: UUID) -> WorkbookImport:
    return get_object_or_404(workbooks_visible_to(scope_for(request)), public_id=public_id)
