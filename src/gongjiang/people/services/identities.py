"""Persons are registered, and their numbers are opened under a log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.rules import spelled
from gongjiang.people import identity, permissions
from gongjiang.people.models import Look, Person


class NeedsConfirmation(CannotDo):
    """The number given belongs to another entry of the register; somebody must look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """What is known of a person who is to be registered.

    Attributes:
        national_id, phone: in clear, "" when not known; they are encrypted before they are kept.
    """

    name: str
    sex: str
    born_on: date
    national_id: str = ""
    phone: str = ""


@transaction.atomic
def register_person(new: NewPerson) -> Person:
    """Register a person, or find the one already registered under the same national ID.

    Raises:
        NeedsConfirmation: the national ID is registered with another name or day of birth.
    """
    known = registered_under(new.national_id)
    if known is not None:
        if (known.name, known.born_on) != (new.name, new.born_on):
            raise NeedsConfirmation(
                _("This entry needs confirmation by the zone before it can be made.")
            )
        return known
    full, initials = spelled(new.name)
    person = Person(
        name=new.name,
        name_pinyin=full,
        name_initials=initials,
        sex=new.sex,
        born_on=new.born_on,
        birth_year=new.born_on.year,
        national_id_hash=identity.trace("national_id", new.national_id) or None,
        phone_hash=identity.trace("phone", new.phone),
    )
    person.national_id_cipher = identity.seal(
        "national_id", new.national_id, owner=person.public_id
    )
    person.phone_cipher = identity.seal("phone", new.phone, owner=person.public_id)
    person.save()
    return person


def registered_under(national_id: str) -> Person | None:
    """The person registered under a national ID, given in clear."""
    traces = identity.traces("national_id", national_id)
    return Person.objects.filter(national_id_hash__in=traces).first() if traces else None


@transaction.atomic
def open_number(
    *, person: Person, field: identity.Field, actor: Person, reason: str, at: datetime
) -> str:
    """Show one of a person's numbers in clear, and log that it was shown.

    Args:
        reason: why somebody else than the person needs it; kept, and shown to the person.

    Raises:
        NotAllowed: this actor may not open it.
        CannotDo: no reason was given.
    """
    permissions.may_open_identity(actor, person, day_of(at)).require()
    if actor.id != person.id:
        if not reason.strip():
            raise CannotDo(_("Say why you need this number; the person will see it."))
        what = Look.What.NATIONAL_ID if field == "national_id" else Look.What.PHONE
        Look.objects.create(person=person, by=actor, what=what, reason=reason, at=at, on=day_of(at))
    cipher = person.national_id_cipher if field == "national_id" else person.phone_cipher
    return identity.open_sealed(field, cipher, owner=person.public_id)
