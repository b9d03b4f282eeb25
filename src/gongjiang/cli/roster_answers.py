"""What a roster comes to, for programs and for people."""

from __future__ import annotations

from typing import Any

from gongjiang.cli import workbook_answers
from gongjiang.people.models import RosterImport

COUNTED = ("NEW", "CHANGED", "UNCHANGED", "LEAVING", "HELD")


def answer_of(roster: RosterImport) -> dict[str, Any]:
    """The answer as JSON; beside what every workbook says, units opened and what was assumed."""
    answer = workbook_answers.answer_of(roster, COUNTED)
    if "unreadable" in answer:
        return answer
    opens = [{"kind": unit["kind"], "name": unit["name"]} for unit in roster.openings]
    return {**answer, "opens": opens, "assumed": roster.assumed}


def print_answer(answer: dict[str, Any], *, as_json: bool) -> None:
    workbook_answers.print_answer(answer, as_json=as_json, command="roster", counted=COUNTED)
