"""Sign-in by the configured provider, stricter than allauth: what it says of somebody is signed,
meant for us, and said for this very sign-in.
"""

from __future__ import annotations

import secrets
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
    OAuth2View,
)
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]  # never by our secret
LEEWAY = 30  # seconds that two clocks may differ: ours
REQUIRED = ["exp", "iat", "iss", "aud", "sub"]


class SignedAdapter(OpenIDConnectOAuth2Adapter):
    """Believes an identity token by its signature alone, and nothing that is not in line with it.

    allauth takes a token that it fetched itself for granted; we do not, since the connection may
    end at a proxy of the provider's.

    Attributes:
        nonce: what this sign-in's token must carry.
    """

    nonce = ""

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> SocialLogin:
        """The identity the provider vouches for.

        Raises:
            OAuth2Error: there is no token, or it does not hold.
        """
        signed = kwargs["response"].get("id_token")
        if not signed:
            msg = "The provider sent no identity token."
            raise OAuth2Error(msg)
        told = {"id_token": self._verified(app, signed)}
        if "userinfo_endpoint" in self.openid_config:
            told["userinfo"] = self._fetch_user_info(token.token)
            if told["userinfo"].get("sub") != told["id_token"]["sub"]:
                msg = "The provider speaks of two different people."
                raise OAuth2Error(msg)
        provider: Any = self.get_provider()  # type: ignore[no-untyped-call]  # allauth is untyped here
        login: SocialLogin = provider.sociallogin_from_response(request, told)
        return login

    def _verified(self, app: Any, signed: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                signed,
                key=self._key_of(signed),
                algorithms=SIGNED_BY,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": REQUIRED},
            )
        except (jwt.PyJWTError, KeyError) as error:
            msg = "The identity token does not hold."
            raise OAuth2Error(msg) from error
        if not self.nonce or claims.get("nonce") != self.nonce:
            msg = "The identity token was made for another sign-in."
            raise OAuth2Error(msg)
        if claims.get("azp", app.client_id) != app.client_id:
            msg = "The identity token was made for another party."
            raise OAuth2Error(msg)
        return claims

    def _key_of(self, signed: str) -> Any:
        """The provider's key that the token names; asked anew each time, for keys are changed."""
        answer = self._asked(self.openid_config["jwks_uri"])
        keys = jwt.PyJWKSet.from_dict(answer)
        return keys[jwt.get_unverified_header(signed)["kid"]].key

    def _asked(self, address: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:  # type: ignore[no-untyped-call]  # allauth is untyped here
            answer = session.get(address)
            answer.raise_for_status()
            found: dict[str, Any] = answer.json()
            return found


class Login(OAuth2LoginView):
    """To the provider, with a nonce that its token must bring back."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        provider: Any = self.get_provider()  # type: ignore[no-untyped-call]  # allauth is untyped here
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        nonce = secrets.token_urlsafe(24)
        asked = provider.get_redirect_from_request_kwargs(request)
        asked["auth_params"]["nonce"] = nonce
        try:
            answer: HttpResponse = provider.redirect(request, nonce=nonce, **asked)
        except (RequestException, KeyError) as error:
            answer = render_authentication_error(request, provider, exception=error)
        return answer


class Callback(OAuth2CallbackView):
    """Back from the provider."""

    adapter: SignedAdapter

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, refusal = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, refusal


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(Login, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(Callback, request, provider_id)


def _answer(view: type[OAuth2View], request: HttpRequest, provider_id: str) -> HttpResponse:
    opened = view.adapter_view(SignedAdapter(request, provider_id))  # type: ignore[no-untyped-call]  # allauth is untyped here
    try:
        answer: HttpResponse = opened(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    return answer
