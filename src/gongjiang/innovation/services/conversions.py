"""A patent or a project's result is put to use, and what it brought is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.governance.services.attachments import attach
from gongjiang.innovation.models import Conversion, Innovation, LoopLink
from gongjiang.innovation.permissions.projects import may_record_conversion
from gongjiang.innovation.queries.innovations import innovation_of
from gongjiang.innovation.queries.project_files import subject_of
from gongjiang.innovation.services.loop import note_result
from gongjiang.innovation.services.project_steps import unit_then
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.projects import ConversionRecorded
from gongjiang.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A contract as it was uploaded."""

    name: str
    content: BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What is put to use, how, and what it brought.

    Attributes:
        innovation, innovation_id: a PATENT or a PROJECT.
        income_fen: net income; for own use the operating profit from it.
        contract: needed for everything but own use.
    """

    innovation: str
    innovation_id: int
    kind: str
    income_fen: int
    agreed_on: date
    counterparty: str = ""
    contract: Contract | None = None


@transaction.atomic
def record_conversion(use: Use, *, actor: Person, at: datetime) -> Conversion:
    """Record that a result was transferred, licensed, brought in for shares, or used.

    Raises:
        NotAllowed: the actor keeps neither the register nor the finance of the enterprise.
        CannotDo: the result does not count yet, or the contract, partner or income does not fit.
        Refused: the contract's file is not taken.
    """
    day = day_of(at)
    origin = innovation_of(use.innovation, use.innovation_id)
    may_record_conversion(actor, enterprise_id=origin.enterprise_id, day=day).require()
    if use.innovation not in {Innovation.PATENT, Innovation.PROJECT}:
        raise CannotDo(_("A patent or a project is put to use."))
    if not origin.counts:
        raise CannotDo(str(origin.why_not))
    _check(use, day)
    conversion = Conversion.objects.create(
        enterprise_id=origin.enterprise_id,
        kind=use.kind,
        patent_id=use.innovation_id if use.innovation == Innovation.PATENT else None,
        project_id=use.innovation_id if use.innovation == Innovation.PROJECT else None,
        counterparty=use.counterparty.strip(),
        income_fen=use.income_fen,
        agreed_on=use.agreed_on,
        recorded_by_id=actor.id,
    )
    if use.contract is not None:
        attach(
            subject=subject_of(conversion),
            name=use.contract.name,
            content=use.contract.content,
            uploaded_by=actor,
            at=at,
        )
    ledger.record(
        ConversionRecorded(
            conversion_id=conversion.id,
            conversion_kind=conversion.kind,
            amount_fen=conversion.income_fen,
        ),
        unit=unit_then(origin.unit_id, origin.enterprise_id, use.agreed_on),
        enterprise=origin.enterprise_id,
        by=actor.id,
        on=use.agreed_on,
    )
    note_result(
        use.innovation,
        use.innovation_id,
        target=LoopLink.Target.CONVERSION,
        target_id=conversion.id,
        enterprise_id=origin.enterprise_id,
        actor=actor,
        on=day,
    )
    return conversion


def _check(use: Use, day: date) -> None:
    own_use = use.kind == Conversion.Kind.OWN_USE
    if use.income_fen < 0:
        raise CannotDo(_("Net income is not less than nothing; enter nothing for a loss."))
    if use.agreed_on > day:
        raise CannotDo(_("Record it once it is agreed: the day lies ahead."))
    if own_use and use.counterparty.strip():
        raise CannotDo(_("Own use has no partner: leave the name empty."))
    if not own_use and not use.counterparty.strip():
        raise CannotDo(_("Say to whom it was transferred or licensed."))
    if not own_use and use.contract is None:
        raise CannotDo(_("Add the contract: without it nothing is transferred or licensed."))
