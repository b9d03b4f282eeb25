"""Figures that wait for the room whose records they count (domain.md §11)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.reports.figures.base import Definition, Waiting

FIVE_YEARS = 60
ONE_YEAR = 12

FIGURES = tuple(
    Waiting(definition)
    for definition in (
        Definition(
            id=5,
            label=_("Party-building guidance stations"),
            unit=_("stations"),
            counts=_("Stations active on the day"),
            distinct_by=_("station"),
            room="stations",
        ),
        Definition(
            id=6,
            label=_("Primary-level Party organisations"),
            unit=_("organisations"),
            counts=_("Committees, general branches and branches below the work committee"),
            distinct_by=_("organisation"),
            room="party",
        ),
        Definition(
            id=7,
            label=_("Model-organ qualification rate"),
            unit="%",
            counts=_("Qualified organs of those in creation"),
            distinct_by=_("organ"),
            room="party",
        ),
        Definition(
            id=8,
            label=_("Party coverage of the non-public economy"),
            unit="%",
            counts=_("Covered entities of the operating non-public ones"),
            distinct_by=_("enterprise"),
            room="party",
        ),
        Definition(
            id=11,
            label=_("Party members among workers"),
            unit=_("persons"),
            counts=_("Industrial workers on roll who are full or probationary members"),
            distinct_by=_("person"),
            room="party",
        ),
        Definition(
            id=20,
            label=_("Lecturer stars"),
            unit=_("stars"),
            counts=_("Star levels of the lecturer scheme in force"),
            room="learning",
        ),
        Definition(
            id=21,
            label=_("Certified lecturers"),
            unit=_("persons"),
            counts=_("Persons with a lecturer certificate valid on the day"),
            distinct_by=_("person"),
            room="learning",
        ),
        Definition(
            id=22,
            label=_("Courses"),
            unit=_("courses"),
            counts=_("Courses open on the day"),
            distinct_by=_("course"),
            room="learning",
        ),
        Definition(
            id=23,
            label=_("Training tiers"),
            unit=_("tiers"),
            counts=_("Tiers of the training system in force"),
            room="learning",
        ),
        Definition(
            id=24,
            label=_("Six-type teams"),
            unit=_("types"),
            counts=_("Types of the team scheme in force"),
            room="teams",
        ),
        Definition(
            id=26,
            label=_("Contest participations"),
            unit=_("participations"),
            counts=_("Participations in labour and skill contests within the window"),
            distinct_by=_("person and contest"),
            months=FIVE_YEARS,
            room="contests",
        ),
    )
)
