"""An agreement ends: tenures close, the master's contribution and allowance are worked out."""

from __future__ import annotations

from datetime import date, datetime

from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.mentoring import (
    AgreementFailed,
    AgreementTerminated,
    AllowanceDue,
    ApprenticeGraduated,
    ApprenticeTaught,
)
from gongjiang.mentoring.models import Agreement, Allowance, MasterChange, MonthRecord, Tenure
from gongjiang.mentoring.queries.agreements import taught_under
from gongjiang.mentoring.rules.months import months_by_master, months_over
from gongjiang.mentoring.rules.results import earned
from gongjiang.mentoring.services.steps import terms_for, write_down
from gongjiang.people.actors import Actor

State = Agreement.State
Result = Agreement.Result


def graduate(agreement: Agreement, result: str, *, actor: Actor, at: datetime) -> None:
    """Close a locked agreement with graduation, for the apprentice and for each who taught."""
    on = day_of(at)
    agreement.result = result
    _close(agreement, State.GRADUATED, on, at)
    write_down(
        ApprenticeGraduated(
            agreement_id=agreement.id, master_id=agreement.master_id, result=result
        ),
        agreement,
        person_id=agreement.apprentice_id,
        actor=actor,
        on=on,
    )
    taught = taught_under(agreement.id)
    whole = range(1, months_over(agreement.starts_on, on) + 1)
    for master, months in months_by_master(taught, agreement.starts_on, whole).items():
        write_down(
            ApprenticeTaught(
                agreement_id=agreement.id,
                apprentice_id=agreement.apprentice_id,
                result=result,
                months=months,
            ),
            agreement,
            person_id=master,
            actor=actor,
            on=on,
        )
    terms = terms_for(agreement.enterprise_id, on)
    _pay(agreement, percent=terms.percent_for(result), actor=actor, on=on)


def fail(agreement: Agreement, *, actor: Actor, at: datetime) -> None:
    """Close a locked agreement that was not passed; no allowance is due."""
    on = day_of(at)
    _close(agreement, State.FAILED, on, at)
    write_down(
        AgreementFailed(agreement_id=agreement.id, master_id=agreement.master_id),
        agreement,
        person_id=agreement.apprentice_id,
        actor=actor,
        on=on,
    )


def terminate(
    agreement: Agreement, reason: str, *, actor: Actor, at: datetime, on: date | None = None
) -> None:
    """Close a locked agreement before it was examined; the terms say what is due then.

    Args:
        on: the first day it no longer runs; left out: today.
    """
    on = on or day_of(at)
    agreement.end_reason = reason
    _close(agreement, State.TERMINATED, on, at)
    write_down(
        AgreementTerminated(
            agreement_id=agreement.id, master_id=agreement.master_id, reason=reason
        ),
        agreement,
        person_id=agreement.apprentice_id,
        actor=actor,
        on=on,
    )
    terms = terms_for(agreement.enterprise_id, on)
    _pay(agreement, percent=terms.terminated_percent, actor=actor, on=on)


def _close(agreement: Agreement, state: str, on: date, at: datetime) -> None:
    agreement.state, agreement.ended_on = state, on
    agreement.save(update_fields=["state", "result", "end_reason", "ended_on"])
    # An agreement that ends on the day it began had a master on no whole day.
    last = Tenure.objects.filter(agreement=agreement, valid_to=None)
    last.filter(valid_from__lt=on).update(valid_to=on)
    last.filter(valid_from__gte=on).delete()
    waiting = MasterChange.objects.filter(agreement=agreement, took_effect_on=None, closed_at=None)
    waiting.update(closed_at=at)


def _pay(agreement: Agreement, *, percent: int, actor: Actor, on: date) -> None:
    """Work out each master's allowance, keep it, and record that it is due."""
    confirmed = MonthRecord.objects.filter(agreement=agreement, confirmed_at__isnull=False)
    over = months_over(agreement.starts_on, on)
    months = confirmed.filter(month__lte=over).order_by("month").values_list("month", flat=True)
    lines = earned(
        months_by_master(taught_under(agreement.id), agreement.starts_on, list(months)),
        terms_for(agreement.enterprise_id, on),
        percent=percent,
        excellent=agreement.result == Result.EXCELLENT,
    )
    for line in lines:
        allowance = Allowance.objects.create(
            agreement=agreement,
            master_id=line.master_id,
            months=line.months,
            monthly_fen=line.monthly_fen,
            percent=line.percent,
            prize_fen=line.prize_fen,
            amount_fen=line.amount_fen,
            due_on=on,
        )
        write_down(
            AllowanceDue(
                allowance_id=allowance.id,
                agreement_id=agreement.id,
                months=line.months,
                amount_fen=line.amount_fen,
            ),
            agreement,
            person_id=line.master_id,
            actor=actor,
            on=on,
        )
