"""The pages of a roster import: bring, wait, name columns, review, apply, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now
from gongjiang.people.brought.files import going_of
from gongjiang.people.models import RosterImport, RosterLine
from gongjiang.people.queries.rosters import imports_visible_to
from gongjiang.people.roster.kind import ROSTER
from gongjiang.people.services import roster_files, roster_jobs, rosters
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
    annotated_answer,
    counts_of,
    links_of,
    named,
    steps_of,
    tabs_of,
    workbook_answer,
)
from gongjiang.web.people.roster.forms import BringForm, PostKindsForm
from gongjiang.web.people.roster.labels import COLUMN_LABELS, REQUIRED, RESTING_LABELS
from gongjiang.web.people.roster.lines import table_of_lines
from gongjiang.web.people.views.deeds import require_hr
from gongjiang.web.people.workbooks.views import kind_tabs

State = RosterImport.State
Verdict = RosterLine.Verdict
ORDER = (
    Verdict.WRONG,
    Verdict.HELD,
    Verdict.NEW,
    Verdict.CHANGED,
    Verdict.LEAVING,
    Verdict.UNCHANGED,
)
"""What needs a human comes first."""


def roster_url(roster: RosterImport) -> str:
    return reverse("people:roster", args=[roster.public_id])


ROSTERS = (
    Column("file_name", gettext_lazy("Workbook"), href=roster_url),
    Column("scope", gettext_lazy("Whom it lists"), accessor="scope.name"),
    Column("uploaded_at", gettext_lazy("Brought"), sortable=True),
    Column("uploaded_by", gettext_lazy("By"), accessor="uploaded_by.name"),
    Column("state", gettext_lazy("State"), accessor=RosterImport.get_state_display),
)


@require_safe
@person_required
def imports(request: PersonRequest) -> HttpResponseBase:
    """Every workbook the reader's enterprises have brought."""
    scope = require_hr(request)
    table = Table(
        "rosters",
        _("Workbooks brought"),
        ROSTERS,
        imports_visible_to(scope),
        query=request.GET,
        order="-uploaded_at",
        empty=_("No workbook yet"),
        exports=False,
    )
    context = {**_room(), "table": table, "tabs": kind_tabs(None)}
    return answer_of(request, table) or render(request, "people/roster/list.html", context)


@person_required
@answered_once
def bring(request: PersonRequest) -> HttpResponse:
    """Choose whom the file lists, and the file."""
    scope = require_hr(request)
    form = BringForm(request.POST or None, request.FILES or None, scope=scope, actor=request.person)
    if form.is_valid():
        try:
            address = done_once(request, lambda: roster_url(form.perform(now())))
            return HttpResponseRedirect(str(address))
        except CannotDo as refusal:
            form.add_error(None, str(refusal))
    return render(request, "people/roster/bring.html", {**_room(), "form": form})


@require_safe
@person_required
def roster(request: PersonRequest, public_id: UUID) -> HttpResponseBase:
    """One import, at whatever step it is."""
    found = _seen_or_404(request, public_id)
    part = part_asked(request, ROSTER, found, links_of("roster", found))
    if part is not None:
        return part
    if found.state == State.CHECKED:
        return _review(request, found)
    going = going_of(ROSTER, found)
    context: dict[str, Any] = {
        **_room(found),
        "going": going,
        "resting": named(going.resting, RESTING_LABELS),
        "counts": counts_of(found, ORDER),
        "outcome": _("See the people"),
    }
    if found.state == State.MAPPING:
        context["form"] = _columns(found)
    return render(request, "people/brought/state.html", context)


def _columns(found: RosterImport, data: Any = None) -> ColumnsForm:
    """As an export names people by a number of ours, nothing else must then be named."""
    required = () if "person" in found.reading["mapping"] else REQUIRED
    return ColumnsForm(data, reading=found.reading, labels=COLUMN_LABELS, required=required)


def _room(found: RosterImport | None = None) -> dict[str, Any]:
    """What every page of a roster is told: its path, and where its deeds are."""
    crumbs = [
        {"label": _("People"), "url": reverse("people:list")},
        {"label": _("Workbooks brought"), "url": reverse("people:rosters")},
    ]
    links = {
        "list": reverse("people:rosters"),
        "bring": reverse("people:roster_bring"),
        "outcome": reverse("people:list"),
    }
    room = {"title": _("Roster from a workbook"), "crumbs": crumbs}
    if found is None:
        return {"room": room, "links": links}
    return {
        "room": room,
        "links": {**links, **links_of("roster", found)},
        "brought": found,
        "bring_another": _("Bring another workbook"),
        "whom": found.scope.name,
        "steps": steps_of(found),
    }


