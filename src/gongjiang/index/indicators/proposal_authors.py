"""I1, I2, F21, F23: who has ideas, how many, and whether they are always the same people."""

from __future__ import annotations

from typing import ClassVar

import ibis
import ibis.expr.types as ir
import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from gongjiang.index.indicators.base import (
    HALF,
    PERCENT,
    Definition,
    Measured,
    PerHead,
    Reach,
    Share,
    Spread,
    Tally,
    levels,
    rates,
)
from gongjiang.index.proposal_authors import authored, spans_of
from gongjiang.index.records import MONTHS, Records
from gongjiang.index.rules.normalise import Direction, Floats
from gongjiang.ledger.facts.proposals import ProposalAuthored, ProposalSubmitted

WHOLE_BP = 10_000
CAP = 0.95
"""Of the authors of the zone, so many have no more than the most that counts for one of them."""
EXACT = 20
"""Up to so many proposals a person are told apart; of who has more, the mean is taken."""


class ProposalsPerHead(PerHead):
    """Proposals over average headcount and months, each author's no more than the 95th percentile.

    A proposal counts by its authors' shares, so that several authors do not make it several. What
    one of them has beyond the number that 95 of 100 authors do not pass counts no more: a few who
    hand in very much do not make a unit inventive. Anonymous ones cannot be capped, and count.
    """

    definition: ClassVar[Definition] = Definition(
        id="I1",
        label=_("Proposals per person and month"),
        formula=_(
            "Proposals submitted, over the average headcount and twelve months; of each author no "
            "more than the number that 95 of 100 authors of the zone do not pass"
        ),
        numerator=_("proposals of twelve months, by authors' shares and capped, a month"),
        denominator=_("mean of the rolls of the day and of the eleven month ends before it"),
        unit=_("proposals"),
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("TESZ"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = ("shares_bp", "unnamed", "person_months")

    def tallies(self, records: Records) -> list[Tally]:
        unnamed = records.live(ProposalSubmitted).filter(ibis._.anonymous)
        without = unnamed.group_by("at", "unit_id").agg(unnamed=unnamed.count())
        return [
            Tally(_capped(records), Reach.DAY),
            Tally(without, Reach.WINDOW),
            self.present(records),
        ]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        shares, unnamed, person_months = sums.T.astype(np.float64)
        proposals = shares / WHOLE_BP + unnamed
        return rates(proposals / MONTHS, person_months / MONTHS, scale=1.0)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        proposals = chance.poisson(sums[:, 0] / WHOLE_BP + HALF)
        return np.column_stack([proposals * WHOLE_BP, chance.poisson(sums[:, 1]), sums[:, 2]])


def _capped(records: Records) -> ir.Table:
    """Shares of proposals by the unit they stand at, cut where an author has too many of them."""
    by_author = records.once(authored)
    # The nearest rank, so that every engine finds the same whole number.
    ranked = by_author.mutate(
        rank=ibis.row_number().over(
            ibis.window(group_by="day", order_by=[by_author.share_bp, by_author.person_id])
        ),
        authors=by_author.count().over(ibis.window(group_by="day")),
    )
    at_cap = ranked.filter(ranked.rank >= (ranked.authors * int(100 * CAP) + 99) // 100 - 1)
    most = at_cap.group_by("day").agg(most=at_cap.share_bp.min())
    totals = by_author.join(most, "day").select("day", "person_id", "share_bp", "most")
    facts = records.live(ProposalAuthored).select("person_id", "unit_id", "at", part="share_bp")
    spans = spans_of(records)
    within = facts.join(spans, [facts["at"] > spans.after, facts["at"] <= spans.day])
    of_units = within.group_by("day", "person_id", "unit_id").agg(part=within.part.sum())
    cut = of_units.join(totals, ["day", "person_id"])
    counted = ibis.least(cut.share_bp, cut.most) * cut.part // cut.share_bp
    shares = cut.select("unit_id", at=cut.day, part=counted.cast("int64"))
    return shares.group_by("at", "unit_id").agg(shares_bp=shares.part.sum())


class Participation(PerHead):
    """Persons on roll who were an author within twelve months, over average headcount."""

    definition: ClassVar[Definition] = Definition(
        id="I2",
        label=_("Proposal participation"),
        formula=_(
            "Persons on roll who were an author of a proposal within twelve months, of the average "
            "headcount: the mean of twelve month-end rolls"
        ),
        numerator=_("persons on roll who were an author, each once"),
        denominator=_("mean of the rolls of the day and of the eleven month ends before it"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("TESZ"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = ("authors", "person_months")
    group: ClassVar[str | None] = "authors"

    def tallies(self, records: Records) -> list[Tally]:
        there = _authors_there(records)
        counts = there.group_by("at", "unit_id").agg(authors=there.count())
        return [Tally(counts, Reach.DAY), self.present(records)]


class FirstTimers(Share):
    """Authors on roll who had never proposed anything before the window, of the authors on roll."""

    definition: ClassVar[Definition] = Definition(
        id="F21",
        label=_("First-time proposers"),
        formula=_(
            "Persons on roll whose first proposal ever lies within twelve months, of those who "
            "were an author within them"
        ),
        numerator=_("authors on roll for the first time within twelve months"),
        denominator=_("persons on roll who were an author within twelve months"),
        unit=PERCENT,
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("TEZ"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = ("first", "authors")
    group: ClassVar[str | None] = "first"

    def tallies(self, records: Records) -> list[Tally]:
        there = _authors_there(records)
        counts = there.group_by("at", "unit_id").agg(
            first=there.first_after.ifelse(1, 0).sum(), authors=there.count()
        )
        return [Tally(counts, Reach.DAY)]


class Breadth(Spread):
    """One less the Gini coefficient of the proposals of those on roll: 1 when all have as many.

    Told from how many have none, one, two and so on, which adds up over units as a Gini
    coefficient does not.
    """

    definition: ClassVar[Definition] = Definition(
        id="F23",
        label=_("Breadth of proposals"),
        formula=_(
            "1 less the Gini coefficient of the proposals within twelve months of those on roll; "
            "who has more than 20 counts with the mean of all such"
        ),
        numerator=_("1 less their Gini coefficient"),
        denominator=_("persons on roll"),
        unit=_("0 to 1"),
        direction=Direction.HIGHER,
        months=MONTHS,
        levels=levels("TE"),
        room="innovation",
    )
    parts: ClassVar[tuple[str, ...]] = (
        *(f"with_{count}" for count in range(EXACT + 1)),
        "with_more",
        "of_more",
    )

    def tallies(self, records: Records) -> list[Tally]:
        there = _authors_there(records)
        many = there.group_by("at", "unit_id", "proposals").agg(persons=there.count())
        counts = many.group_by("at", "unit_id").agg(
            **{
                f"with_{count}": (many.proposals == count).ifelse(many.persons, 0).sum()
                for count in range(1, EXACT + 1)
            },
            with_more=(many.proposals > EXACT).ifelse(many.persons, 0).sum(),
            of_more=(many.proposals > EXACT).ifelse(many.persons * many.proposals, 0).sum(),
        )
        seats = records.seats_asked
        everybody = seats.group_by("at", "unit_id").agg(persons=seats.count())
        authors = there.group_by("at", "unit_id").agg(authors=there.count())
        both = everybody.left_join(authors, ["at", "unit_id"])
        none = both.select(
            "unit_id", at=both["at"], with_0=both.persons - both.authors.fill_null(0)
        )
        return [Tally(counts, Reach.DAY), Tally(none, Reach.DAY)]

    def measure(self, sums: NDArray[np.int64]) -> Measured:
        persons = sums[:, :-1].sum(axis=1)
        breadth = 1.0 - gini(sums)
        return Measured(breadth, np.ones_like(breadth), persons, breadth)

    def drawn(self, sums: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        persons, of_more = sums[:, :-1], sums[:, -1]
        again = super().drawn(persons, chance)
        mean = np.divide(of_more, persons[:, -1], out=np.zeros(len(sums)), where=persons[:, -1] > 0)
        return np.column_stack([again, np.rint(again[:, -1] * mean).astype(np.int64)])


def gini(sums: NDArray[np.int64]) -> Floats:
    """The Gini coefficient of each row: how many persons have 0, 1, 2 … and more.

    NaN where nobody has any.
    """
    persons = sums[:, :-1].astype(np.float64)
    each = np.tile(np.arange(EXACT + 2, dtype=np.float64), (len(sums), 1))
    more = persons[:, -1]
    each[:, -1] = np.divide(sums[:, -1], more, out=np.zeros(len(sums)), where=more > 0)
    n, total = persons.sum(axis=1), (persons * each).sum(axis=1)
    upto = persons.cumsum(axis=1)
    # The mean rank, from 1, of those who have as many; sum of ranks by amounts.
    ranks = upto - (persons - 1.0) / 2.0
    weighted = (persons * each * ranks).sum(axis=1)
    found = np.full(len(sums), np.nan)
    some = total > 0
    found[some] = 2.0 * weighted[some] / (n[some] * total[some]) - (n[some] + 1.0) / n[some]
    return found


def _authors_there(records: Records) -> ir.Table:
    """The authors who are on roll on each day asked for, at their own unit: (at, unit_id, …)."""
    return records.once(_there)


def _there(records: Records) -> ir.Table:
    seats, by_author = records.seats_asked, records.once(authored)
    found = seats.join(
        by_author, [seats["at"] == by_author.day, seats.person_id == by_author.person_id]
    )
    return found.select("unit_id", "proposals", "first_after", at=seats["at"])
