"""`gongjiang keys`: the keys of this home, made once, rotated when they may be known."""

from __future__ import annotations

import base64
from enum import StrEnum

import typer
from django.conf import settings

from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.keyring import Keyring
from gongjiang.ops import postgres
from gongjiang.people.models import Person
from gongjiang.people.services.rotation import reencrypt, rehash
from gongjiang.reports.growth_file.verdict import fingerprint

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
    """Make a new key to write with; the old ones go on reading."""
    path = settings.HOME.keys
    with refusing_in_a_sentence():
        rotated = Keyring.load(path).rotated(purpose.value)
        rotated.save(path)
    print(f"New {purpose.value} key: {rotated.current(purpose.value).id}.")
    print("A running Gongjiang writes with it after its next start.")
    if purpose in REWRITTEN:
        print("To write anew what older keys wrote: stop it, then gongjiang keys rewrite")


@app.command()
def rewrite() -> None:
    """Encrypt and hash anew, with the newest keys, the numbers that older ones wrote.

    Not while pages are served: a server that started before the rotation could not read them. It
    may be stopped at any time and said again.
    """
    home = settings.HOME
    with refusing_in_a_sentence(), postgres.serving_alone(home), postgres.running(home):
        persons = Person.objects.count()
        for label, batches in (("Encrypted anew", reencrypt()), ("Hashed anew", rehash())):
            with typer.progressbar(length=persons, label=label) as bar:
                for done in batches:
                    bar.update(done)


@app.command()
def public() -> None:
    """Print the public keys with which anyone checks this zone's signatures, the newest last."""
    with refusing_in_a_sentence():
        keyring = Keyring.load(settings.HOME.keys)
    for key_id, key in keyring.public_keys().items():
        print(f"{key_id}  {base64.b64encode(key).decode()}  {fingerprint(key)}")
