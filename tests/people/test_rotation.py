"""A rotated key writes anew what the old one wrote; meanwhile both read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.apps import apps

from gongjiang.kernel.keyring import Keyring
from gongjiang.people import identity
from gongjiang.people.models import Account
from gongjiang.people.services.identities import registered_under
from gongjiang.people.services.privacy import ask_correction, wanted_by
from gongjiang.people.services.rotation import SEALED, reencrypt, rehash
from world import World, make_person

NOON = datetime(2022, 11, 28, 4, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXP"
NUMBER = "640104199005014536"


@pytest.fixture
def rotate(settings):
    def rotated(purpose: str) -> Keyring:
        settings.KEYRING = settings.KEYRING.rotated(purpose)
        return settings.KEYRING

    return rotated


def test_old_ciphertexts_keep_reading_and_are_written_anew(world: World, rotate):
    persons = [make_person(f"工{n}", phone=f"1390000{n:04}") for n in range(5)]
    asked = ask_correction(person=persons[0], field="NAME", wanted="王公", reason="错字", at=NOON)
    ring = rotate("encryption")
    assert (
        identity.open_sealed("phone", persons[3].phone_cipher, owner=persons[3].public_id)
        == "13900000003"
    )

    assert sum(reencrypt(batch=2)) >= len(persons) + 1

    for n, person in enumerate(persons):
        person.refresh_from_db()
        assert ring.is_current(person.phone_cipher)
        opened = identity.open_sealed("phone", person.phone_cipher, owner=person.public_id)
        assert opened == f"1390000{n:04}"
    asked.refresh_from_db()
    assert ring.is_current(asked.wanted_cipher)
    assert wanted_by(asked) == "王公"


def test_a_number_is_found_before_and_after_the_hashes_are_made_anew(world: World, rotate):
    person = make_person("王工", national_id=NUMBER)
    old = person.national_id_hash
    rotate("lookup")
    assert registered_under(NUMBER) == person

    list(rehash(batch=2))

    person.refresh_from_db()
    assert person.national_id_hash != old
    assert registered_under(NUMBER) == person


def test_second_factors_are_sealed_anew_and_go_on_working(world: World, rotate):
    account = Account.objects.create(username="wang", person=make_person("王工"))
    totp = TOTP.activate(account, SECRET)
    codes = RecoveryCodes.activate(account)
    before = codes.get_unused_codes()
    ring = rotate("encryption")

    assert sum(reencrypt(batch=1)) >= 2

    for factor, name in ((totp, "secret"), (codes, "seed")):
        factor.instance.refresh_from_db()
        assert ring.is_current(factor.instance.data[name])
    code = format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))
    assert totp.validate_code(code)
    assert codes.get_unused_codes() == before


def test_no_column_of_ciphertext_is_forgotten():
    columns = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if "cipher" in field.name
    }

    assert columns == {(model, name) for model, names in SEALED.items() for name in names}
