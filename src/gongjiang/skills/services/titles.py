"""Titles are conferred and withdrawn; people use the bridge to apply for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.skills import TitleConferred, TitleWithdrawn
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person
from gongjiang.skills import permissions
from gongjiang.skills.models import Title
from gongjiang.skills.queries.places import place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTitle:
    """What a title's certificate says; `field` is a `TitleField`, `level` 0 to 4."""

    level: int
    field: str
    name: str
    issuer: str
    conferred_on: date
    number: str = ""


@transaction.atomic
def confer_title(*, person: Person, new: NewTitle, actor: Actor, on: date) -> Title:
    """Record a title that was conferred on somebody, as of the day it bears.

    Raises:
        NotAllowed: the actor is not HR of the holder's employer.
        CannotDo: its day has not come, or the same title or number is recorded already.
    """
    permissions.may_record(actor, person.id, on).require()
    if new.conferred_on > on:
        raise CannotDo(_("A title cannot be recorded before the day it is conferred."))
    number = new.number.strip()
    if number and Title.objects.filter(number=number).exists():
        raise CannotDo(
            _("A title with the number %(number)s is recorded already.") % {"number": number}
        )
    Person.objects.select_for_update().get(id=person.id)
    same = Title.objects.filter(
        person=person, field=new.field, level=new.level, conferred_on=new.conferred_on
    )
    if same.exists():
        raise CannotDo(_("This title is recorded already."))
    title = Title.objects.create(
        person=person,
        level=new.level,
        field=new.field,
        name=new.name.strip(),
        number=number,
        issuer=new.issuer.strip(),
        conferred_on=new.conferred_on,
    )
    place = place_of(person.id, new.conferred_on)
    ledger.record(
        TitleConferred(title_id=title.id, level=new.level, field=new.field),
        person=person.id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=actor.id,
        on=new.conferred_on,
    )
    return title


@transaction.atomic
def withdraw_title(*, title_id: int, reason: str, actor: Actor, on: date) -> Title:
    """Let a title count no longer from a day on.

    Raises:
        NotAllowed: the actor is not HR of the holder's employer.
        CannotDo: it is withdrawn already, or was conferred after that day.
    """
    title = Title.objects.select_for_update().get(id=title_id)
    permissions.may_record(actor, title.person_id, today()).require()
    if title.withdrawn_on is not None or on < title.conferred_on:
        raise CannotDo(_("This title cannot be withdrawn on that day."))
    title.withdrawn_on, title.withdrawn_reason = on, reason
    title.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    place = place_of(title.person_id, on)
    ledger.record(
        TitleWithdrawn(title_id=title.id, reason=reason),
        person=title.person_id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=actor.id,
        on=on,
    )
    return title
