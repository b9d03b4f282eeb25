"""`gongjiang keys`: the keys of this home, made once, rotated when they may be known."""

from __future__ import annotations

import base64
from enum import StrEnum

import typer
from allauth.mfa.models import Authenticator
from django.conf import settings

from gongjiang.cli.opened import opened_home
from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.keyring import Keyring
from gongjiang.kernel.signed import fingerprint
from gongjiang.ops import postgres
from gongjiang.people.models import CorrectionRequest, Person
from gongjiang.people.services.rotation import reencrypt, rehash

app = typer.Typer(no_args_is_help=True, help="The keys of this home.")


class Rotatable(StrEnum):
    """Purposes whose newest key writes while every older one goes on reading."""

    encryption = "encryption"
    lookup = "lookup"
    signature = "signature"
    session = "session"


REWRITTEN = {Rotatable.encryption, Rotatable.lookup}


class KeysExist(CannotDo):
    """Keys would be overwritten, and what they encrypted lost."""


@app.command()
def create() -> None:
    """Make the keys of a new home."""
    path = settings.HOME.keys
    with refusing_in_a_sentence():
        if path.exists():
            msg = f"There are keys at {path} already; what they encrypted needs them. Keep them."
            raise KeysExist(msg)
        Keyring.generate().save(path)
    print(f"Keys made: {path} (mode 0600). Keep a copy apart from the database's backups.")


@app.command()
def rotate(purpose: Rotatable) -> None:
    """Make a new key to write with; what older ones encrypted or hashed is written anew.

    Not while pages are served: a server that started before could not read what is new. When it
    was interrupted, it goes on with: gongjiang keys rewrite
    """
    path = settings.HOME.keys
    with refusing_in_a_sentence(), postgres.at_rest(settings.HOME):
        rotated = Keyring.load(path).rotated(purpose.value)
        if purpose in REWRITTEN:
            with opened_home():
                _save(rotated)
                _rewrite()
        else:
            _save(rotated)
        print(f"New {purpose.value} key: {rotated.current(purpose.value).id}.")
        print(f"Keep a copy of {path}: older backups need the older keys in it.")


@app.command()
def rewrite() -> None:
    """Encrypt and hash anew, with the newest keys, what older ones wrote.

    Not while pages are served. It may be stopped at any time and said again.
    """
    home = settings.HOME
    with refusing_in_a_sentence(), postgres.at_rest(home), opened_home():
        _rewrite()


def _save(rotated: Keyring) -> None:
    """Keep a new keyring, on disk first; from here on this process writes with it."""
    rotated.save(settings.HOME.keys)
    settings.KEYRING = rotated


def _rewrite() -> None:
    rows = sum(model.objects.count() for model in (Person, CorrectionRequest, Authenticator))
    steps = (
        ("Encrypted anew", reencrypt(), rows),
        ("Hashed anew", rehash(), Person.objects.count()),
    )
    for label, batches, length in steps:
        with typer.progressbar(length=length, label=label) as bar:
            for done in batches:
                bar.update(done)


@app.command()
def public() -> None:
    """Print the public keys with which anyone checks this zone's signatures, the newest last."""
    with refusing_in_a_sentence():
        keyring = Keyring.load(settings.HOME.keys)
    for key_id, key in keyring.public_keys().items():
        print(f"{key_id}  {base64.b64encode(key).decode()}  {fingerprint(key)}")
