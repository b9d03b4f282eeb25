"""A page's script that sends a form is told where it leads; a browser is sent there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse

from gongjiang.web.house.requests import PersonRequest

P = ParamSpec("P")
JSON = "application/json"


def spoken_to_a_script(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[PersonRequest, P], HttpResponse]:
    """Who accepts JSON alone gets a redirect as `{"to": address}`, and follows it by themselves.

    A script that followed it would fetch the page, and what the page says once would be gone.
    """

    @wraps(view)
    def told(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if request.headers.get("Accept") == JSON and isinstance(answer, HttpResponseRedirect):
            return JsonResponse({"to": answer.url})
        return answer

    return told
