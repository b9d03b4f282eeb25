"""A replay's result as charts and tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.careers.models import Simulation
from gongjiang.people.models import EmploymentKind
from gongjiang.web.house.charts import Chart, Series

FEN = 100
JULY = 7

TITLES: Mapping[str, Any] = {
    "sex": gettext_lazy("By sex"),
    "age": gettext_lazy("By age"),
    "employment": gettext_lazy("By kind of employment"),
    "size": gettext_lazy("By size of the enterprise"),
    "sequence": gettext_lazy("By sequence"),
}
CODES: Mapping[str, Any] = {
    "FEMALE": gettext_lazy("women"),
    "MALE": gettext_lazy("men"),
    "UNDER_25": gettext_lazy("under 25"),
    "FROM_25": gettext_lazy("25 to 34"),
    "FROM_35": gettext_lazy("35 to 44"),
    "FROM_45": gettext_lazy("45 to 54"),
    "FROM_55": gettext_lazy("55 and over"),
    "UNDER_20": gettext_lazy("fewer than 20 people"),
    "FROM_20": gettext_lazy("20 to 299 people"),
    "FROM_300": gettext_lazy("300 to 999 people"),
    "FROM_1000": gettext_lazy("1,000 people and more"),
    "UNKNOWN": gettext_lazy("not known"),
    "O": gettext_lazy("O operation and skill"),
    "T": gettext_lazy("T engineering"),
    "P": gettext_lazy("P professional management"),
    "M": gettext_lazy("M management"),
    **{kind.value: kind.label for kind in EmploymentKind},
}


def charts_of(seen: Simulation, result: Mapping[str, Any]) -> list[Chart]:
    """Promotions by half-year, and what they cost more."""
    halves = _halves(result["months"])
    labels = [label for label, _sums in halves]

    def values(key: str) -> list[int]:
        return [sums[key] for _label, sums in halves]

    promotions = Chart(
        dom_id="promotions",
        kind="trend",
        title=_("Promotions, half-year by half-year"),
        axis_label=_("Half-year"),
        labels=labels,
        series=[
            Series(_("as recorded"), values("recorded"), "steel"),
            Series(_("replayed, rule in force"), values("was"), "cultivation"),
            Series(_("replayed, rule tried"), values("now"), "innovation"),
        ],
        definition=_("A replay of recorded facts, month by month; no forecast"),
        day=seen.until,
        n=result["people"],
    )
    cost = Chart(
        dom_id="cost",
        kind="trend",
        title=_("What it would have cost more, half-year by half-year"),
        axis_label=_("Half-year"),
        labels=labels,
        series=[
            Series(_("more pay"), [fen // FEN for fen in values("cost_fen")], "echelon", _("yuan"))
        ],
        definition=_(
            "The pay of all who were there, by coefficients and a month's pay of %(yuan)s yuan at "
            "coefficient 1: rule tried, less rule in force"
        )
        % {"yuan": seen.base_fen // FEN},
        day=seen.until,
    )
    return [promotions, cost]


def splits_of(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each split with its groups in words, and the promotions of a hundred people."""
    return [
        {
            "title": TITLES[split["name"]],
            "withheld": split["withheld"],
            "hidden": split["hidden"],
            "groups": [_group(group) for group in split["groups"]],
        }
        for split in result["splits"]
    ]


def _group(group: Mapping[str, Any]) -> dict[str, Any]:
    people = group["people"]
    rates = {
        f"{key}_rate": None if group[key] is None else f"{100 * group[key] / people:.1f}"
        for key in ("was", "now")
    }
    return {**group, **rates, "label": CODES[group["code"]]}


def _halves(months: list[dict[str, Any]]) -> list[tuple[str, dict[str, int]]]:
    """The months added up by half-year, such as 2021-H1."""
    sums: dict[str, dict[str, int]] = {}
    for month in months:
        year, number = month["month"].split("-")
        half = sums.setdefault(
            f"{year}-H{1 + int(number) // JULY}",
            {"recorded": 0, "was": 0, "now": 0, "cost_fen": 0},
        )
        for key in half:
            half[key] += month[key]
    return list(sums.items())
