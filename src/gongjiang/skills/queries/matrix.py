"""The skill matrix of a unit: people by skills, and who alone has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongjiang.orgs.models import Ancestry, Unit
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import Scope, persons_visible_to
from gongjiang.skills.models import INDEPENDENT, Skill, SkillAssessment


@dataclass(frozen=True, slots=True)
class Line:
    """One person's levels, by skill id; a skill nobody assessed is missing."""

    person: Person
    levels: Mapping[int, int]

    @property
    def held(self) -> int:
        """Skills at level 3 or above."""
        return sum(level >= INDEPENDENT for level in self.levels.values())


@dataclass(frozen=True, slots=True)
class Matrix:
    """People of a unit by the skills it needs. Personal data.

    Attributes:
        holders: for each skill id, how many have it at level 3 or above.
    """

    unit: Unit
    skills: Sequence[Skill]
    lines: Sequence[Line]
    holders: Mapping[int, int]

    @property
    def single(self) -> list[Skill]:
        """Skills with one holder alone: a risk (单点风险)."""
        return [skill for skill in self.skills if self.holders[skill.id] == 1]

    @property
    def index(self) -> float:
        """The mean count of skills held per person."""
        return sum(line.held for line in self.lines) / len(self.lines) if self.lines else 0.0


def matrix_of(unit: Unit, scope: Scope, day: date) -> Matrix:
    """The matrix of a unit and all beneath it, as far as the reader sees its people; three
    queries."""
    above = Ancestry.objects.filter(true_on(day), descendant_id=unit.id)
    skills = list(
        Skill.objects.filter(unit_id__in=above.values("ancestor_id"), retired_on=None).order_by(
            "id"
        )
    )
    under = ids_under([unit.id], day)
    people = list(
        persons_visible_to(scope)
        .filter(true_on(day, "postings__"), postings__unit_id__in=under)
        .distinct()
        .order_by("name_pinyin", "id")
    )
    levels: dict[int, dict[int, int]] = {person.id: {} for person in people}
    running = SkillAssessment.objects.filter(
        true_on(day), person_id__in=levels, skill_id__in=[skill.id for skill in skills]
    )
    for person, skill, level in running.values_list("person_id", "skill_id", "level"):
        levels[person][skill] = level
    holders = {
        skill.id: sum(known.get(skill.id, 0) >= INDEPENDENT for known in levels.values())
        for skill in skills
    }
    return Matrix(unit, skills, [Line(one, levels[one.id]) for one in people], holders)
