"""The echelon: key positions and successors, exports, replays of policy."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from gongjiang.api.service import (
    REFUSALS,
    WRITE_REFUSALS,
    Day,
    IdempotencyKey,
    answered_once,
    reader_of,
)
from gongjiang.careers.models import (
    Export,
    ExportKind,
    KeyPosition,
    Readiness,
    Simulation,
    Successor,
)
from gongjiang.careers.queries.pipeline import (
    Bank,
    banks,
    bases_of_group,
    exports_visible_to,
    key_positions_visible_to,
)
from gongjiang.careers.queries.simulations import simulations_visible_to
from gongjiang.careers.services import exports as sending
from gongjiang.careers.services import key_positions, successors
from gongjiang.careers.services.simulations import Trial, ask_to_simulate
from gongjiang.careers.simulator.changes import Change
from gongjiang.kernel.periods import now, today
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import existing_on, ids_under
from gongjiang.people.queries.visibility import Scope, person_visible_to, scope_of

router = Router(tags=["echelon"])

Text = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f]+$")]
Why = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Grade = Annotated[int, Field(ge=1, le=23)]


class EchelonDone(Schema):
    public_id: UUID


class SuccessorOut(Schema):
    """Somebody who could follow. Personal data."""

    public_id: UUID
    person: UUID
    name: str
    readiness: Readiness
    echelon: str
    since: date


class PositionOut(Schema):
    public_id: UUID
    title: str
    unit: str
    unit_public_id: UUID
    grade: int | None
    successors: list[SuccessorOut]


class PositionIn(Schema):
    enterprise: UUID
    unit: UUID
    title: Text
    why: Why
    grade: Grade | None = None
    on: Day


class EndIn(Schema):
    on: Day
    why: Why


class SuccessorIn(Schema):
    person: UUID
    readiness: Readiness
    why: Why
    on: Day


class ExportOut(Schema):
    """Somebody sent elsewhere. Personal data."""

    public_id: UUID
    person: UUID
    name: str
    enterprise: str
    to: str
    kind: ExportKind
    grade: int | None
    is_backbone: bool
    within_group: bool
    on: date
    back_on: date | None


class ExportIn(Schema):
    enterprise: UUID
    person: UUID
    kind: ExportKind
    to_enterprise: UUID | None = None
    to_base: UUID | None = None
    is_backbone: bool = False
    why: Why
    on: Day


class ReturnIn(Schema):
    on: Day


class TrialIn(Schema):
    """What is to be tried on the ladder in force: of an enterprise, else of the whole zone."""

    enterprise: UUID | None = None
    change: Change
    base_fen: Annotated[int, Field(ge=1, le=100_000_000)]
    until: Day


class SimulationOut(Schema):
    """A replay of recorded facts under another ladder; no forecast.

    `result` holds numbers alone: who they are is on the page, for whoever may see them.
    """

    public_id: UUID
    state: Simulation.State
    until: date
    base_fen: int
    asked_at: datetime
    inputs_digest: str
    refusal: str
    result: dict[str, Any] | None


@router.get("/positions", response={200: list[PositionOut], **REFUSALS})
def list_key_positions(request: HttpRequest) -> list[dict[str, Any]]:
    """The key positions that the reader keeps, as HR or as who leads the unit."""
    scope = _scope(request)
    return [_position(bank) for bank in banks(key_positions_visible_to(scope), scope.day)]


@router.post("/positions", response={200: EchelonDone, **WRITE_REFUSALS})
def name_key_position(request: HttpRequest, told: PositionIn, key: IdempotencyKey) -> Any:
    """Name a key position."""
    enterprise = _own(request, told.enterprise)
    inside = ids_under([enterprise.id], today())
    unit = get_object_or_404(existing_on(today()).filter(id__in=inside), public_id=told.unit)

    def deed() -> dict[str, str]:
        new = key_positions.NewKeyPosition(
            unit=unit, title=told.title, why=told.why, grade=told.grade
        )
        named = key_positions.name_key_position(
            enterprise=enterprise, new=new, actor=reader_of(request), on=told.on
        )
        return {"public_id": str(named.public_id)}

    return answered_once(request, key, deed)


@router.post("/positions/{uuid:public_id}/close", response={200: EchelonDone, **WRITE_REFUSALS})
def close_key_position(
    request: HttpRequest, public_id: UUID, told: EndIn, key: IdempotencyKey
) -> Any:
    """Say that it is a key position no longer."""
    position = _seen_position(request, public_id)

    def deed() -> dict[str, str]:
        key_positions.close_key_position(
            position_id=position.id, why=told.why, actor=reader_of(request), on=told.on
        )
        return {"public_id": str(public_id)}

    return answered_once(request, key, deed)


@router.post(
    "/positions/{uuid:public_id}/successors", response={200: EchelonDone, **WRITE_REFUSALS}
)
def name_successor(
    request: HttpRequest, public_id: UUID, told: SuccessorIn, key: IdempotencyKey
) -> Any:
    """Say that somebody could follow."""
    position = _seen_position(request, public_id)
    person = get_object_or_404(person_visible_to(_scope(request), public_id=told.person))

    def deed() -> dict[str, str]:
        named = successors.name_successor(
            position_id=position.id,
            person=person,
            readiness=told.readiness,
            why=told.why,
            actor=reader_of(request),
            on=told.on,
        )
        return {"public_id": str(named.public_id)}

    return answered_once(request, key, deed)


@router.post("/successors/{uuid:public_id}/remove", response={200: EchelonDone, **WRITE_REFUSALS})
def remove_successor(
    request: HttpRequest, public_id: UUID, told: EndIn, key: IdempotencyKey
) -> Any:
    """Say that somebody is prepared no longer."""
    positions = key_positions_visible_to(_scope(request))
    seen = get_object_or_404(Successor, public_id=public_id, position__in=positions)

    def deed() -> dict[str, str]:
        successors.remove_successor(
            successor_id=seen.id, why=told.why, actor=reader_of(request), on=told.on
        )
        return {"public_id": str(public_id)}

    return answered_once(request, key, deed)


@router.get("/exports", response={200: list[ExportOut], **REFUSALS})
def list_exports(request: HttpRequest) -> list[dict[str, Any]]:
    """Who was sent where, from and to the reader's enterprises."""
    return [_export(each) for each in exports_visible_to(_scope(request)).order_by("-valid_from")]


