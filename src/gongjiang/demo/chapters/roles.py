"""Roles as dated appointments, some ended and given to others, and the facts of them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from gongjiang.demo import clerks, seniors
from gongjiang.demo.build import Build
from gongjiang.demo.chapters import zone_offices
from gongjiang.demo.columns import copy, reserve
from gongjiang.demo.places import FINANCE_DESK, MANAGER_DESK, UNION_DESK
from gongjiang.demo.plan import FULL_SIZE
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.seats import Seat
from gongjiang.demo.seniors import Senior
from gongjiang.demo.units import days
from gongjiang.kernel.columns import Ints
from gongjiang.ledger.bulk import NONE, Batch
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.people import RoleAppointed, RoleEnded
from gongjiang.people.models import Role
from gongjiang.people.rules import APPOINTERS

LECTURERS = 118  # at the flagship, domain.md §16
WORKERS_A_LECTURER = 160
SHARE_WITH_A_FORMER_LEADER = 0.2  # ours, as is what follows
SHARE_WITH_A_MASTER = 0.25
WORKERS_FOR_A_REVIEWER = 20
REVIEWERS_BESIDE = 4
"""Technicians on each firm's panel, besides its manager."""
DAY = timedelta(days=1)


def write(build: Build) -> None:
    rng = build.plan.rng("roles")
    build.seats = [
        *build.officers,
        *_hr(build),
        *_team_roles(build, rng),
        *_firm_roles(build, rng),
        *_union_chairs(build),
        *_secretaries(build, rng),
    ]
    build.seats.sort(key=lambda seat: seat.since)
    ids = reserve(build.cursor, "people_appointment", len(build.seats))
    copy(
        build.cursor,
        "people_appointment",
        {
            "id": ids,
            "person_id": build.person_ids[[seat.person for seat in build.seats]],
            "role": [str(seat.role) for seat in build.seats],
            "unit_id": np.array([seat.unit for seat in build.seats]),
            "valid_from": days(tuple(seat.since for seat in build.seats)),
            "valid_to": days(tuple(seat.until for seat in build.seats)),
        },
    )
    _record(build, ids, rng)


def _hr(build: Build) -> list[Seat]:
    hr, found = build.hr, []
    for place, ground in enumerate(build.grounds.firms):
        since, switch, until = (day[place].item() for day in (hr.since, hr.switch, hr.until))
        last = None if until > AS_OF else until
        if since >= until:
            continue
        if switch > since:
            first = int(hr.first[place])
            found.append(Seat(first, Role.HR, ground.unit, since, switch, firm=place))
        second = int(hr.second[place])
        found.append(Seat(second, Role.HR, ground.unit, switch, last, firm=place))
    return found


def _team_roles(build: Build, rng: np.random.Generator) -> list[Seat]:
    found = []
    longest = seniors.by_team(build.work, build.postings)
    for team in build.grounds.teams:
        among = longest.get(team.unit, [])
        if not among:
            continue
        leads_since = _some_day(among[0].since, AS_OF, rng)
        leader = Seat(among[0].person, Role.TEAM_LEADER, team.unit, leads_since, firm=team.firm)
        found.append(leader)
        chance = rng.random(2)
        if chance[0] < SHARE_WITH_A_FORMER_LEADER and len(among) > 1:
            began = _some_day(among[1].since, leads_since, rng)
            if leads_since - began > 90 * DAY:
                found.append(
                    Seat(
                        among[1].person,
                        Role.TEAM_LEADER,
                        team.unit,
                        began,
                        leads_since,
                        firm=team.firm,
                    )
                )
        if chance[1] < SHARE_WITH_A_MASTER and len(among) > 2:  # noqa: PLR2004  (a third one)
            since = _some_day(among[2].since, AS_OF, rng)
            found.append(Seat(among[2].person, Role.MASTER, team.unit, since, firm=team.firm))
    return found


def _firm_roles(build: Build, rng: np.random.Generator) -> list[Seat]:
    found = []
    count = len(build.grounds.firms)
    skilled = seniors.technicians(build.work, build.places, count)
    managers = seniors.at_desk(build.work, build.places, MANAGER_DESK, count)
    finance = seniors.at_desk(build.work, build.places, FINANCE_DESK, count)
    for place, ground in enumerate(build.grounds.firms):
        workers = ground.firm.workers
        lecturers = workers // WORKERS_A_LECTURER
        if place == 0:
            lecturers = max(round(LECTURERS * build.plan.workers / FULL_SIZE), 2)
        chosen: list[tuple[Role, Senior | None]] = []
        chosen += [(Role.LECTURER, senior) for senior in skilled[place][:lecturers]]
        if ground.firm.runs and workers >= WORKERS_FOR_A_REVIEWER:
            chosen += [(Role.REVIEWER, managers[place]), (Role.FINANCE, finance[place])]
            chosen += [(Role.REVIEWER, senior) for senior in skilled[place][:REVIEWERS_BESIDE]]
        found += [
            Seat(who.person, role, ground.unit, _some_day(who.since, AS_OF, rng), firm=place)
            for role, who in chosen
            if who is not None
        ]
    return found


