"""After a key was rotated, what the old one wrote is written anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Model

from gongjiang.people import identity
from gongjiang.people.brought.sealing import reseal_file
from gongjiang.people.models import (
    Brought,
    BroughtFile,
    CorrectionRequest,
    Person,
    RosterFile,
    RosterImport,
    RosterLine,
    WorkbookFile,
    WorkbookImport,
)

BATCH = 500

SEALED: dict[type[Model], tuple[str, ...]] = {
    Person: ("national_id_cipher", "phone_cipher"),
    CorrectionRequest: ("wanted_cipher",),
    RosterLine: ("national_id_cipher", "phone_cipher", "old_phone_cipher"),
}
"""Every column of ours that holds ciphertext; a test walks the models for one that is missing."""


KEPT: tuple[tuple[type[Brought], type[BroughtFile]], ...] = (
    (RosterImport, RosterFile),
    (WorkbookImport, WorkbookFile),
)
"""Workbooks that were brought, and their files."""


def reencrypt(*, batch: int = BATCH) -> Iterator[int]:
    """Seal anew whatever an older encryption key sealed; old ciphertexts stay readable.

    Each batch is a transaction of its own: it may be stopped at any time and said again.

    Yields:
        how many persons, requests, rosters and second factors each batch went through.
    """
    for first in _batches(Person, batch):
        yield _reseal_persons(first, batch)
    for first in _batches(CorrectionRequest, batch):
        yield _reseal_wishes(first, batch)
    for first in _batches(RosterLine, batch):
        yield _reseal_lines(first, batch)
    for imports, files in KEPT:
        for import_id in list(files._default_manager.values_list("pk", flat=True)):
            yield reseal_file(imports, files, import_id)
    for first in _batches(Authenticator, batch):
        yield _reseal_second_factors(first, batch)


def rehash(*, batch: int = BATCH) -> Iterator[int]:
    """Make every look-up hash anew with the newest look-up key.

    While this runs, `identity.traces` finds a number under either key.

    Yields:
        how many persons and lines of rosters each batch went through.
    """
    for first in _batches(Person, batch):
        yield _rehash_persons(first, batch)
    for first in _batches(RosterLine, batch):
        yield _rehash_lines(first, batch)


def _batches(model: type[Model], size: int) -> Iterator[int]:
    """The id after which each batch begins."""
    after = 0
    while True:
        ids = list(
            model._default_manager.filter(id__gt=after)
            .order_by("id")
            .values_list("id", flat=True)[:size]
        )
        if not ids:
            return
        yield after
        after = ids[-1]


@transaction.atomic
def _reseal_persons(after: int, size: int) -> int:
    persons = _locked_persons(after, size)
    for person in persons:
        for field in identity.FIELDS:
            cipher = getattr(person, f"{field}_cipher")
            setattr(person, f"{field}_cipher", _resealed(field, cipher, person))
    Person.objects.bulk_update(persons, [f"{field}_cipher" for field in identity.FIELDS])
    return len(persons)


def _resealed(field: identity.Field, cipher: str, person: Person) -> str:
    if not cipher or identity.keyring().is_current(cipher):
        return cipher
    text = identity.open_sealed(field, cipher, owner=person.public_id)
    return identity.seal(field, text, owner=person.public_id)


@transaction.atomic
def _reseal_wishes(after: int, size: int) -> int:
    requests = list(
        CorrectionRequest.objects.select_for_update().filter(id__gt=after).order_by("id")[:size]
    )
    for request in requests:
        if not identity.keyring().is_current(request.wanted_cipher):
            wanted = identity.open_wish(request.wanted_cipher, request=request.public_id)
            request.wanted_cipher = identity.seal_wish(wanted, request=request.public_id)
    CorrectionRequest.objects.bulk_update(requests, ["wanted_cipher"])
    return len(requests)


@transaction.atomic
def _reseal_lines(after: int, size: int) -> int:
    lines = _locked_lines(after, size)
    for line in lines:
        for name in SEALED[RosterLine]:
            cipher = getattr(line, name)
            if cipher and not identity.keyring().is_current(cipher):
                field, owner = FIELD_OF[name], _owner(line)
                text = identity.open_sealed(field, cipher, owner=owner)
                setattr(line, name, identity.seal(field, text, owner=owner))
    RosterLine.objects.bulk_update(lines, SEALED[RosterLine])
    return len(lines)


@transaction.atomic
def _rehash_lines(after: int, size: int) -> int:
    lines = _locked_lines(after, size)
    for line in lines:
        for name in SEALED[RosterLine]:
            field, cipher = FIELD_OF[name], getattr(line, name)
            text = identity.open_sealed(field, cipher, owner=_owner(line)) if cipher else ""
            setattr(line, name.replace("_cipher", "_hash"), identity.trace(field, text))
    hashes = [name.replace("_cipher", "_hash") for name in SEALED[RosterLine]]
    RosterLine.objects.bulk_update(lines, hashes)
    return len(lines)


FIELD_OF: dict[str, identity.Field] = {
    "national_id_cipher": "national_id",
    "phone_cipher": "phone",
    "old_phone_cipher": "phone",
}


def _locked_lines(after: int, size: int) -> list[RosterLine]:
    """The lines among the next ones that hold a number."""
    some = RosterLine.objects.filter(id__gt=after).order_by("id")[:size]
    lines = RosterLine.objects.select_for_update().filter(id__in=[line.id for line in some])
    return list(lines.exclude(public_id=None))


def _owner(line: RosterLine) -> UUID:
    if line.public_id is None:
        msg = f"Line {line.id} holds a number and names nobody."
        raise ValueError(msg)
    return line.public_id


@transaction.atomic
def _reseal_second_factors(after: int, size: int) -> int:
    factors = list(
        Authenticator.objects.select_for_update().filter(id__gt=after).order_by("id")[:size]
    )
    for factor in factors:
        factor.data = {name: _second_factor_resealed(name, of) for name, of in factor.data.items()}
    Authenticator.objects.bulk_update(factors, ["data"])
    return len(factors)


def _second_factor_resealed(name: str, value: Any) -> Any:
    """What allauth keeps sealed, under the newest key; anything else as it is."""
    if name == "migrated_codes":
        return [_second_factor_resealed("seed", code) for code in value]
    if name not in {"secret", "seed"} or identity.keyring().is_current(value):
        return value
    return identity.seal_second_factor(identity.open_second_factor(value))


@transaction.atomic
def _rehash_persons(after: int, size: int) -> int:
    persons = _locked_persons(after, size)
    for person in persons:
        number, phone = (
            identity.open_sealed(field, getattr(person, f"{field}_cipher"), owner=person.public_id)
            for field in identity.FIELDS
        )
        person.national_id_hash = identity.trace("national_id", number) or None
        person.phone_hash = identity.trace("phone", phone)
    Person.objects.bulk_update(persons, ["national_id_hash", "phone_hash"])
    return len(persons)


def _locked_persons(after: int, size: int) -> list[Person]:
    return list(Person.objects.select_for_update().filter(id__gt=after).order_by("id")[:size])
