"""What an import comes to, for programs and for people."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.utils.translation import gettext as _
from rich import box
from rich.console import Console
from rich.table import Table

from gongjiang.people.brought.files import wrongs_of
from gongjiang.people.models import RosterImport, RosterLine

COUNTED = ("NEW", "CHANGED", "UNCHANGED", "LEAVING", "HELD")
ROWS_FOR_A_HUMAN = 30


def answer_of(roster: RosterImport) -> dict[str, Any]:
    """The answer as JSON: counts, and every wrong cell; or why the file cannot be read."""
    reading = roster.reading
    if roster.state == RosterImport.State.FAILED:
        return {"unreadable": roster.refusal, "wrong": []}
    if roster.state == RosterImport.State.MAPPING:
        return {
            "unreadable": _("It must be said which heading is which column: --map HEADING=COLUMN."),
            "unsure": {
                key: {"heading": reading["mapping"][key], "reason": reading["reasons"][key]}
                for key in reading["unsure"]
            },
            "missing": reading["missing"],
            "headings": [heading["heading"] for heading in reading["headings"]],
            "wrong": [],
        }
    return {
        "import": str(roster.public_id),
        "applied": roster.state == RosterImport.State.APPLIED,
        **{verdict.lower(): roster.counts[verdict] for verdict in COUNTED},
        "wrong": [
            {
                "row": wrong.row or None,
                "column": wrong.column,
                "value": wrong.value,
                "problem": str(wrong.problem),
                "remedy": str(wrong.remedy),
            }
            for wrong in wrongs_of(roster)
        ],
        "opens": [{"kind": unit["kind"], "name": unit["name"]} for unit in roster.openings],
        "assumed": roster.assumed,
        "not_taken_over": [*reading["left_aside"], *reading["unmapped"]],
        "dropped": reading["dropped"],
        "sheets_left": reading["unread"],
    }


def print_answer(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    elif "unreadable" in answer:
        _say_unreadable(answer)
    else:
        _say(answer)


def _say_unreadable(answer: dict[str, Any]) -> None:
    sys.stderr.write(f"{answer['unreadable']}\n")
    for key, guess in answer.get("unsure", {}).items():
        sys.stderr.write(f"  --map {guess['heading']}={key}?  {guess['reason']}\n")
    for key in answer.get("missing", []):
        sys.stderr.write(f"  --map …={key}\n")


def _say(answer: dict[str, Any]) -> None:
    console = Console()
    for verdict in COUNTED:
        console.print(f"{answer[verdict.lower()]:>8,}  {RosterLine.Verdict(verdict).label}")
    console.print(f"{len(answer['wrong']):>8,}  {RosterLine.Verdict.WRONG.label}")
    for unit in answer["opens"]:
        console.print(_("Opens: %(name)s") % {"name": unit["name"]})
    for name in answer["not_taken_over"]:
        console.print(_("Not taken over: the column “%(name)s”") % {"name": name})
    if answer["wrong"]:
        console.print(_wrong_table(answer["wrong"]))
    if answer["applied"]:
        console.print(
            _("Applied. To undo: gongjiang roster undo %(id)s") % {"id": answer["import"]}
        )


def _wrong_table(wrongs: list[dict[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for name in (_("Row"), _("Column"), _("Value"), _("What is wrong"), _("How to mend it")):
        table.add_column(name, overflow="fold")
    for wrong in wrongs[:ROWS_FOR_A_HUMAN]:
        table.add_row(*(str(value or "") for value in wrong.values()))
    if len(wrongs) > ROWS_FOR_A_HUMAN:
        table.caption = _("… and %(count)s more; --json lists all.") % {
            "count": len(wrongs) - ROWS_FOR_A_HUMAN
        }
    return table
