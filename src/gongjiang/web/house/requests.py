"""Who is asking: each request carries the person behind its account."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from gongjiang.kernel.errors import NotAllowed
from gongjiang.people.models import Account, Person

P = ParamSpec("P")


class PersonRequest(HttpRequest):
    """A request of somebody signed in, with the person they are: what `person_required` passes on.

    On a page that anonymous readers may open as well, ask `person_of(request)` instead.
    """

    user: Account
    person: Person


class PersonMiddleware:
    """Sets `request.person`: the signed-in account's person, or None.

    The account's own query brings the person along (see `web.accounts.backends`), so this asks the
    database nothing more than `request.user` does, and nothing for a reader without a session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],  # noqa: ARG002  (Django's signature)
        args: tuple[Any, ...],  # noqa: ARG002
        kwargs: dict[str, Any],  # noqa: ARG002
    ) -> None:
        user = request.user
        request.person = user.person if isinstance(user, Account) else None  # type: ignore[attr-defined]  # what PersonRequest declares


def person_of(request: HttpRequest) -> Person | None:
    """The person who asks; None for anonymous readers and for accounts that are nobody's."""
    person: Person | None = getattr(request, "person", None)
    return person


def person_required(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let only persons in: others are sent to sign in and back, or told why they cannot enter.

    Raises:
        NotAllowed: the account that is signed in belongs to no person.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if person_of(request) is None:
            raise NotAllowed(
                _("This account belongs to no person. Sign in with an account that HR gave you.")
            )
        return view(request, *args, **kwargs)  # type: ignore[arg-type]  # both were just checked

    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and from there back to the page the reader was on."""
    if request.headers.get("HX-Request") == "true":
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        back = page._replace(scheme="", netloc="", fragment="").geturl() or "/"
        return HttpResponseClientRedirect(redirect_to_login(back).url)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
