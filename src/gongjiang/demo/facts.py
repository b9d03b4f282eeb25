"""Facts about people at work, as their firm's HR would have recorded them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.growth.apprentices import units_on
from gongjiang.kernel.columns import Days, Ints, Moments
from gongjiang.ledger.bulk import NONE, Batch, Detail
from gongjiang.ledger.facts.base import Fact


@dataclass(frozen=True, slots=True)
class Happened:
    """Columns, a row something that happened to somebody on a day of an employment.

    Attributes:
        employment: row in `Employments`; `person`, where given, row in `Persons` of whom it is
            recorded, if not the employment's own.
    """

    subject: Ints
    employment: Ints
    on: Days
    recorded_at: Moments
    person: Ints | None = None

    def at(self, rows: Ints) -> Happened:
        return Happened(
            self.subject[rows],
            self.employment[rows],
            self.on[rows],
            self.recorded_at[rows],
            None if self.person is None else self.person[rows],
        )


def batch(
    build: Build, fact: type[Fact], happened: Happened, detail: Mapping[str, Detail]
) -> Batch:
    """The facts, each with the team worked in on its day, or the last day there was one."""
    work = build.work
    person = work.person[happened.employment] if happened.person is None else happened.person
    return Batch(
        fact=fact,
        subject=happened.subject,
        on=happened.on,
        person=build.person_ids[person],
        unit=units_on(build, happened.employment, happened.on),
        enterprise=firm_units(build)[work.site[happened.employment]],
        actor=clerks_of(build, happened.employment, happened.recorded_at),
        recorded_at=happened.recorded_at,
        detail=detail,
    )


def firm_units(build: Build) -> Ints:
    return np.array([ground.unit for ground in build.grounds.firms])


def clerks_of(build: Build, employment: Ints, at: Moments) -> Ints:
    """The id of who was in the employer's HR at a moment, NONE where nobody was."""
    rows = build.hr.on(build.work.employer[employment], at.astype("datetime64[D]"))
    return np.where(rows < 0, NONE, build.person_ids[rows])
