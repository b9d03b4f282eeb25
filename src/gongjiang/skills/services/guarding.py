"""Nobody comes to a post that needs a certificate without a valid one; that they tried is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import now
from gongjiang.orgs.queries import path_of, true_on
from gongjiang.people.guards import Coming, Refused
from gongjiang.people.models import Person
from gongjiang.skills.models import PostRequirement
from gongjiang.skills.queries.operation import Standing, best_standings
from gongjiang.skills.services.posts import refuse, sentence_for

Found = tuple[PostRequirement, int, Standing | None]
"""A post, who is not let, and what they hold."""


def certificates_are_valid(coming: Sequence[Coming], by: int | None) -> Refused | None:
    """A guard: whoever comes to a post must hold what it asks for on that day."""
    found = [
        missing
        for requirement in _requirements(coming)
        for missing in _missing(requirement, coming)
    ]
    if not found:
        return None

    def keep() -> None:
        for requirement, person_id, standing in found:
            refuse(requirement, person_id, standing, by=by, at=now())

    return Refused(_sentence(found, coming[0].on), keep)


def _requirements(coming: Sequence[Coming]) -> list[PostRequirement]:
    """What the posts ask for in the unit to which all of them come, or above it."""
    if not coming:
        return []
    unit, on = coming[0].unit_id, coming[0].on
    posts = {each.post for each in coming}
    held = PostRequirement.objects.filter(true_on(on), post__in=posts)
    wanted = list(held.filter(valid_to=None).order_by("id"))
    above = {each.id for each in path_of(unit, on)} if wanted else set()
    return [requirement for requirement in wanted if requirement.unit_id in above]


def _missing(requirement: PostRequirement, coming: Sequence[Coming]) -> list[Found]:
    persons = sorted({each.person_id for each in coming if each.post == requirement.post})
    held = best_standings(persons, requirement.kind_code, coming[0].on)
    return [
        (requirement, person, held.get(person))
        for person in persons
        if person not in held or not held[person].usable
    ]


def _sentence(found: Sequence[Found], on: date) -> Sentence:
    """Of the first of them, by name where there are several."""
    requirement, person_id, standing = found[0]
    said = sentence_for(requirement, standing, on)
    if len({person for _requirement, person, _standing in found}) == 1:
        return said
    who = Person.objects.get(id=person_id)
    return _("%(name)s and others: %(sentence)s") % {"name": who.name, "sentence": said}
