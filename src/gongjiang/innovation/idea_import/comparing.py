"""One row of earlier ideas beside those that are held: new, there already, or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from gongjiang.innovation.idea_import.authors import Authors, Place
from gongjiang.innovation.idea_import.columns import DAYS, LABELS, OUTCOMES, REQUIRED, UNSAID
from gongjiang.innovation.models import Proposal, State
from gongjiang.innovation.rules.proposals import Wording, is_complete
from gongjiang.people.brought.persons import told_twice
from gongjiang.people.brought.rows import BroughtLine, BroughtRow, Verdict


class Comparison:
    """Compares rows one by one; an idea is known by its title and the day it was submitted.

    Args:
        today: after which nothing can have happened.
    """

    def __init__(self, enterprise_id: int, rows: Sequence[BroughtRow], today: date) -> None:
        self.today = today
        self.authors = Authors(enterprise_id, {row.text("author") for row in rows}, today)
        days = {row.values["submitted_on"] for row in rows if row.has("submitted_on")}
        held = Proposal.objects.filter(enterprise_id=enterprise_id, submitted_on__in=days)
        self._held = {
            (title, day): id_ for id_, title, day in held.values_list("id", "title", "submitted_on")
        }
        self._told: dict[tuple[str, date], int] = {}

    def line(self, row: BroughtRow) -> BroughtLine:
        """What a row comes to."""
        line = BroughtLine(
            number=row.number,
            name=row.text("author"),
            number_shown=row.text("staff_number"),
            says=_says(row),
            troubles=row.troubles,
        )
        _require_filled(row)
        self._require_order(row)
        said = _said(row)
        whole = is_complete(said, least_method=1)
        if not row.troubles and not whole:
            remedy = _("Write it out, or leave the row out.")
            row.tell("method", row.written("method"), whole.reason, remedy)
        if not row.troubles:
            self._once(row)
        place = None if row.troubles else self.authors.of(row)
        if place is not None:
            self._beside_what_is_held(row, line, said, place)
        return line

    def _once(self, row: BroughtRow) -> None:
        title = row.text("title")
        earlier = self._told.setdefault((title, row.values["submitted_on"]), row.number)
        if earlier != row.number:
            row.troubles.append(told_twice("title", title, earlier))

    def _require_order(self, row: BroughtRow) -> None:
        if row.troubles_at("outcome", *DAYS):
            return
        done = row.text("outcome") == State.IMPLEMENTED
        if done and not row.has("implemented_on"):
            missing = _("It was put into practice, but not said when.")
            row.tell("implemented_on", "", missing, _("Fill in the cell."))
            return
        days = [row.values.get(key) for key in DAYS[: 3 if done else 2]]
        order = [day for day in days if day is not None]
        if order != sorted(order) or (order and order[-1] > self.today):
            row.tell(
                "decided_on",
                row.written("decided_on"),
                _("The days are not in their order, or lie ahead."),
                _("Submitted comes first, then decided, then put into practice; none after today."),
            )

    def _beside_what_is_held(
        self, row: BroughtRow, line: BroughtLine, said: Wording, place: Place
    ) -> None:
        line.person_id = place.person_id
        there = self._held.get((said.title, row.values["submitted_on"]))
        if there is not None:
            line.verdict, line.does = Verdict.UNCHANGED, {"idea": there}
            return
        done = row.text("outcome") == State.IMPLEMENTED
        line.verdict = Verdict.NEW
        line.does = {
            "title": said.title,
            "problem": said.problem,
            "cause": said.cause,
            "method": said.method,
            "expected": said.expected,
            "unit": place.unit_id,
            "submitted_on": row.values["submitted_on"].isoformat(),
            "outcome": row.text("outcome"),
            "decided_on": row.values["decided_on"].isoformat(),
            "implemented_on": row.values["implemented_on"].isoformat() if done else None,
            "reason": row.text("reason") or UNSAID,
        }


def _said(row: BroughtRow) -> Wording:
    return Wording(
        Proposal.Kind.SUGGESTION,
        row.text("title"),
        row.text("problem"),
        row.text("cause") or UNSAID,
        row.text("method"),
        row.text("expected") or UNSAID,
    ).stripped()


def _says(row: BroughtRow) -> str:
    outcome = OUTCOMES.names.get(row.text("outcome"), ("",))[0]
    parts = (row.text("title"), row.text("submitted_on"), outcome)
    return " · ".join(part for part in parts if part)


def _require_filled(row: BroughtRow) -> None:
    for key in REQUIRED:
        if not row.has(key) and not row.troubles_at(key):
            missing = _("“%(column)s” is missing.") % {"column": LABELS[key]}
            row.tell(key, "", missing, _("Fill in the cell."))
