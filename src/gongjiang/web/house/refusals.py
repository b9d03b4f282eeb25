"""Error pages: each is a sentence that says what stood in the way and what would open it."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo, NotAllowed


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    return _page(
        request,
        HTTPStatus.BAD_REQUEST,
        title=_("This request could not be read"),
        reason=_("The address or the form that was sent is not one this page understands."),
        remedy=_("Go back, load the page anew and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the refusal's own reason where a permission gave one."""
    said = str(exception) if isinstance(exception, NotAllowed) else ""
    return _page(
        request,
        HTTPStatus.FORBIDDEN,
        title=_("This is not open to you"),
        reason=said or _("Your role does not reach this page."),
        remedy=_("If your work needs it, ask whoever appoints roles in your unit."),
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """403 when a form did not carry this browser's token."""
    return _page(
        request,
        HTTPStatus.FORBIDDEN,
        title=_("This form could not be accepted"),
        reason=_("It did not carry the token that proves it came from this browser."),
        remedy=_("Allow cookies for this site, load the page anew and send the form again."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    return _page(
        request,
        HTTPStatus.NOT_FOUND,
        title=_("There is no such page for you"),
        reason=_("The address leads nowhere, or to something outside what you may see."),
        remedy=_("Check the address, or start from your home page."),
    )


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """500. It leans on no database, session or component: any of them may be what broke."""
    page = render_to_string("house/500.html")
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def cannot_do_page(request: HttpRequest, error: CannotDo) -> HttpResponse:
    """409 for a deed that is not possible now."""
    return _page(
        request,
        HTTPStatus.CONFLICT,
        title=_("This cannot be done now"),
        reason=str(error),
        remedy="",
    )


def _page(
    request: HttpRequest, status: HTTPStatus, *, title: str, reason: str, remedy: str
) -> HttpResponse:
    """The whole page, or for htmx the refusal alone, to stand where the answer would have."""
    asked_by_htmx = request.headers.get("HX-Request") == "true"
    template = "house/_refusal.html" if asked_by_htmx else "house/refusal_page.html"
    context = {"status": status, "title": title, "reason": reason, "remedy": remedy}
    return render(request, template, context, status=status)
