"""HR records what a promotion looks at, and annuls what should not have been recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gongjiang.careers import permissions
from gongjiang.careers.models import Appraisal, DisciplineEvent, Merit, Promotion
from gongjiang.careers.models.records import Recorded
from gongjiang.careers.queries.spells import unit_of
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.careers import Appraised, Disciplined, MeritRecorded
from gongjiang.ledger.queries import standing_entry
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.models import Employment, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom a record is about, with which enterprise, and who makes it."""

    person: Person
    enterprise: Unit
    actor: Actor

    def check(self, on: date) -> None:
        """Refuse who may not, days to come, and who never worked there.

        Raises:
            NotAllowed, CannotDo
        """
        day = today()
        permissions.may_record_about(self.actor, self.person.id, self.enterprise.id, day).require()
        if on > day:
            raise CannotDo(_("That day has not come yet."))
        known = Employment.objects.filter(
            person=self.person, employer=self.enterprise, valid_from__lte=on
        )
        if not known.exists():
            raise CannotDo(_("This person did not work for the enterprise on that day."))

    def record(self, fact: Fact, on: date) -> None:
        ledger.record(
            fact,
            person=self.person.id,
            unit=unit_of(self.person.id, self.enterprise.id, on),
            enterprise=self.enterprise.id,
            by=self.actor.id,
            on=on,
        )

    @property
    def recorder(self) -> Person | None:
        return self.actor if isinstance(self.actor, Person) else None


@transaction.atomic
def record_appraisal(*, about: About, year: int, mark: str, on: date) -> Appraisal:
    """Record the mark of one calendar year's appraisal.

    Args:
        on: the day it was decided; the year must have been under way then.

    Raises:
        NotAllowed: the actor is not HR of the enterprise, or is the person.
        CannotDo: the year is appraised already, or the day does not fit.
    """
    about.check(on)
    if not year <= on.year <= year + 1:
        raise CannotDo(_("A year is appraised in that year or in the next one."))
    try:
        with transaction.atomic():
            appraisal = Appraisal.objects.create(
                person=about.person,
                enterprise=about.enterprise,
                recorded_by=about.recorder,
                year=year,
                mark=mark,
                decided_on=on,
            )
    except IntegrityError as error:
        raise CannotDo(
            _("%(year)d is appraised already; annul that one first if it is wrong.")
            % {"year": year}
        ) from error
    about.record(Appraised(appraisal_id=appraisal.id, year=year, mark=str(mark)), on)
    return appraisal


@transaction.atomic
def record_discipline(
    *, about: About, kind: str, serious: bool, description: str, on: date
) -> DisciplineEvent:
    """Record a breach of discipline or safety; a serious one is a veto for a time.

    Raises:
        NotAllowed: the actor is not HR of the enterprise, or is the person.
        CannotDo: nothing is said of it, or the day does not fit.
    """
    about.check(on)
    if not description.strip():
        raise CannotDo(_("Say what happened, so that the person can answer it."))
    event = DisciplineEvent.objects.create(
        person=about.person,
        enterprise=about.enterprise,
        recorded_by=about.recorder,
        kind=kind,
        serious=serious,
        description=description.strip(),
        occurred_on=on,
    )
    fact = Disciplined(discipline_id=event.id, discipline_kind=str(kind), serious=serious)
    about.record(fact, on)
    return event


@transaction.atomic
def record_merit(*, about: About, kind: str, level: str, title: str, on: date) -> Merit:
    """Record a contribution or an award that no other room records.

    Raises:
        NotAllowed: the actor is not HR of the enterprise, or is the person.
        CannotDo: it has no title, or the day does not fit.
    """
    about.check(on)
    if not title.strip():
        raise CannotDo(_("Say what the contribution or award is called."))
    merit = Merit.objects.create(
        person=about.person,
        enterprise=about.enterprise,
        recorded_by=about.recorder,
        kind=kind,
        level=level,
        title=title.strip(),
        occurred_on=on,
    )
    about.record(MeritRecorded(merit_id=merit.id, merit_kind=str(kind), level=str(level)), on)
    return merit


Row = TypeVar("Row", bound=Recorded)

FACTS: dict[type[Recorded], str] = {
    Appraisal: Appraised.kind,
    DisciplineEvent: Disciplined.kind,
    Merit: MeritRecorded.kind,
}


@transaction.atomic
def annul(record: Row, *, actor: Actor, because: str, at: datetime) -> Row:
    """Say that a record should never have been made; its fact no longer counts.

    Raises:
        NotAllowed: the actor is not HR of the enterprise, or is the person.
        CannotDo: no reason was given, it was annulled before, or a promotion rests on it.
    """
    locked = type(record)._default_manager.select_for_update().get(pk=record.pk)
    permissions.may_record_about(actor, locked.person_id, locked.enterprise_id, today()).require()
    if not because.strip():
        raise CannotDo(_("Say why it should not have been recorded."))
    if locked.annulled_at is not None:
        raise CannotDo(_("This has been annulled."))
    rests = Promotion.objects.filter(award_id=locked.pk).exclude(state="WITHDRAWN")
    if isinstance(record, Merit) and rests.exists():
        raise CannotDo(_("An exceptional promotion rests on this award; it stays."))
    locked.annulled_at, locked.annulled_because = at, because.strip()
    locked.save(update_fields=["annulled_at", "annulled_because"])
    entry = standing_entry(kind=FACTS[type(locked)], subject_id=locked.pk)
    if entry is not None:
        ledger.annul(entry, reason="annulled by HR", by=actor.id)
    return locked
