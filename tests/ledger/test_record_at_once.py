"""Two connections that record at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections, transaction

from gongjiang.ledger.facts.people import RoleAppointed
from gongjiang.ledger.queries import history_of
from gongjiang.ledger.services import AlreadyRecorded, record

DAY = date(2022, 3, 1)

pytestmark = pytest.mark.commits


def test_two_connections_that_record_the_same_write_one_entry():
    together = Barrier(2, timeout=10)

    def write(_: int) -> int:
        try:
            with transaction.atomic():
                together.wait()
                return record(RoleAppointed(appointment_id=1, role="HR"), person=1, unit=2, on=DAY)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=2) as threads:
        ids = set(threads.map(write, range(2)))

    assert len(ids) == 1
    assert len(history_of(1)) == 1


def test_the_second_of_two_connections_waits_and_finds_a_contradiction():
    first_wrote = Barrier(2, timeout=10)

    def contradict() -> str:
        try:
            first_wrote.wait()
            record(RoleAppointed(appointment_id=1, role="JUDGE"), person=1, unit=2, on=DAY)
        except AlreadyRecorded:
            return "refused"
        else:
            return "written"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as threads:
        with transaction.atomic():
            record(RoleAppointed(appointment_id=1, role="HR"), person=1, unit=2, on=DAY)
            answer = threads.submit(contradict)
            first_wrote.wait()
        assert answer.result(timeout=10) == "refused"
