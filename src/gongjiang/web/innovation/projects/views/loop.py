"""The closed loop of an enterprise: what it has, what is missing, and what is linked to what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.innovation.models import (
    FiveSmall,
    Innovation,
    InnovationProject,
    LinkKind,
    Patent,
    Platform,
    Proposal,
    RDTeam,
    RuleDocument,
)
from gongjiang.innovation.queries.loop import ORDER, Loop, families_of, loops_of
from gongjiang.innovation.services.loop import (
    Base,
    Named,
    close_base,
    link_innovation,
    register_document,
    register_platform,
)
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.projects.forms.loop import (
    DocumentForm,
    EndBaseForm,
    LinkForm,
    PlatformForm,
)
from gongjiang.web.innovation.projects.seen import desk_for
from gongjiang.web.innovation.projects.tabs import tabs_for
from gongjiang.web.innovation.projects.workplace import kept_enterprise

SHOWN = 60
Row = Proposal | InnovationProject | FiveSmall | Patent
BASES: dict[str, type[Base]] = {"document": RuleDocument, "platform": Platform}
MODELS: dict[str, type[Row]] = {
    Innovation.PROPOSAL: Proposal,
    Innovation.PROJECT: InnovationProject,
    Innovation.FIVE_SMALL: FiveSmall,
    Innovation.PATENT: Patent,
}


@require_safe
@person_required
def loop(request: PersonRequest) -> HttpResponse:
    """The families of the reader's enterprise, and its latest innovations."""
    return _page(request, kept_enterprise(request), {})


@require_POST
@person_required
@answered_once
def add_document(request: PersonRequest) -> HttpResponse:
    """Register a document by which the enterprise runs its innovation."""
    enterprise = kept_enterprise(request)
    form = DocumentForm(request.POST)

    def deed() -> str:
        register_document(
            enterprise_id=enterprise.id, actor=request.person, at=now(), **form.cleaned_data
        )
        return _address(enterprise)

    done = submit(request, form, deed, said=_("The document is registered."))
    return done or _page(request, enterprise, {"document": form})


@require_POST
@person_required
@answered_once
def add_platform(request: PersonRequest) -> HttpResponse:
    """Register a place where innovation happens."""
    enterprise = kept_enterprise(request)
    form = PlatformForm(request.POST)

    def deed() -> str:
        register_platform(
            enterprise_id=enterprise.id, actor=request.person, at=now(), **form.cleaned_data
        )
        return _address(enterprise)

    done = submit(request, form, deed, said=_("The platform is registered."))
    return done or _page(request, enterprise, {"platform": form})


@require_POST
@person_required
@answered_once
def end(request: PersonRequest, kind: str, public_id: UUID) -> HttpResponse:
    """End a document or a platform from a day on."""
    enterprise = kept_enterprise(request)
    if kind not in BASES:
        raise Http404
    base = cast("Base", get_object_or_404(BASES[kind], public_id=public_id, enterprise=enterprise))
    form = EndBaseForm(request.POST)

    def deed() -> str:
        close_base(base, ends_on=form.cleaned_data["ends_on"], actor=request.person, at=now())
        return _address(enterprise)

    done = submit(request, form, deed, said=_("Its end is recorded."))
    return done or _page(request, enterprise, {"end": form})


@require_POST
@person_required
@answered_once
def link(request: PersonRequest, kind: str, public_id: UUID) -> HttpResponse:
    """Link one innovation to a document, a platform or a team."""
    enterprise = kept_enterprise(request)
    if kind not in MODELS:
        raise Http404
    row = cast("Row", get_object_or_404(MODELS[kind], public_id=public_id, enterprise=enterprise))
    day = desk_for(request).scope.day
    form = LinkForm(request.POST, targets=_bases_of(enterprise, day).targets)

    def deed() -> str:
        link_innovation(
            Named(kind, row.id),
            link=form.link,
            target_id=form.target_id,
            actor=request.person,
            at=now(),
        )
        return _address(enterprise)

    done = submit(request, form, deed, said=_("Linked."))
    return done or _page(request, enterprise, {"link": form})


def _page(request: PersonRequest, enterprise: Unit, sent: dict[str, forms.Form]) -> HttpResponse:
    day = desk_for(request).scope.day
    loops = loops_of([enterprise.id], day, limit=SHOWN)
    bases = _bases_of(enterprise, day)
    context = {
        "enterprise": enterprise,
        "families": families_of([enterprise.id], day)[enterprise.id],
        "lines": [_Line(each, bases.targets_of(each.missing), _page_of(each)) for each in loops],
        "n": len(loops),
        "closed": sum(each.is_closed for each in loops),
        "kinds": [(kind.value, kind.label) for kind in ORDER],
        "bases": bases,
        "document_form": sent.get("document") or DocumentForm(),
        "platform_form": sent.get("platform") or PlatformForm(),
        "refused": sent.get("link") or sent.get("end"),
        "sent": set(sent),
        "day": day,
        "tabs": tabs_for(request, "loop"),
    }
    return render(request, "projects/loop.html", context, status=422 if sent else 200)


@dataclass(frozen=True, slots=True)
class _Line:
    """An innovation, what it can still be linked to, and its own page where this part has one."""

    loop: Loop
    targets: list[tuple[str, str]]
    url: str


def _page_of(each: Loop) -> str:
    pages = {"PROJECT": "project", "FIVE_SMALL": "item", "PATENT": "patent"}
    page = pages.get(each.kind)
    return reverse(f"projects:{page}", args=[each.public_id]) if page else ""


@dataclass(frozen=True, slots=True)
class _Bases:
    """What of an enterprise is in force today, to be linked to."""

    documents: list[RuleDocument]
    platforms: list[Platform]
    teams: list[RDTeam]

    @property
    def targets(self) -> list[tuple[str, str]]:
        return self.targets_of([kind.value for kind in LinkKind])

    def targets_of(self, kinds: Collection[str]) -> list[tuple[str, str]]:
        """Those of some kinds of link: "RULE:7", and what it is called."""
        rows = (
            (LinkKind.RULE, self.documents),
            (LinkKind.PLATFORM, self.platforms),
            (LinkKind.TEAM, self.teams),
        )
        return [
            (f"{kind.value}:{row.id}", f"{kind.label}: {row}")
            for kind, found in rows
            if kind.value in kinds
            for row in found
        ]


def _bases_of(enterprise: Unit, day: date) -> _Bases:
    """Three queries."""
    in_force = Q(true_on(day), enterprise=enterprise)
    return _Bases(
        list(RuleDocument.objects.filter(in_force).order_by("valid_from", "id")),
        list(Platform.objects.filter(in_force).order_by("valid_from", "id")),
        list(RDTeam.objects.filter(in_force).order_by("valid_from", "id")),
    )


def _address(enterprise: Unit) -> str:
    return f"{reverse('projects:loop')}?enterprise={enterprise.id}"
