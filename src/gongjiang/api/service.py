"""The API itself: who is asking, and how it says no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Header, NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema
from ninja.security import SessionAuth
from pydantic import AfterValidator

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.kernel.periods import askable_day, askable_moment
from gongjiang.people.models import Account, Person
from gongjiang.people.services.submissions import once


class Refusal(Schema):
    """Why not, as a sentence."""

    detail: str


class Misfit(Schema):
    """What was sent is not of the form described; each entry says where and why."""

    detail: list[dict[str, Any]]


REFUSALS: dict[Any, Any] = {401: Refusal, 403: Refusal, 404: Refusal, 422: Misfit}
WRITE_REFUSALS: dict[Any, Any] = {**REFUSALS, 400: Refusal, 409: Refusal}

Day = Annotated[date, AfterValidator(askable_day)]
"""A day one may ask about, or do something from."""
Moment = Annotated[datetime, AfterValidator(askable_moment)]
"""A moment one may ask about; without a time zone it is Shanghai's."""
IdempotencyKey = Annotated[UUID, Header(alias="Idempotency-Key")]


class PersonAuth(SessionAuth):
    """Lets in whoever is signed in and is a person; `request.auth` is that person."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:  # noqa: ARG002
        user = request.user
        return user.person if isinstance(user, Account) and user.is_active else None


class DescribedOnce(NinjaAPI):
    """An API whose description is put together when it is first asked for: it takes half a second,
    and stays the same for as long as the program runs."""

    _description: OpenAPISchema | None = None

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        if self._description is None:
            self._description = super().get_openapi_schema(**where)
        return self._description


api = DescribedOnce(
    title="Gongjiang",
    version="1",
    description="People, units and figures of a development zone.",
    auth=PersonAuth(),
    docs_url=None,
    urls_namespace="api",
)


def reader_of(request: HttpRequest) -> Person:
    """The person who asks; operations are only reached with one."""
    reader: Person = request.auth  # type: ignore[attr-defined]  # set by PersonAuth
    return reader


def answered_once(request: HttpRequest, key: UUID, deed: Callable[[], Any]) -> Any:
    """Do a write unless this key was seen at this address; the answer must be what JSON can hold.

    A key that a client uses at two addresses stands for two writes, each with its own answer.
    """
    account = request.user
    assert isinstance(account, Account)  # noqa: S101  (PersonAuth let it in)
    own = uuid5(key, f"{request.method} {request.path}")
    return once(account=account, key=own, deed=deed)


@api.exception_handler(NotAllowed)
def say_not_allowed(request: HttpRequest, refusal: NotAllowed) -> HttpResponse:
    return api.create_response(request, {"detail": str(refusal)}, status=403)


@api.exception_handler(CannotDo)
def say_cannot(request: HttpRequest, refusal: CannotDo) -> HttpResponse:
    return api.create_response(request, {"detail": str(refusal)}, status=409)


@api.exception_handler(Http404)
def say_not_found(request: HttpRequest, _: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": "Not found"}, status=404)
