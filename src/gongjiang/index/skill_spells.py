"""Ranks, titles, certificates and levels of the matrix as spells, worked out from facts."""

from __future__ import annotations

from typing import TypeAlias

import ibis
import ibis.expr.types as ir

from gongjiang.index.records import Records
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.skills import (
    OperationCertified,
    OperationRestored,
    OperationReviewed,
    OperationSuspended,
    PostAssigned,
    PostReleased,
    SkillAppointed,
    SkillAppointmentEnded,
    SkillAssessed,
    SkillCertificateRevoked,
    SkillCertified,
    TitleConferred,
    TitleWithdrawn,
)

_ = ibis._

Spells: TypeAlias = ir.Table
"""(person_id, value, valid_from, valid_to): half-open, no end while it runs."""


def ranks(records: Records) -> Spells:
    """Every certificate and appointment that counts, with its rank."""
    certificates = _ended(
        records, SkillCertified, SkillCertificateRevoked, "certificate_id", "rank"
    )
    appointed = records.live(SkillAppointed)
    ended = records.live(SkillAppointmentEnded).select("appointment_id", ended_on=_.occurred_on)
    terms = appointed.left_join(ended, "appointment_id")
    terms = terms.select(
        person_id=_.person_id,
        value=_.rank,
        valid_from=_.occurred_on,
        valid_to=ibis.coalesce(ibis.least(_.ended_on, _.until), _.until),
    )
    return certificates.union(terms)


def titles(records: Records) -> Spells:
    """Every professional title that counts, with its level."""
    return _ended(records, TitleConferred, TitleWithdrawn, "title_id", "level")


def levels(records: Records) -> Spells:
    """Every assessment of the matrix until the next one of the person and skill."""
    assessed = records.live(SkillAssessed)
    order = ibis.window(
        group_by=[assessed.person_id, assessed.skill_id],
        order_by=[assessed.occurred_on, assessed.id],
    )
    return assessed.mutate(next_on=assessed.occurred_on.lead().over(order)).select(
        person_id=_.person_id,
        value=_.level,
        valid_from=_.occurred_on,
        valid_to=_.next_on,
    )


def operation_certificates(records: Records) -> ir.Table:
    """The days on which operation certificates were valid: (person_id, kind_code, …).

    A certificate holds from each issue, review or restoration until the next step, its last day
    or a review that was missed, whichever comes first; not while it is suspended.
    """
    steps = _step(records.live(OperationCertified), valid=True)
    for fact, valid in (
        (OperationReviewed, True),
        (OperationRestored, True),
        (OperationSuspended, False),
    ):
        steps = steps.union(_step(records.live(fact), valid=valid))
    order = ibis.window(group_by=steps.certificate_id, order_by=[steps.occurred_on, steps.entry_id])
    steps = steps.mutate(next_on=steps.occurred_on.lead().over(order)).filter(_.valid)
    due = ibis.least(_.valid_until, ibis.coalesce(_.review_due, _.valid_until))
    return steps.select(
        person_id=_.person_id,
        kind_code=_.kind_code,
        valid_from=_.occurred_on,
        valid_to=ibis.least(due, ibis.coalesce(_.next_on, due)),
    )


def posts_held(records: Records) -> ir.Table:
    """Who was on a post that needs a certificate: (person_id, kind_code, valid_from, valid_to)."""
    released = records.live(PostReleased).select("assignment_id", ended_on=_.occurred_on)
    return (
        records.live(PostAssigned)
        .left_join(released, "assignment_id")
        .select(
            person_id=_.person_id,
            kind_code=_.kind_code,
            valid_from=_.occurred_on,
            valid_to=_.ended_on,
        )
    )


def highest(seats: ir.Table, spells: Spells) -> ir.Table:
    """The greatest value each person holds on each day of their seats: (at, person_id, value)."""
    held = seats.join(spells, [seats.person_id == spells.person_id, runs(spells, seats.at)])
    return held.group_by("at", "person_id", "unit_id").agg(value=_.value.max())


def runs(spells: ir.Table, on: ir.DateValue) -> ir.BooleanValue:
    """Whether a spell runs on a day."""
    return (spells.valid_from <= on) & (spells.valid_to.isnull() | (spells.valid_to > on))


def _ended(
    records: Records, begun: type[Fact], ended: type[Fact], subject: str, value: str
) -> Spells:
    last = records.live(ended).select(subject, ended_on=_.occurred_on)
    return (
        records.live(begun)
        .left_join(last, subject)
        .select(
            person_id=_.person_id,
            value=_[value],
            valid_from=_.occurred_on,
            valid_to=_.ended_on,
        )
    )


def _step(facts: ir.Table, *, valid: bool) -> ir.Table:
    return facts.select(
        "certificate_id",
        "person_id",
        "kind_code",
        "occurred_on",
        "valid_until",
        "review_due",
        entry_id=facts.id,
        valid=ibis.literal(value=valid),
    )
