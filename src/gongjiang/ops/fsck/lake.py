"""The lake, where there is one, says what the ledger says."""

from __future__ import annotations

from django.conf import settings

from gongjiang.lake.comparison import contradictions
from gongjiang.ops.fsck.check import Check, Query


def _contradictions() -> Query:
    ids = contradictions(settings.HOME.lake)
    return "SELECT unnest(%s::bigint[]) AS id", (ids,)


AGREES = Check(
    name="lake.agrees_with_ledger",
    sentence="What the lake has taken over is what the ledger says, entry by entry.",
    table="ledger_entry",
    sql=_contradictions,
)

CHECKS = (AGREES,)
