"""Patents are registered, go their way to a grant, are kept up by their fees, and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.services.notices import notify
from gongjiang.innovation.models import InnovationProject, Patent, PatentInventor, RDTeam
from gongjiang.innovation.permissions.projects import may_keep_register
from gongjiang.innovation.rules import patents as rules
from gongjiang.innovation.rules.parts import Part
from gongjiang.innovation.services.loop import note_team_of_patent
from gongjiang.innovation.services.project_steps import NotNow, check_parts, insist, unit_then
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import queries as ledger_queries
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.projects import (
    PatentFiled,
    PatentGranted,
    PatentInvented,
    PatentLapsed,
)
from gongjiang.people.actors import Actor

State = Patent.State
MOST_INVENTORS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What is filed.

    Attributes:
        number: with its check digit; "" until the office has given it.
        inventors: the first inventor first; shares together 10,000.
    """

    enterprise_id: int
    kind: str
    title: str
    filed_on: date
    inventors: Sequence[Part]
    number: str = ""
    project_id: int | None = None
    rd_team_id: int | None = None


@transaction.atomic
def register_patent(application: Application, *, actor: Actor, at: datetime) -> Patent:
    """Register an application that was filed.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        CannotDo: the day, the number or the inventors do not fit.
    """
    today = day_of(at)
    enterprise_id = application.enterprise_id
    may_keep_register(actor, enterprise_id=enterprise_id, day=today).require()
    if application.filed_on > today:
        raise CannotDo(_("Register it once it is filed: the day lies ahead."))
    # Who invented it worked here when it was filed; some have left since.
    units = check_parts(
        application.inventors,
        enterprise_id=enterprise_id,
        day=application.filed_on,
        most=MOST_INVENTORS,
    )
    _check_origin(application)
    patent = Patent(
        enterprise_id=enterprise_id,
        unit_id=units[application.inventors[0].person_id],
        kind=application.kind,
        title=application.title.strip(),
        filed_on=application.filed_on,
        project_id=application.project_id,
        rd_team_id=application.rd_team_id,
        registered_by_id=actor.id,
    )
    if application.number:
        _give_number(patent, application.number)
    patent.save()
    PatentInventor.objects.bulk_create(
        PatentInventor(
            patent=patent, person_id=part.person_id, share_bp=part.share_bp, position=place
        )
        for place, part in enumerate(application.inventors, 1)
    )
    fact = PatentFiled(patent_id=patent.id, patent_kind=patent.kind)
    _write_down(fact, patent, actor=actor, on=patent.filed_on)
    return patent


@transaction.atomic
def advance_patent(
    *, patent_id: int, state: str, on: date, actor: Actor, at: datetime, number: str = ""
) -> Patent:
    """Record the next step on the way to a grant; from the grant on it counts.

    Args:
        state: ACCEPTED, PUBLISHED, EXAMINED or GRANTED.
        on: the day of the office's notice.
        number: the application number, once the office has given it.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        NotNow: this is not the next step for a patent of its kind.
        CannotDo: the day or the number does not fit, or a grant has no number.
    """
    patent = _locked(patent_id, actor, day_of(at))
    step = rules.may_follow(patent.kind, patent.state, state, label=patent.get_state_display())
    if not step:
        raise NotNow(str(step.reason))
    _check_day(patent, on, day_of(at))
    if number:
        _give_number(patent, number)
    if state == State.GRANTED and not patent.application_number:
        raise CannotDo(_("A grant names the application number: enter it first."))
    patent.state = State(state)
    setattr(patent, rules.STEP_DAYS[state], on)
    if state == State.GRANTED:
        patent.fee_due_on = rules.next_fee_day(patent.kind, patent.filed_on, on)
    patent.save()
    if state == State.GRANTED:
        _write_grant(patent, actor, on, at)
    return patent


@transaction.atomic
def pay_annual_fee(*, patent_id: int, on: date, actor: Actor, at: datetime) -> Patent:
    """Record that the annual fee that was due is paid: it is maintained for another year.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        NotNow: it is not in force, or no further fee is due.
        CannotDo: the day lies ahead, or before the grant.
    """
    patent = _locked(patent_id, actor, day_of(at))
    if patent.state not in Patent.IN_FORCE or patent.fee_due_on is None:
        raise NotNow(_("No annual fee is due for this patent."))
    _check_day(patent, on, day_of(at))
    patent.state = State.MAINTAINED
    patent.fee_due_on = rules.next_fee_day(patent.kind, patent.filed_on, patent.fee_due_on)
    patent.fee_reminded_on = None
    patent.save(update_fields=["state", "fee_due_on", "fee_reminded_on"])
    return patent


