"""Ideas offered elsewhere: who took them over, and what their originators got for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.clerks import NOBODY
from gongjiang.demo.ideas import where
from gongjiang.demo.ideas.crews import person_at
from gongjiang.demo.ideas.spread import ANSWERS, TERMS, Spread
from gongjiang.demo.ideas.ventures import moment
from gongjiang.demo.numbers import uuids
from gongjiang.demo.rows import Rows
from gongjiang.demo.told import Told, as_batches
from gongjiang.innovation.rules.spread import due_for_copy, originators_shares
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.studios import (
    ProposalReplicated,
    SpreadAnswered,
    SpreadEarned,
    SpreadOffered,
    SpreadVerified,
)

WHY_NOT = "设备型号不同，本班组不适用。"
ADAPTED_SO = "按本班组的工装尺寸作了调整。"
SEEN = "现场查看，已稳定使用一个月。"


@dataclass(frozen=True, slots=True)
class _Offer:
    """One offer as it is told: ids of units and persons, the answer, and the known days."""

    row: int
    proposal: int
    unit: int
    enterprise: int
    within: bool
    chair: int | None
    leader: int | None
    verifier: int | None
    answer: str
    offered_on: date
    due_on: date
    answered_on: date | None
    verified_on: date | None


def write(build: Build, spread: Spread) -> None:
    offers = Rows(build.cursor, "innovation_spreadoffer")
    shares = Rows(build.cursor, "innovation_spreadshare")
    public_ids = iter(uuids(build.plan.rng("offers' public ids"), len(spread)))
    paid: Counter[int] = Counter()
    authors = _authors(build, spread)
    told: list[Told] = []
    ids = []
    for place in range(len(spread)):
        offer = _offer(build, spread, place)
        found = offers.add(public_id=str(next(public_ids)), **_columns(offer))
        ids.append(found)
        told += _answers(offer, found)
        if offer.verified_on is not None:
            accepted = build.ideas.course.accepted_on[offer.row].item()
            fen = due_for_copy(
                offer.answer,
                paid_before=paid[offer.row],
                accepted_on=accepted,
                on=offer.verified_on,
                terms=TERMS,
            )
            paid[offer.row] += 1
            told += _copied(offer, found, fen, authors[offer.row], shares)
    offers.write()
    shares.write()
    told += _first_copies(build, spread, ids)
    build.facts += as_batches(told)


def _offer(build: Build, spread: Spread, place: int) -> _Offer:
    row, team = int(spread.row[place]), build.grounds.teams[int(spread.team[place])]
    desks, firm = build.ideas.desks, int(build.ideas.handed.firm[int(spread.row[place])])
    leader = int(desks.leader[team.unit])
    return _Offer(
        row=row,
        proposal=int(build.ideas.ids[row]),
        unit=team.unit,
        enterprise=build.grounds.firms[team.firm].unit,
        within=team.firm == firm,
        chair=person_at(build, desks.manager, firm),
        leader=None if leader == NOBODY else int(build.person_ids[leader]),
        verifier=person_at(build, desks.finance, team.firm),
        answer="" if spread.answer[place] < 0 else ANSWERS[int(spread.answer[place])],
        offered_on=spread.offered_on[place].item(),
        due_on=spread.due_on[place].item(),
        answered_on=spread.answered_on[place].item(),
        verified_on=spread.verified_on[place].item(),
    )


def _columns(offer: _Offer) -> dict[str, Any]:
    reasons = {"NOT_APPLICABLE": WHY_NOT, "ADAPTED": ADAPTED_SO}
    seen = offer.verified_on is not None
    return {
        "proposal_id": offer.proposal,
        "unit_id": offer.unit,
        "enterprise_id": offer.enterprise,
        "state": "VERIFIED" if seen else offer.answer or "OFFERED",
        "offered_by_id": offer.chair,
        "offered_on": offer.offered_on,
        "due_on": offer.due_on,
        "answer": offer.answer,
        "reason": reasons.get(offer.answer, ""),
        "answered_by_id": offer.leader if offer.answer else None,
        "answered_on": offer.answered_on,
        "note": SEEN if seen else "",
        "verified_by_id": offer.verifier if seen else None,
        "verified_on": offer.verified_on,
    }


def _answers(offer: _Offer, found: int) -> Iterator[Told]:
    keys = {"spread_offer_id": found, "proposal_id": offer.proposal}
    fact = SpreadOffered(due_on=offer.due_on, **keys)
    yield _told(offer, fact, offer.offered_on, by=offer.chair)
    if offer.answered_on is not None:
        in_time = offer.answered_on <= offer.due_on
        answered = SpreadAnswered(outcome=offer.answer, in_time=in_time, **keys)
        yield _told(offer, answered, offer.answered_on, by=offer.leader)


def _copied(
    offer: _Offer, found: int, fen: int, authors: list[tuple[int, int]], shares: Rows
) -> Iterator[Told]:
    """A copy was seen at work: what its originators get for it, to the fen."""
    keys = {"spread_offer_id": found, "proposal_id": offer.proposal}
    on = offer.verified_on or offer.offered_on
    parts = originators_shares(fen, [share for _person, share in authors]) if fen else []
    fact = SpreadVerified(outcome=offer.answer, within=offer.within, amount_fen=sum(parts), **keys)
    yield _told(offer, fact, on, by=offer.verifier)
    for (person, _share), part in zip(authors, parts, strict=False):
        share = shares.add(offer_id=found, person_id=person, amount_fen=part)
        earned = SpreadEarned(spread_share_id=share, amount_fen=part, **keys)
        yield _told(offer, earned, on, person=person)


def _told(offer: _Offer, fact: Fact, on: date, *, person: int = 0, by: int | None = None) -> Told:
    return Told(fact, offer.unit, offer.enterprise, moment(on), person, by or 0)


def _authors(build: Build, spread: Spread) -> dict[int, list[tuple[int, int]]]:
    of = build.ideas.authors
    chosen = np.flatnonzero(np.isin(of.idea, spread.row))
    found: dict[int, list[tuple[int, int]]] = {}
    for idea, person, share in zip(
        of.idea[chosen].tolist(),
        build.person_ids[of.person[chosen]].tolist(),
        of.share_bp[chosen].tolist(),
        strict=True,
    ):
        found.setdefault(idea, []).append((person, share))
    return found


def _first_copies(build: Build, spread: Spread, ids: list[int]) -> list[Told]:
    """The first verified copy gives each idea its mark."""
    seen = np.flatnonzero(~np.isnat(spread.verified_on))
    seen = seen[np.lexsort((seen, spread.verified_on[seen], spread.row[seen]))]
    _, first = np.unique(spread.row[seen], return_index=True)
    places = seen[first]
    rows, on = spread.row[places], spread.verified_on[places]
    units = where.stands_at(build, rows, on).tolist()
    firms = where.firm_of(build)[rows].tolist()
    return [
        Told(
            ProposalReplicated(spread_offer_id=ids[place], proposal_id=int(build.ideas.ids[row])),
            unit,
            firm,
            moment(day),
        )
        for place, row, unit, firm, day in zip(
            places.tolist(), rows.tolist(), units, firms, on.tolist(), strict=True
        )
    ]
