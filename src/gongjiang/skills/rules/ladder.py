"""How near occupations are, and what diplomas are worth."""

from __future__ import annotations

from gongjiang.skills.contents.prerequisites import Related
from gongjiang.skills.models import DiplomaLevel

GROUPS = {Related.OCCUPATION: 4, Related.SMALL_CLASS: 3, Related.MIDDLE_CLASS: 2}

WORTH = {
    DiplomaLevel.SKILLED_MIDDLE: 1,
    DiplomaLevel.SECONDARY: 1,
    DiplomaLevel.SKILLED_SENIOR: 2,
    DiplomaLevel.COLLEGE: 2,
    DiplomaLevel.SKILLED_TECHNICIAN: 3,
    DiplomaLevel.BACHELOR: 3,
    DiplomaLevel.MASTER: 4,
    DiplomaLevel.DOCTOR: 5,
}
"""Technical-school classes are worth the academic diploma beside them (docs/sources.md, S25)."""


def are_related(code: str, other: str, by: Related) -> bool:
    """Whether two occupations share as many groups of their codes as a rule asks."""
    groups = GROUPS[by]
    return code.split("-")[:groups] == other.split("-")[:groups]


def is_worth(level: str, at_least: str) -> bool:
    """Whether a diploma is worth at least as much as another."""
    return WORTH[DiplomaLevel(level)] >= WORTH[DiplomaLevel(at_least)]
