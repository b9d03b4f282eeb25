"""A write may be sent twice: the second time it gets the first one's answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from gongjiang.people.guards import keeping_refusals
from gongjiang.people.models import Account, Submission


@keeping_refusals
def once(*, account: Account, key: UUID, deed: Callable[[], Any]) -> Any:
    """Do a deed unless this account's key was seen before; answer as it did then.

    The key is kept in the deed's own transaction: a deed that fails leaves the key free, and a
    double click waits for the first one to end.

    Args:
        deed: does it, and returns an answer that JSON can hold, such as an address.
    """
    Submission.objects.bulk_create([Submission(account=account, key=key)], ignore_conflicts=True)
    kept = Submission.objects.select_for_update().get(account=account, key=key)
    if kept.answer is None:
        kept.answer = {"is": deed()}
        kept.save(update_fields=["answer"])
    return kept.answer["is"]


def answer_to(*, account: Account, key: UUID) -> Any | None:
    """What an account's earlier write with this key was answered; None when there was none."""
    kept = Submission.objects.filter(account=account, key=key).first()
    return kept.answer["is"] if kept and kept.answer else None
