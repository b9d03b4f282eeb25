"""The chapters of the demo, in the order in which they are written. A room adds its own here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongjiang.demo.build import Build
from gongjiang.demo.chapters import orgs, people, work


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the zone: it may use what the chapters before it left in the build."""

    name: str
    write: Callable[[Build], None]


CHAPTERS = (
    Chapter("orgs", orgs.write),
    Chapter("people", people.write),
    Chapter("work", work.write),
)
