"""Whether a growth file holds. Needs no database, no home, no key of ours: only the file."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.kernel.keyring import signature_holds
from gongjiang.kernel.signed import canonical, decoded, each_once, fingerprint
from gongjiang.reports.growth_file.canonical import Document, digest
from gongjiang.reports.growth_file.seal import attachment_of, seal_of

PDF = b"%PDF-"
KNOWN = ("gongjiang/growth-file/", "gongjiang/personal-record/")


class Outcome(Enum):
    HOLDS = 0
    FAILS = 1
    UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about a file.

    Attributes:
        changed: ids of the entries that differ from their digests.
        fingerprint: of the key that signed it, to be compared with the issuer's.
        document: the bundle as it stands in the file, whether it holds or not.
    """

    outcome: Outcome
    sentence: str
    fingerprint: str = ""
    changed: tuple[int, ...] = ()
    document: Document = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        return self.outcome is Outcome.HOLDS

    @property
    def issuer(self) -> str:
        issuer = self.document.get("issuer")
        return str(issuer.get("name", "")) if isinstance(issuer, dict) else ""


class NotABundle(Exception):  # noqa: N818  (named for what stood in the way)
    """The bytes are no growth file of ours."""


def verdict_on(file: bytes, *, trusted: Collection[bytes] = ()) -> Verdict:
    """Judge a file, JSON or PDF.

    Args:
        trusted: the issuer's public keys (32 bytes each); none: any key, and the reader compares
            its fingerprint.
    """
    try:
        if file.startswith(PDF):
            return _on_pdf(file, trusted)
        return _on_bundle(read(file), trusted)
    except NotABundle:
        return Verdict(
            Outcome.UNREADABLE, _("This file is no growth file: it cannot be read as one.")
        )


def read(file: bytes) -> Document:
    """Read a bundle strictly: no member twice, no number JSON does not know.

    Raises:
        NotABundle: it is not JSON, or not a bundle of ours.
    """
    try:
        document = json.loads(
            file.decode("utf-8"), object_pairs_hook=each_once, parse_constant=_no_constant
        )
        canonical(document)
    except (ValueError, AttributeError, RecursionError) as error:
        raise NotABundle from error
    if not str(document.get("schema", "")).startswith(KNOWN):
        raise NotABundle
    return document  # type: ignore[no-any-return]  # canonical() took it for a document


def _on_pdf(file: bytes, trusted: Collection[bytes]) -> Verdict:
    attached = attachment_of(file)
    if attached is None:
        raise NotABundle
    inside = _on_bundle(read(attached), trusted)
    if not inside.holds:
        return inside
    seal = seal_of(file)
    public = decoded(seal.public) if seal else None
    if (
        seal is None
        or public is None
        or fingerprint(public) != inside.fingerprint
        or not _holds(public, seal.signature, seal.message)
    ):
        return Verdict(
            Outcome.FAILS,
            _("The PDF was changed after it was issued. The record attached to it still holds."),
            inside.fingerprint,
            document=inside.document,
        )
    return inside


def _on_bundle(document: Document, trusted: Collection[bytes]) -> Verdict:
    key = document.get("key")
    public = decoded(key.get("public")) if isinstance(key, dict) else None
    if public is None:
        raise NotABundle
    mark, changed = fingerprint(public), _changed(document)
    outcome = Outcome.FAILS
    if not _holds(public, document.get("signature"), canonical(document)):
        sentence = (
            _("This file was changed after it was issued: see the entries named.")
            if changed
            else _("This file was changed after it was issued.")
        )
    elif trusted and public not in trusted:
        sentence = _(
            "The signature is whole, but another key made it than the one you trust: "
            "this file is not from that issuer."
        )
    else:
        outcome = Outcome.HOLDS
        sentence = _("This file holds: it is word for word what %(issuer)s issued.") % {
            "issuer": document["issuer"]["name"] or _("the issuer")
        }
    return Verdict(outcome, sentence, mark, changed, document)


def _holds(public: bytes, signature: Any, message: bytes) -> bool:
    made = decoded(signature)
    return made is not None and signature_holds(public, made, message)


def _changed(document: Document) -> tuple[int, ...]:
    """The entries whose digest does not fit them, as far as the file lets it be told."""
    facts, digests = document.get("facts"), document.get("digests")
    if not isinstance(facts, list) or not isinstance(digests, dict):
        return ()
    found = [
        fact for fact in facts if isinstance(fact, dict) and isinstance(fact.get("entry"), int)
    ]
    return tuple(fact["entry"] for fact in found if digests.get(str(fact["entry"])) != digest(fact))


def _no_constant(name: str) -> Any:
    msg = f"{name} is not JSON."
    raise ValueError(msg)
