"""Which shift each team works in: day work, or one of four crews that take turns."""

from __future__ import annotations

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.clerks import moments
from gongjiang.demo.columns import copy, picked, reserve
from gongjiang.demo.facts import firm_units
from gongjiang.demo.seasons import REFORM
from gongjiang.kernel.columns import NO_DAY
from gongjiang.ledger.bulk import NONE, Batch
from gongjiang.ledger.facts.people import TeamShiftSet
from gongjiang.people.models import Shift

SHIFTS = tuple(shift.value for shift in Shift)
SHARES = (0.4, 0.15, 0.15, 0.15, 0.15)  # ours


def write(build: Build) -> None:
    rng = build.plan.rng("team shifts")
    teams = [team for team in build.grounds.teams if team.closed is None]
    count = len(teams)
    firm = np.array([team.firm for team in teams])
    opened = np.array([team.opened for team in teams], dtype="datetime64[D]")
    on = np.maximum(opened, np.datetime64(REFORM))
    recorded_at = moments(rng, on)
    clerk = build.hr.on(firm, recorded_at.astype("datetime64[D]"))
    shift = picked(SHIFTS, rng.choice(len(SHIFTS), size=count, p=SHARES))
    units = np.array([team.unit for team in teams])
    ids = reserve(build.cursor, "people_teamshift", count)
    copy(
        build.cursor,
        "people_teamshift",
        {
            "id": ids,
            "unit_id": units,
            "shift": shift,
            "valid_from": on,
            "valid_to": np.full(count, NO_DAY),
        },
    )
    build.facts.append(
        Batch(
            fact=TeamShiftSet,
            subject=ids,
            on=on,
            person=np.full(count, NONE),
            unit=units,
            enterprise=firm_units(build)[firm],
            actor=np.where(clerk < 0, NONE, build.person_ids[clerk]),
            recorded_at=recorded_at,
            detail={"shift": shift},
        )
    )
