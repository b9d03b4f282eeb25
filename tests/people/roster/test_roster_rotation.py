"""A proposal that waits while the keys are rotated is sealed anew, and applied all the same."""

from __future__ import annotations

import pytest

from gongjiang.kernel.keyring import Keyring
from gongjiang.people import identity
from gongjiang.people.brought.sealing import open_file
from gongjiang.people.models import Person, RosterFile, RosterLine
from gongjiang.people.services.roster_files import annotated_file
from gongjiang.people.services.rosters import apply
from gongjiang.people.services.rotation import reencrypt
from jobs import run_jobs
from rosters import Desk, national_id, row
from world import NOON


@pytest.mark.django_db
def test_a_waiting_proposal_needs_no_old_key_after_the_rotation(desk: Desk, settings):
    roster = desk.checked([row("李新", national_id(1))])
    file = open_file(bytes(RosterFile.objects.get().sealed), roster.public_id)
    settings.KEYRING = settings.KEYRING.rotated("encryption")

    list(reencrypt(batch=1))

    keys = settings.KEYRING.keys
    settings.KEYRING = Keyring({**keys, "encryption": keys["encryption"][1:]})
    assert open_file(bytes(RosterFile.objects.get().sealed), roster.public_id) == file
    line = RosterLine.objects.get(name="李新")
    assert settings.KEYRING.is_current(line.national_id_cipher)
    apply(roster.id, actor=desk.actor, at=NOON)
    person = Person.objects.get(name="李新")
    opened = identity.open_sealed("national_id", person.national_id_cipher, owner=person.public_id)
    assert opened == national_id(1)


@pytest.mark.django_db
def test_an_annotated_workbook_is_sealed_anew_too(desk: Desk, settings):
    roster = desk.checked([row("李新", national_id(1), 入职日期="去年")])
    run_jobs()
    before = annotated_file(roster, actor=desk.actor)
    settings.KEYRING = settings.KEYRING.rotated("encryption")

    list(reencrypt(batch=1))

    keys = settings.KEYRING.keys
    settings.KEYRING = Keyring({**keys, "encryption": keys["encryption"][1:]})
    assert annotated_file(roster, actor=desk.actor) == before