@router.post("/exports", response={200: EchelonDone, **WRITE_REFUSALS})
def record_export(request: HttpRequest, told: ExportIn, key: IdempotencyKey) -> Any:
    """Record that somebody is sent elsewhere."""
    enterprise = _own(request, told.enterprise)
    person = get_object_or_404(person_visible_to(_scope(request), public_id=told.person))
    to_enterprise = to_base = None
    if told.to_enterprise is not None:
        to_enterprise = get_object_or_404(
            Unit, public_id=told.to_enterprise, kind=UnitKind.ENTERPRISE
        )
    if told.to_base is not None:
        to_base = get_object_or_404(bases_of_group([enterprise.id]), public_id=told.to_base)

    def deed() -> dict[str, str]:
        what = sending.Sending(
            person=person,
            kind=told.kind,
            why=told.why,
            to_enterprise=to_enterprise,
            to_base=to_base,
            is_backbone=told.is_backbone,
        )
        sent = sending.record_export(
            enterprise=enterprise, sending=what, actor=reader_of(request), on=told.on
        )
        return {"public_id": str(sent.public_id)}

    return answered_once(request, key, deed)


@router.post("/exports/{uuid:public_id}/return", response={200: EchelonDone, **WRITE_REFUSALS})
def record_return(
    request: HttpRequest, public_id: UUID, told: ReturnIn, key: IdempotencyKey
) -> Any:
    """Record that somebody is back."""
    seen = get_object_or_404(exports_visible_to(_scope(request)), public_id=public_id)

    def deed() -> dict[str, str]:
        sending.record_return(export_id=seen.id, actor=reader_of(request), on=told.on)
        return {"public_id": str(public_id)}

    return answered_once(request, key, deed)


@router.post("/simulations", response={200: EchelonDone, **WRITE_REFUSALS})
def ask_for_replay(request: HttpRequest, told: TrialIn, key: IdempotencyKey) -> Any:
    """Ask for five years to be replayed under a changed ladder."""
    enterprise = None if told.enterprise is None else _own(request, told.enterprise)

    def deed() -> dict[str, str]:
        trial = Trial(
            enterprise=enterprise, base_fen=told.base_fen, until=told.until, change=told.change
        )
        asked = ask_to_simulate(trial, actor=reader_of(request), at=now())
        return {"public_id": str(asked.public_id)}

    return answered_once(request, key, deed)


@router.get("/simulations/{uuid:public_id}", response={200: SimulationOut, **REFUSALS})
def show_replay(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """What came of a replay, as numbers."""
    seen = get_object_or_404(simulations_visible_to(_scope(request)), public_id=public_id)
    result = seen.result and {k: v for k, v in seen.result.items() if k != "standings"}
    return {
        "public_id": seen.public_id,
        "state": seen.state,
        "until": seen.until,
        "base_fen": seen.base_fen,
        "asked_at": seen.asked_at,
        "inputs_digest": seen.inputs_digest,
        "refusal": seen.refusal,
        "result": result,
    }


def _scope(request: HttpRequest) -> Scope:
    return scope_of(reader_of(request), today())


def _own(request: HttpRequest, public_id: UUID) -> Unit:
    """An enterprise of which the reader is HR; any other is none to them."""
    return get_object_or_404(Unit, public_id=public_id, id__in=_scope(request).hr)


def _seen_position(request: HttpRequest, public_id: UUID) -> KeyPosition:
    return get_object_or_404(key_positions_visible_to(_scope(request)), public_id=public_id)


def _position(bank: Bank) -> dict[str, Any]:
    position = bank.position
    return {
        "public_id": position.public_id,
        "title": position.title,
        "unit": position.unit.name,
        "unit_public_id": position.unit.public_id,
        "grade": position.grade,
        "successors": [
            {
                "public_id": each.public_id,
                "person": each.person.public_id,
                "name": each.person.name,
                "readiness": each.readiness,
                "echelon": each.echelon,
                "since": each.valid_from,
            }
            for each in bank.successors
        ],
    }


def _export(export: Export) -> dict[str, Any]:
    return {
        "public_id": export.public_id,
        "person": export.person.public_id,
        "name": export.person.name,
        "enterprise": export.enterprise.name,
        "to": str(export.to_enterprise or export.to_base),
        "kind": export.kind,
        "grade": export.grade,
        "is_backbone": export.is_backbone,
        "within_group": export.within_group,
        "on": export.valid_from,
        "back_on": export.valid_to,
    }
