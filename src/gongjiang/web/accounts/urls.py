"""Addresses of signing in. allauth's pages are named one by one: the others do not exist."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as provider
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from gongjiang.web.accounts import activation, recoveries, slips
from gongjiang.web.accounts import provider as by_provider
from gongjiang.web.accounts.passkeys import AddPasskeyView

SIGN_IN: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("login/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("logout/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]

SECURITY: list[URLPattern | URLResolver] = [
    path("", mfa.index, name="mfa_index"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("app/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]

BY_PROVIDER: list[URLPattern | URLResolver] = [
    path("provider/cancelled/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("provider/error/", provider.login_error, name="socialaccount_login_error"),
    path("provider/<slug:provider_id>/login/", by_provider.login, name="openid_connect_login"),
    path(
        "provider/<slug:provider_id>/login/callback/",
        by_provider.callback,
        name="openid_connect_callback",
    ),
]

FIRST_TIME: list[URLPattern | URLResolver] = [
    path("activate/<str:token>/", activation.redeem, name="activate"),
    path("slips/", slips.choose, name="slips"),
    path("slips/print/", slips.print_slips, name="print_slips"),
    path("recoveries/", recoveries.queue, name="recoveries"),
    path("recoveries/open/<uuid:person_id>/", recoveries.open_one, name="open_recovery"),
    path("recoveries/<uuid:public_id>/confirm/", recoveries.confirm, name="confirm_recovery"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *SIGN_IN,
    *SECURITY,
    *(BY_PROVIDER if settings.OIDC_URL else []),
    path("", include((FIRST_TIME, "accounts"))),
]
