"""A bundle holds word for word, or it does not hold."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjiang.kernel.keyring import Keyring
from gongjiang.kernel.signed import canonical, fingerprint
from gongjiang.reports.growth_file.bundle import signed
from gongjiang.reports.growth_file.canonical import as_file, digest
from gongjiang.reports.growth_file.verdict import Outcome, verdict_on
from reports.growth_file.conftest import AT, Issued

MEMBERS = [
    "schema",
    "person",
    "extent",
    "synthetic",
    "facts",
    "digests",
    "issuer",
    "issued_at",
    "key",
    "signature",
]


def test_a_bundle_says_who_what_and_when(issued: Issued):
    bundle = issued.bundle

    assert list(bundle) == MEMBERS
    assert bundle["person"] == {"id": str(issued.growth.person.public_id), "name": "王工"}
    assert bundle["issuer"]["name"] == "示范经开区"
    assert bundle["issued_at"] == "2022-11-28T08:30:00+00:00"
    assert [fact["kind"] for fact in bundle["facts"]] == [
        "people.person.hired",
        "people.person.moved",
    ]
    assert bundle["facts"][0]["unit"]["name"] == "一班"


def test_a_bundle_as_issued_holds(issued: Issued):
    verdict = verdict_on(as_file(issued.bundle))

    assert (verdict.outcome, verdict.changed) == (Outcome.HOLDS, ())
    assert verdict.fingerprint == fingerprint(issued.keyring.public_key())
    assert verdict.issuer == "示范经开区"


def test_a_bundle_written_on_one_line_is_the_same_bundle(issued: Issued):
    assert verdict_on(json.dumps(issued.bundle).encode()).holds


def test_an_old_bundle_holds_after_the_key_was_rotated(issued: Issued):
    rotated = issued.keyring.rotated("signature")

    assert verdict_on(as_file(issued.bundle), trusted=rotated.public_keys().values()).holds
    renewed = signed({"schema": issued.bundle["schema"]}, keyring=rotated, at=AT)
    assert renewed["key"]["id"] != issued.bundle["key"]["id"]
    assert verdict_on(as_file(renewed), trusted=rotated.public_keys().values()).holds


def test_a_bundle_signed_anew_by_somebody_else_is_not_the_issuers(issued: Issued):
    forged = forge(issued)

    assert verdict_on(as_file(forged)).holds  # a signature alone says only: unchanged since
    verdict = verdict_on(as_file(forged), trusted=[issued.keyring.public_key()])
    assert verdict.outcome is Outcome.FAILS
    assert verdict.fingerprint != fingerprint(issued.keyring.public_key())


def forge(issued: Issued) -> dict[str, Any]:
    mine = Keyring.generate()
    document = {**issued.bundle, "person": {**issued.bundle["person"], "name": "李四"}}
    document["key"] = {"id": "k1", "public": base64.b64encode(mine.public_key()).decode()}
    document["signature"] = base64.b64encode(mine.sign(canonical(document))[1]).decode()
    return document


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values that hold no others."""
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for name, member in members:
        if isinstance(member, dict | list) and member:
            yield from leaves(member, (*path, name))
        else:
            yield (*path, name)


def changed_at(document: dict[str, Any], path: tuple[Any, ...], to: Any) -> dict[str, Any]:
    """A copy with another value at a path."""
    changed = copy.deepcopy(document)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = to
    return changed


def test_no_value_of_a_bundle_can_be_changed(issued: Issued):
    for path in leaves(issued.bundle):
        for value in ("x", 7, None, True, [], {}):
            changed = changed_at(issued.bundle, path, value)
            if changed != issued.bundle:
                assert not verdict_on(as_file(changed)).holds, path


def test_nothing_can_be_added_or_taken_away(issued: Issued):
    for name in issued.bundle:
        less = {member: value for member, value in issued.bundle.items() if member != name}
        assert not verdict_on(as_file(less)).holds, name
    assert not verdict_on(as_file({**issued.bundle, "honour": "model worker"})).holds
    fewer = changed_at(issued.bundle, ("facts",), issued.bundle["facts"][:1])
    assert not verdict_on(as_file(fewer)).holds


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(where=st.integers(min_value=0), bit=st.integers(0, 7))
def test_no_bit_of_a_bundle_can_be_flipped(issued: Issued, where: int, bit: int):
    file = bytearray(as_file(issued.bundle))
    file[where % len(file)] ^= 1 << bit

    assert not verdict_on(bytes(file)).holds or json.loads(file) == issued.bundle


def test_a_changed_entry_is_named(issued: Issued):
    entry = issued.bundle["facts"][1]["entry"]

    verdict = verdict_on(as_file(changed_at(issued.bundle, ("facts", 1, "on"), "2019-06-01")))

    assert (verdict.outcome, verdict.changed) == (Outcome.FAILS, (entry,))


def test_a_change_hidden_from_the_digests_is_still_a_change(issued: Issued):
    changed = changed_at(issued.bundle, ("facts", 1, "on"), "2019-06-01")
    fact = changed["facts"][1]
    changed["digests"][str(fact["entry"])] = digest(fact)

    verdict = verdict_on(as_file(changed))

    assert (verdict.outcome, verdict.changed) == (Outcome.FAILS, ())


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"hello",
        b"[]",
        b"{}",
        b"null",
        b"\xff\xfe",
        b'{"schema": "other"}',
        b'{"schema": "gongjiang/growth-file/1"}',
        b'{"schema": "gongjiang/growth-file/1", "key": {"public": 3}}',
        b'{"schema": "gongjiang/growth-file/1", "schema": "gongjiang/growth-file/1"}',
        b'{"schema": "gongjiang/growth-file/1", "n": NaN}',
        b'{"schema": "gongjiang/growth-file/1", "n": "\\ud800"}',
        b"[" * 100_000,
        b"%PDF-1.7\n",
    ],
)
def test_what_is_no_growth_file_is_called_so(file: bytes):
    assert verdict_on(file).outcome is Outcome.UNREADABLE
