"""Technical innovation projects, five-small items and patents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from gongjiang.api.service import (
    REFUSALS,
    WRITE_REFUSALS,
    IdempotencyKey,
    answered_once,
    reader_of,
)
from gongjiang.innovation.models import FiveSmall, InnovationProject, Patent
from gongjiang.innovation.permissions.projects import may_decide, may_decide_project
from gongjiang.innovation.queries.project_scope import (
    Desk,
    desk_of,
    five_small_visible_to,
    patents_visible_to,
    projects_visible_to,
)
from gongjiang.innovation.services.five_small import accept_five_small as accept_item
from gongjiang.innovation.services.five_small import refuse_five_small as refuse_item
from gongjiang.innovation.services.project_endings import accept_project as accept
from gongjiang.innovation.services.projects import approve_project as approve
from gongjiang.kernel.periods import now, today
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import scope_of

router = Router(tags=["innovation projects"])

Page = Annotated[int, Field(ge=1, le=100_000)]
PageSize = Annotated[int, Field(ge=1, le=200)]
Text = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f]+$")]
Fen = Annotated[int, Field(ge=0, le=100_000_000_000)]


class InnovationPart(Schema):
    """Somebody's part; the name is empty where the record is set aside."""

    name: str
    share_bp: int


class ProjectSummary(Schema):
    public_id: UUID
    title: str
    state: InnovationProject.State
    proposed_on: date
    due_on: date
    accepted_on: date | None


class ProjectPage(Schema):
    count: int
    items: list[ProjectSummary]


class ProjectMilestoneOut(Schema):
    position: int
    title: str
    due_on: date
    done_on: date | None


class ProjectOut(ProjectSummary):
    """One project with its members and milestones."""

    object: str
    baseline: str
    target: str
    results: str
    method_name: str
    members: list[InnovationPart]
    milestones: list[ProjectMilestoneOut]


class FiveSmallSummary(Schema):
    public_id: UUID
    kind: FiveSmall.Kind
    title: str
    state: FiveSmall.State
    completed_on: date
    declared_on: date
    decided_on: date | None


class FiveSmallPage(Schema):
    count: int
    items: list[FiveSmallSummary]


class FiveSmallOut(FiveSmallSummary):
    """One item with what its form asked, and its authors."""

    particulars: dict[str, str]
    effect: str
    decision_reason: str
    excluded_reason: str
    authors: list[InnovationPart]


class PatentSummary(Schema):
    """A patent; `counts` from its grant on."""

    public_id: UUID
    kind: Patent.Kind
    title: str
    state: Patent.State
    application_number: str
    filed_on: date
    granted_on: date | None
    fee_due_on: date | None
    counts: bool


class PatentPage(Schema):
    count: int
    items: list[PatentSummary]


class PatentOut(PatentSummary):
    """One patent with its inventors."""

    inventors: list[InnovationPart]


class BudgetIn(Schema):
    budget_fen: Fen


class EvidenceIn(Schema):
    evidence: Text


class FiveSmallRefusalIn(Schema):
    reason: Text
    excluded_reason: FiveSmall.Exclusion | None = None


class ProjectDone(Schema):
    project: UUID
    state: InnovationProject.State


class FiveSmallDone(Schema):
    item: UUID
    state: FiveSmall.State


@router.get("/projects", response={200: ProjectPage, **REFUSALS})
def list_projects(
    request: HttpRequest,
    state: Annotated[InnovationProject.State | None, Query()] = None,
    page: Page = 1,
    page_size: PageSize = 50,
) -> dict[str, Any]:
    """The projects the reader may see, the latest first."""
    found = projects_visible_to(_desk(request))
    if state is not None:
        found = found.filter(state=state)
    return _page(found.order_by("-proposed_on", "-id"), page, page_size)


