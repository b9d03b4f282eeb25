"""Somebody is found by their national ID: a deed, because it is logged."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.people import identity, permissions, rules
from gongjiang.people.models import Employment, Look, Person
from gongjiang.people.queries.roles import units_of_role


class NobodyFound(CannotDo):
    """No person of the reader's own enterprise has this number."""


@transaction.atomic
def find_by_national_id(*, national_id: str, actor: Person, reason: str, at: datetime) -> Person:
    """Find one of the actor's own people, past ones included, and log that it was done.

    Args:
        reason: why; kept, and shown to the person found.

    Raises:
        NotAllowed: the actor is not HR of an enterprise.
        NobodyFound: nobody of theirs has it; whether somebody else has is not said.
        CannotDo: it is no national ID, or no reason was given.
    """
    permissions.may_find_by_number(actor, day_of(at)).require()
    if not rules.national_id_holds("".join(national_id.split()).upper()):
        raise CannotDo(_("This is not a valid national ID: the form or the check digit is wrong."))
    if not reason.strip():
        raise CannotDo(_("Say why you need this number; the person will see it."))
    own = Employment.objects.filter(employer_id__in=units_of_role(actor, "HR", day_of(at)))
    found = (
        Person.objects.filter(
            national_id_hash=identity.trace("national_id", national_id),
            id__in=own.values("person_id"),
        )
        .exclude(state=Person.State.ERASED)
        .first()
    )
    if found is None:
        raise NobodyFound(_("Nobody of your enterprise has this national ID."))
    Look.objects.create(
        person=found,
        by=actor,
        what=Look.What.NATIONAL_ID,
        reason=reason.strip(),
        at=at,
        on=day_of(at),
    )
    return found
