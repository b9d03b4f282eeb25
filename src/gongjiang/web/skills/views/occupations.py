"""The classification of occupations, and which occupation each post of an enterprise is."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.people.queries.visibility import Scope
from gongjiang.skills import permissions
from gongjiang.skills.models import Occupation
from gongjiang.skills.queries.occupations import (
    UsedPost,
    changes_of_enterprises,
    changes_of_the_classification,
    occupations_listed,
    posts_used,
)
from gongjiang.skills.services.occupations import add_occupation, name_occupation_of_post
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, Table, answer_of
from gongjiang.web.house.writes import answered_once
from gongjiang.web.people.forms.places import own_enterprises
from gongjiang.web.skills.deeds import form_page
from gongjiang.web.skills.forms import NamePostForm, OccupationForm

SHOWN_CHANGES = 20


def name_url(used: UsedPost) -> str:
    query = urlencode({"enterprise": str(used.enterprise.public_id), "post": used.post})
    return f"{reverse('skills:name_post')}?{query}"


POSTS = (
    Column("post", gettext_lazy("Post"), sortable=True, href=name_url),
    Column("enterprise", gettext_lazy("Enterprise"), accessor="enterprise.name"),
    Column("people", gettext_lazy("People"), sortable=True, align="end"),
    Column(
        "occupation",
        gettext_lazy("Occupation"),
        accessor=lambda used: used.occupation.name if used.occupation else "",
        sortable=True,
    ),
    Column(
        "code",
        gettext_lazy("Code"),
        accessor=lambda used: used.occupation.code if used.occupation else "",
    ),
)
OCCUPATIONS = (
    Column("code", gettext_lazy("Code"), sortable=True),
    Column("name", gettext_lazy("Occupation"), field="name_pinyin", accessor="name", sortable=True),
    Column(
        "level",
        gettext_lazy("Level"),
        accessor=Occupation.get_level_display,
        filter=ChoiceFilter(Occupation.Level.choices),
    ),
    Column(
        "added",
        gettext_lazy("Edition"),
        accessor=lambda each: _("added by the zone") if each.added else _("national"),
    ),
)


@require_safe
@person_required
def post_occupations(request: PersonRequest) -> HttpResponseBase:
    """The posts people hold in the reader's enterprises, those without an occupation first."""
    scope = _require_hr(request)
    table = Table(
        "post_occupations",
        _("Occupations of posts"),
        POSTS,
        posts_used(scope.hr, scope.day),
        query=request.GET,
        order="occupation",
        empty=_("Nobody holds a post yet"),
    )
    changes = changes_of_enterprises(scope.hr)[:SHOWN_CHANGES]
    context = {"table": table, "changes": changes}
    return answer_of(request, table) or render(request, "skills/post_occupations.html", context)


@person_required
@answered_once
def name_post(request: PersonRequest) -> HttpResponse:
    """Say which occupation a post is."""
    scope = _require_hr(request)
    enterprise = _own_or_404(scope, request.GET.get("enterprise", ""))
    post = request.GET.get("post", "").strip()
    if not post:
        raise Http404
    form = NamePostForm(request.POST if request.method == "POST" else None)
    back = reverse("skills:post_occupations")

    def deed() -> str:
        name_occupation_of_post(
            enterprise=enterprise,
            post=post,
            occupation=form.cleaned_data["occupation"],
            reason=form.cleaned_data["reason"],
            actor=request.person,
            on=today(),
        )
        return back

    return form_page(
        request,
        form,
        deed,
        heading=_("Name the occupation of a post"),
        lead=f"{post} · {enterprise.name}",
        back=back,
        said=_("Named."),
    )


@require_safe
@person_required
def occupations(request: PersonRequest) -> HttpResponseBase:
    """The national classification, and what the zone added to it."""
    table = Table(
        "occupations",
        _("Occupations"),
        OCCUPATIONS,
        occupations_listed(),
        query=request.GET,
        order="code",
        search=("name__contains", "code__startswith", "name_initials__startswith"),
    )
    context = {
        "table": table,
        "adds": bool(permissions.may_add_occupation(request.person, today())),
        "changes": changes_of_the_classification()[:SHOWN_CHANGES],
    }
    return answer_of(request, table) or render(request, "skills/occupations.html", context)


@person_required
@answered_once
def new_occupation(request: PersonRequest) -> HttpResponse:
    """Add an occupation that the national edition lacks."""
    permissions.may_add_occupation(request.person, today()).require()
    form = OccupationForm(request.POST if request.method == "POST" else None)
    back = reverse("skills:occupations")

    def deed() -> str:
        add_occupation(**form.cleaned_data, actor=request.person, on=today())
        return back

    return form_page(
        request,
        form,
        deed,
        heading=_("Add an occupation"),
        lead=_("It can be chosen everywhere from now on; the national entries stay as they are."),
        back=back,
        said=_("Added."),
    )


def _require_hr(request: PersonRequest) -> Scope:
    scope = scope_for(request)
    if not scope.hr:
        refused(_("Only the HR of an enterprise can see this list.")).require()
    return scope


def _own_or_404(scope: Scope, public_id: str) -> Unit:
    own = own_enterprises(scope)
    found = next((unit for unit in own if str(unit.public_id) == public_id), None)
    if found is None:
        raise Http404
    return found
