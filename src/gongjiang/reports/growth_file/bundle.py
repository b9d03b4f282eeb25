"""A growth file to take along: one JSON document that anyone can check without us.

The signature is Ed25519 over the canonical bytes of the document without its signature. Each fact
also has a digest of its own, so that a changed file can say which entry was changed.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from gongjiang.kernel.keyring import Keyring
from gongjiang.kernel.signed import canonical
from gongjiang.ledger.queries import Recorded
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import zone
from gongjiang.reports.growth_file.canonical import Document, digest
from gongjiang.reports.growth_file.timeline import Growth

SCHEMA = "gongjiang/growth-file/1"


def issue(growth: Growth, *, keyring: Keyring, at: datetime) -> Document:
    """Make and sign the bundle of what a reader sees of a person's growth.

    Args:
        at: the moment it is issued, timezone-aware.
    """
    units = _units(growth)
    facts = [_fact(entry, units) for entry in growth.facts]
    return signed(
        {
            "schema": SCHEMA,
            "person": {"id": str(growth.person.public_id), "name": growth.person.name},
            "extent": "whole" if growth.is_whole else "employer",
            "synthetic": growth.person.synthetic,
            "facts": facts,
            "digests": {str(fact["entry"]): digest(fact) for fact in facts},
        },
        keyring=keyring,
        at=at,
    )


def signed(content: Mapping[str, Any], *, keyring: Keyring, at: datetime) -> Document:
    """Complete a document with its issuer, moment and key, and sign it."""
    home = zone()
    key_id = keyring.current("signature").id
    document: Document = {
        **content,
        "issuer": {
            "zone": str(home.public_id) if home else None,
            "name": home.name if home else "",
        },
        "issued_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "key": {"id": key_id, "public": base64.b64encode(keyring.public_key(key_id)).decode()},
    }
    _, signature = keyring.sign(canonical(document))
    return {**document, "signature": base64.b64encode(signature).decode()}


def _fact(entry: Recorded, units: Mapping[int, Unit]) -> Document:
    fact = entry.fact
    quantity = getattr(fact, "quantity", None)
    return {
        "entry": entry.entry_id,
        "kind": entry.kind,
        "on": entry.occurred_on.isoformat(),
        "at": entry.occurred_at.astimezone(UTC).isoformat() if entry.occurred_at else None,
        "unit": _unit(entry.unit_id, units),
        "enterprise": _unit(entry.enterprise_id, units),
        "subject": {"type": fact.subject, "id": fact.subject_id},
        "quantity": None if quantity is None else str(quantity),
        "amount_fen": getattr(fact, "amount_fen", None),
        "detail": fact.detail(),
        "recorded_at": entry.recorded_at.astimezone(UTC).isoformat(),
        "corrects": entry.corrects_id,
    }


def _unit(unit_id: int | None, units: Mapping[int, Unit]) -> Document | None:
    unit = units.get(unit_id or 0)
    return {"id": str(unit.public_id), "name": unit.name} if unit else None


def _units(growth: Growth) -> dict[int, Unit]:
    ids = {unit for entry in growth.facts for unit in (entry.unit_id, entry.enterprise_id)}
    return Unit.objects.in_bulk([unit for unit in ids if unit])
