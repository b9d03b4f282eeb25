"""People come to their accounts: slips are issued and redeemed, lost accounts recovered."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.people import identity, permissions, rules
from gongjiang.people.actors import Actor
from gongjiang.people.models import Account, ActivationSlip, Person, Recovery

SLIP_DAYS = 14  # ours
RECOVERY_DAYS = 7  # ours
TRIES = 5  # ours: wrong last digits until a slip is void


class SlipSpent(CannotDo):
    """The slip is unknown, used, void or too old. It does not say which."""


class WrongDigits(CannotDo):
    """The last four characters do not match the slip's person."""


class NameTaken(CannotDo):
    """Somebody else signs in by this user name."""


class AlreadyOpen(CannotDo):
    """The person has an account, or a recovery that runs."""


@dataclass(frozen=True, slots=True)
class IssuedSlip:
    """A slip with its code in clear: it can be shown this once, and never read back."""

    slip: ActivationSlip
    token: str


@transaction.atomic
def issue_slip(*, person: Person, actor: Actor, at: datetime) -> IssuedSlip:
    """Issue a slip with which a person makes their account; an older open slip becomes void.

    Raises:
        NotAllowed: the actor is not HR of a present employer (for officers: not the system
            administrator).
        AlreadyOpen: the person has an account, and no recovery of it was confirmed.
        CannotDo: no number is on record whose last characters the person could confirm.
    """
    permissions.may_issue_slip(actor, person, day_of(at)).require()
    person = Person.objects.select_for_update().get(id=person.id)
    _require_active(person)
    recovery = None
    if Account.objects.filter(person=person).exists():
        recovery = _confirmed_recovery(person, at)
        if recovery is None:
            raise AlreadyOpen(
                _("This person has an account. If they lost it, open a recovery first.")
            )
    if not (person.national_id_cipher or person.phone_cipher):
        raise CannotDo(_("Record this person's ID or phone number first: the slip asks for it."))
    open_slips = ActivationSlip.objects.filter(person=person, redeemed_at=None, voided_at=None)
    open_slips.update(voided_at=at, recovery=None)
    token = secrets.token_urlsafe(16)
    slip = ActivationSlip.objects.create(
        person=person,
        token_hash=_hash(token),
        recovery=recovery,
        issued_by_id=actor.id,
        issued_at=at,
        expires_at=at + timedelta(days=SLIP_DAYS),
    )
    return IssuedSlip(slip, token)


def find_slip(token: str, *, at: datetime) -> ActivationSlip:
    """The open slip with this code.

    Raises:
        SlipSpent: there is none, or it is used, void or expired.
    """
    return _found(ActivationSlip.objects.all(), token, at)


def redeem_slip(
    *, token: str, last_four: str, username: str, password: str | None, at: datetime
) -> Account:
    """Make the account of a slip's person; on a recovery, in place of the lost one.

    Args:
        last_four: of the person's national ID or phone number. After `TRIES` wrong ones the slip
            is void.
        password: already validated; None for somebody who will register a passkey instead.

    Raises:
        SlipSpent: the slip is unknown, used, void or expired.
        WrongDigits: the last four characters are wrong.
        NameTaken: the user name is somebody else's.
    """
    # A transaction of its own: the failure that is counted must outlive the refusal.
    if not _owner_confirmed(token, last_four, at):
        raise WrongDigits(_("These are not the last four characters on record."))
    return _make_account(token, username.lower(), password, at)


@transaction.atomic
def _owner_confirmed(token: str, last_four: str, at: datetime) -> bool:
    slip = _locked(token, at)
    person = slip.person
    numbers = (
        identity.open_sealed("national_id", person.national_id_cipher, owner=person.public_id),
        identity.open_sealed("phone", person.phone_cipher, owner=person.public_id),
    )
    given = identity.plain_number(last_four)
    ends = [identity.plain_number(number)[-4:] for number in numbers if number]
    if len(given) == rules.CONFIRMED_BY and any(
        secrets.compare_digest(end.encode(), given.encode()) for end in ends
    ):
        return True
    slip.failures += 1
    if slip.failures >= TRIES:
        slip.voided_at = at
    slip.save(update_fields=["failures", "voided_at"])
    return False