@router.get("/projects/{uuid:public_id}", response={200: ProjectOut, **REFUSALS})
def show_project(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """One project, if the reader may see it."""
    project = _project(request, public_id)
    names = [*ProjectSummary.model_fields, "object", "baseline", "target", "results", "method_name"]
    return {
        **_named(project, names),
        "members": _parts(project.members.all(), reader_of(request)),
        "milestones": list(project.milestones.order_by("position")),
    }


@router.post("/projects/{uuid:public_id}/approve", response={200: ProjectDone, **WRITE_REFUSALS})
def approve_project(
    request: HttpRequest, public_id: UUID, body: BudgetIn, key: IdempotencyKey
) -> Status[Any]:
    """Approve a project with a budget, as somebody who is not a member."""
    project = _project(request, public_id)
    may_decide_project(reader_of(request), project, today()).require()
    return _project_done(
        request,
        key,
        lambda: approve(
            project_id=project.id,
            budget_fen=body.budget_fen,
            actor=reader_of(request),
            at=now(),
        ),
    )


@router.post("/projects/{uuid:public_id}/accept", response={200: ProjectDone, **WRITE_REFUSALS})
def accept_project(
    request: HttpRequest, public_id: UUID, body: EvidenceIn, key: IdempotencyKey
) -> Status[Any]:
    """Accept a project's result, as somebody who is not a member and says what they saw."""
    project = _project(request, public_id)
    may_decide_project(reader_of(request), project, today()).require()
    return _project_done(
        request,
        key,
        lambda: accept(
            project_id=project.id, evidence=body.evidence, actor=reader_of(request), at=now()
        ),
    )


@router.get("/five-small", response={200: FiveSmallPage, **REFUSALS})
def list_five_small(
    request: HttpRequest,
    state: Annotated[FiveSmall.State | None, Query()] = None,
    page: Page = 1,
    page_size: PageSize = 50,
) -> dict[str, Any]:
    """The five-small items the reader may see, the latest first."""
    found = five_small_visible_to(_desk(request))
    if state is not None:
        found = found.filter(state=state)
    return _page(found.order_by("-declared_on", "-id"), page, page_size)


@router.get("/five-small/{uuid:public_id}", response={200: FiveSmallOut, **REFUSALS})
def show_five_small(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """One item, if the reader may see it."""
    item = _item(request, public_id)
    names = [*FiveSmallSummary.model_fields, "particulars", "effect", "decision_reason"]
    return {
        **_named(item, [*names, "excluded_reason"]),
        "authors": _parts(item.authors.all(), reader_of(request)),
    }


@router.post("/five-small/{uuid:public_id}/accept", response={200: FiveSmallDone, **WRITE_REFUSALS})
def accept_five_small(request: HttpRequest, public_id: UUID, key: IdempotencyKey) -> Status[Any]:
    """Accept an item, as the union or the department, never as an author."""
    item = _decidable(request, public_id)
    return _item_done(
        request,
        key,
        lambda: accept_item(item_id=item.id, actor=reader_of(request), at=now()),
    )


@router.post("/five-small/{uuid:public_id}/refuse", response={200: FiveSmallDone, **WRITE_REFUSALS})
def refuse_five_small(
    request: HttpRequest, public_id: UUID, body: FiveSmallRefusalIn, key: IdempotencyKey
) -> Status[Any]:
    """Refuse an item with a reason, and the code of what excludes it where something does."""
    item = _decidable(request, public_id)
    return _item_done(
        request,
        key,
        lambda: refuse_item(
            item_id=item.id,
            reason=body.reason,
            excluded_reason=body.excluded_reason or "",
            actor=reader_of(request),
            at=now(),
        ),
    )


@router.get("/patents", response={200: PatentPage, **REFUSALS})
def list_patents(
    request: HttpRequest,
    state: Annotated[Patent.State | None, Query()] = None,
    page: Page = 1,
    page_size: PageSize = 50,
) -> dict[str, Any]:
    """The patents the reader may see, the latest first."""
    found = patents_visible_to(_desk(request))
    if state is not None:
        found = found.filter(state=state)
    return _page(found.order_by("-filed_on", "-id"), page, page_size)


@router.get("/patents/{uuid:public_id}", response={200: PatentOut, **REFUSALS})
def show_patent(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """One patent, if the reader may see it."""
    patent = get_object_or_404(patents_visible_to(_desk(request)), public_id=public_id)
    return {
        **_named(patent, list(PatentSummary.model_fields)),
        "inventors": _parts(patent.inventors.all(), reader_of(request)),
    }


def _desk(request: HttpRequest) -> Desk:
    return desk_of(scope_of(reader_of(request), today()))


def _project(request: HttpRequest, public_id: UUID) -> InnovationProject:
    return get_object_or_404(projects_visible_to(_desk(request)), public_id=public_id)


def _item(request: HttpRequest, public_id: UUID) -> FiveSmall:
    return get_object_or_404(five_small_visible_to(_desk(request)), public_id=public_id)


def _decidable(request: HttpRequest, public_id: UUID) -> FiveSmall:
    """An item about which the reader decides."""
    item = _item(request, public_id)
    may_decide(
        reader_of(request),
        enterprise_id=item.enterprise_id,
        unit_id=item.unit_id,
        parties=set(item.authors.values_list("person_id", flat=True)),
        day=today(),
    ).require()
    return item


def _page(found: QuerySet[Any], page: int, page_size: int) -> dict[str, Any]:
    start = (page - 1) * page_size
    return {"count": found.count(), "items": list(found[start : start + page_size])}


def _named(row: object, names: list[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _parts(rows: QuerySet[Any], reader: Person) -> list[dict[str, Any]]:
    return [
        {
            "name": row.person.name
            if row.person.state == Person.State.ACTIVE or row.person_id == reader.id
            else "",
            "share_bp": row.share_bp,
        }
        for row in rows.select_related("person").order_by("position")
    ]


def _project_done(
    request: HttpRequest, key: UUID, deed: Callable[[], InnovationProject]
) -> Status[Any]:
    def done() -> dict[str, str]:
        project = deed()
        return {"project": str(project.public_id), "state": project.state}

    return Status(200, answered_once(request, key, done))


def _item_done(request: HttpRequest, key: UUID, deed: Callable[[], FiveSmall]) -> Status[Any]:
    def done() -> dict[str, str]:
        item = deed()
        return {"item": str(item.public_id), "state": item.state}

    return Status(200, answered_once(request, key, done))
