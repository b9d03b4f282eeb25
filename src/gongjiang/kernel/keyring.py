"""The keys of one installation: encryption, look-up, signature, sessions.

Each key has an id. A ciphertext and a signature name the key that made them, so keys can be
rotated: the newest key writes, every key still reads.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Purpose = Literal["encryption", "lookup", "signature", "session"]
PURPOSES: tuple[Purpose, ...] = ("encryption", "lookup", "signature", "session")
NONCE_BYTES = 12


class KeysMissing(Exception):  # noqa: N818  (named for what stood in the way)
    """This installation has no keys, and is not a demo that may make its own."""


class Unreadable(Exception):  # noqa: N818
    """A ciphertext was made with a key we do not have, or was changed, or was moved."""


@dataclass(frozen=True, slots=True)
class Key:
    id: str
    secret: bytes


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys by purpose, oldest first; the last of each purpose is the one that writes."""

    keys: dict[Purpose, tuple[Key, ...]]

    @classmethod
    def generate(cls) -> Keyring:
        return cls({purpose: (_new_key(1),) for purpose in PURPOSES})

    @classmethod
    def load(cls, path: Path) -> Keyring:
        """Read a key file.

        Raises:
            KeysMissing: there is no such file.
        """
        try:
            stored = json.loads(path.read_text())
        except FileNotFoundError as error:
            msg = f"No keys at {path}. Make them with: gongjiang keys create"
            raise KeysMissing(msg) from error
        return cls(
            {
                purpose: tuple(Key(k["id"], base64.b64decode(k["secret"])) for k in stored[purpose])
                for purpose in PURPOSES
            }
        )

    def save(self, path: Path) -> None:
        """Write the key file with mode 0600, whole or not at all."""
        stored = {
            purpose: [{"id": k.id, "secret": base64.b64encode(k.secret).decode()} for k in keys]
            for purpose, keys in self.keys.items()
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(stored, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def rotated(self, purpose: Purpose) -> Keyring:
        """This keyring with a new key to write with; the old ones go on reading."""
        keys = self.keys[purpose]
        return Keyring({**self.keys, purpose: (*keys, _new_key(len(keys) + 1))})

    def current(self, purpose: Purpose) -> Key:
        return self.keys[purpose][-1]

    def encrypt(self, text: str, *, context: str) -> str:
        """Encrypt a text (AES-256-GCM). The same text gives another ciphertext each time.

        Args:
            context: where the ciphertext belongs, such as a field and a person's public id;
                it cannot be read anywhere else.
        """
        key = self.current("encryption")
        return f"{key.id}:{base64.b64encode(_seal(key, text.encode(), context)).decode()}"

    def encrypt_bytes(self, content: bytes, *, context: str) -> bytes:
        """Encrypt a file's bytes as `encrypt` does a text; the key's id stands before them."""
        key = self.current("encryption")
        return key.id.encode() + b":" + _seal(key, content, context)

    def decrypt_bytes(self, sealed: bytes, *, context: str) -> bytes:
        """Read bytes back.

        Raises:
            Unreadable: no such key, another context, or changed bytes.
        """
        key_id, _, raw = sealed.partition(b":")
        try:
            return _open(self._key("encryption", key_id.decode()), raw, context)
        except (KeyError, ValueError, InvalidTag) as error:
            msg = f"These bytes cannot be read with the keys at hand (key {key_id!r})."
            raise Unreadable(msg) from error

    def decrypt(self, ciphertext: str, *, context: str) -> str:
        """Read a ciphertext back.

        Raises:
            Unreadable: no such key, another context, or a changed ciphertext.
        """
        key_id, _, body = ciphertext.partition(":")
        try:
            opened = _open(self._key("encryption", key_id), base64.b64decode(body), context)
        except (KeyError, ValueError, InvalidTag) as error:
            msg = f"This ciphertext cannot be read with the keys at hand (key {key_id})."
            raise Unreadable(msg) from error
        return opened.decode()

    def lookup_hash(self, text: str) -> str:
        """A keyed hash (HMAC-SHA256) by which an encrypted text can be found again."""
        return self.lookup_hashes(text)[0]

    def lookup_hashes(self, text: str) -> list[str]:
        """The hash under each look-up key, the newest first: what is stored may be under any."""
        return [
            hmac.new(key.secret, text.encode(), hashlib.sha256).hexdigest()
            for key in reversed(self.keys["lookup"])
        ]

    def is_current(self, ciphertext: str) -> bool:
        """Whether the newest encryption key made a ciphertext."""
        return ciphertext.startswith(f"{self.current('encryption').id}:")

    def sign(self, message: bytes) -> tuple[str, bytes]:
        """Sign with Ed25519: the key's id and the signature of 64 bytes."""
        key = self.current("signature")
        return key.id, Ed25519PrivateKey.from_private_bytes(key.secret).sign(message)

    def public_key(self, key_id: str | None = None) -> bytes:
        """The 32 bytes with which anyone can check a signature."""
        key = self._key("signature", key_id) if key_id else self.current("signature")
        return Ed25519PrivateKey.from_private_bytes(key.secret).public_key().public_bytes_raw()

    def public_keys(self) -> dict[str, bytes]:
        """Every public key by its id, the oldest first: what old signatures are checked with."""
        return {key.id: self.public_key(key.id) for key in self.keys["signature"]}

    def fingerprints(self) -> dict[str, dict[str, str]]:
        """By purpose and id, what tells a key from any other and says nothing else about it."""
        return {
            purpose: {key.id: _fingerprint(key, purpose) for key in keys}
            for purpose, keys in self.keys.items()
        }

    def derive(self, label: str) -> str:
        """A secret text for one use, the same at each start until the session key rotates."""
        key = self.current("session")
        return hmac.new(key.secret, label.encode(), hashlib.sha256).hexdigest()

    def _key(self, purpose: Purpose, key_id: str) -> Key:
        return {key.id: key for key in self.keys[purpose]}[key_id]


def signature_holds(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature of a message was made by a public key's owner."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _seal(key: Key, content: bytes, context: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _cipher(key.secret).encrypt(nonce, content, context.encode())


def _open(key: Key, raw: bytes, context: str) -> bytes:
    return _cipher(key.secret).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], context.encode())


@lru_cache(maxsize=64)
def _cipher(secret: bytes) -> AESGCM:
    return AESGCM(secret)


def _fingerprint(key: Key, purpose: Purpose) -> str:
    label = f"gongjiang fingerprint: {purpose}".encode()
    return hmac.new(key.secret, label, hashlib.sha256).hexdigest()[:32]


def _new_key(number: int) -> Key:
    return Key(f"k{number}-{secrets.token_hex(3)}", secrets.token_bytes(32))
