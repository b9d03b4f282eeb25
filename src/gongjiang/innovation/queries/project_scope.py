"""Where a reader runs innovation, and which innovations a reader may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from gongjiang.innovation.models import (
    Appraiser,
    Conversion,
    FiveSmall,
    FiveSmallAuthor,
    InnovationProject,
    Patent,
    PatentInventor,
    ProjectMember,
    RDTeam,
    RDTeamMember,
)
from gongjiang.innovation.permissions.projects import RUNS_INNOVATION
from gongjiang.orgs.models import Link, Unit, UnitKind
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Role
from gongjiang.people.queries.gathered import is_any_of
from gongjiang.people.queries.visibility import Scope


@dataclass(frozen=True, slots=True)
class Desk:
    """What of innovation lies on a reader's desk.

    Attributes:
        units: beneath these the reader runs innovation: enterprises, workshops or teams.
        enterprises: those of the units that are enterprises; their registers are the reader's.
        purses: enterprises whose finance the reader keeps: they see money and what it is for.
    """

    scope: Scope
    units: tuple[int, ...] = ()
    enterprises: tuple[int, ...] = ()
    purses: tuple[int, ...] = ()

    @property
    def has_lists(self) -> bool:
        return bool(self.units or self.purses or self.scope.teams)

    @property
    def registers(self) -> tuple[int, ...]:
        """Enterprises whose patents, conversions and teams the reader sees."""
        return tuple(sorted({*self.enterprises, *self.purses}))

    def runs(self, *, unit_id: int, enterprise_id: int) -> bool:
        """Whether to offer the reader what only those may who run innovation here.

        The deed asks `permissions` again.
        """
        if {unit_id, enterprise_id} & set(self.units):
            return True
        beneath = [unit for unit in self.units if unit not in self.enterprises]
        return bool(beneath) and unit_id in set(ids_under(beneath, self.scope.day))


def desk_of(scope: Scope) -> Desk:
    """Read once where a reader runs innovation; at most two queries, none for a worker."""
    seats = {unit for role, unit in scope.seats if role in RUNS_INNOVATION}
    covered = _covered_by_unions(scope)
    whole = set(covered)
    if seats:
        held = Unit.objects.filter(id__in=seats, kind=UnitKind.ENTERPRISE)
        whole.update(held.values_list("id", flat=True))
    return Desk(
        scope=scope,
        units=tuple(sorted({*seats, *covered})),
        enterprises=tuple(sorted(whole)),
        purses=tuple(unit for role, unit in scope.seats if role == Role.FINANCE),
    )


def projects_visible_to(desk: Desk) -> QuerySet[InnovationProject]:
    """Those the reader is a member or an appraiser of, runs, leads the team of, or pays."""
    me = desk.scope.reader_id
    mine = ProjectMember.objects.filter(person_id=me).values("project_id")
    asked = Appraiser.objects.sitting().filter(person_id=me).values("project_id")
    seen = Q(is_any_of("id", mine)) | Q(is_any_of("id", asked)) | Q(method_person_id=me)
    return InnovationProject.objects.filter(
        seen | _on_desk(desk) | Q(enterprise_id__in=desk.purses)
    ).select_related("enterprise", "unit")


def projects_on(desk: Desk) -> QuerySet[InnovationProject]:
    """The projects of a reader's desk, for lists."""
    return InnovationProject.objects.filter(
        _on_desk(desk) | Q(enterprise_id__in=desk.purses)
    ).select_related("enterprise", "unit")


def five_small_visible_to(desk: Desk) -> QuerySet[FiveSmall]:
    """Those the reader wrote, runs, or leads the team of."""
    mine = FiveSmallAuthor.objects.filter(person_id=desk.scope.reader_id).values("item_id")
    return FiveSmall.objects.filter(Q(is_any_of("id", mine)) | _on_desk(desk)).select_related(
        "enterprise", "unit"
    )


def five_small_on(desk: Desk) -> QuerySet[FiveSmall]:
    """The items of a reader's desk, for lists."""
    return FiveSmall.objects.filter(_on_desk(desk)).select_related("enterprise", "unit")


def patents_visible_to(desk: Desk) -> QuerySet[Patent]:
    """Those the reader invented, and those of enterprises whose register the reader sees."""
    mine = PatentInventor.objects.filter(person_id=desk.scope.reader_id).values("patent_id")
    return Patent.objects.filter(
        Q(is_any_of("id", mine)) | Q(enterprise_id__in=desk.registers)
    ).select_related("enterprise", "unit")


def patents_on(desk: Desk) -> QuerySet[Patent]:
    """The patents of a reader's desk, for lists."""
    return Patent.objects.filter(enterprise_id__in=desk.registers).select_related(
        "enterprise", "unit"
    )


def conversions_visible_to(desk: Desk) -> QuerySet[Conversion]:
    """Those of enterprises whose register the reader sees: a contract is nobody else's."""
    return Conversion.objects.filter(enterprise_id__in=desk.registers).select_related(
        "enterprise", "patent", "project"
    )


def rd_teams_visible_to(desk: Desk) -> QuerySet[RDTeam]:
    """Those the reader belongs or belonged to, and those of the reader's enterprises."""
    mine = RDTeamMember.objects.filter(person_id=desk.scope.reader_id).values("team_id")
    return RDTeam.objects.filter(
        Q(is_any_of("id", mine)) | Q(enterprise_id__in=desk.registers)
    ).select_related("enterprise", "leader")


def _on_desk(desk: Desk) -> Q:
    whole = Q(enterprise_id__in=desk.enterprises)
    parts = {*desk.units, *desk.scope.teams} - set(desk.enterprises)
    if not parts:
        return whole
    return whole | Q(unit_id__in=ids_under(parts, desk.scope.day))


def _covered_by_unions(scope: Scope) -> tuple[int, ...]:
    unions = [unit for role, unit in scope.seats if role == Role.UNION_CHAIR]
    if not unions:
        return ()
    covering = Link.objects.filter(
        true_on(scope.day), source_id__in=unions, target__kind=UnitKind.ENTERPRISE
    )
    return tuple(covering.values_list("target_id", flat=True))
