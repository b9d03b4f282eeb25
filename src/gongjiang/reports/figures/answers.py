"""A figure as an answer to programs: one JSON object of one shape, whatever the figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from gongjiang.reports.figures.base import Definition, Figure, Value


def answer(figure: Figure, on: date, known_at: datetime | None = None) -> dict[str, Any]:
    """A figure's object: label and unit in the language in use, `value` None while it waits."""
    value = figure.derive(on, known_at)
    definition = figure.definition
    return {
        "id": definition.id,
        "label": str(definition.label),
        "status": value.status,
        "value": value.number,
        "unit": str(definition.unit),
        "definition": sentence(definition, value),
        "as_of": on.isoformat(),
        "window": (
            {"after": value.window.after.isoformat(), "until": value.window.until.isoformat()}
            if value.window
            else None
        ),
        "records": {"count": value.records, "url": records_url(definition.id, on, known_at)},
    }


def sentence(definition: Definition, value: Value) -> str:
    """The whole definition in one sentence, with the version that was applied."""
    distinct = (
        _("each %(key)s counted once") % {"key": definition.distinct_by}
        if definition.distinct_by
        else ""
    )
    room = (
        _("waits for the room “%(room)s”") % {"room": definition.room}
        if value.number is None
        else ""
    )
    version = _("definition version %(version)s") % {"version": value.version}
    return _("; ").join(
        part
        for part in (
            str(definition.counts),
            distinct,
            str(value.why) or room,
            str(value.remark),
            version,
        )
        if part
    )


def records_url(number: int, on: date, known_at: datetime | None = None) -> str:
    """The address of the page that lists what stands behind a figure."""
    asked = {"on": on.isoformat()}
    if known_at is not None:
        asked["known_at"] = known_at.isoformat()
    return f"/figures/{number}/records?{urlencode(asked)}"


def opened(
    figure: Figure, on: date, known_at: datetime | None = None
) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    """A figure's object, and the rows that belong under "rows", as many as it counts."""
    return answer(figure, on, known_at), figure.rows(on, known_at)
