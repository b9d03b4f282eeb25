"""A pass is signed, short-lived, and checked without a network."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cli.test_verify import verify
from gongjiang.governance.models import RuleSet
from gongjiang.kernel.errors import NotAllowed
from gongjiang.kernel.keyring import Keyring
from gongjiang.people.identity import keyring
from gongjiang.people.models import Person
from gongjiang.skills.rules.passes import MARK, PassOutcome, pass_verdict, signed_pass
from gongjiang.skills.services.passes import answer_for, signed_answer
from gongjiang.skills.services.posts import require_certificate
from skills.deeds import licensed
from world import NOON, TODAY, World

CLAIMS = {
    "allowed": True,
    "name": "王工",
    "from": "2022-11-28T04:00:00+00:00",
    "until": "2022-11-28T04:10:00+00:00",
}
FROM = datetime(2022, 11, 28, 4, tzinfo=UTC)


@pytest.fixture
def ring() -> Keyring:
    return Keyring.generate()


@pytest.mark.parametrize(
    ("minutes", "outcome", "late"),
    [
        (0, PassOutcome.HOLDS, False),
        (9, PassOutcome.HOLDS, False),
        (10, PassOutcome.FAILS, True),
        (-1, PassOutcome.FAILS, True),
    ],
)
def test_a_pass_holds_for_its_minutes(
    ring: Keyring, minutes: int, outcome: PassOutcome, late: bool
):
    verdict = pass_verdict(signed_pass(CLAIMS, ring), at=FROM + timedelta(minutes=minutes))
    assert (verdict.outcome, verdict.late) == (outcome, late)


def test_a_changed_pass_and_a_strangers_do_not_hold(ring: Keyring):
    text = signed_pass(CLAIMS, ring)
    head, _, signature = text.rpartition(".")
    other = signed_pass({**CLAIMS, "name": "李工"}, ring).rpartition(".")[0]

    assert pass_verdict(f"{other}.{signature}", at=FROM).outcome is PassOutcome.FAILS
    assert pass_verdict(text, at=FROM, trusted=[ring.public_key()]).allows
    stranger = Keyring.generate().public_key()
    assert pass_verdict(text, at=FROM, trusted=[stranger]).untrusted
    for nonsense in ("", MARK, f"{MARK}a.b", head, f"{MARK}{'A' * 5000}.A", "GJP2.a.b"):
        assert pass_verdict(nonsense, at=FROM).outcome is not PassOutcome.HOLDS


@pytest.mark.django_db
def test_a_person_shows_that_they_may(
    world: World, worker: Person, leader: Person, rules: list[RuleSet]
):
    requirement = require_certificate(
        unit=world.a.team, post="电工", kind_code="LOW_VOLTAGE", actor=world.a.hr, on=TODAY
    )
    trusted = keyring().public_keys().values()
    no = signed_answer(answer_for(person=worker, requirement=requirement, actor=worker, at=NOON))
    licensed(worker, date(2021, 5, 10), by=world.a.hr)
    yes = signed_answer(answer_for(person=worker, requirement=requirement, actor=leader, at=NOON))

    assert not pass_verdict(no, at=NOON, trusted=trusted).allows
    verdict = pass_verdict(yes, at=NOON, trusted=trusted)
    assert verdict.allows
    assert verdict.claims["certificate_until"] == "2024-05-10"
    assert len(yes) < 800  # fits a QR code that a phone reads
    with pytest.raises(NotAllowed):
        answer_for(person=worker, requirement=requirement, actor=world.b.hr, at=NOON)


def test_the_command_knows_a_pass(ring: Keyring, tmp_path: Path):
    file = tmp_path / "pass.txt"
    now = datetime.now(UTC)
    claims = {
        **CLAIMS,
        "from": now.isoformat(),
        "until": (now + timedelta(minutes=10)).isoformat(),
    }
    file.write_text(signed_pass(claims, ring))
    good = verify(file, away=tmp_path)
    file.write_text(signed_pass(CLAIMS, ring))
    late = verify(file, away=tmp_path)

    assert (good.returncode, late.returncode) == (0, 1)
    assert "says: yes" in good.stdout
    assert "out of its time" in late.stdout
