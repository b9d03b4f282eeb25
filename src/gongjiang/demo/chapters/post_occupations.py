"""Which occupation each post of each firm is, and who said so."""

from __future__ import annotations

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.clerks import moments
from gongjiang.demo.columns import copy, picked, reserve
from gongjiang.demo.facts import firm_units
from gongjiang.demo.growth import trades
from gongjiang.demo.postings import POST_NAMES
from gongjiang.demo.seasons import REFORM
from gongjiang.kernel.columns import ids_or_null
from gongjiang.ledger.bulk import NONE, Batch
from gongjiang.ledger.facts.skills import OccupationChanged
from gongjiang.skills.models import OccupationChange

REASON = "建立岗位与职业对照表"


def write(build: Build) -> None:
    """For those posts that somebody held; the first of two kinds of work stands for both."""
    rng = build.plan.rng("post occupations")
    postings = build.postings
    site = build.work.site[postings.employment]
    width = len(POST_NAMES)
    post = np.array([POST_NAMES.index(name) for name in POST_NAMES])[postings.post]
    held, first = np.unique(site * width + post, return_index=True)
    named = held % width > 0
    held, first = held[named], first[named]
    count, firm = len(held), held // width
    trade = build.occupation_of[first]
    opened = np.array([g.firm.opened for g in build.grounds.firms], dtype="datetime64[D]")[firm]
    on = np.maximum(opened, np.datetime64(REFORM))
    recorded_at = moments(rng, on)
    clerk = build.hr.on(firm, recorded_at.astype("datetime64[D]"))
    actor = np.where(clerk < 0, NONE, build.person_ids[clerk])
    rows = {
        "enterprise_id": firm_units(build)[firm],
        "post": picked(POST_NAMES, held % width),
        "occupation_id": build.occupation_ids[trade],
    }
    ids = reserve(build.cursor, "skills_postoccupation", count)
    copy(build.cursor, "skills_postoccupation", {"id": ids, **rows})
    changes = reserve(build.cursor, "skills_occupationchange", count)
    copy(
        build.cursor,
        "skills_occupationchange",
        {
            "id": changes,
            **rows,
            "what": [str(OccupationChange.What.NAMED)] * count,
            "reason": [REASON] * count,
            "by_id": ids_or_null(actor),
            "changed_on": on,
        },
    )
    build.facts.append(
        Batch(
            fact=OccupationChanged,
            subject=changes,
            on=on,
            person=np.full(count, NONE),
            unit=rows["enterprise_id"],
            enterprise=rows["enterprise_id"],
            actor=actor,
            recorded_at=recorded_at,
            detail={
                "what": [str(OccupationChange.What.NAMED)] * count,
                "occupation": picked(trades.CODES, trade),
            },
        )
    )
