"""A passkey is registered."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpResponse

from gongjiang.people.models import Account


class AddPasskeyView(AddWebAuthnView):
    """allauth's page. Whoever has just proved a new passkey is who they were a moment ago, and
    may read their recovery codes without being asked again.
    """

    def form_valid(self, form: AddWebAuthnForm) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        account = self.request.user
        assert isinstance(account, Account)  # noqa: S101  (the page asks for a signed-in reader)
        record_authentication(self.request, account, "mfa", type="webauthn", reauthenticated=True)
        return answer
