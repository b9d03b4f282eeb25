"""The day a reader asks about when they name none."""

from __future__ import annotations

import json
from datetime import date

from gongjiang.kernel.home import Home
from gongjiang.kernel.periods import today


def default_day(home: Home) -> date:
    """The last day of a demo zone, whose people stop there; today in any other home.

    A demo home says its last day in its marker, under "as_of".
    """
    try:
        marker = json.loads(home.demo_marker.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return today()
    as_of: str | None = marker.get("as_of")
    return date.fromisoformat(as_of) if as_of else today()
