"""Which effects and awards a reader may see, and whether with names."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongjiang.innovation.models import Award, AwardShare, BenefitEntry, Effect, Scheme
from gongjiang.innovation.permissions.studios import COVERING
from gongjiang.innovation.queries.origins import effects_claimed_for
from gongjiang.orgs.models import Link
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Person, Role
from gongjiang.people.queries.gathered import is_any_of
from gongjiang.people.queries.visibility import Scope


@dataclass(frozen=True, slots=True)
class Sight:
    """Where a reader looks after benefit and reward on one day; lists of unit ids.

    Attributes:
        finance, union, hr: enterprises; units: those whose effects a reviewer or leader follows.
        audits: whether every effect is open, without names.
    """

    scope: Scope
    finance: tuple[int, ...] = ()
    union: tuple[int, ...] = ()
    hr: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    audits: bool = False

    @property
    def enterprises(self) -> tuple[int, ...]:
        """Those of which the reader sees everything that is kept here."""
        return (*self.finance, *self.union, *self.hr)

    @property
    def rewards(self) -> tuple[int, ...]:
        """Those for which the reader decides awards."""
        return (*self.union, *self.hr)

    @property
    def looks_after(self) -> bool:
        return bool(self.enterprises or self.units or self.audits)

    def opens(self, enterprise_ids: frozenset[int] | None) -> bool:
        """Whether every entry of these enterprises (None: of all) is open to the reader."""
        if self.audits:
            return True
        return enterprise_ids is not None and enterprise_ids <= set(self.enterprises)


def sight_of(scope: Scope) -> Sight:
    """Read once where a reader looks after benefit; one query for the chair of a union."""
    seats: dict[str, list[int]] = {}
    for role, unit in scope.seats:
        seats.setdefault(role, []).append(unit)
    union: tuple[int, ...] = ()
    if chairs := seats.get(Role.UNION_CHAIR):
        links = Link.objects.filter(true_on(scope.day), kind__in=COVERING, source_id__in=chairs)
        union = tuple(sorted(set(links.values_list("target_id", flat=True))))
    return Sight(
        scope=scope,
        finance=tuple(seats.get(Role.FINANCE, ())),
        union=union,
        hr=scope.hr,
        units=(*seats.get(Role.REVIEWER, ()), *seats.get(Role.TEAM_LEADER, ())),
        audits=Role.AUDITOR in seats,
    )


def effects_visible_to(sight: Sight) -> QuerySet[Effect]:
    """All of the enterprises a reader looks after, those of their units, and their own."""
    effects = Effect.objects.select_related("enterprise", "unit", "cost_line")
    if sight.audits:
        return effects
    return effects.filter(_looked_after(sight) | _own(sight.scope.reader_id))


def effects_looked_after(sight: Sight) -> QuerySet[Effect]:
    """The same without one's own, for lists of the office."""
    effects = Effect.objects.select_related("enterprise", "unit", "cost_line")
    return effects if sight.audits else effects.filter(_looked_after(sight))


def own_effects(person: Person) -> QuerySet[Effect]:
    """What somebody entered, or has part in; the latest first."""
    effects = Effect.objects.filter(_own(person.id)).select_related("unit", "cost_line")
    return effects.order_by("-entered_at", "-id")


def names_open(sight: Sight, effect: Effect) -> bool:
    """Whether the reader is told who entered and confirmed: within their own enterprise."""
    return not sight.audits or effect.enterprise_id in sight.enterprises


def entries_visible_to(sight: Sight) -> QuerySet[BenefitEntry]:
    """Entries of the enterprises a reader looks after, for lists and Excel."""
    entries = BenefitEntry.objects.select_related("claim__effect__unit", "claim__effect__cost_line")
    if sight.audits:
        return entries
    return entries.filter(claim__effect__in=effects_looked_after(sight).values("id"))


def awards_visible_to(sight: Sight) -> QuerySet[Award]:
    """Those of the enterprises a reader decides or pays awards for, and of their own."""
    mine = AwardShare.objects.filter(award_id=OuterRef("id"), person_id=sight.scope.reader_id)
    seen = Q(scheme__enterprise_id__in=sight.enterprises) | Q(Exists(mine))
    return Award.objects.filter(seen).select_related("scheme__enterprise", "decided_by", "paid_by")


def awards_looked_after(sight: Sight) -> QuerySet[Award]:
    awards = Award.objects.filter(scheme__enterprise_id__in=sight.enterprises)
    return awards.select_related("scheme__enterprise")


def own_shares(person: Person) -> QuerySet[AwardShare]:
    """Somebody's parts of awards, the latest first."""
    shares = AwardShare.objects.filter(person=person).exclude(award__state=Award.State.CANCELLED)
    return shares.select_related("award__scheme").order_by("-award__decided_on", "-id")


def schemes_visible_to(sight: Sight) -> QuerySet[Scheme]:
    """The schemes of the enterprises a reader looks after, the latest first."""
    schemes = Scheme.objects.filter(enterprise_id__in=sight.enterprises)
    return schemes.select_related("enterprise").order_by("-valid_from", "-id")


def _looked_after(sight: Sight) -> Q:
    seen = Q(enterprise_id__in=sight.enterprises)
    if sight.units:
        seen |= Q(unit_id__in=ids_under(sight.units, sight.scope.day))
    return seen


def _own(person_id: int) -> Q:
    return Q(entered_by_id=person_id) | Q(is_any_of("id", effects_claimed_for(person_id)))
