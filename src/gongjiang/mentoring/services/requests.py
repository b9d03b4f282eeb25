"""Master or apprentice asks HR: an objection, another master, or an early end."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import add_months, day_of
from gongjiang.ledger.facts.mentoring import RequestDecided
from gongjiang.mentoring import permissions
from gongjiang.mentoring.models import Agreement, AgreementRequest
from gongjiang.mentoring.services.endings import terminate
from gongjiang.mentoring.services.steps import NotNow, locked, running, terms_for, write_down
from gongjiang.mentoring.services.told import hr_of, tell
from gongjiang.people.models import Person

Kind = AgreementRequest.Kind
EndReason = Agreement.EndReason

ENDS_BY = {Kind.OBJECTION: EndReason.OBJECTION, Kind.EARLY_END: EndReason.DISSOLVED}
"""What a granted request ends the agreement with; another master is proposed by HR afterwards."""


@transaction.atomic
def ask(
    *, agreement_id: int, kind: str, reason: str, actor: Person, at: datetime
) -> AgreementRequest:
    """Ask HR for something about one's own agreement.

    Raises:
        NotAllowed: the actor is neither master nor apprentice.
        NotNow: the agreement does not run, or an earlier request waits.
        CannotDo: without a reason, or an objection after its window.
    """
    day = day_of(at)
    agreement = running(agreement_id, day)
    permissions.may_ask(actor, agreement).require()
    if not reason.strip():
        raise CannotDo(_("Say why, so that it can be decided."))
    if agreement.requests.filter(asked_by=actor, granted=None).exists():
        raise NotNow(_("Your earlier request about this agreement still waits."))
    last = add_months(agreement.starts_on, terms_for(agreement.enterprise_id, day).objection_months)
    if kind == Kind.OBJECTION and day >= last:
        raise CannotDo(
            _("Objections were heard before %(last)s; ask for another master or an early end.")
            % {"last": last}
        )
    request = AgreementRequest.objects.create(
        agreement=agreement, kind=kind, asked_by=actor, reason=reason.strip(), asked_at=at
    )
    tell(
        hr_of(agreement, at),
        agreement,
        what="asked",
        msgid=gettext_noop("A request about an agreement between master and apprentice waits."),
        at=at,
    )
    return request


@transaction.atomic
def decide_request(
    *, request_id: int, grant: bool, answer: str, actor: Person, at: datetime
) -> AgreementRequest:
    """Grant or decline a request, with reasons; a granted objection or early end ends it.

    Raises:
        NotAllowed: the actor is not HR of the site, or is part of the agreement.
        NotNow: it was decided, or the agreement is over.
        CannotDo: without an answer.
    """
    if not answer.strip():
        raise CannotDo(_("Give the answer its reasons."))
    day = day_of(at)
    found = AgreementRequest.objects.values_list("agreement_id", flat=True).get(id=request_id)
    agreement = locked(found, *Agreement.RUNNING)
    permissions.may_decide(actor, agreement, day).require()
    request = AgreementRequest.objects.select_for_update().get(id=request_id)
    if request.granted is not None:
        raise NotNow(_("This request has been decided."))
    request.granted, request.answer = grant, answer.strip()
    request.decided_by, request.decided_on = actor, day
    request.save(update_fields=["granted", "answer", "decided_by", "decided_on"])
    write_down(
        RequestDecided(
            agreement_request_id=request.id,
            agreement_id=agreement.id,
            request_kind=request.kind,
            granted=grant,
        ),
        agreement,
        person_id=request.asked_by_id,
        actor=actor,
        on=day,
    )
    if grant and request.kind in ENDS_BY:
        terminate(agreement, ENDS_BY[Kind(request.kind)], actor=actor, at=at)
    tell(
        (agreement.apprentice_id, agreement.master_id),
        agreement,
        what="request_decided",
        msgid=gettext_noop("A request about your agreement has been decided."),
        at=at,
    )
    return request
