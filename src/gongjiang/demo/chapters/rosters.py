"""What the flagship's HR brought before: a file of September, applied, and one put aside since.

File and lines of both are gone by now, as they go of every import; its row stays.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from gongjiang.demo.build import Build
from gongjiang.demo.chapters.access import FLAGSHIP
from gongjiang.demo.clerks import NOBODY
from gongjiang.demo.numbers import public_ids
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.people.models import RosterImport, RosterLine
from gongjiang.people.services.rosters import DAYS_KEPT

State = RosterImport.State
MINUTES_TO_READ = timedelta(minutes=14)


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was brought once."""

    name: str
    at: datetime
    state: str
    unchanged: int
    changed: int
    wrong: int


BROUGHT = (
    Brought("花名册2022年8月末.xlsx", datetime(2022, 9, 2, 9, 20, tzinfo=SHANGHAI),
            State.APPLIED, unchanged=148, changed=6, wrong=0),
    Brought("在岗人员（修改稿）.xls", datetime(2022, 11, 21, 16, 45, tzinfo=SHANGHAI),
            State.DISCARDED, unchanged=131, changed=4, wrong=3),
)  # fmt: skip


def write(build: Build) -> None:
    owners = public_ids(build.plan.rng("rosters"), len(BROUGHT))
    for public_id, brought in zip(owners, BROUGHT, strict=True):
        row = _row(build, brought) | {"public_id": public_id}
        marks = ", ".join(["%s"] * len(row))
        build.cursor.execute(
            f"INSERT INTO people_rosterimport ({', '.join(row)}) VALUES ({marks})",
            list(row.values()),
        )


def _row(build: Build, brought: Brought) -> dict[str, Any]:
    enterprise = build.grounds.firms[FLAGSHIP].unit
    clerk = _clerk(build, brought.at.date())
    applied = brought.state == State.APPLIED
    done = brought.unchanged + brought.changed + brought.wrong
    counts = dict.fromkeys(RosterLine.Verdict.values, 0)
    counts |= {"UNCHANGED": brought.unchanged, "CHANGED": brought.changed, "WRONG": brought.wrong}
    return {
        "enterprise_id": enterprise,
        "scope_id": enterprise,
        "uploaded_by_id": clerk,
        "uploaded_at": brought.at,
        "file_name": brought.name,
        "language": "zh-hans",
        "keep_until": brought.at.date() + timedelta(days=DAYS_KEPT),
        "state": brought.state,
        "refusal": "",
        "changes_on": brought.at.date(),
        "leaving_reason": "",
        **dict.fromkeys(("chosen", "post_kinds", "reading", "assumed"), "{}"),
        "openings": "[]",
        "attempt": 1,
        "done": done,
        "total": done,
        "counts": json.dumps(counts),
        "basis": "",
        "checked_at": brought.at + MINUTES_TO_READ,
        "applied_by_id": clerk if applied else None,
        "applied_at": brought.at + 2 * MINUTES_TO_READ if applied else None,
        "last_entry": 0 if applied else None,
        "undo_reason": "",
    }


def _clerk(build: Build, day: date) -> int | None:
    person = build.hr.of(FLAGSHIP, day)
    return None if person == NOBODY else int(build.person_ids[person])
