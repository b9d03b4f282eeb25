"""Who acts: a person, or the installation itself through its command line."""

from __future__ import annotations

from dataclasses import dataclass

from gongjiang.people.models import Person


@dataclass(frozen=True, slots=True)
class System:
    """The installation itself: commands run by whoever holds the machine. Never a web request."""

    id: None = None


SYSTEM = System()

Actor = Person | System
