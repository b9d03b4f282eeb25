"""Parts that the zone's page and the units' pages share: groups as bars, units as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.disclosure import Shown
from gongjiang.orgs.models import Enterprise, OperatingSpell, Unit, UnitKind
from gongjiang.orgs.queries import Register, true_on
from gongjiang.orgs.rules import reading_order
from gongjiang.people.models import EmploymentKind, Person
from gongjiang.reports.census import MakeUp
from gongjiang.web.house.tables import ChoiceFilter, Column, Spelled, Table
from gongjiang.web.orgs.days import AskedDay
from gongjiang.web.orgs.labels import AGE_BANDS, industry

SEARCHED_FROM = 10
"""A shorter table is read faster than it is searched."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One group of a breakdown; `share` in per cent of all."""

    label: Sentence
    count: int
    share: float
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Groups that add up to `total`, with the withheld ones in one line."""

    title: Sentence
    bars: Sequence[Bar]
    total: int
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in a table of units; a headcount of None is withheld."""

    unit: Unit
    enterprise: Enterprise | None
    operates: bool | None
    enterprises: int | None
    headcount: int | None
    url: str


def bars_of(title: Sentence, shown: Shown[str], labels: Mapping[str, Sentence], total: int) -> Bars:
    """The groups of a breakdown in the order of their labels; empty ones are left out."""
    bars = [
        Bar(label, shown.groups[key], _share(shown.groups[key], total))
        for key, label in labels.items()
        if shown.groups.get(key)
    ]
    return Bars(title, bars, total, shown.withheld)


def make_up_bars(make_up: MakeUp) -> list[Bars]:
    """Kinds of employment, sex and age of a unit's people."""
    return [
        bars_of(
            _("Kinds of employment"), make_up.kinds, dict(EmploymentKind.choices), make_up.total
        ),
        bars_of(_("Sex"), make_up.sexes, dict(Person.Sex.choices), make_up.total),
        bars_of(_("Age"), make_up.ages, AGE_BANDS, make_up.total),
    ]


def counted_bars(
    title: Sentence, counts: Mapping[str, int], labels: Mapping[str, Sentence]
) -> Bars:
    """The same of public counts, of which nothing is withheld."""
    return bars_of(title, Shown(dict(counts), 0, 0), labels, sum(counts.values()))


def with_operation(units: QuerySet[Unit], day: date) -> QuerySet[Unit]:
    """The units with their enterprise, and as `runs` whether it really operated on a day."""
    runs = OperatingSpell.objects.filter(true_on(day), enterprise_id=OuterRef("id"))
    return units.select_related("enterprise").annotate(runs=Exists(runs))


def rows_of(
    units: QuerySet[Unit],
    asked: AskedDay,
    *,
    spread: Shown[int] | None,
    registers: Mapping[int, Register],
) -> list[Row]:
    """Units as rows, each with what is shown of its headcount; one query."""
    rows = []
    for unit in with_operation(units, asked.on):
        is_enterprise = unit.kind == UnitKind.ENTERPRISE
        rows.append(
            Row(
                unit=unit,
                enterprise=unit.enterprise if is_enterprise else None,
                operates=unit.runs if is_enterprise else None,  # type: ignore[attr-defined]  # annotated
                enterprises=registers.get(unit.id, Register()).enterprises,
                headcount=spread.groups.get(unit.id) if spread else None,
                url=asked.url_of(unit),
            )
        )
    return rows


def units_table(rows: Sequence[Row], query: QueryDict, *, title: Sentence, people: bool) -> Table:
    """Units directly beneath one, with the columns that their kinds ask for.

    Args:
        people: whether the units have headcounts at all.
    """
    kinds = {row.unit.kind for row in rows}
    columns = [
        Column(
            "name",
            pgettext_lazy("unit", "Name"),
            accessor=_name,
            sortable=True,
            href=lambda row: row.url,
        )
    ]
    if len(kinds) > 1 or not people:
        columns.append(Column("kind", _("Level"), accessor=lambda row: row.unit.get_kind_display()))
    if UnitKind.ENTERPRISE in kinds:
        columns += _enterprise_columns()
    if kinds & {UnitKind.AREA, UnitKind.GRID}:
        columns.append(
            Column(
                "enterprises", _("Enterprises"), accessor="enterprises", sortable=True, align="end"
            )
        )
    if people:
        columns.append(
            Column(
                "people",
                _("People"),
                accessor=lambda row: _("withheld") if row.headcount is None else row.headcount,
                align="end",
            )
        )
    searched = ("unit__name",) if len(rows) >= SEARCHED_FROM else ()
    return Table(
        "units",
        title,
        columns,
        rows,
        query=query,
        order="name",
        search=searched,
        empty=_("No units beneath this one on this day"),
    )


def _enterprise_columns() -> list[Column]:
    ownership = Enterprise.Ownership
    return [
        Column(
            "industry", _("Industry"), accessor=lambda row: industry(row.enterprise.industry_code)
        ),
        Column(
            "ownership",
            _("Ownership"),
            accessor="enterprise.ownership",
            filter=ChoiceFilter(ownership.choices),
            formatter=lambda value: str(ownership(value).label),
        ),
        Column("operates", _("Operating"), accessor="operates", sortable=True),
    ]


def _name(row: Row) -> Spelled:
    return Spelled(reading_order(row.unit.name), row.unit.name)


def _share(count: int, total: int) -> float:
    return 100 * count / total if total else 0.0
