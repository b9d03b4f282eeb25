"""Keys: what is sealed stays sealed, what is rotated still reads."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from gongjiang.kernel.keyring import Keyring, KeysMissing, Unreadable, signature_holds


def test_a_sealed_text_reads_back_where_it_belongs_and_nowhere_else():
    ring = Keyring.generate()
    sealed = ring.encrypt("64010119900101001X", context="person.national_id:1")

    assert ring.decrypt(sealed, context="person.national_id:1") == "64010119900101001X"
    with pytest.raises(Unreadable):
        ring.decrypt(sealed, context="person.national_id:2")


def test_the_same_text_seals_differently_each_time():
    ring = Keyring.generate()

    assert ring.encrypt("1", context="c") != ring.encrypt("1", context="c")


def test_after_rotation_the_old_key_reads_and_the_new_one_writes():
    old = Keyring.generate()
    sealed = old.encrypt("1", context="c")

    new = old.rotated("encryption")

    assert new.decrypt(sealed, context="c") == "1"
    assert new.encrypt("1", context="c").split(":")[0] != sealed.split(":")[0]
    with pytest.raises(Unreadable):
        old.decrypt(new.encrypt("1", context="c"), context="c")


@pytest.mark.parametrize("at", [0, 5, -1])
def test_a_changed_ciphertext_is_not_read(at: int):
    ring = Keyring.generate()
    key_id, body = ring.encrypt("text", context="c").split(":")
    changed = bytearray(body.encode())
    changed[at] = ord("A") if changed[at] != ord("A") else ord("B")
    if body.endswith("=") and at == -1:
        changed = bytearray(body.encode()[:-4])

    with pytest.raises(Unreadable):
        ring.decrypt(f"{key_id}:{changed.decode()}", context="c")


def test_a_key_file_is_for_its_owner_alone(tmp_path: Path):
    file = tmp_path / "keys.json"
    ring = Keyring.generate()

    ring.save(file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Keyring.load(file) == ring
    assert list(tmp_path.iterdir()) == [file]


def test_without_keys_the_sentence_says_how_to_make_them(tmp_path: Path):
    with pytest.raises(KeysMissing, match="gongjiang keys create"):
        Keyring.load(tmp_path / "keys.json")


def test_a_signature_holds_for_its_message_and_key_only():
    ring, other = Keyring.generate(), Keyring.generate()
    _, signature = ring.sign(b"message")

    assert signature_holds(ring.public_key(), signature, b"message")
    assert not signature_holds(ring.public_key(), signature, b"another")
    assert not signature_holds(other.public_key(), signature, b"message")
    assert not signature_holds(b"short", signature, b"message")
