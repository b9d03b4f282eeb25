"""Skills are named for units, and people are assessed in them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.skills import SkillAssessed
from gongjiang.ledger.queries import standing_entry
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person, Posting
from gongjiang.skills import permissions
from gongjiang.skills.models import Skill, SkillAssessment, SkillLevel
from gongjiang.skills.queries.places import place_of

WITH_SKILLS = frozenset({UnitKind.ENTERPRISE, UnitKind.WORKSHOP, UnitKind.TEAM})


@transaction.atomic
def name_skill(*, unit: Unit, name: str, actor: Actor, on: date) -> Skill:
    """Add a skill to the matrix of a unit and of all beneath it.

    Raises:
        NotAllowed: the actor neither leads the unit nor is HR of its enterprise.
        CannotDo: the unit has it already, or has no matrix.
    """
    permissions.may_name_skill(actor, unit, on).require()
    if unit.kind not in WITH_SKILLS:
        raise CannotDo(_("Skills are named for an enterprise, a workshop or a team."))
    if not name.strip():
        raise CannotDo(_("Give the skill a name."))
    if Skill.objects.filter(unit=unit, name=name.strip(), retired_on=None).exists():
        raise CannotDo(_("This unit has a skill of this name."))
    return Skill.objects.create(unit=unit, name=name.strip())


@transaction.atomic
def retire_skill(*, skill_id: int, actor: Actor, on: date) -> Skill:
    """Take a skill out of the matrix; what was assessed stays on record.

    Raises:
        NotAllowed: the actor neither leads the unit nor is HR of its enterprise.
        CannotDo: it was retired before.
    """
    skill = Skill.objects.select_for_update(of=("self",)).select_related("unit").get(id=skill_id)
    permissions.may_name_skill(actor, skill.unit, on).require()
    if skill.retired_on is not None:
        raise CannotDo(_("This skill is no longer in the matrix."))
    skill.retired_on = on
    skill.save(update_fields=["retired_on"])
    return skill


@transaction.atomic
def assess_skill(
    *, skill: Skill, person: Person, level: int, actor: Actor, on: date, note: str = ""
) -> SkillAssessment:
    """Say how well somebody has a skill from a day on; an earlier assessment ends there.

    Raises:
        NotAllowed: the actor neither leads the person's team nor is HR of the employer.
        CannotDo: the level is none, the day lies ahead or before the last assessment, the skill
            is not one of the unit the person works in.
    """
    permissions.may_assess(actor, person.id, today()).require()
    if level not in SkillLevel.values:
        raise CannotDo(_("Levels go from 0 to 4."))
    if on > today():
        raise CannotDo(_("Nobody is assessed on a day that has not come."))
    _check_skill(skill, person, on)
    Person.objects.select_for_update().get(id=person.id)
    former = SkillAssessment.objects.filter(skill=skill, person=person, valid_to=None).first()
    if former is not None and former.valid_from == on:
        return _put_right(former, level, actor)
    if former is not None:
        _end(former, level, on)
    assessment = SkillAssessment.objects.create(
        skill=skill,
        person=person,
        level=level,
        valid_from=on,
        assessed_by=actor if isinstance(actor, Person) else None,
        note=note.strip(),
    )
    place = place_of(person.id, on)
    ledger.record(
        SkillAssessed(assessment_id=assessment.id, skill_id=skill.id, level=level),
        person=person.id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=actor.id,
        on=on,
    )
    return assessment


def _check_skill(skill: Skill, person: Person, on: date) -> None:
    if skill.retired_on is not None and skill.retired_on <= on:
        raise CannotDo(_("This skill is no longer in the matrix."))
    working = Posting.objects.filter(true_on(on), person=person)
    if not working.filter(unit_id__in=ids_under([skill.unit_id], on)).exists():
        raise CannotDo(_("This person does not work where this skill is asked for."))


def _put_right(assessment: SkillAssessment, level: int, actor: Actor) -> SkillAssessment:
    """Somebody pressed the wrong number today: the fact is corrected, and stays one."""
    entry = standing_entry(kind=SkillAssessed.kind, subject_id=assessment.id)
    if assessment.level == level or entry is None:
        raise _nothing_changed()
    assessment.level = level
    assessment.assessed_by = actor if isinstance(actor, Person) else None
    assessment.save(update_fields=["level", "assessed_by"])
    place = place_of(assessment.person_id, assessment.valid_from)
    ledger.correct(
        entry,
        SkillAssessed(assessment_id=assessment.id, skill_id=assessment.skill_id, level=level),
        person=assessment.person_id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=actor.id,
        on=assessment.valid_from,
    )
    return assessment


def _nothing_changed() -> CannotDo:
    return CannotDo(_("This is the level already; nothing has changed."))


def _end(former: SkillAssessment, level: int, on: date) -> None:
    if former.level == level:
        raise _nothing_changed()
    if former.valid_from >= on:
        raise CannotDo(
            _("The last assessment is of %(day)s; the next one is of a later day.")
            % {"day": former.valid_from}
        )
    former.valid_to = on
    former.save(update_fields=["valid_to"])
