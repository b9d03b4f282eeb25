"""A month of ideas for those who count them: the chair of a union, HR, the offices of the zone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.innovation.queries.months import Month, months_of
from gongjiang.innovation.queries.readers import counts_ideas_of, counts_ideas_of_the_zone
from gongjiang.kernel.decision import refused
from gongjiang.kernel.disclosure import SMALLEST_GROUP
from gongjiang.kernel.periods import add_months
from gongjiang.orgs.models import Unit
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, TextFilter, answer_of
from gongjiang.web.house.tables.columns import Spelled
from gongjiang.web.innovation.proposals.tabs import tabs_for

MONTHS = 24
HUNDRED = 100
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """An enterprise's month, or that of all together.

    Attributes:
        tells: whether the reader may know who few authors are: then nothing is withheld.
        paid_apart: to how many persons the lines paid that are withheld beside this sum of lines.
    """

    name: Spelled | str
    month: Month
    tells: bool
    paid_apart: int = 0

    @property
    def per_head(self) -> float | None:
        """Ideas taken up, for each head of the average headcount; 0.01 is one for a hundred."""
        return round(self.month.taken / self.month.heads, 3) if self.month.heads else None

    @property
    def participation(self) -> float | None:
        """Distinct authors of a hundred heads."""
        authors = self.month.authors
        if not self.month.heads or self._hides(authors):
            return None
        return round(HUNDRED * authors / self.month.heads, 1)

    @property
    def paid(self) -> Decimal | None:
        """Rewards paid in the month, in yuan; what a few persons got is nobody else's business."""
        hides = self._hides(self.month.paid_to) or self._hides(self.paid_apart)
        return None if hides else (Decimal(self.month.paid_fen) / HUNDRED).quantize(CENT)

    def _hides(self, persons: int) -> bool:
        return 0 < persons < SMALLEST_GROUP and not self.tells

    @property
    def adoption(self) -> float | None:
        """Adopted of those decided, of the ideas submitted in the month."""
        return _percent(self.month.adopted_of, self.month.decided)

    @property
    def implementation(self) -> float | None:
        """Implemented of those adopted, of the ideas submitted in the month."""
        return _percent(self.month.implemented_of, self.month.adopted_of)


def _percent(part: int, whole: int) -> float | None:
    return round(HUNDRED * part / whole, 1) if whole else None


def yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _number(
    key: str, label: object, accessor: str = "", formatter: Callable[[Any], str] | None = None
) -> Column:
    return Column(
        key,
        label,  # type: ignore[arg-type]  # a lazy text
        accessor=accessor or f"month.{key}",
        formatter=formatter,
        align="end",
        silent=lambda _row: _("withheld or none"),
    )


COLUMNS = (
    Column("name", gettext_lazy("Enterprise"), sortable=True, filter=TextFilter()),
    _number("submitted", gettext_lazy("Submitted")),
    _number("per_head", gettext_lazy("Taken up a head"), "per_head"),
    _number("participation", gettext_lazy("Take part, %"), "participation"),
    _number("adopted", gettext_lazy("Adopted in the month")),
    _number("implemented", gettext_lazy("Implemented in the month")),
    _number("rewarded", gettext_lazy("Rewarded in the month")),
    _number("paid", gettext_lazy("Rewards paid in the month, yuan"), "paid", yuan),
    _number("decided", gettext_lazy("Of these ideas: decided")),
    _number("adoption", gettext_lazy("adopted of those, %"), "adoption"),
    _number("implementation", gettext_lazy("implemented of those, %"), "implementation"),
)


@require_safe
@person_required
def months(request: PersonRequest) -> HttpResponseBase:
    """The month asked for, of every enterprise whose ideas the reader counts."""
    scope = scope_for(request)
    own = counts_ideas_of(scope)
    everywhere = counts_ideas_of_the_zone(scope)
    if not own and not everywhere:
        refused(
            gettext_lazy("Only a union's chair, HR and the offices of the zone count ideas.")
        ).require()
    start = _asked(request, scope.day)
    lines = _lines(months_of(start, None if everywhere else own), set(own))
    table = Table(
        "months",
        _("By enterprise"),
        COLUMNS,
        lines,
        query=request.GET,
        order="name",
        search=("name",),
        search_label=_("Enterprise"),
        empty=_("No idea in this month"),
    )
    whole = Month()
    for line in lines:
        whole.add(line.month)
    context = {
        "table": table,
        "whole": Line(
            "",
            whole,
            tells=bool(own) and not everywhere,
            paid_apart=sum(line.month.paid_to for line in lines if line.paid is None),
        ),
        "start": start,
        "choices": [
            {"value": f"{month:%Y-%m}", "chosen": month == start}
            for month in (add_months(scope.day.replace(day=1), -back) for back in range(MONTHS))
        ],
        "tabs": tabs_for(request, "months"),
    }
    return answer_of(request, table) or render(request, "proposals/months.html", context)


def _asked(request: PersonRequest, day: date) -> date:
    """The first of the month asked for; of the last complete one where none can be read."""
    latest = day.replace(day=1)
    try:
        asked = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return add_months(latest, -1)
    return asked if asked <= latest else add_months(latest, -1)


def _lines(found: dict[int, Month], own: Iterable[int]) -> list[Line]:
    units = Unit.objects.in_bulk(list(found))
    return [
        Line(Spelled(units[key].name_pinyin, units[key].name), month, tells=key in set(own))
        for key, month in found.items()
    ]
