"""A form may be sent twice; its deed is done once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import CannotDo
from gongjiang.people.services.submissions import answer_to, once
from gongjiang.web.house.requests import PersonRequest

P = ParamSpec("P")


def key_of(request: PersonRequest) -> UUID:
    """The idempotency key that every form carries.

    Raises:
        BadRequest: it carries none.
    """
    try:
        return UUID(request.POST.get("idempotency_key", ""))
    except ValueError as error:
        msg = "A write carries an idempotency key."
        raise BadRequest(msg) from error


def done_once(request: PersonRequest, deed: Callable[[], Any]) -> Any:
    """Do a form's deed unless its key was seen; answer as the first time.

    Args:
        deed: does it, and returns what JSON can hold, such as an address.

    Raises:
        BadRequest: the form carries no key.
    """
    return once(account=request.user, key=key_of(request), deed=deed)


def answered_once(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[PersonRequest, P], HttpResponse]:
    """A form sent again leads where the first one led, before anything is looked up anew."""

    @wraps(view)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST":
            first = answer_to(account=request.user, key=key_of(request))
            if first is not None:
                return HttpResponseRedirect(str(first))
        return view(request, *args, **kwargs)

    return guarded


def submit(
    request: PersonRequest, form: forms.Form, deed: Callable[[], str], *, said: Sentence
) -> HttpResponse | None:
    """Do what a form asks and go to the address the deed answers with.

    Returns:
        None when the form has to be shown again; it says what stands in the way.
    """
    if not form.is_valid():
        return None
    try:
        address = done_once(request, deed)
    except CannotDo as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, str(said))
    return HttpResponseRedirect(str(address))
