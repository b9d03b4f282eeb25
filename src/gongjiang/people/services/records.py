"""What stands in a person's record is changed, field by field, when it was wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.rules import spelled
from gongjiang.people import identity, rules
from gongjiang.people.models import CorrectionRequest, Employment, Person
from gongjiang.people.services.identities import registered_under

Field = CorrectionRequest.Field


@transaction.atomic
def amend(*, person_id: int, field: str, value: str) -> Person:
    """Let one field of a person's record say something else; who asked and decided is kept by the
    correction request that calls this.

    Args:
        field: a `CorrectionRequest.Field` of the person, not of an employment.
        value: in clear; a day as YYYY-MM-DD.

    Raises:
        CannotDo: the value makes no sense, the number is somebody else's, or the person would
            have been employed under age.
    """
    person = Person.objects.select_for_update().get(id=person_id)
    if person.state != Person.State.ACTIVE:
        raise CannotDo(_("This person's record is restricted."))
    AMENDMENTS[field](person, value)
    person.save()
    return person


def _name(person: Person, value: str) -> None:
    person.name = value
    person.name_pinyin, person.name_initials = spelled(value)


def _sex(person: Person, value: str) -> None:
    person.sex = value


def _born_on(person: Person, value: str) -> None:
    born_on = date.fromisoformat(value)
    first = Employment.objects.filter(person=person).order_by("valid_from").first()
    if first is not None:
        decision = rules.may_be_employed(born_on, first.valid_from)
        if not decision:
            raise CannotDo(decision.reason)
    person.born_on = born_on
    person.birth_year = born_on.year


def _national_id(person: Person, value: str) -> None:
    if person.born_on is not None:
        decision = rules.national_id_agrees(value, born_on=person.born_on, sex=person.sex)
        if not decision:
            raise CannotDo(decision.reason)
    known = registered_under(value)
    if known is not None and known.id != person.id:
        raise CannotDo(_("This entry needs confirmation by the zone before it can be made."))
    person.national_id_cipher = identity.seal("national_id", value, owner=person.public_id)
    person.national_id_hash = identity.trace("national_id", value)


def _phone(person: Person, value: str) -> None:
    person.phone_cipher = identity.seal("phone", value, owner=person.public_id)
    person.phone_hash = identity.trace("phone", value)


AMENDMENTS: dict[str, Callable[[Person, str], None]] = {
    Field.NAME: _name,
    Field.SEX: _sex,
    Field.BORN_ON: _born_on,
    Field.NATIONAL_ID: _national_id,
    Field.PHONE: _phone,
}
