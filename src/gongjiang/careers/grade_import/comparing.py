"""One row beside the grades that are held: new, unchanged, or wrong. No import moves a grade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _

from gongjiang.careers.grade_import.columns import LABELS, SEQUENCES, Written
from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.models import GradeSpell, Track
from gongjiang.careers.queries.ladders import ladder_at
from gongjiang.careers.services.grades import ALREADY_PLACED, span_problem
from gongjiang.people.brought.persons import People, number_shown, told_twice
from gongjiang.people.brought.rows import BroughtLine, BroughtRow, Verdict
from gongjiang.people.models import Employment
from gongjiang.people.roster.standing import Own

SAID = ("sequence", "grade", "starts_on")


class Comparison:
    """Compares rows one by one.

    Args:
        today: the latest day from which a grade may hold.
    """

    def __init__(self, enterprise: int, rows: Sequence[BroughtRow], today: date) -> None:
        self.enterprise, self.today = enterprise, today
        self.people = People(enterprise, rows)
        self.spells: dict[int, list[GradeSpell]] = defaultdict(list)
        for spell in GradeSpell.objects.filter(enterprise_id=enterprise, track=Track.PRIMARY):
            self.spells[spell.person_id].append(spell)
        self.employed: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        for person, start, end in Employment.objects.filter(employer_id=enterprise).values_list(
            "person_id", "valid_from", "valid_to"
        ):
            self.employed[person].append((start, end))
        self._ladders: dict[date, LadderRule] = {}
        self._told: dict[int, int] = {}

    def lines(self, rows: Sequence[BroughtRow]) -> list[BroughtLine]:
        return [self.line(row) for row in rows]

    def line(self, row: BroughtRow) -> BroughtLine:
        """What a row comes to."""
        line = BroughtLine(
            number=row.number,
            name=row.text("name"),
            number_shown=number_shown(row),
            troubles=row.troubles,
        )
        own = self.people.of(row)
        line.person_id = own.person_id if own else None
        if own is not None and not any(row.has(key) for key in SAID) and not row.troubles:
            line.verdict = Verdict.UNCHANGED
            line.notes.append(_("the row gives no grade"))
            return line
        sequence = self._sequence(row)
        self._require_filled(row)
        if own is not None and not row.troubles:
            self._once(row, own)
            self._judge(row, line, own, sequence)
        if row.troubles:
            line.verdict, line.does = Verdict.WRONG, {}
        return line

    def _sequence(self, row: BroughtRow) -> str:
        """The sequence, from its own column or written before the grade; both must agree."""
        written: Written | None = row.values.get("grade")
        said, before = row.text("sequence"), written.sequence if written else ""
        if said and before and said != before:
            row.tell(
                "grade",
                str(written),
                _("The grade is written with another sequence."),
                _("Mend this cell, or that of the sequence."),
            )
        if not said and not before and not row.troubles_at("sequence", "grade"):
            row.tell(
                "sequence",
                "",
                _("“%(column)s” is missing.") % {"column": LABELS["sequence"]},
                _("Write one of: %(names)s.") % {"names": "、".join(SEQUENCES.offered())},
            )
        return said or before

    def _require_filled(self, row: BroughtRow) -> None:
        for key in ("grade", "starts_on"):
            if not row.has(key) and not row.troubles_at(key):
                missing = _("“%(column)s” is missing.") % {"column": LABELS[key]}
                row.tell(key, "", missing, _("Fill in the cell."))

    def _once(self, row: BroughtRow, own: Own) -> None:
        earlier = self._told.setdefault(own.person_id, row.number)
        if earlier != row.number:
            row.troubles.append(told_twice("name", own.name, earlier))

    def _judge(self, row: BroughtRow, line: BroughtLine, own: Own, sequence: str) -> None:
        grade: int = row.values["grade"].grade
        on: date = row.values["starts_on"]
        line.says = f"{sequence}{grade} · {on}"
        mend = _("Mend the cell, or leave the row out.")
        if on > self.today:
            early = _("A grade is recorded on its first day or later.")
            row.tell("starts_on", str(on), early, mend)
            return
        if not _runs(self.employed[own.person_id], on):
            elsewhere = _("This person does not work for the enterprise on that day.")
            row.tell("starts_on", str(on), elsewhere, mend)
            return
        problem = span_problem(self._ladder(on), sequence, grade)
        if problem is not None:
            row.tell("grade", f"{sequence}{grade}", problem, mend)
            return
        self._beside_what_is_held(row, line, own, (sequence, grade, on))

    def _beside_what_is_held(
        self, row: BroughtRow, line: BroughtLine, own: Own, said: tuple[str, int, date]
    ) -> None:
        sequence, grade, on = said
        held = self.spells[own.person_id]
        if any((each.sequence, each.grade, each.valid_from) == said for each in held):
            line.verdict = Verdict.UNCHANGED
            return
        in_the_way = next(
            (each for each in held if each.valid_to is None or each.valid_to > on), None
        )
        if in_the_way is not None:
            row.tell(
                "grade",
                f"{sequence}{grade}",
                str(ALREADY_PLACED),
                _("The record says %(grade)s from %(day)s on; leave the row out.")
                % {"grade": str(in_the_way), "day": in_the_way.valid_from},
            )
            return
        line.verdict = Verdict.NEW
        line.does = {"sequence": sequence, "grade": grade, "on": on.isoformat()}

    def _ladder(self, on: date) -> LadderRule:
        """The ladder of a day; many rows name the same day."""
        if on not in self._ladders:
            self._ladders[on] = ladder_at(self.enterprise, on).rule
        return self._ladders[on]


def _runs(spells: Collection[tuple[date, date | None]], on: date) -> bool:
    return any(start <= on and (end is None or on < end) for start, end in spells)
