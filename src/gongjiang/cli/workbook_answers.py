"""What a workbook comes to, for programs and for people; the roster says more of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from rich import box
from rich.console import Console
from rich.table import Table

from gongjiang.people.brought.files import wrongs_of
from gongjiang.people.models import Brought, RosterLine

COUNTED = ("NEW", "CHANGED", "UNCHANGED")
ROWS_FOR_A_HUMAN = 30


def answer_of(brought: Brought, counted: Sequence[str] = COUNTED) -> dict[str, Any]:
    """The answer as JSON: counts, and every wrong cell; or why the file cannot be read."""
    reading = brought.reading
    if brought.state == Brought.State.FAILED:
        return {"unreadable": brought.refusal, "wrong": []}
    if brought.state == Brought.State.MAPPING:
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
        "import": str(brought.public_id),
        "applied": brought.state == Brought.State.APPLIED,
        **{verdict.lower(): brought.counts[verdict] for verdict in counted},
        "wrong": [
            {
                "row": wrong.row or None,
                "column": wrong.column,
                "value": wrong.value,
                "problem": str(wrong.problem),
                "remedy": str(wrong.remedy),
            }
            for wrong in wrongs_of(brought)
        ],
        "not_taken_over": [*reading["left_aside"], *reading["unmapped"]],
        "dropped": reading["dropped"],
        "sheets_left": reading["unread"],
    }


def print_answer(
    answer: dict[str, Any], *, as_json: bool, command: str, counted: Sequence[str] = COUNTED
) -> None:
    """Write an answer out.

    Args:
        command: by which it is undone.
    """
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    elif "unreadable" in answer:
        _say_unreadable(answer)
    else:
        _say(answer, command, counted)


def _say_unreadable(answer: dict[str, Any]) -> None:
    sys.stderr.write(f"{answer['unreadable']}\n")
    for key, guess in answer.get("unsure", {}).items():
        sys.stderr.write(f"  --map {guess['heading']}={key}?  {guess['reason']}\n")
    for key in answer.get("missing", []):
        sys.stderr.write(f"  --map …={key}\n")


def _say(answer: dict[str, Any], command: str, counted: Sequence[str]) -> None:
    console = Console()
    for verdict in counted:
        console.print(f"{answer[verdict.lower()]:>8,}  {RosterLine.Verdict(verdict).label}")
    console.print(f"{len(answer['wrong']):>8,}  {RosterLine.Verdict.WRONG.label}")
    for unit in answer.get("opens", []):
        console.print(_("Opens: %(name)s") % {"name": unit["name"]})
    for name in answer["not_taken_over"]:
        console.print(_("Not taken over: the column “%(name)s”") % {"name": name})
    if answer["wrong"]:
        console.print(_wrong_table(answer["wrong"]))
    if answer["applied"]:
        said = {"id": answer["import"], "command": command}
        console.print(_("Applied. To undo: gongjiang %(command)s undo %(id)s") % said)


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