@transaction.atomic
def end_patent(
    *, patent_id: int, state: str, reason: str, on: date, actor: Actor, at: datetime
) -> Patent:
    """Record that a patent or an application ended: it LAPSED, or was declared INVALID.

    What is declared invalid is held never to have existed (Patent Law, Art. 47): its grant is
    annulled in the ledger, and it no longer counts on any day.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        NotNow: it has ended, or was never granted and is to be declared invalid.
        CannotDo: no reason is given, or the day does not fit.
    """
    patent = _locked(patent_id, actor, day_of(at))
    if state not in {State.LAPSED, State.INVALID}:
        raise NotNow(_("A patent ends by lapsing or by being declared invalid."))
    if patent.state in {State.LAPSED, State.INVALID}:
        raise NotNow(_("It has ended already."))
    if state == State.INVALID and patent.granted_on is None:
        raise NotNow(_("Only what was granted can be declared invalid."))
    _check_day(patent, on, day_of(at))
    if not reason.strip():
        raise CannotDo(_("Say why it ended: fee not paid, given up, rejected, declared invalid."))
    if state == State.INVALID:
        _annul_grant(patent, actor)
    patent.state, patent.ended_on, patent.end_reason = State(state), on, reason.strip()
    patent.fee_due_on = None
    patent.save(update_fields=["state", "ended_on", "end_reason", "fee_due_on"])
    fact = PatentLapsed(patent_id=patent.id, patent_kind=patent.kind)
    _write_down(fact, patent, actor=actor, on=on)
    return patent


def _locked(patent_id: int, actor: Actor, day: date) -> Patent:
    patent = Patent.objects.select_for_update().get(id=patent_id)
    may_keep_register(actor, enterprise_id=patent.enterprise_id, day=day).require()
    return patent


def _check_day(patent: Patent, on: date, today: date) -> None:
    """Steps come one after another, and none lies ahead."""
    days = [patent.filed_on, *(getattr(patent, name) for name in rules.STEP_DAYS.values())]
    latest = max(day for day in days if day is not None)
    if not latest <= on <= today:
        raise CannotDo(
            _("The day lies between %(latest)s, the last step, and today.") % {"latest": latest}
        )


def _give_number(patent: Patent, number: str) -> None:
    decision = rules.may_number(number, patent.kind, patent.filed_on)
    insist(decision)
    kept = rules.normal_number(number)
    if patent.application_number not in {"", kept}:
        raise CannotDo(_("It has another number already."))
    if Patent.objects.filter(application_number=kept).exclude(id=patent.id).exists():
        raise CannotDo(_("Another patent has this number: look it up in the register."))
    patent.application_number = kept


def _check_origin(application: Application) -> None:
    """The project and the team it came from are the enterprise's own."""
    enterprise = application.enterprise_id
    project, team = application.project_id, application.rd_team_id
    if (
        project
        and not InnovationProject.objects.filter(id=project, enterprise_id=enterprise).exists()
    ):
        raise CannotDo(_("This project belongs to another enterprise."))
    if team and not RDTeam.objects.filter(id=team, enterprise_id=enterprise).exists():
        raise CannotDo(_("This R&D team belongs to another enterprise."))


def _write_grant(patent: Patent, actor: Actor, on: date, at: datetime) -> None:
    fact = PatentGranted(patent_id=patent.id, patent_kind=patent.kind)
    _write_down(fact, patent, actor=actor, on=on)
    inventors = list(patent.inventors.order_by("position"))
    for inventor in inventors:
        ledger.record(
            PatentInvented(
                patent_id=patent.id, patent_kind=patent.kind, share_bp=inventor.share_bp
            ),
            person=inventor.person_id,
            unit=unit_then(patent.unit_id, patent.enterprise_id, on),
            enterprise=patent.enterprise_id,
            by=actor.id,
            on=on,
        )
    note_team_of_patent(patent, actor=actor, on=on)
    notify(
        [inventor.person_id for inventor in inventors],
        kind="innovation.patent_granted",
        msgid=gettext_noop("Your patent “%(title)s” has been granted."),
        at=at,
        title=patent.title,
    )


def _annul_grant(patent: Patent, actor: Actor) -> None:
    granted = ledger_queries.live().filter(
        kind__in=[PatentGranted.kind, PatentInvented.kind], subject_id=patent.id
    )
    for entry in list(granted.values_list("id", flat=True)):
        ledger.annul(entry, reason="DECLARED_INVALID", by=actor.id)


def _write_down(fact: Fact, patent: Patent, *, actor: Actor, on: date) -> None:
    """Record a fact of a patent; its person is the first inventor."""
    first = patent.inventors.get(position=1)
    ledger.record(
        fact,
        person=first.person_id,
        unit=unit_then(patent.unit_id, patent.enterprise_id, on),
        enterprise=patent.enterprise_id,
        by=actor.id,
        on=on,
    )
