"""One row beside the register: new, changed, unchanged, or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.innovation.models import Patent
from gongjiang.innovation.patent_import.columns import LABELS
from gongjiang.innovation.patent_import.course import Course, Reader, mend
from gongjiang.innovation.patent_import.held import Held
from gongjiang.innovation.patent_import.inventors import (
    NobodyFor,
    Workforce,
    names_in,
    parts_of,
    same_people,
    shares_in,
)
from gongjiang.innovation.rules.parts import may_share
from gongjiang.innovation.services.patents import MOST_INVENTORS
from gongjiang.people.brought.persons import told_twice
from gongjiang.people.brought.rows import BroughtLine, BroughtRow, Verdict, plain

REQUIRED = ("title", "kind", "filed_on", "inventors")
FIELD_KEYS = {"application_number": "number"}
"""Columns whose fields are called otherwise."""


class Comparison:
    """Compares rows one by one; a handful of queries, and one for each day of filing.

    Args:
        today: the latest day that may stand in a row.
    """

    def __init__(self, enterprise: int, rows: Sequence[BroughtRow], today: date) -> None:
        self.today = today
        self.held = Held(enterprise, rows)
        named = (names_in(row.text("inventors")) for row in rows)
        self.people = Workforce(enterprise, (each.name for names in named for each in names))
        self._told: dict[object, int] = {}

    def lines(self, rows: Sequence[BroughtRow]) -> list[BroughtLine]:
        return [self.line(row) for row in rows]

    def line(self, row: BroughtRow) -> BroughtLine:
        """What a row comes to."""
        line = BroughtLine(
            number=row.number,
            name=row.text("title"),
            number_shown=row.text("number"),
            troubles=row.troubles,
        )
        self._require_filled(row)
        held = self.held.of(row) if not row.troubles else None
        if not row.troubles:
            self._once(row, held)
        if not row.troubles:
            self._judge(row, line, held)
        if row.troubles:
            line.verdict, line.does, line.changes = Verdict.WRONG, {}, []
        return line

    def _require_filled(self, row: BroughtRow) -> None:
        for key in REQUIRED:
            if not row.has(key) and not row.troubles_at(key):
                missing = _("“%(column)s” is missing.") % {"column": LABELS[key]}
                row.tell(key, "", missing, _("Fill in the cell."))

    def _once(self, row: BroughtRow, held: Patent | None) -> None:
        title = (plain(row.text("title")), row.values["filed_on"])
        key = held.id if held is not None else row.text("number") or title
        earlier = self._told.setdefault(key, row.number)
        if earlier != row.number:
            row.troubles.append(told_twice("title", row.text("title"), earlier))

    def _judge(self, row: BroughtRow, line: BroughtLine, held: Patent | None) -> None:
        if held is not None:
            self._same_thing(row, held)
        reader = Reader(row, held, row.text("kind"), row.values["filed_on"], self.today)
        course = reader.course() if not row.troubles else None
        if course is None or row.troubles:
            return
        line.notes += course.notes
        line.says = _says(row, course)
        if held is not None:
            self._beside(line, held, course)
        else:
            self._as_new(row, line, course)

    def _same_thing(self, row: BroughtRow, held: Patent) -> None:
        """What a patent is, no workbook changes: title, kind, day, number and inventors."""
        same = {
            "title": plain(row.text("title")) == plain(held.title),
            "kind": row.text("kind") == held.kind,
            "filed_on": row.values["filed_on"] == held.filed_on,
            "number": row.text("number") in {"", held.application_number}
            or not held.application_number,
            "inventors": same_people(row.text("inventors"), self.held.names(held)),
            "shares": self._same_shares(row, held),
        }
        for key, is_same in same.items():
            if not is_same:
                row.tell(key, row.written(key), _("The register says otherwise."), mend())

    def _same_shares(self, row: BroughtRow, held: Patent) -> bool:
        if not row.has("shares"):
            return True
        kept = [each.share_bp for each in self.held.inventors(held)]
        return shares_in(row.text("shares")) == kept

    def _beside(self, line: BroughtLine, held: Patent, course: Course) -> None:
        """What the row moves: a number, steps, a fee, an end."""
        moved = {
            name: value for name, value in course.values().items() if value != getattr(held, name)
        }
        line.person_id = next((each.person_id for each in self.held.inventors(held)), None)
        if not moved:
            line.verdict = Verdict.UNCHANGED
            return
        line.verdict = Verdict.CHANGED
        was = {name: getattr(held, name) for name in moved}
        if "fee_due_on" in moved:
            moved["fee_reminded_on"], was["fee_reminded_on"] = None, held.fee_reminded_on
        line.changes = [
            (
                str(LABELS[FIELD_KEYS.get(name, name)]),
                _shown(name, was[name]),
                _shown(name, value),
            )
            for name, value in moved.items()
            if FIELD_KEYS.get(name, name) in LABELS
        ]
        line.does = {"patent": held.id, "set": as_kept(moved), "was": as_kept(was)}

    def _as_new(self, row: BroughtRow, line: BroughtLine, course: Course) -> None:
        found = self._inventors(row)
        shares = shares_in(row.text("shares")) if row.has("shares") else []
        if found is None:
            return
        if shares is None or len(shares) not in {0, len(found)}:
            row.tell(
                "shares",
                row.written("shares"),
                _("These are not the shares of %(n)d inventors.") % {"n": len(found)},
                _("Write them in percent in the order of the names: 60、40."),
            )
            return
        parts = parts_of([person for person, _unit in found], shares)
        fits = may_share(parts, most=MOST_INVENTORS)
        if not fits:
            row.tell("shares", row.written("shares"), str(fits.reason), mend())
            return
        if not shares and len(parts) > 1:
            line.notes.append(_("equal shares for all inventors"))
        line.verdict, line.person_id = Verdict.NEW, parts[0].person_id
        line.does = {
            "title": row.text("title"),
            "kind": row.text("kind"),
            "filed_on": row.values["filed_on"].isoformat(),
            "unit": found[0][1],
            "inventors": [[part.person_id, part.share_bp] for part in parts],
            "course": as_kept(course.values()),
        }

    def _inventors(self, row: BroughtRow) -> list[tuple[int, int]] | None:
        """Each with their unit on the day of filing; None where somebody cannot be found."""
        found = []
        for named in names_in(row.text("inventors"))[: MOST_INVENTORS + 1]:
            try:
                found.append(self.people.of(named, row.values["filed_on"]))
            except NobodyFor as why:
                row.tell("inventors", str(why.named), str(why), why.remedy)
        if not found and not row.troubles:
            row.tell("inventors", "", _("This names nobody."), _("Fill in the cell."))
        return None if row.troubles else found


def _says(row: BroughtRow, course: Course) -> str:
    parts = (
        str(Patent.Kind(row.text("kind")).label),
        course.number,
        row.values["filed_on"].isoformat(),
        str(Patent.State(course.state).label),
    )
    return " · ".join(filter(None, parts))


def _shown(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    return str(Patent.State(value).label) if name == "state" else str(value)


def as_kept(values: dict[str, Any]) -> dict[str, Any]:
    """As JSON keeps them: days as text."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
