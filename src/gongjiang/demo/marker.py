"""The file that makes a home a demo: what it was built with. It is written last."""

from __future__ import annotations

import json
from dataclasses import asdict

from gongjiang.demo.plan import Plan
from gongjiang.demo.seasons import AS_OF
from gongjiang.kernel.home import Home


def plan_of(home: Home) -> Plan | None:
    """What a home was built with; None where no demo was built to its end."""
    try:
        marker = json.loads(home.demo_marker.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Plan(workers=marker["workers"], seed=marker["seed"])


def mark(home: Home, plan: Plan) -> None:
    """Say that a home holds a whole demo, and up to which day."""
    words = json.dumps({**asdict(plan), "as_of": AS_OF.isoformat()}, indent=1)
    draft = home.demo_marker.with_suffix(".new")
    draft.write_text(words + "\n", encoding="utf-8")
    draft.replace(home.demo_marker)