def _review(request: PersonRequest, found: RosterImport) -> HttpResponseBase:
    """What the file would change; nothing has been yet."""
    chosen = _chosen_verdict(request, found)
    table = table_of_lines(found, chosen, request.GET)
    answer = answer_of(request, table)
    if answer is not None:
        return answer
    posts = found.assumed.get("posts", [])
    context = {
        **_room(found),
        "agrees": _("The workbook says what the roll says; there is nothing to apply."),
        "table": table,
        "tabs": tabs_of(found, ORDER, (Verdict.NEW, Verdict.CHANGED), chosen),
        "chosen": chosen,
        "wrong": found.counts.get(Verdict.WRONG, 0),
        "going": going_of(ROSTER, found),
        "wrong_is_cut": found.counts.get(Verdict.WRONG, 0) > MOST_WRONG,
        "held": found.counts.get(Verdict.HELD, 0),
        "acts": _acts(found),
        "posts": PostKindsForm(posts=posts) if posts else None,
        "notes": [
            (RosterLine.Note(note).label, count)
            for note, count in found.assumed.get("notes", {}).items()
        ],
    }
    return render(request, "people/roster/review.html", context)


def _acts(found: RosterImport) -> bool:
    """Whether applying it would do anything."""
    counts = found.counts
    return any(counts.get(v) for v in (Verdict.NEW, Verdict.CHANGED, Verdict.LEAVING, Verdict.HELD))


def _chosen_verdict(request: PersonRequest, found: RosterImport) -> str:
    asked = request.GET.get("show", "")
    if asked in Verdict.values:
        return asked
    return next((verdict for verdict in ORDER if found.counts.get(verdict)), Verdict.UNCHANGED)


@require_POST
@person_required
@answered_once
def choose(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Name the columns, or the kinds of posts, and let the file be checked anew."""
    found = _seen_or_404(request, public_id)
    if found.state not in {State.MAPPING, State.CHECKED}:
        raise CannotDo(_("This workbook does not wait for its columns."))
    if request.POST.get("what") == "posts":
        posts = PostKindsForm(request.POST, posts=found.assumed.get("posts", []))
        if not posts.is_valid():
            raise CannotDo(_("Choose a kind for each post."))
        return _chosen(request, found, {}, posts.chosen())
    form = _columns(found, request.POST)
    if not form.is_valid():
        context = {**_room(found), "form": form}
        return render(request, "people/brought/state.html", context)
    return _chosen(request, found, form.cleaned_data, {})


def _chosen(
    request: PersonRequest, found: RosterImport, columns: dict[str, str], kinds: dict[str, str]
) -> HttpResponse:
    def deed() -> str:
        rosters.choose(found.id, columns=columns, post_kinds=kinds, actor=request.person)
        roster_jobs.ask_to_check(found.id, actor=request.person)
        return roster_url(found)

    return HttpResponseRedirect(str(done_once(request, deed)))


@require_POST
@person_required
@answered_once
def check_again(request: PersonRequest, public_id: UUID) -> HttpResponse:
    return _asked(request, public_id, roster_jobs.ask_to_check)


@require_POST
@person_required
@answered_once
def apply(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Ask for all of it to be done, once."""
    return _asked(request, public_id, roster_jobs.ask_to_apply)


def _asked(request: PersonRequest, public_id: UUID, deed: Deed) -> HttpResponse:
    found = _seen_or_404(request, public_id)
    return asked_for(request, found, deed, roster_url(found))


@require_POST
@person_required
@answered_once
def discard(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Put a file aside."""
    found = _seen_or_404(request, public_id)
    listed = reverse("people:rosters")
    return put_aside(request, found, rosters.discard, listed)


@person_required
@answered_once
def undo(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Ask for an applied import to be taken back; what rests on it by now is told on its page."""
    found = _seen_or_404(request, public_id)
    undone = _(
        "Everybody stands again as before the import. Who came in by it alone is forgotten; units"
        " it opened stay and can be closed."
    )
    return undo_page(request, found, roster_jobs.ask_to_undo, _room(found), undone)


@require_safe
@person_required
def annotated(request: PersonRequest, public_id: UUID) -> HttpResponseBase:
    """The sender's own rows with the problems beside them."""
    found = _seen_or_404(request, public_id)
    return annotated_answer(found, roster_files.annotated_file(found, actor=request.person))


@require_safe
@person_required
def export(request: PersonRequest) -> HttpResponseBase:
    """The roll as a workbook that, brought back as it is, changes nothing."""
    enterprise = enterprise_asked(request)
    content = roster_files.export_roster(
        enterprise=enterprise, scope=enterprise, actor=request.person
    )
    return workbook_answer(_("Roster of %(name)s") % {"name": enterprise.name}, content)


def _seen_or_404(request: PersonRequest, public_id: UUID) -> RosterImport:
    return get_object_or_404(imports_visible_to(scope_for(request)), public_id=public_id)
