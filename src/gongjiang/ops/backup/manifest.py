"""What a backup says about itself, signed with the installation's own key."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.keyring import Keyring, signature_holds

FORMAT = 1
LEDGER = "ledger_entry"
NEEDED_TO_READ = ("encryption", "lookup", "signature")
"""Purposes whose keys a restored installation cannot do without; sessions begin anew."""


class WrongKeys(CannotDo):
    """The keys at hand are not those the backup was made under."""


class Unknown(CannotDo):
    """The backup is of a form that this program does not know."""


@dataclass(frozen=True, slots=True)
class Content:
    """One piece of the archive: how long it is, and its digest."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the columns in their order, its rows, and the digest of their text."""

    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a backup.

    Attributes:
        migrations: what the database had applied, as app and name.
        sequences: of each, the last value and whether it was given out.
        keys: of each purpose, the fingerprints of its keys by their ids; never a key.
    """

    format: int
    version: str
    made_at: str
    postgresql: str
    migrations: tuple[tuple[str, str], ...]
    tables: dict[str, Table]
    sequences: dict[str, tuple[int, bool]]
    files: dict[str, Content]
    keys: dict[str, dict[str, str]]

    @property
    def ledger(self) -> Table:
        return self.tables[LEDGER]

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_bytes(cls, text: bytes) -> Manifest:
        """Read it back.

        Raises:
            Unknown: it is of another form.
        """
        said: dict[str, Any] = json.loads(text)
        if said.get("format") != FORMAT:
            raise Unknown(
                _("This program does not know the form of this backup; use a newer Gongjiang.")
            )
        tables = {
            name: Table(tuple(t["columns"]), t["rows"], t["sha256"])
            for name, t in said.pop("tables").items()
        }
        return cls(
            migrations=tuple((app, name) for app, name in said.pop("migrations")),
            tables=tables,
            sequences={
                name: (last, given) for name, (last, given) in said.pop("sequences").items()
            },
            files={name: Content(**content) for name, content in said.pop("files").items()},
            **said,
        )


def signed(manifest: bytes, keyring: Keyring) -> bytes:
    key_id, signature = keyring.sign(manifest)
    return json.dumps({"key": key_id, "signature": base64.b64encode(signature).decode()}).encode()


def require_keys_of(manifest: Manifest, keyring: Keyring) -> None:
    """Pass when these keys read what the backup holds; newer ones may stand beside them.

    Raises:
        WrongKeys: one is missing, or is another under the same name.
    """
    at_hand = keyring.fingerprints()
    for purpose in NEEDED_TO_READ:
        missing = manifest.keys[purpose].items() - at_hand[purpose].items()
        if missing:
            raise WrongKeys(
                _(
                    "This backup needs the keys it was made under: %(purpose)s key %(ids)s is not "
                    "in this home. Put the copy of keys.json that you kept there first."
                )
                % {"purpose": purpose, "ids": ", ".join(sorted(key for key, _print in missing))}
            )


def signature_is_ours(manifest: bytes, signature: bytes, keyring: Keyring) -> bool:
    """Whether one of these keys signed the manifest, so that nobody else wrote it."""
    try:
        said = json.loads(signature)
        public = keyring.public_keys()[said["key"]]
        return signature_holds(public, base64.b64decode(said["signature"]), manifest)
    except (KeyError, TypeError, ValueError):
        return False
