"""A form may be sent twice; its deed is done once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest

from gongjiang.people.services.submissions import once
from gongjiang.web.house.requests import PersonRequest


def done_once(request: PersonRequest, deed: Callable[[], Any]) -> Any:
    """Do a form's deed unless its key was seen; answer as the first time.

    Args:
        deed: does it, and returns what JSON can hold, such as an address.

    Raises:
        BadRequest: the form carries no key.
    """
    try:
        key = UUID(request.POST.get("idempotency_key", ""))
    except ValueError as error:
        msg = "A write carries an idempotency key."
        raise BadRequest(msg) from error
    return once(account=request.user, key=key, deed=deed)
