"""What the pages of a brought workbook show, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.http import FileResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.kernel.decision import Sentence
from gongjiang.people.models import Brought, Person
from gongjiang.web.house.tables import Column
from gongjiang.web.house.tables.answers import EXCEL

State = Brought.State
UNDER_WAY = frozenset({State.UPLOADED, State.CHECKING, State.APPLYING, State.UNDOING})
MOST_WRONG = 2_000
"""So many wrong cells are shown on the page; the workbook to download has all of them."""

DEEDS = ("check", "apply", "choose", "undo", "discard", "annotated")
STEPS = (
    gettext_lazy("Bring"),
    gettext_lazy("Columns"),
    gettext_lazy("Review"),
    gettext_lazy("Applied"),
)
WRONG = (
    Column("number", gettext_lazy("Row")),
    Column("column", gettext_lazy("Column")),
    Column("value", gettext_lazy("Stands there")),
    Column("problem", gettext_lazy("Problem")),
    Column("remedy", gettext_lazy("How to mend it")),
)
CHANGE = (
    '<span class="roster-change"><span class="quiet">{}</span> '
    '<del class="diff-old">{}</del> → <ins class="diff-new">{}</ins></span>'
)


def links_of(noun: str, brought: Brought) -> dict[str, str]:
    """The addresses of one import's page and deeds.

    Args:
        noun: how its routes are called: "roster" or "workbook".
    """
    args = [brought.public_id]
    page = reverse(f"people:{noun}", args=args)
    return {"page": page, **{each: reverse(f"people:{noun}_{each}", args=args) for each in DEEDS}}


def steps_of(brought: Brought) -> list[dict[str, Any]]:
    """Where an import stands on its way."""
    at = {State.UPLOADED: 1, State.CHECKING: 1, State.MAPPING: 1, State.CHECKED: 2}
    place = at.get(State(brought.state), 3 if brought.state == State.APPLYING else len(STEPS))
    return [
        {"label": label, "state": "done" if n < place else "current" if n == place else "waiting"}
        for n, label in enumerate(STEPS)
    ]


def tabs_of(
    brought: Brought, verdicts: Iterable[Any], always: Sequence[str], chosen: str
) -> list[dict[str, Any]]:
    """A tab for each verdict that occurs; some are there always."""
    return [
        {
            "label": verdict.label,
            "url": f"?show={verdict.value}",
            "current": verdict == chosen,
            "count": brought.counts.get(verdict, 0),
        }
        for verdict in verdicts
        if brought.counts.get(verdict) or verdict in {*always, chosen}
    ]


def counts_of(brought: Brought, verdicts: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {"label": verdict.label, "count": brought.counts[verdict]}
        for verdict in verdicts
        if brought.counts.get(verdict)
    ]


def named(
    resting: Sequence[Mapping[str, Any]], labels: Mapping[str, Sentence]
) -> list[dict[str, Any]]:
    """What rests on an import, each with the person it is about."""
    persons = Person.objects.in_bulk([each["person_id"] for each in resting])
    return [
        {
            "person": persons[each["person_id"]],
            "label": labels.get(each["kind"], _("another record")),
            "on": date.fromisoformat(each["on"]) if each["on"] else None,
        }
        for each in resting
    ]


def wrong_cells(brought: Any) -> Iterator[dict[str, Any]]:
    """Each wrong cell, in the order of the file."""
    lines = brought.lines.filter(verdict="WRONG").order_by("number", "id")
    found = lines.values_list("number", "name", "problems")[:MOST_WRONG]
    for number, name, problems in found:
        for each in problems:
            yield {**each, "number": number or "–", "column": each["column"] or name}


def changes_in_html(changes: Iterable[tuple[Any, Any, Any]]) -> SafeString:
    """Label, before and after of each change; what is alike is left out."""
    return format_html_join("", CHANGE, [each for each in changes if each[1] != each[2]])


def as_it_is(html: Any) -> str:
    """HTML that was made safe already."""
    return format_html("{}", html)


def annotated_answer(brought: Brought, content: bytes) -> FileResponse:
    """The sender's own rows with the problems beside them."""
    stem = brought.file_name.rpartition(".")[0] or brought.file_name
    return workbook_answer(_("%(name)s – what is wrong") % {"name": stem}, content)


def workbook_answer(name: str, content: bytes) -> FileResponse:
    """An .xlsx to be kept."""
    return FileResponse(
        BytesIO(content), as_attachment=True, filename=f"{name}.xlsx", content_type=EXCEL
    )
