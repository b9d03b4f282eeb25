"""People have their data put right, restricted and forgotten."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.queries import true_on
from gongjiang.people import identity, permissions, rules
from gongjiang.people.models import (
    CorrectionRequest,
    Employment,
    ErasureRequest,
    Person,
)
from gongjiang.people.queries.roles import seats_of
from gongjiang.people.services.corrections import correct_end, correct_start
from gongjiang.people.services.forgetting import forget
from gongjiang.people.services.records import amend

DAYS_TO_ANSWER = 15
"""Working days (domain.md §10). The calendar is a storey higher: callers say what day that is."""

Field = CorrectionRequest.Field


class AlreadyDecided(CannotDo):
    """The request has been answered or withdrawn."""


class StillAtWork(CannotDo):
    """A record is needed as long as the person works here."""


@transaction.atomic
def ask_correction(
    *,
    person: Person,
    field: str,
    wanted: str,
    reason: str,
    at: datetime,
    employment: Employment | None = None,
    due_on: date | None = None,
) -> CorrectionRequest:
    """Ask, as the person concerned, that something recorded about oneself be put right.

    Args:
        field: a `CorrectionRequest.Field`.
        wanted: what it should say; a day as YYYY-MM-DD.
        employment: the one concerned, for the first and last day of an employment.
        due_on: the day by which it must be answered; left out, so many plain days from `at`.

    Raises:
        CannotDo: the value makes no sense, it is not the person's employment, or the same is
            asked already.
    """
    _check_wanted(field, wanted, day_of(at))
    about_employment = field in {Field.EMPLOYMENT_START, Field.EMPLOYMENT_END}
    if about_employment != (employment is not None):
        raise CannotDo(_("Say which employment is meant."))
    if employment is not None and employment.person_id != person.id:
        raise CannotDo(_("Say which employment is meant."))
    if not reason.strip():
        raise CannotDo(_("Say why; whoever decides will read it."))
    Person.objects.select_for_update().get(id=person.id)
    same = person.correction_requests.filter(field=field, employment=employment)
    if same.filter(state=CorrectionRequest.State.OPEN).exists():
        raise CannotDo(_("You have asked for this already; it is waiting for an answer."))
    request = CorrectionRequest(
        person=person,
        field=field,
        employment=employment,
        reason=reason,
        asked_at=at,
        due_on=due_on or _plain_days_from(at),
    )
    request.wanted_cipher = identity.seal_wish(wanted.strip(), request=request.public_id)
    request.save()
    return request


def wanted_by(request: CorrectionRequest) -> str:
    """What the person wants the field to say, in clear."""
    return identity.open_wish(request.wanted_cipher, request=request.public_id)


@transaction.atomic
def accept_correction(
    *, request_id: int, actor: Person, answer: str, at: datetime
) -> CorrectionRequest:
    """Put right what a person asked for; days of employment by a correction in the ledger.

    Raises:
        NotAllowed: the actor is not HR of the employer, or is the person.
        AlreadyDecided: it was answered or withdrawn first.
        CannotDo: the correction itself is not possible; its reason says why.
    """
    request = _open_correction(request_id)
    permissions.may_decide_correction(actor, request, day_of(at)).require()
    wanted = wanted_by(request)
    if request.employment_id is None:
        amend(person_id=request.person_id, field=request.field, value=wanted)
    elif request.field == Field.EMPLOYMENT_START:
        correct_start(
            employment_id=request.employment_id,
            start=date.fromisoformat(wanted),
            actor=actor,
            at=at,
        )
    else:
        correct_end(
            employment_id=request.employment_id,
            end=date.fromisoformat(wanted),
            actor=actor,
            at=at,
        )
    return _decide_correction(request, CorrectionRequest.State.ACCEPTED, actor, answer, at)


@transaction.atomic
def refuse_correction(
    *, request_id: int, actor: Person, answer: str, at: datetime
) -> CorrectionRequest:
    """Leave the record as it is, and say why.

    Raises:
        NotAllowed: the actor is not HR of the employer, or is the person.
        AlreadyDecided: it was answered or withdrawn first.
        CannotDo: no reason was given.
    """
    request = _open_correction(request_id)
    permissions.may_decide_correction(actor, request, day_of(at)).require()
    if not answer.strip():
        raise CannotDo(_("Say why; the person will read it."))
    return _decide_correction(request, CorrectionRequest.State.REFUSED, actor, answer, at)


@transaction.atomic
def withdraw_correction(*, request_id: int, actor: Person, at: datetime) -> CorrectionRequest:
    """Take one's own request back.

    Raises:
        NotAllowed: it is somebody else's.
        AlreadyDecided: it was answered first.
    """
    request = _open_correction(request_id)
    permissions.is_own(actor, request.person_id).require()
    return _decide_correction(request, CorrectionRequest.State.WITHDRAWN, None, "", at)


@transaction.atomic
def ask_erasure(
    *, person: Person, reason: str, at: datetime, due_on: date | None = None
) -> ErasureRequest:
    """Ask, as the person concerned, to be forgotten.

    Args:
        due_on: the day by which it must be answered; left out, so many plain days from `at`.

    Raises:
        CannotDo: it is asked already.
    """
    due_on = due_on or _plain_days_from(at)
    return _open_erasure(person, ErasureRequest.Ground.ASKED, reason, at, due_on)


@transaction.atomic
def propose_erasure(*, person: Person, actor: Person, reason: str, at: datetime) -> ErasureRequest:
    """Open an erasure because the time to keep a record is over.

    Raises:
        NotAllowed: the actor is not the personal-information officer.
        CannotDo: one runs already, or no reason was given.
    """
    permissions.may_decide_erasure(actor, person.id, day_of(at)).require()
    if not reason.strip():
        raise CannotDo(_("Say which time is over."))
    due_on = _plain_days_from(at)
    return _open_erasure(person, ErasureRequest.Ground.RETENTION, reason, at, due_on)


@transaction.atomic
def restrict_person(*, request_id: int, actor: Person, answer: str, at: datetime) -> ErasureRequest:
    """Grant an erasure: from now on the record is kept, and shown to nobody.

    Raises:
        NotAllowed: the actor is not the personal-information officer, or is the person.
        StillAtWork: the person works here or holds a role.
        AlreadyDecided: it was decided first.
    """
    request = _locked_erasure(request_id, ErasureRequest.State.OPEN)
    permissions.may_decide_erasure(actor, request.person_id, day_of(at)).require()
    _require_gone(request.person, day_of(at))
    _set_state(request.person, Person.State.RESTRICTED)
    request.state = ErasureRequest.State.RESTRICTED
    return _decide_erasure(request, actor, answer, at)


@transaction.atomic
def refuse_erasure(*, request_id: int, actor: Person, answer: str, at: datetime) -> ErasureRequest:
    """Keep a record, and say why; a restriction granted before is lifted.

    Raises:
        NotAllowed: the actor is not the personal-information officer, or is the person.
        AlreadyDecided: it was decided first.
        CannotDo: no reason was given.
    """
    request = _locked_erasure(
        request_id, ErasureRequest.State.OPEN, ErasureRequest.State.RESTRICTED
    )
    permissions.may_decide_erasure(actor, request.person_id, day_of(at)).require()
    if not answer.strip():
        raise CannotDo(_("Say why; the person will read it."))
    _set_state(request.person, Person.State.ACTIVE)
    request.state = ErasureRequest.State.REFUSED
    return _decide_erasure(request, actor, answer, at)


@transaction.atomic
def withdraw_erasure(*, request_id: int, actor: Person, at: datetime) -> ErasureRequest:
    """Take one's own request back, as long as nothing was erased; a restriction is lifted.

    Raises:
        NotAllowed: somebody else asked.
        AlreadyDecided: it was refused, or carried out.
    """
    request = _locked_erasure(
        request_id, ErasureRequest.State.OPEN, ErasureRequest.State.RESTRICTED
    )
    permissions.may_withdraw_erasure(actor, request).require()
    _set_state(request.person, Person.State.ACTIVE)
    request.state = ErasureRequest.State.WITHDRAWN
    return _decide_erasure(request, None, "", at)


@transaction.atomic
def erase_person(*, request_id: int, actor: Person, at: datetime) -> ErasureRequest:
    """Forget who a person is. Birth year and sex stay, and with them every figure.

    The account goes, with its passkeys and sessions; so do requests, slips and the log of looks,
    whose texts may name the person. Facts in the ledger carry ids alone and stay.

    Raises:
        NotAllowed: the actor is not the personal-information officer, or is the person.
        StillAtWork: the person works here or holds a role.
        AlreadyDecided: the record is not restricted first, or is erased.
    """
    request = _locked_erasure(request_id, ErasureRequest.State.RESTRICTED)
    permissions.may_decide_erasure(actor, request.person_id, day_of(at)).require()
    person = Person.objects.select_for_update().get(id=request.person_id)
    _require_gone(person, day_of(at))
    forget([person.id])
    request.state = ErasureRequest.State.ERASED
    request.reason = request.answer = ""
    request.erased_at = at
    request.save(update_fields=["state", "reason", "answer", "erased_at"])
    return request


def _check_wanted(field: str, wanted: str, today: date) -> None:
    if field not in Field.values:
        raise CannotDo(_("This cannot be corrected here."))
    decision = rules.wish_makes_sense(field, wanted.strip(), today=today)
    if not decision:
        raise CannotDo(decision.reason)


def _open_correction(request_id: int) -> CorrectionRequest:
    request = (
        CorrectionRequest.objects.select_for_update(of=("self",))
        .select_related("person", "employment")
        .get(id=request_id)
    )
    if request.state != CorrectionRequest.State.OPEN:
        raise AlreadyDecided(_("This request has been decided or withdrawn."))
    return request


def _decide_correction(
    request: CorrectionRequest, state: str, actor: Person | None, answer: str, at: datetime
) -> CorrectionRequest:
    request.state = state
    request.decided_by = actor
    request.decided_at = at
    request.answer = answer
    request.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    return request


def _plain_days_from(at: datetime) -> date:
    return day_of(at) + timedelta(days=DAYS_TO_ANSWER)


def _open_erasure(
    person: Person, ground: str, reason: str, at: datetime, due_on: date
) -> ErasureRequest:
    person = Person.objects.select_for_update().get(id=person.id)
    if person.state != Person.State.ACTIVE:
        raise CannotDo(_("This record is restricted or erased already."))
    if person.erasure_requests.filter(state=ErasureRequest.State.OPEN).exists():
        raise CannotDo(_("This is asked already; it is waiting for an answer."))
    return ErasureRequest.objects.create(
        person=person,
        ground=ground,
        reason=reason,
        asked_at=at,
        due_on=due_on,
    )


def _locked_erasure(request_id: int, *states: str) -> ErasureRequest:
    request = (
        ErasureRequest.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(id=request_id)
    )
    if request.state not in states:
        raise AlreadyDecided(_("This request is not at this step; load the page anew."))
    return request


def _decide_erasure(
    request: ErasureRequest, actor: Person | None, answer: str, at: datetime
) -> ErasureRequest:
    request.decided_by = actor
    request.decided_at = at
    request.answer = answer
    request.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    return request


def _require_gone(person: Person, day: date) -> None:
    if Employment.objects.filter(true_on(day), person=person).exists():
        raise StillAtWork(_("The labour law keeps this record as long as the person works here."))
    if seats_of(person, day).exists():
        raise StillAtWork(_("The person holds a role; it must end first."))


def _set_state(person: Person, state: str) -> None:
    person.state = state
    person.save(update_fields=["state"])
