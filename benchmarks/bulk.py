"""What our own layers cost beside the bare statement: recording facts, and counting heads."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from pages import Timing, timed

from gongjiang.demo.seasons import AS_OF
from gongjiang.governance.queries.industrial_workers import industrial_worker_definition
from gongjiang.ledger.facts.people import RoleAppointed
from gongjiang.ledger.services import COLUMNS, Occurrence, record_many
from gongjiang.orgs.queries import zone
from gongjiang.people.queries.roll import roll_on

FACTS = 20_000
ROUNDS = 5
FAR_AWAY = 10_000_000
"""Subjects from here on are nobody's; all is rolled back."""


def recording() -> tuple[Timing, Timing]:
    """`record_many`, and a COPY of the same rows into a table without index or trigger."""
    facts = [
        Occurrence(
            fact=RoleAppointed(appointment_id=FAR_AWAY + number, role="JUDGE"),
            person=number % 900 + 1,
            on=date(2022, 11, 1),
        )
        for number in range(FACTS)
    ]

    def ours() -> None:
        with transaction.atomic():
            record_many(facts)
            transaction.set_rollback(True)

    def bare() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            names = ", ".join(COLUMNS)
            cursor.execute(
                f"CREATE TEMPORARY TABLE bare AS SELECT {names} FROM ledger_entry WITH NO DATA"
            )
            with cursor.copy(f"COPY bare ({names}) FROM STDIN") as copy:
                for fact in facts:
                    copy.write_row(fact.row())
            transaction.set_rollback(True)

    return timed(ours, ROUNDS), timed(bare, ROUNDS)


def counting(requests: int) -> dict[str, tuple[Timing, Timing]]:
    """Headcounts of the whole zone, and a bare count of the running postings."""
    definition = industrial_worker_definition(AS_OF)
    top = zone()
    if definition is None or top is None:
        return {}
    floor = timed(_bare_count, requests)
    return {
        "headcount": (timed(lambda: roll_on(AS_OF).headcount(), requests), floor),
        "industrial headcount": (
            timed(lambda: roll_on(AS_OF).industrial(definition).headcount(), requests),
            floor,
        ),
    }


def _bare_count() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM people_posting"
            " WHERE valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)",
            [AS_OF, AS_OF],
        )
        cursor.fetchone()
