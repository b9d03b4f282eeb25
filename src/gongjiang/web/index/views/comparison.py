"""Like with like: enterprises of one industry and size, each rank with its interval."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.index.framework import FrameworkRule
from gongjiang.index.indicators import DEFINITIONS, Definition
from gongjiang.index.indicators.base import Level
from gongjiang.index.models import Run
from gongjiang.index.queries.comparison import compare_by_indicator, compare_by_parts
from gongjiang.index.queries.peers import Comparison, Kind, Peer
from gongjiang.index.queries.units import Overview
from gongjiang.index.rules.uncertainty import Step
from gongjiang.kernel.decision import Sentence
from gongjiang.orgs.models import UnitKind
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, answer_of
from gongjiang.web.index.labels import STEPS, in_digits
from gongjiang.web.index.shown.asked import asked_index
from gongjiang.web.index.shown.cards import indicator_url, unit_url
from gongjiang.web.index.shown.intervals import intervals_chart
from gongjiang.web.index.views.units import crumbs, look_at
from gongjiang.web.orgs.days import AskedDay
from gongjiang.web.orgs.labels import INDUSTRIES


@person_required
@require_safe
def compare(request: PersonRequest, public_id: UUID) -> HttpResponseBase:
    """An enterprise among its like, by one measure at a time."""
    question = asked_index(request)
    shown = look_at(question, public_id)
    choices = measures_of(shown.run)
    chosen = request.GET.get("by", "")
    if chosen not in choices:
        chosen = next(iter(choices), "")
    found = _compared(shown, question.reach, chosen)
    table = _table(request, found, chosen, shown, question.asked) if found else None
    if table is not None and (answer := answer_of(request, table)):
        return answer
    own = next((p for p in found.peers if p.unit == shown.unit), None) if found else None
    context = {
        "asked": question.asked,
        "unit": shown.unit,
        "run": shown.run,
        "is_enterprise": shown.unit.kind == UnitKind.ENTERPRISE,
        "tabs": [_tab(code, label, chosen, question.asked) for code, label in choices.items()],
        "found": found,
        "kind": kind_in_words(found.kind) if found else "",
        "own": own,
        "own_rank": rank_in_words(own) if own else "",
        "ranked": sum(1 for peer in found.peers if peer.rank) if found else 0,
        "mean": in_digits(found.mean, DEFINITIONS.get(chosen)) if found else "",
        "varied": steps_in_words(found.varied) if found else "",
        "table": table,
        "chart": intervals_chart(found, shown.unit, shown.run) if found and shown.run else None,
        "crumbs": [*crumbs(shown, question.asked), {"label": _("Among its like"), "url": ""}],
        "index_url": unit_url(shown.unit, question.asked),
    }
    return render(request, "index/compare.html", context)


def measures_of(run: Run | None) -> dict[str, Sentence]:
    """What enterprises can be compared by: indicators that were measured, then whole parts."""
    if run is None:
        return {}
    rule: FrameworkRule = run.rule()
    indicators = {
        name: DEFINITIONS[name].label
        for name in run.indicators
        if rule.counted(name) and Level.ENTERPRISE in DEFINITIONS[name].levels
    }
    parts = {
        part.code: part.chinese
        for part in rule.parts
        if sum(each.indicator in indicators and each.goal is not None for each in part.indicators)
        > 1
    }
    return {**indicators, **parts}


def kind_in_words(kind: Kind) -> str:
    """What makes these enterprises alike."""
    industry = INDUSTRIES.get(kind.industry, kind.industry)
    size = (
        _("%(fewest)s people or more") % {"fewest": kind.fewest}
        if kind.below is None
        else _("%(fewest)s to %(most)s people") % {"fewest": kind.fewest, "most": kind.below - 1}
    )
    return _("%(industry)s, %(size)s") % {"industry": industry, "size": size}


def rank_in_words(peer: Peer) -> str:
    """A rank as the interval in which chance, or other defensible choices, would leave it."""
    if not peer.rank:
        return ""
    return str(peer.best) if peer.best == peer.worst else f"{peer.best}–{peer.worst}"


def steps_in_words(steps: frozenset[Step]) -> str:
    return _(", ").join(str(STEPS[step]) for step in Step if step in steps)


def _compared(shown: Overview, reach: Any, chosen: str) -> Comparison | None:
    if shown.run is None or not chosen:
        return None
    if chosen in DEFINITIONS:
        return compare_by_indicator(shown.unit, shown.run, reach, chosen)
    return compare_by_parts(shown.unit, shown.run, reach, [chosen])


def _table(
    request: PersonRequest, found: Comparison, chosen: str, shown: Overview, asked: AskedDay
) -> Table:
    definition = DEFINITIONS.get(chosen)
    return Table(
        "peers",
        _("Among its like"),
        _columns(found, definition, shown, asked),
        list(enumerate(found.peers)),
        query=request.GET,
        order="place",
    )


def _columns(
    found: Comparison, definition: Definition | None, shown: Overview, asked: AskedDay
) -> tuple[Column, ...]:
    def address(row: tuple[int, Peer]) -> str:
        unit = row[1].unit
        if unit is None:
            return ""
        return indicator_url(definition.id, unit, asked) if definition else unit_url(unit, asked)

    def name(row: tuple[int, Peer]) -> str:
        unit = row[1].unit
        if unit is None:
            return _("another enterprise")
        return _("%(name)s (this one)") % {"name": unit.name} if unit == shown.unit else unit.name

    columns = [
        Column(
            "place",
            _("Rank, between"),
            accessor=lambda row: row[0],
            formatter=lambda place: rank_in_words(found.peers[place]) or _("not ranked"),
            sortable=True,
        ),
        Column("name", _("Enterprise"), accessor=name, href=address),
        Column("people", _("People"), accessor=lambda row: row[1].people, silent=_unshown),
        Column(
            "value",
            _("Value") if definition else _("Score"),
            accessor=lambda row: row[1].value,
            formatter=lambda value: in_digits(value, definition),
            silent=_unshown,
            align="end",
            sortable=True,
        ),
    ]
    if definition:
        columns.append(
            Column(
                "adjusted",
                _("Drawn to the mean"),
                accessor=lambda row: row[1].adjusted,
                formatter=lambda value: in_digits(value, definition),
                silent=_unshown,
                align="end",
            )
        )
    columns.append(
        Column(
            "tie",
            _("Tied with"),
            accessor=lambda row: _tied(found, row[1]),
            align="end",
        )
    )
    return tuple(columns)


def _unshown(row: tuple[int, Peer]) -> Sentence:
    return _("withheld") if row[1].rank else _("no value")


def _tied(found: Comparison, peer: Peer) -> str:
    others = sum(1 for each in found.peers if each.tie == peer.tie) - 1
    return _("%(n)s others") % {"n": others} if peer.tie and others else ""


def _tab(code: str, label: Sentence, chosen: str, asked: AskedDay) -> dict[str, Any]:
    query = {"by": code} if asked.is_today else {"by": code, "on": asked.on.isoformat()}
    return {"label": label, "url": f"?{urlencode(query)}", "current": code == chosen}
