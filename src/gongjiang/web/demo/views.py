"""One click signs a demo's reader in."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from gongjiang.people.models import Account
from gongjiang.web.demo.links import username_in


@require_safe
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in the account a printed link names: on a demo home, and on this machine alone."""
    username = username_in(token) if settings.DEMO and _is_on_this_machine(request) else None
    if username is None:
        raise Http404
    account = get_object_or_404(Account, username=username, is_active=True)
    if account.has_usable_password():
        raise Http404
    login(request, account)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _is_on_this_machine(request: HttpRequest) -> bool:
    """Whether the reader's browser runs here; who comes through a proxy may be anywhere."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