@transaction.atomic
def _make_account(token: str, username: str, password: str | None, at: datetime) -> Account:
    slip = _locked(token, at)
    decision = rules.username_holds(username)
    if not decision:
        raise CannotDo(decision.reason)
    if Account.objects.filter(username=username).exclude(person=slip.person).exists():
        raise NameTaken(_("This user name is taken; choose another."))
    # On a recovery the lost account goes, and with it its password, keys and sessions.
    Account.objects.filter(person=slip.person).delete()
    account = Account(username=username, person=slip.person)
    account.set_password(password)
    account.save()
    slip.redeemed_at = at
    slip.save(update_fields=["redeemed_at"])
    return account


@transaction.atomic
def open_recovery(*, person: Person, actor: Person, reason: str, at: datetime) -> Recovery:
    """Say that a person lost every way to sign in; somebody else must confirm it.

    Raises:
        NotAllowed: the actor may not issue this person's slips.
        AlreadyOpen: a recovery runs already.
        CannotDo: there is no account to recover, or no reason was given.
    """
    permissions.may_open_recovery(actor, person, day_of(at)).require()
    person = Person.objects.select_for_update().get(id=person.id)
    _require_active(person)
    if not reason.strip():
        raise CannotDo(_("Say why the account must be recovered; the person will see it."))
    if not Account.objects.filter(person=person).exists():
        raise CannotDo(_("This person has no account yet: issue a slip."))
    if running_recovery(person, at) is not None:
        raise AlreadyOpen(_("A recovery of this account is under way."))
    return Recovery.objects.create(person=person, reason=reason, opened_by=actor, opened_at=at)


@transaction.atomic
def confirm_recovery(*, recovery_id: int, actor: Person, at: datetime) -> Recovery:
    """Confirm, as the second person, that the owner stands there and lost their account.

    Raises:
        NotAllowed: the actor opened it, is the owner, or does not lead the owner's team.
        CannotDo: it was confirmed before, or is older than `RECOVERY_DAYS`.
    """
    recovery = (
        Recovery.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(id=recovery_id)
    )
    permissions.may_confirm_recovery(actor, recovery, day_of(at)).require()
    if recovery.confirmed_at is not None:
        raise CannotDo(_("This recovery has been confirmed."))
    if recovery.opened_at <= at - timedelta(days=RECOVERY_DAYS):
        raise CannotDo(_("This recovery is too old; HR must open a new one."))
    recovery.confirmed_by = actor
    recovery.confirmed_at = at
    recovery.save(update_fields=["confirmed_by", "confirmed_at"])
    return recovery


def running_recovery(person: Person, at: datetime) -> Recovery | None:
    """The person's recovery that was opened lately and has not led to a new account."""
    return (
        Recovery.objects.filter(person=person, opened_at__gt=at - timedelta(days=RECOVERY_DAYS))
        .exclude(slip__redeemed_at__isnull=False)
        .order_by("-opened_at")
        .first()
    )


def _confirmed_recovery(person: Person, at: datetime) -> Recovery | None:
    recovery = running_recovery(person, at)
    return recovery if recovery is not None and recovery.confirmed_at is not None else None


def _locked(token: str, at: datetime) -> ActivationSlip:
    """The open slip, kept from being used twice in the same second."""
    return _found(ActivationSlip.objects.select_for_update(of=("self",)), token, at)


def _found(slips: QuerySet[ActivationSlip], token: str, at: datetime) -> ActivationSlip:
    slip = (
        slips.filter(token_hash=_hash(token), expires_at__gt=at, redeemed_at=None, voided_at=None)
        .filter(person__state=Person.State.ACTIVE)
        .select_related("person")
        .first()
    )
    if slip is None:
        raise SlipSpent(_("This slip is no longer valid. Ask your HR for a new one."))
    return slip


def _require_active(person: Person) -> None:
    if person.state != Person.State.ACTIVE:
        raise CannotDo(_("This person's record is restricted."))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
