"""Where the house differs from allauth: nobody signs up, nothing is mailed, secrets are sealed."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongjiang.people.identity import open_second_factor, seal_second_factor
from gongjiang.people.models import Account
from gongjiang.people.models.sessions import Session

REAUTHENTICATION = {
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by user name. Accounts come from activation slips alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("User name and password do not go together."),
        "too_many_login_attempts": _(
            "Too many failed tries. Wait 15 minutes, or ask HR for a new slip."
        ),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code does not hold. Codes change every 30 seconds."),
        "rate_limited": _("Too many tries. Wait a minute and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  (allauth's signature)
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing is mailed: accounts have no address."""

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """allauth's ways, the quickest first, each in the house's words."""
        ways = super().get_reauthentication_methods(user)
        ranked = sorted(ways, key=lambda way: list(REAUTHENTICATION).index(way["id"]))
        return [{**way, "description": REAUTHENTICATION[way["id"]]} for way in ranked]

    def login(self, request: HttpRequest, user: Account) -> None:  # type: ignore[override]  # our user model
        """Sign in, and clear away this account's sessions that have run out."""
        super().login(request, user)
        Session.objects.filter(account=user, expire_date__lt=timezone.now()).delete()


class SecondFactorAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds are encrypted at rest."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return seal_second_factor(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_second_factor(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "工匠 Gongjiang"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002, ARG002  (allauth's signature)
        day = timezone.localdate().isoformat()
        return str(_("Passkey of %(day)s") % {"day": day})


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Sign-in by the configured provider, for accounts that exist: it makes neither account nor
    person.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002  (allauth's signature)
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link the provider's identity to the account whose user name it claims.

        Raises:
            ImmediateHttpResponse: there is no such account, or it is closed.
        """
        if sociallogin.is_existing:
            return
        account = self._claimed(sociallogin)
        if account is None:
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403))
        sociallogin.connect(request, account)

    def _claimed(self, sociallogin: SocialLogin) -> Account | None:
        told = sociallogin.account.extra_data
        data = told.get("userinfo") or told.get("id_token") or {}
        name = str(data.get(settings.OIDC_CLAIM) or "").lower()
        return Account.objects.filter(username=name, is_active=True).first() if name else None