def _union_chairs(build: Build) -> list[Seat]:
    desks = seniors.at_desk(build.work, build.places, UNION_DESK, len(build.grounds.firms))
    return [
        Seat(who.person, Role.UNION_CHAIR, union.unit, max(union.opened, who.since + 30 * DAY))
        for union in build.unions
        if (who := desks[union.firm]) is not None
    ]


def _secretaries(build: Build, rng: np.random.Generator) -> list[Seat]:
    """The manager leads a firm's highest organisation; technicians those below it."""
    count = len(build.grounds.firms)
    managers = seniors.at_desk(build.work, build.places, MANAGER_DESK, count)
    skilled = seniors.technicians(build.work, build.places, count)
    found = []
    for org in build.party_orgs:
        who = managers[org.firm]
        if org.rank and len(skilled[org.firm]) > org.rank:
            who = skilled[org.firm][-org.rank]
        if who is None:
            continue
        since = max(org.opened, who.since + DAY)
        span = (AS_OF - since).days
        if rng.random() < 0.15 and span > 600 and org.rank and len(skilled[org.firm]) > 8:  # noqa: PLR2004  (ours)
            found += _replaced(org.unit, who, skilled[org.firm][5], since)
            continue
        found.append(Seat(who.person, Role.PARTY_SECRETARY, org.unit, since))
    return found


def _replaced(unit: int, now: Senior, before: Senior, since: date) -> list[Seat]:
    """One secretary after another, where the earlier one was there in time."""
    switch = since + (AS_OF - since) // 2
    if before.since >= switch - 90 * DAY or before.person == now.person:
        return [Seat(now.person, Role.PARTY_SECRETARY, unit, since)]
    began = max(since, before.since + DAY)
    return [
        Seat(before.person, Role.PARTY_SECRETARY, unit, began, switch),
        Seat(now.person, Role.PARTY_SECRETARY, unit, max(switch, now.since + DAY)),
    ]


def _some_day(first: date, last: date, rng: np.random.Generator) -> date:
    """A day after the first, sooner rather than later, and not after the last."""
    return min(first + timedelta(days=1 + int(rng.random() * 0.7 * (last - first).days)), last)


def _record(build: Build, ids: Ints, rng: np.random.Generator) -> None:
    build.facts.append(_batch(build, RoleAppointed, build.seats, ids, rng))
    ended = [i for i, seat in enumerate(build.seats) if seat.until is not None]
    seats = [build.seats[i] for i in ended]
    build.facts.append(_batch(build, RoleEnded, seats, ids[ended], rng))


def _batch(
    build: Build, fact: type[Fact], seats: list[Seat], ids: Ints, rng: np.random.Generator
) -> Batch:
    on = days(tuple(s.since if fact is RoleAppointed else s.until for s in seats))
    recorded_at = clerks.moments(rng, on)
    firms = build.grounds.firms
    recorded_on = recorded_at.astype("datetime64[D]").tolist()
    return Batch(
        fact=fact,
        subject=ids,
        on=on,
        person=build.person_ids[[seat.person for seat in seats]],
        unit=np.array([seat.unit for seat in seats]),
        enterprise=np.array([NONE if s.firm is None else firms[s.firm].unit for s in seats]),
        actor=np.array(
            [_appointer(build, seat, day) for seat, day in zip(seats, recorded_on, strict=True)]
        ),
        recorded_at=recorded_at,
        detail={"role": [str(seat.role) for seat in seats]},
    )


def _appointer(build: Build, seat: Seat, day: date) -> int:
    """The id of who was in the office that fills such a seat, NONE for the zone's own seats."""
    who = clerks.NOBODY
    if seat.firm is not None and Role.HR in APPOINTERS[seat.role]:
        who = build.hr.of(seat.firm, day)
    elif Role.ZONE_UNION in APPOINTERS[seat.role]:
        who = zone_offices.in_office(build, Role.ZONE_UNION, day)
    elif Role.ZONE_PARTY_OFFICE in APPOINTERS[seat.role]:
        who = zone_offices.in_office(build, Role.ZONE_PARTY_OFFICE, day)
    nobody = who in (clerks.NOBODY, seat.person)
    return NONE if nobody else int(build.person_ids[who])
