"""The chapters of the demo, in the order in which they are written. A room adds its own here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongjiang.demo.build import Build
from gongjiang.demo.chapters import (
    access,
    benefits,
    careers,
    echelon,
    ideas,
    mentoring,
    orgs,
    party_orgs,
    people,
    projects,
    roles,
    rosters,
    rules,
    skills,
    studios,
    team_shifts,
    unions,
    work,
    zone_offices,
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the zone: it may use what the chapters before it left in the build."""

    name: str
    write: Callable[[Build], None]


CHAPTERS = (
    Chapter("orgs", orgs.write),
    Chapter("Party organisations", party_orgs.write),
    Chapter("unions", unions.write),
    Chapter("people", people.write),
    Chapter("work", work.write),
    Chapter("team shifts", team_shifts.write),
    Chapter("zone offices", zone_offices.write),
    Chapter("roles", roles.write),
    Chapter("access", access.write),
    Chapter("rosters", rosters.write),
    Chapter("rules", rules.write),
    Chapter("skills", skills.write),
    Chapter("mentoring", mentoring.write),
    Chapter("careers", careers.write),
    Chapter("echelon", echelon.write),
    Chapter("proposals", ideas.write),
    Chapter("projects", projects.write),
    Chapter("studios", studios.write),
    Chapter("benefits", benefits.write),
)
