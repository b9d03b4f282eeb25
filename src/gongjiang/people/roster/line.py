"""One line of a proposal, as it is worked out; `models.RosterLine` is how it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from gongjiang.people.brought.trouble import Trouble
from gongjiang.people.models import RosterLine


@dataclass(slots=True)
class Line:
    """What a row comes to; ids of rows to be made are still 0 (see `keeping`)."""

    number: int
    verdict: str = ""
    notes: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    name: str = ""
    national_id: str = ""
    number_shown: str = ""
    phone: str = ""
    phone_shown: str = ""
    sex: str = ""
    born_on: date | None = None
    effective_on: date | None = None
    kind: str = ""
    unit_id: int | None = None
    post: str = ""
    post_kind: str = ""
    registers: bool = False
    phones: bool = False
    employs: bool = False
    moves: bool = False
    person_id: int | None = None
    owner: UUID | None = None  # the public id of somebody whose phone changes
    employment_id: int | None = None
    old_employment_id: int | None = None
    old_posting_id: int | None = None

    def refuse(self, *troubles: Trouble) -> None:
        """Let the line be wrong, and do nothing."""
        self.troubles.extend(troubles)
        self.verdict = RosterLine.Verdict.WRONG
        self.registers = self.employs = self.moves = self.phones = False
        self.old_employment_id = self.old_posting_id = None
