"""Sample content for the style page; invented, and nothing of it is kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.web.house.charts import Chart, Series
from gongjiang.web.house.fields import day_field
from gongjiang.web.house.pickers import Picker
from gongjiang.web.house.tables import ChoiceFilter, Column, PeriodFilter, Table
from gongjiang.web.house.theme import THEMES, theme_of

DAY = date(2022, 11, 28)
KINDS = (("A", gettext_lazy("regular")), ("B", gettext_lazy("dispatched")))

PLACES = [(str(place), f"{place}班 · Team {place}") for place in range(1, 61)]

COLUMNS = (
    Column("name", gettext_lazy("Name"), sortable=True, href=lambda row: f"#{row['number']}"),
    Column("number", gettext_lazy("Number"), sortable=True, align="end"),
    Column(
        "kind",
        gettext_lazy("Kind"),
        filter=ChoiceFilter(KINDS),
        formatter=lambda kind: str(dict(KINDS)[kind]),
    ),
    Column("joined_on", gettext_lazy("Joined"), sortable=True, filter=PeriodFilter()),
)


class SampleForm(forms.Form):
    """One field of each sort, sent with mistakes so that the style page shows them."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    day = day_field(
        gettext_lazy("First day"),
        help_text=gettext_lazy("The first day at work, not the day of signing."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS, widget=forms.RadioSelect)
    unit = forms.ChoiceField(label=gettext_lazy("Team"), choices=[("1", "一班 · Team 1")])
    place = forms.ChoiceField(label=gettext_lazy("One of many"), choices=PLACES, widget=Picker())
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=forms.Textarea)
    sure = forms.BooleanField(label=gettext_lazy("I have checked the papers"))


def samples(request: HttpRequest) -> dict[str, Any]:
    """What the style page draws, once for each theme."""
    return {
        # Under "as the device" the dark sheet is not there for the dark specimens.
        "theme": "dark" if theme_of(request) == "dark" else "light",
        "specimens": [_specimen(request, theme) for theme in ("light", "dark")],
    }


def _specimen(request: HttpRequest, theme: str) -> dict[str, Any]:
    return {
        "theme": theme,
        "theme_name": THEMES[theme],
        "table": Table(
            f"{theme}-people",
            _titled(_("Sample people"), theme),
            COLUMNS,
            _people(),
            query=request.GET,
            order="number",
            search=("name",),
            prefix=f"{theme}.",
        ),
        "trend": _trend(theme),
        "radar": _radar(theme),
        "intervals": _intervals(theme),
        "form": SampleForm(
            {f"{theme}-kind": "A", f"{theme}-unit": "1"},
            prefix=theme,
        ),
        "changes": [
            {"label": _("Team"), "old": "一班 · Team 1", "new": "二班 · Team 2"},
            {"label": _("Grade"), "old": None, "new": "7"},
        ],
        "path": [
            {"label": _("Zone"), "url": "/style"},
            {"label": _("North area"), "url": "/style"},
            {"label": _("Grid 1"), "url": ""},
        ],
        "tabs": [
            {"label": _("Overview"), "url": "/style", "current": True},
            {"label": _("People"), "url": "/style", "count": 1280},
        ],
        "steps": [
            {"label": _("Submitted"), "state": "done", "note": "2022-11-01"},
            {"label": _("Under review"), "state": "current", "note": _("until 2022-12-01")},
            {"label": _("Decided"), "state": "todo"},
        ],
        "units": _units(),
    }


def _titled(title: str, theme: str) -> str:
    """A title of its own for each theme: landmarks of one page need different names."""
    return f"{title} · {THEMES[theme]}"


def _people() -> list[dict[str, Any]]:
    return [
        {
            "name": f"{'甲乙丙丁戊己庚辛壬癸'[place % 10]}工友 {place + 1}",
            "number": 1001 + place,
            "kind": "AB"[place % 3 == 0],
            "joined_on": DAY - timedelta(days=37 * place),
        }
        for place in range(60)
    ]


def _trend(theme: str) -> Chart:
    months = [f"2022-{month:02d}" for month in range(1, 12)]
    return Chart(
        dom_id=f"{theme}-trend",
        kind="trend",
        title=_titled(_("Workers on roll"), theme),
        axis_label=_("Month"),
        labels=months,
        series=[
            Series(_("Regular"), [61200 + 390 * n for n in range(11)], "steel"),
            Series(_("Dispatched"), [12900 + 140 * n for n in range(11)], "echelon"),
        ],
        definition=_("Distinct people with an employment on the last day of the month."),
        day=DAY,
        n=80_600,
    )


def _radar(theme: str) -> Chart:
    return Chart(
        dom_id=f"{theme}-radar",
        kind="radar",
        title=_titled(_("Five dimensions"), theme),
        axis_label=_("Dimension"),
        labels=[
            _("Growth speed"),
            _("Cultivation intensity"),
            _("Echelon span"),
            _("Professional precision"),
            _("Innovation intensity"),
        ],
        series=[
            Series(_("This zone"), [72, 64, 58, 81, 67], "innovation"),
            Series(_("A year before"), [61, 60, 52, 74, 49], "steel"),
        ],
        definition=_("Sample values, from 0 to 100."),
        day=DAY,
        n=1_024,
    )


def _intervals(theme: str) -> Chart:
    return Chart(
        dom_id=f"{theme}-intervals",
        kind="intervals",
        title=_titled(_("Ranks, each with its interval"), theme),
        axis_label=_("Enterprise"),
        labels=["甲硅业", "乙机械", "丙装备", "丁材料"],
        series=[
            Series(_("Best rank"), [1, 1, 2, 4]),
            Series(_("Rank"), [1, 2, 3, 4], "innovation"),
            Series(_("Worst rank"), [2, 3, 4, 4]),
        ],
        definition=_("Sample ranks of four enterprises."),
        day=DAY,
        n=4,
        full=4,
        marked=1,
    )


def _units() -> list[dict[str, Any]]:
    teams = [
        {"label": f"{name}班", "level": _("team"), "url": "/style", "count": count}
        for name, count in (("一", 18), ("二", 21))
    ]
    workshop = {"label": "一车间", "level": _("workshop"), "url": "/style", "count": 39}
    return [
        {
            "label": "示范硅业",
            "level": _("enterprise"),
            "url": "/style",
            "count": 1_280,
            "open": True,
            "children": [{**workshop, "open": True, "current": True, "children": teams}],
        }
    ]
