"""What is known of ideas, in columns; each part is made in a module of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from gongjiang.demo.clerks import NOBODY
from gongjiang.kernel.columns import Days, Flags, Ints, Moments


@dataclass(frozen=True, slots=True)
class Handed:
    """Columns, a row an idea handed in, in order of moments.

    Attributes:
        posting: row in `Postings` of the first author; `firm`: place in `Grounds.firms`.
    """

    posting: Ints
    firm: Ints
    unit: Ints
    on: Days
    at: Moments
    anonymous: Flags

    def __len__(self) -> int:
        return len(self.posting)


@dataclass(frozen=True, slots=True)
class Authors:
    """Columns, a row an author of an idea, those of one idea together and in their order.

    Attributes:
        idea: row in `Handed`; `person`: row in `Persons`; `place`: 0 for the first author.
    """

    idea: Ints
    person: Ints
    place: Ints
    share_bp: Ints

    def __len__(self) -> int:
        return len(self.idea)


@dataclass(frozen=True, slots=True)
class Desks:
    """Rows in `Persons`, NOBODY where there is none; by firm, by unit, and who sits on panels.

    Attributes:
        leads_since: by unit id, the day from which `leader` leads it.
        panel: PANEL columns; the first is the manager, who is in the chair.
    """

    manager: Ints
    finance: Ints
    union: Ints
    panel: Ints
    leader: Ints
    leads_since: Days

    def screener(self, unit: Ints, firm: Ints, on: Days) -> Ints:
        """The leader of a team on a day; where there was none, the manager."""
        leads = (self.leader[unit] != NOBODY) & (self.leads_since[unit] <= on)
        return np.where(leads, self.leader[unit], self.manager[firm])


@dataclass(frozen=True, slots=True)
class Words:
    """Columns, a row an idea: which word it has of each list; `n`, the numbers in the gaps.

    Attributes:
        way: place in WAYS; `subject`: place in SUBJECTS; `thing`: place in OBJECTS.
        alike: the row of the idea that it almost repeats, -1 for none.
    """

    way: Ints
    subject: Ints
    thing: Ints
    defects: Ints
    causes: Ints
    measures: Ints
    effects: Ints
    title: Ints
    place: Ints
    since: Ints
    seen: Ints
    ends: Ints
    n: Ints
    m: Ints
    alike: Ints

    def __len__(self) -> int:
        return len(self.way)


@dataclass(frozen=True, slots=True)
class Texts:
    """Columns of text, a row an idea."""

    title: pa.Array
    problem: pa.Array
    cause: pa.Array
    method: pa.Array
    expected: pa.Array


@dataclass(slots=True)
class Course:
    """Columns, a row an idea; NaT where it has not come to that by the last day.

    Attributes:
        due_on: by when somebody must act now; NaT where nobody must.
        state: place in STATES; `outcome`: place in OUTCOMES, -1 while there is none.
        returned_on, resubmitted_on: sent back to its authors, and handed in again.
        first_done_on: put into practice, but to be reworked; NaT where at once as it should be.
        ground: place in GROUNDS of why it was turned down or sent back, -1 where it was not.
        money: whether what it brings is told in money, once it is put into practice.
    """

    state: Ints
    reply_by: Days
    returned_on: Days
    resubmitted_on: Days
    screen_due: Days
    screened_on: Days
    panel_on: Days
    decide_due: Days
    decided_on: Days
    outcome: Ints
    start_due: Days
    started_on: Days
    planned_on: Days
    pilot: Flags
    first_done_on: Days
    rework_on: Days
    implemented_on: Days
    accept_due: Days
    accepted_on: Days
    benefit_on: Days
    rewarded_on: Days
    closed_on: Days
    standardised_on: Days
    withdrawn_on: Days
    due_on: Days
    ground: Ints
    money: Flags

    def __len__(self) -> int:
        return len(self.state)


@dataclass(frozen=True, slots=True)
class Ideas:
    """What the chapter of ideas leaves for later ones; authors have rows of their own.

    Attributes:
        ids: of the proposals; `way_of_unit`: by unit id, the place of its process in WAYS.
        process_ids: by place in WAYS.
    """

    ids: Ints
    handed: Handed
    authors: Authors
    words: Words
    texts: Texts
    course: Course
    desks: Desks
    process_ids: Ints
    way_of_unit: Ints


@dataclass(frozen=True, slots=True)
class Venture:
    """Something that brought a benefit which finance could count.

    Attributes:
        source: by its code in the benefit ledger; adopted_on: the day from which it counts.
        people: ids of persons and their shares in basis points.
        fen: what it brings in its first year.
    """

    source: str
    id: int
    firm: int
    unit: int
    adopted_on: date
    what: str
    fen: int
    people: list[tuple[int, int]]
