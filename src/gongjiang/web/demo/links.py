"""The signed words in a demo's sign-in links."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse

SALT = "gongjiang.demo.sign_in"


def path_for(username: str) -> str:
    """The path that signs an account in, in this home alone: its session key has signed it."""
    return reverse("demo:sign_in", kwargs={"token": _signer().sign(username)})


def username_in(token: str) -> str | None:
    """The account that a link names; None when this home has not signed it."""
    try:
        return _signer().unsign(token)
    except BadSignature:
        return None


def _signer() -> Signer:
    # Made when asked for: a home's first command runs before it has a key.
    return Signer(salt=SALT, sep=".")
