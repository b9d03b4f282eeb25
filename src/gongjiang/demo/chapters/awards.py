"""What enterprises pay for results, more each year, and to whom it went, to the fen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.ideas import ventures
from gongjiang.demo.ideas.effects import PROPOSAL, SOURCES, Effects
from gongjiang.demo.ideas.ventures import Shop, moment
from gongjiang.demo.numbers import uuids
from gongjiang.demo.rows import Rows
from gongjiang.demo.seasons import AS_OF, REFORM
from gongjiang.demo.told import as_batches
from gongjiang.innovation.models import Scheme, Source
from gongjiang.innovation.rules.rewards import by_share
from gongjiang.kernel.columns import Days, Ints
from gongjiang.kernel.money import split
from gongjiang.ledger.bulk import NONE
from gongjiang.ledger.facts.benefits import AwardDue, AwardPaid

YEARS = range(2017, 2023)
SHARES_BP = (100, 130, 160, 200, 250, 300)
"""Of the confirmed benefit, year by year: 逐年加大奖励力度 (ours, as is what follows)."""
EACH_FEN = (300_000, 400_000, 500_000, 650_000, 800_000, 1_000_000)
CAP_FEN = 5_000_000
PUBLIC_DAYS, PAID_AFTER = 9, 20
NAMES = {"PERCENT": "效益奖励", "EACH": "突出贡献奖"}


def write(build: Build, found: Effects, sums: Ints, done_on: Days) -> None:
    """Awards for what is confirmed to its last month.

    Args:
        sums: the confirmed fen of each effect; done_on: when its last month was confirmed.
    """
    shop = ventures.shop(build, "awards")
    tables = [
        Rows(build.cursor, f"innovation_{name}") for name in ("scheme", "award", "awardshare")
    ]
    schemes = _schemes(shop, tables[0])
    people = _people(build)
    count = len(found)
    ids = iter(uuids(build.plan.rng("awards' public ids"), count))
    for row in np.flatnonzero(~np.isnat(done_on)).tolist():
        source, source_id = SOURCES[found.source[row]], int(found.source_id[row])
        on = _decided_on(build, found, row, done_on[row].item())
        if on is None:
            continue
        basis = Scheme.Basis.PERCENT if source in _BY_SHARE else Scheme.Basis.EACH
        scheme, terms = schemes[int(found.firm[row]), str(basis), on.year]
        amount = terms["each_fen"] or min(by_share(int(sums[row]), terms["share_bp"]), CAP_FEN)
        if not amount:
            continue
        _award(
            shop,
            tables,
            scheme=scheme,
            kind=terms["kind"],
            firm=int(found.firm[row]),
            unit=int(found.unit[row]),
            on=on,
            people=people[source, source_id],
            row={
                "public_id": str(next(ids)),
                "source": source,
                "source_id": source_id,
                "basis_fen": 0 if terms["each_fen"] else int(sums[row]),
                "amount_fen": amount,
            },
        )
    for table in tables:
        table.write()
    build.facts += as_batches(shop.told)


_BY_SHARE = {str(Source.PROPOSAL), str(Source.FIVE_SMALL)}


def _decided_on(build: Build, found: Effects, row: int, done: date) -> date | None:
    """The day of the decision: when the last month was confirmed; None where nobody is paid yet."""
    if found.source[row] == PROPOSAL:
        place = int(found.source_id[row]) - int(build.ideas.ids[0])
        rewarded = build.ideas.course.rewarded_on[place]
        return None if np.isnat(rewarded) else done
    return done if done + timedelta(days=PUBLIC_DAYS) <= AS_OF else None


def _schemes(shop: Shop, table: Rows) -> dict[tuple[int, str, int], tuple[int, dict[str, Any]]]:
    """By firm, basis and year: the scheme's id and what it says."""
    found = {}
    count = 2 * len(YEARS) * len(shop.crews.firms)
    ids = iter(uuids(shop.build.plan.rng("schemes' public ids"), count))
    for firm in shop.crews.firms:
        for year, share, each in zip(YEARS, SHARES_BP, EACH_FEN, strict=True):
            since = max(date(year, 1, 1), REFORM)
            for basis, kind in (("PERCENT", "RESULT_BONUS"), ("EACH", "OUTSTANDING_CONTRIBUTION")):
                terms = {
                    "kind": kind,
                    "share_bp": share if basis == "PERCENT" else None,
                    "each_fen": each if basis == "EACH" else None,
                }
                scheme = table.add(
                    public_id=str(next(ids)),
                    enterprise_id=shop.enterprise(firm),
                    basis=basis,
                    name=f"{year}年度{NAMES[basis]}",
                    other_fen=None,
                    cap_fen=CAP_FEN if basis == "PERCENT" else None,
                    made_by_id=shop.union(firm),
                    made_at=moment(since),
                    valid_from=since,
                    valid_to=date(year + 1, 1, 1) if year < YEARS[-1] else None,
                    **terms,
                )
                found[firm, basis, year] = (scheme, terms)
    return found


def _people(build: Build) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """Who shares in what each source earns: ids of persons, and basis points."""
    found = {(str(venture.source), venture.id): venture.people for venture in build.ventures}
    ideas, of = build.ideas, build.ideas.authors
    chosen = np.flatnonzero(ideas.course.money[of.idea])
    for idea, person, share in zip(
        ideas.ids[of.idea[chosen]].tolist(),
        build.person_ids[of.person[chosen]].tolist(),
        of.share_bp[chosen].tolist(),
        strict=True,
    ):
        found.setdefault((str(Source.PROPOSAL), idea), []).append((person, share))
    return found


def _award(
    shop: Shop,
    tables: list[Rows],
    *,
    scheme: int,
    kind: str,
    firm: int,
    unit: int,
    on: date,
    people: list[tuple[int, int]],
    row: dict[str, Any],
) -> None:
    due = shop.later(on, PUBLIC_DAYS, PUBLIC_DAYS + 4)
    paid = shop.later(due, 3, PAID_AFTER)
    state = "PUBLIC" if due > AS_OF else "DUE" if paid > AS_OF else "PAID"
    finance, union = shop.finance(firm), shop.union(firm)
    if state == "PUBLIC":
        return
    award = tables[1].add(
        scheme_id=scheme,
        grade=None,
        state=state,
        decided_by_id=union,
        decided_on=on,
        due_on=due,
        paid_on=paid if state == "PAID" else None,
        paid_by_id=finance if state == "PAID" else None,
        payment_reference=f"JL{row['source'][:2]}{row['source_id']:08d}" if state == "PAID" else "",
        **row,
    )
    fens = split(row["amount_fen"], [share for _person, share in people])
    for (person, share), fen in zip(people, fens, strict=True):
        part = tables[2].add(award_id=award, person_id=person, share_bp=share, amount_fen=fen)
        if fen:
            fact = AwardDue(award_share_id=part, scheme=kind, amount_fen=fen)
            shop.tell(fact, firm, unit if shop.stands(unit, due) else NONE, due, person=person)
    if state == "PAID":
        told = AwardPaid(award_id=award, scheme=kind, amount_fen=row["amount_fen"])
        shop.tell(told, firm, shop.enterprise(firm), paid, by=finance)
