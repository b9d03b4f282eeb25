"""Whom and what HR can choose from in an enterprise, for pickers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gongjiang.mentoring.models import Agreement
from gongjiang.mentoring.queries.candidates import teachers_of
from gongjiang.mentoring.services.steps import terms_for
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Person, Posting


@dataclass(frozen=True, slots=True)
class Choice:
    """One person or unit: what is shown, and what else it is found by."""

    label: str
    spelling: str


def masters_to_choose(enterprise_id: int, day: date) -> dict[str, Choice]:
    """Who has the rank to teach and a place left, by public id, in the order of names."""
    teachers = {
        teacher.person_id: teacher
        for teacher in teachers_of(enterprise_id, day, terms_for(enterprise_id, day))
    }
    people = Person.objects.filter(id__in=teachers).order_by("name_pinyin", "id")
    label = _("%(name)s · %(post)s · rank %(rank)d · apprentices: %(taken)d")
    return {
        str(person.public_id): Choice(
            label
            % {
                "name": person.name,
                "post": teachers[person.id].post,
                "rank": teachers[person.id].rank,
                "taken": teachers[person.id].taken,
            },
            _spelling(person),
        )
        for person in people
    }


def apprentices_to_choose(enterprise_id: int, day: date) -> dict[str, Choice]:
    """Who works in an enterprise without an open agreement, by public id."""
    busy = Agreement.objects.filter(state__in=Agreement.OPEN).values("apprentice_id")
    posts = (
        Posting.objects.filter(
            true_on(day),
            unit_id__in=ids_under([enterprise_id], day),
            person__state=Person.State.ACTIVE,
        )
        .exclude(person_id__in=busy)
        .select_related("person", "unit")
        .order_by("person__name_pinyin", "person_id")
    )
    label = _("%(name)s · %(post)s · %(team)s")
    return {
        str(post.person.public_id): Choice(
            label % {"name": post.person.name, "post": post.post, "team": post.unit.name},
            _spelling(post.person),
        )
        for post in posts
    }


def units_to_choose(enterprise: Unit, day: date) -> dict[str, Choice]:
    """The enterprise, and every unit beneath it, by public id."""
    units = Unit.objects.filter(id__in=ids_under([enterprise.id], day)).exclude(id=enterprise.id)
    return {
        str(unit.public_id): Choice(unit.name, f"{unit.name_pinyin} {unit.name_initials}")
        for unit in [enterprise, *units.order_by("name_pinyin", "id")]
    }


def _spelling(person: Person) -> str:
    return f"{person.name_pinyin.replace(' ', '')} {person.name_initials}"
