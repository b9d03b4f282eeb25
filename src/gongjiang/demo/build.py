"""The zone while it is built: what each chapter leaves for those after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gongjiang.demo.clerks import HrSeats
from gongjiang.demo.grounds import Grounds, Organisation
from gongjiang.demo.growth.columns import Growth
from gongjiang.demo.ideas.columns import Crews, Ideas, Venture
from gongjiang.demo.persons import Persons
from gongjiang.demo.places import Places
from gongjiang.demo.plan import Plan
from gongjiang.demo.postings import Postings
from gongjiang.demo.seats import Seat
from gongjiang.demo.workforce import Employments
from gongjiang.kernel.columns import Ints, Moments
from gongjiang.ledger.bulk import Batch


@dataclass(slots=True)
class Build:
    """Every chapter writes its rows at once and adds its facts, which are written at the end.

    Attributes:
        person_ids, employment_ids, posting_ids: of the rows of `persons`, `work`, `postings`.
        readers: whose each account is, a row of `persons`.
    """

    plan: Plan
    cursor: Any
    facts: list[Batch] = field(default_factory=list)
    grounds: Grounds = field(init=False)
    places: Places = field(init=False)
    work: Employments = field(init=False)
    persons: Persons = field(init=False)
    postings: Postings = field(init=False)
    hr: HrSeats = field(init=False)
    person_ids: Ints = field(init=False)
    employment_ids: Ints = field(init=False)
    posting_ids: Ints = field(init=False)
    party_orgs: list[Organisation] = field(init=False)
    unions: list[Organisation] = field(init=False)
    officers: list[Seat] = field(init=False)
    seats: list[Seat] = field(init=False)
    readers: dict[str, int] = field(init=False)
    growth: Growth = field(init=False)
    occupation_ids: Ints = field(init=False)
    occupation_of: Ints = field(init=False)
    agreement_ids: Ints = field(init=False)
    spell_ids: Ints = field(init=False)
    entered_at: Moments = field(init=False)
    ideas: Ideas = field(init=False)
    crews: Crews = field(init=False)
    ventures: list[Venture] = field(init=False)
