"""Many facts at once from rows that the database already holds: nothing travels to and fro.

The rules are those of `services.record_many`, held by stricter means: a fact that stands there
already, the same or another, stops them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.ledger.facts.base import Annulled, Fact
from gongjiang.ledger.services import AlreadyCorrected, AlreadyRecorded, annulment

CIRCUMSTANCES = ("occurred_on", "person_id", "unit_id", "enterprise_id", "actor_id")
OWN_COLUMNS = {"quantity", "amount_fen"}


@transaction.atomic
def record_selected(fact: type[Fact], select: str, params: Sequence[Any] = ()) -> int:
    """Write a fact of one class for each row of a SELECT; one that was annulled, again.

    Args:
        select: yields CIRCUMSTANCES and the fact's own fields, each under its name.

    Returns:
        How many.

    Raises:
        AlreadyRecorded: a fact stands in the ledger already under the key of one of them.
    """
    names = [field.name for field in fields(fact)]
    if OWN_COLUMNS & set(names):
        msg = f"{fact.kind} counts an amount; record it by itself."
        raise ValueError(msg)
    subject = f"{fact.subject}_id"
    detail = ", ".join(f"'{name}', s.{name}" for name in names if name != subject)
    sql = f"""
        INSERT INTO ledger_entry
            (kind, subject_type, subject_id, detail, {", ".join(CIRCUMSTANCES)}, corrects_id)
        SELECT f.kind, f.subject_type, f.subject_id, f.detail,
               {", ".join(f"f.{name}" for name in CIRCUMSTANCES)}, ({annulment("f")})
        FROM (
            SELECT %s::text AS kind, %s::text AS subject_type, s.{subject} AS subject_id,
                   jsonb_build_object({detail}) AS detail,
                   {", ".join(f"s.{name}" for name in CIRCUMSTANCES)}
            FROM ({select}) AS s
        ) AS f
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [fact.kind, fact.subject, *params])
            return int(cursor.rowcount)
    except IntegrityError as error:
        raise AlreadyRecorded(
            _("A record of this stands in the ledger already; nothing was written.")
        ) from error


@transaction.atomic
def annul_selected(select: str, params: Sequence[Any], *, reason: str, by: int | None) -> int:
    """Say of each entry that a SELECT names that it should never have been written.

    Args:
        select: yields the entries' ids.

    Returns:
        How many.

    Raises:
        AlreadyCorrected: one of them was corrected first.
    """
    sql = f"""
        INSERT INTO ledger_entry (kind, subject_type, subject_id, detail, corrects_id,
                                  occurred_on, person_id, unit_id, enterprise_id, actor_id)
        SELECT %s, %s, e.id, jsonb_build_object('reason', %s::text), e.id,
               e.occurred_on, e.person_id, e.unit_id, e.enterprise_id, %s
        FROM ledger_entry e WHERE e.id IN ({select})
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [Annulled.kind, Annulled.subject, reason, by, *params])
            return int(cursor.rowcount)
    except IntegrityError as error:
        raise AlreadyCorrected(_("This record has been corrected before.")) from error
