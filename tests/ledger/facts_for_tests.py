"""Facts to put into a ledger where only the ledger is looked at."""

from __future__ import annotations

from gongjiang.ledger.facts.people import Hired


def hired(employment_id: int = 1, *, post_kind: str = "PRODUCTION", employer_id: int = 7) -> Hired:
    return Hired(
        employment_id=employment_id,
        employer_id=employer_id,
        employment_kind="REGULAR",
        post_kind=post_kind,
    )
