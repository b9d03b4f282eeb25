"""The first time: a slip is opened, and becomes an account."""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now
from gongjiang.people.models import Account
from gongjiang.people.services.accounts import SlipSpent, find_slip, redeem_slip
from gongjiang.web.accounts.forms import RedeemForm


@sensitive_post_parameters()
def redeem(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the last digits, a user name and a password; then sign the owner in.

    Anybody with the paper gets as far as the question; nothing on the page says whose it is.
    """
    if (refusal := ratelimit.consume_or_429(request, action="redeem_slip")) is not None:
        return refusal
    form = RedeemForm(request.POST or None)
    try:
        find_slip(token, at=now())
        if form.is_valid():
            account = redeem_slip(
                token=token,
                last_four=form.cleaned_data["last_four"],
                username=form.cleaned_data["username"],
                password=form.cleaned_data["password"],
                at=now(),
            )
            return _signed_in(request, account, by_passkey=form.by_passkey)
    except SlipSpent as spent:
        context = {"reason": str(spent)}
        return render(request, "accounts/spent.html", context, status=HTTPStatus.GONE)
    except CannotDo as refusal_of_the_moment:
        form.add_error(None, str(refusal_of_the_moment))
    return render(request, "accounts/redeem.html", {"form": form})


def _signed_in(request: HttpRequest, account: Account, *, by_passkey: bool) -> HttpResponse:
    get_adapter().login(request, account)
    return HttpResponseRedirect(reverse("mfa_add_webauthn") if by_passkey else "/")
