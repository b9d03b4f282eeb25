"""Which day's index a page shows: the latest run up to the day it is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongjiang.index.models import Run
from gongjiang.index.queries.runs import runs_until
from gongjiang.index.queries.units import Overview, overview
from gongjiang.orgs.models import Unit
from gongjiang.people.queries.units import Reach, reach_of
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.orgs.days import AskedDay, asked_day


@dataclass(frozen=True, slots=True)
class AskedIndex:
    """A reader's question.

    Attributes:
        run: the latest up to the day; None: there is none.
        reach: of the reader, as the trees stood on the run's day.
    """

    asked: AskedDay
    run: Run | None
    reach: Reach

    @property
    def day(self) -> date:
        return self.run.day if self.run else self.asked.on

    def of(self, unit: Unit) -> Overview | None:
        """How a unit stands; None: the reader may not know what is inside it."""
        return overview(unit, self.reach, self.day)


def asked_index(request: PersonRequest) -> AskedIndex:
    """The question in the address; two queries beside those for the reader."""
    asked = asked_day(request)
    run = next(iter(runs_until(asked.on, limit=1)), None)
    return AskedIndex(asked, run, reach_of(scope_for(request), run.day if run else asked.on))
