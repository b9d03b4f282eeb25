"""Five-small items of five years: what workers made better with their own hands."""

from __future__ import annotations

import json
from datetime import date, timedelta

from gongjiang.demo.ideas.columns import Venture
from gongjiang.demo.ideas.shares import shares
from gongjiang.demo.ideas.ventures import Shop, amount
from gongjiang.demo.numbers import uuids
from gongjiang.demo.rows import Rows
from gongjiang.demo.seasons import AS_OF
from gongjiang.innovation.models import FiveSmall, Source
from gongjiang.innovation.rules.five_small import FORMS
from gongjiang.innovation.services.five_small_defaults import DEFAULT
from gongjiang.ledger.facts.projects import FiveSmallAccepted, FiveSmallContributed

ITEMS = 6500
"""Of a full zone in five years; ours, as is what follows."""
SHARE_REFUSED, SHARE_EXCLUDED = 0.14, 0.25
SHARE_WITH_A_BENEFIT = 0.6
MEDIAN_YUAN, SPREAD = 60_000, 0.9
REFUSED_BECAUSE = "创新性不足，建议完善后再申报。"


def write(shop: Shop) -> None:
    items = Rows(shop.build.cursor, "innovation_fivesmall")
    authors = Rows(shop.build.cursor, "innovation_fivesmallauthor")
    count = max(round(ITEMS * shop.build.plan.scale), 12)
    ids = iter(uuids(shop.build.plan.rng("items' public ids"), count))
    kinds = sorted(DEFAULT.kinds)
    for declared in sorted(shop.day() for _ in range(count)):
        kind = str(kinds[int(shop.chance.integers(len(kinds)))])
        _item(shop, items, authors, declared=declared, kind=kind, public_id=str(next(ids)))
    items.write()
    authors.write()


def _item(
    shop: Shop, items: Rows, authors: Rows, *, declared: date, kind: str, public_id: str
) -> None:
    chance = shop.chance
    firm = shop.crews.some_firm(chance)
    crew = shop.crews.of(firm, declared, int(chance.integers(1, 5)), chance)
    if not crew:
        return
    decided = shop.later(declared, 5, 30)
    refused = chance.random() < SHARE_REFUSED
    state = "DECLARED" if decided > AS_OF else "REFUSED" if refused else "ACCEPTED"
    thing, defect, cure, effect = shop.subject(crew[0].unit)
    by = shop.manager(firm)
    excluded = state == "REFUSED" and chance.random() < SHARE_EXCLUDED
    item = items.add(
        public_id=public_id,
        enterprise_id=shop.enterprise(firm),
        unit_id=crew[0].unit,
        kind=kind,
        title=f"{thing}{cure}"[:60],
        particulars=json.dumps(
            {asked.name: f"{thing}{defect}" for asked in FORMS[kind] if asked.required},
            ensure_ascii=False,
        ),
        effect=f"{effect}。",
        completed_on=max(
            declared - timedelta(days=int(chance.integers(5, 60))), date(declared.year, 1, 1)
        ),
        benefit_on=None,
        declared_on=declared,
        state=state,
        decided_by_id=None if state == "DECLARED" else by,
        decided_on=None if state == "DECLARED" else decided,
        decision_reason=REFUSED_BECAUSE if state == "REFUSED" else "",
        excluded_reason=str(FiveSmall.Exclusion.EARLIER_PRIZE) if excluded else "",
        proposal_id=None,
        synthetic=True,
    )
    parts = shares(len(crew), chance)
    for place, (author, part) in enumerate(zip(crew, parts, strict=True)):
        authors.add(item_id=item, person_id=author.person, share_bp=part, position=place + 1)
    if state != "ACCEPTED":
        return
    fact = FiveSmallAccepted(item_id=item, kind_code=kind)
    shop.tell(fact, firm, crew[0].unit, decided, person=crew[0].person, by=by)
    for author, part in zip(crew, parts, strict=True):
        shared = FiveSmallContributed(item_id=item, kind_code=kind, share_bp=part)
        shop.tell(shared, firm, crew[0].unit, decided, person=author.person, by=by)
    if chance.random() < SHARE_WITH_A_BENEFIT:
        shop.ventures.append(
            Venture(
                source=Source.FIVE_SMALL,
                id=item,
                firm=firm,
                unit=crew[0].unit,
                adopted_on=decided,
                what=f"{thing}{cure}",
                fen=amount(chance, MEDIAN_YUAN, SPREAD),
                people=[(a.person, part) for a, part in zip(crew, parts, strict=True)],
            )
        )
