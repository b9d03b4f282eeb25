"""Which agreements a reader may see, and what stands in one."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongjiang.kernel.periods import Period
from gongjiang.mentoring.models import Agreement, MasterChange, MonthRecord, Tenure
from gongjiang.mentoring.rules.months import Taught
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Person, Posting
from gongjiang.people.queries.gathered import is_any_of
from gongjiang.people.queries.visibility import Scope


def agreements_visible_to(scope: Scope) -> QuerySet[Agreement]:
    """Those of the reader as apprentice or master, of an enterprise whose HR they are, and of
    apprentices who now work in a team that they lead.

    Whose record is restricted or erased is shown to nobody else.
    """
    return Agreement.objects.filter(
        own(scope) | Q(_with_open_records(), in_charge_of(scope))
    ).select_related("master", "apprentice", "unit", "enterprise", "occupation")


def own(scope: Scope) -> Q:
    """The reader's own agreements: as apprentice, as master now, before or soon."""
    me = scope.reader_id
    taught = Tenure.objects.filter(master_id=me).values("agreement_id")
    coming = MasterChange.objects.filter(to_master_id=me, took_effect_on=None, closed_at=None)
    return (
        Q(apprentice_id=me)
        | Q(master_id=me)
        | Q(is_any_of("id", taught))
        | Q(is_any_of("id", coming.values("agreement_id")))
    )


def in_charge_of(scope: Scope) -> Q:
    """Agreements at an enterprise whose HR the reader is, or of a team that they lead."""
    seen = Q(enterprise_id__in=scope.hr)
    if scope.teams:
        working = Posting.objects.filter(
            true_on(scope.day), unit_id__in=ids_under(scope.teams, scope.day)
        )
        seen |= Q(is_any_of("apprentice_id", working.values("person_id")))
    return seen


def in_enterprises_of(scope: Scope) -> QuerySet[Agreement]:
    """The agreements that a reader has charge of, for lists."""
    return Agreement.objects.filter(_with_open_records(), in_charge_of(scope)).select_related(
        "master", "apprentice", "unit", "enterprise"
    )


def as_apprentice(person: Person) -> QuerySet[Agreement]:
    """A person's apprenticeships, the latest first."""
    return person.apprenticeships.select_related("master", "enterprise", "unit").order_by(
        "-starts_on", "-id"
    )


def as_master(person: Person) -> QuerySet[Agreement]:
    """The agreements somebody teaches under now, or ends with, the latest first."""
    return person.masterships.select_related("apprentice", "enterprise", "unit").order_by(
        "-starts_on", "-id"
    )


def changes_waiting_for(person: Person) -> QuerySet[MasterChange]:
    """Changes of master that wait for this person's signature as the new master."""
    return MasterChange.objects.filter(
        to_master=person, took_effect_on=None, closed_at=None, master_signed_at=None
    ).select_related("agreement__apprentice")


def months_to_confirm(person: Person) -> QuerySet[MonthRecord]:
    """The months that wait for this master, the oldest first."""
    return (
        MonthRecord.objects.filter(
            agreement__master=person,
            agreement__state__in=Agreement.RUNNING,
            confirmed_at=None,
            returned_at=None,
        )
        .select_related("agreement__apprentice")
        .order_by("written_at", "id")
    )


def taught_under(agreement_id: int) -> list[Taught]:
    """Who taught under an agreement, in the order of their days."""
    tenures = Tenure.objects.filter(agreement_id=agreement_id).order_by("valid_from")
    return [
        Taught(tenure.master_id, Period(tenure.valid_from, tenure.valid_to)) for tenure in tenures
    ]


def _with_open_records() -> Q:
    """Both persons' records are open to readers."""
    set_aside = Person.objects.exclude(state=Person.State.ACTIVE).values("id")
    return ~Q(apprentice_id__in=set_aside) & ~Q(master_id__in=set_aside)
