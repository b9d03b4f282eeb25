"""After a key was rotated, what the old one wrote is written anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Model

from gongjiang.people import identity
from gongjiang.people.models import CorrectionRequest, Person, RosterFile, RosterLine
from gongjiang.people.roster.sealing import open_file, seal_file

BATCH = 500

NUMBERS: dict[type[Person] | type[RosterLine], dict[str, identity.Field]] = {
    Person: {"national_id_cipher": "national_id", "phone_cipher": "phone"},
    RosterLine: {
        "national_id_cipher": "national_id",
        "phone_cipher": "phone",
        "old_phone_cipher": "phone",
    },
}
"""Every column that holds a sealed number of the person whose public id stands in the row."""

SEALED: dict[type[Model], tuple[str, ...]] = {
    **{model: tuple(columns) for model, columns in NUMBERS.items()},
    CorrectionRequest: ("wanted_cipher",),
}
"""Every column of ours that holds ciphertext; a test walks the models for one that is missing."""


def reencrypt(*, batch: int = BATCH) -> Iterator[int]:
    """Seal anew whatever an older encryption key sealed; old ciphertexts stay readable.

    Each batch is a transaction of its own: it may be stopped at any time and said again.

    Yields:
        how many persons, requests and second factors each batch went through.
    """
    for model in NUMBERS:
        for first in _batches(model, batch):
            yield _reseal_numbers(model, first, batch)
    for roster in RosterFile.objects.values_list("roster_id", flat=True):
        yield _reseal_file(roster)
    for first in _batches(CorrectionRequest, batch):
        yield _reseal_wishes(first, batch)
    for first in _batches(Authenticator, batch):
        yield _reseal_second_factors(first, batch)


def rehash(*, batch: int = BATCH) -> Iterator[int]:
    """Make every look-up hash anew with the newest look-up key.

    While this runs, `identity.traces` finds a number under either key.

    Yields:
        how many persons each batch went through.
    """
    for first in _batches(Person, batch):
        yield _rehash_persons(first, batch)


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
def _reseal_numbers(model: type[Person] | type[RosterLine], after: int, size: int) -> int:
    columns = NUMBERS[model]
    rows: list[Any] = list(
        model._default_manager.select_for_update().filter(id__gt=after).order_by("id")[:size]
    )
    for row in rows:
        for column, field in columns.items():
            setattr(row, column, _resealed(field, getattr(row, column), row.public_id))
    model._default_manager.bulk_update(rows, list(columns))
    return len(rows)


def _resealed(field: identity.Field, cipher: str, owner: UUID | None) -> str:
    if not cipher or owner is None or identity.keyring().is_current(cipher):
        return cipher
    return identity.seal(field, identity.open_sealed(field, cipher, owner=owner), owner=owner)


@transaction.atomic
def _reseal_file(roster_id: int) -> int:
    found = RosterFile.objects.select_for_update().select_related("roster")
    file = found.filter(roster_id=roster_id).first()
    if file is None:
        return 0
    owner = file.roster.public_id
    file.sealed = seal_file(open_file(bytes(file.sealed), owner), owner)
    file.save(update_fields=["sealed"])
    return 1


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
