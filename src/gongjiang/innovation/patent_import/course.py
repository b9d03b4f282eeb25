"""What a row says of a patent's course: its steps, its fee and its end, beside what is held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.innovation.models import Patent
from gongjiang.innovation.patent_import.columns import (
    IN_FORCE,
    INVALID,
    LABELS,
    LAPSED,
    PENDING,
    STATES,
)
from gongjiang.innovation.rules import patents as rules
from gongjiang.people.brought.rows import BroughtRow

OVER = (LAPSED, INVALID)
ONLY_INVENTIONS = ("published_on", "examined_on")


@dataclass(slots=True)
class Course:
    """Where a patent stands by a row and by the register together, as `Patent` keeps it."""

    number: str
    days: dict[str, date | None]
    state: str = rules.FILED
    fee_due_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def granted_on(self) -> date | None:
        return self.days["granted_on"]

    def values(self) -> dict[str, Any]:
        """The fields of a patent."""
        return {
            "application_number": self.number,
            **self.days,
            "state": self.state,
            "fee_due_on": self.fee_due_on,
            "ended_on": self.ended_on,
            "end_reason": self.end_reason,
        }


class Reader:
    """Reads one row's course; what does not fit is told in the row's troubles.

    Args:
        kind, filed_on: of the patent. held: None for a new one.
    """

    def __init__(
        self, row: BroughtRow, held: Patent | None, kind: str, filed_on: date, today: date
    ) -> None:
        self.row, self.held, self.kind = row, held, kind
        self.filed_on, self.today = filed_on, today

    def course(self) -> Course:
        """The course; of no worth when the row has troubles."""
        row = self.row
        course = Course(
            number=row.text("number") or self._kept("application_number") or "",
            days={name: self._merged(name) for name in rules.STEP_DAYS.values()},
            ended_on=self._merged("ended_on"),
            end_reason=row.text("end_reason") or self._kept("end_reason") or "",
        )
        self._check_number(course)
        self._check_steps(course)
        self._check_order(course)
        if not row.troubles:
            self._check_state(course)
        if not row.troubles:
            self._stand(course)
        return course

    def _kept(self, name: str) -> Any:
        return getattr(self.held, name) if self.held is not None else None

    def _merged(self, name: str) -> date | None:
        """A day of the row or of the register; both must agree."""
        said: date | None = self.row.values.get(name)
        kept: date | None = self._kept(name)
        if said is not None and kept is not None and said != kept:
            self._tell(name, _("The register says %(day)s.") % {"day": kept}, mend())
        return kept or said

    def _check_number(self, course: Course) -> None:
        if course.number:
            fits = rules.may_number(course.number, self.kind, self.filed_on)
            if not fits:
                self._tell("number", str(fits.reason), mend())
        elif course.granted_on is not None:
            self._missing("number")

    def _check_steps(self, course: Course) -> None:
        if self.kind == rules.INVENTION:
            return
        for name in ONLY_INVENTIONS:
            if course.days[name] is not None:
                self._tell(
                    name,
                    _("Only an invention is published and examined before its grant."),
                    _("Leave the cell empty, or mend the kind."),
                )

    def _check_order(self, course: Course) -> None:
        """Filed, then step by step, then ended, none of it ahead."""
        latest = self.filed_on
        for name in ("filed_on", *rules.STEP_DAYS.values(), "ended_on"):
            day = course.ended_on if name == "ended_on" else course.days.get(name, self.filed_on)
            if day is None:
                continue
            if not latest <= day <= self.today:
                self._tell(
                    name,
                    _("The day lies between %(latest)s, the last step, and today.")
                    % {"latest": latest},
                    mend(),
                )
                return
            latest = day

    def _check_state(self, course: Course) -> None:
        """What the legal state says, against the days."""
        said, is_over = self.row.text("state"), course.ended_on is not None
        if (said == IN_FORCE and course.granted_on is None) or (
            said == INVALID and course.granted_on is None
        ):
            self._missing("granted_on")
        elif said in OVER and not is_over:
            self._missing("ended_on")
        elif (said in {PENDING, IN_FORCE} and is_over) or (said == PENDING and course.granted_on):
            self._tell("state", _("The days say otherwise."), _("Mend the state, or the days."))
        if is_over and not course.end_reason:
            self._missing("end_reason")
        if said == INVALID and self.held is not None and self.held.state != rules.INVALID:
            self._tell(
                "state",
                _("A workbook does not declare a patent of the register invalid."),
                _("Record it on the patent's own page, where its grant is taken back."),
            )

    def _stand(self, course: Course) -> None:
        """The state that follows, and the fee that is due."""
        if course.ended_on is not None:
            declared = self.row.text("state") == INVALID or self._kept("state") == rules.INVALID
            course.state = rules.INVALID if declared else rules.LAPSED
        elif course.granted_on is None:
            taken = [step for step, name in rules.STEP_DAYS.items() if course.days[name]]
            course.state = rules.latest_step(self.kind, taken)
        else:
            self._in_force(course, course.granted_on)
            return
        if self.row.has("fee_due_on"):
            course.notes.append(_("not in force: the day of the next fee is left aside"))

    def _in_force(self, course: Course, granted_on: date) -> None:
        said: date | None = self.row.values.get("fee_due_on")
        first = rules.next_fee_day(self.kind, self.filed_on, granted_on)
        kept: date | None = self._kept("fee_due_on")
        if said is None and self.held is not None and self.held.state in rules.IN_FORCE:
            course.state, course.fee_due_on = self.held.state, kept
        elif said is None:
            self._taken_as_paid(course, first)
        elif not rules.is_fee_day(self.kind, self.filed_on, granted_on, said):
            self._tell(
                "fee_due_on",
                _("Fees are due on anniversaries of the filing day, after the grant."),
                _("Write such a day, or leave the cell empty."),
            )
        elif kept is not None and said < kept:
            self._tell(
                "fee_due_on", _("The register has it paid up to %(day)s.") % {"day": kept}, mend()
            )
        else:
            unmoved = self.held is not None and said == kept
            course.fee_due_on = said
            course.state = rules.GRANTED if said == first else rules.MAINTAINED
            if unmoved and self.held is not None:
                course.state = self.held.state

    def _taken_as_paid(self, course: Course, first: date | None) -> None:
        """Without a word about fees: paid so far, unless its term is over."""
        end = rules.term_end(self.kind, self.filed_on)
        if end <= self.today:
            self._tell(
                "ended_on",
                _("Its term ended on %(day)s.") % {"day": end},
                _("Write the day and the reason of its end."),
            )
        elif first is None or first > self.today:
            course.state, course.fee_due_on = rules.GRANTED, first
        else:
            course.state = rules.MAINTAINED
            course.fee_due_on = rules.next_fee_day(self.kind, self.filed_on, self.today)
            course.notes.append(_("its fees are taken as paid up to today"))

    def _missing(self, key: str) -> None:
        if not self.row.troubles_at(key):
            self._tell(
                key, _("“%(column)s” is missing.") % {"column": LABELS[key]}, _("Fill in the cell.")
            )

    def _tell(self, key: str, problem: str, remedy: str) -> None:
        self.row.tell(key, self.row.written(key), problem, remedy)


def mend() -> str:
    """A remedy that fits most cells."""
    return _("Mend the cell, or leave the row out.")


def state_of(patent: Patent) -> str:
    """What an export writes of a patent's legal state."""
    if patent.state in rules.IN_FORCE:
        return STATES.names[IN_FORCE][0]
    over = {rules.LAPSED: LAPSED, rules.INVALID: INVALID}
    return STATES.names[over.get(patent.state, PENDING)][0]
