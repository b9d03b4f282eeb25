"""The classification of occupations is extended, and posts are named in it; each with a trail."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.skills import OccupationChanged
from gongjiang.orgs.models import Unit
from gongjiang.orgs.rules import spelled
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person
from gongjiang.skills import permissions
from gongjiang.skills.models import Occupation, OccupationChange, PostOccupation
from gongjiang.skills.reference import LONGEST_INITIALS, LONGEST_PINYIN

GROUPS_OF_A_CODE = 4
What = OccupationChange.What


@transaction.atomic
def name_occupation_of_post(
    *, enterprise: Unit, post: str, occupation: Occupation, reason: str, actor: Actor, on: date
) -> PostOccupation:
    """Say which occupation a post of an enterprise is; saying another one changes it.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: it is a class and no occupation, the post has no name, it is that one already,
            or no reason is given.
    """
    permissions.may_manage(actor, enterprise, on).require()
    name = post.strip()
    if occupation.level != Occupation.Level.DETAILED:
        raise CannotDo(_("Choose an occupation, not a class of occupations."))
    if not name:
        raise CannotDo(_("Name the post."))
    _require_reason(reason)
    # Locked: two in HR may name the same post in the same moment.
    Unit.objects.select_for_update().get(id=enterprise.id)
    named = PostOccupation.objects.filter(enterprise=enterprise, post=name).first()
    before = named.occupation if named else None
    if before == occupation:
        raise CannotDo(_("This post is named so already."))
    if named is None:
        named = PostOccupation(enterprise=enterprise, post=name)
    named.occupation = occupation
    named.save()
    change = OccupationChange(
        what=What.NAMED, occupation=occupation, enterprise=enterprise, post=name, before=before
    )
    _record(change, reason, actor, on)
    return named


@transaction.atomic
def add_occupation(*, code: str, name: str, reason: str, actor: Actor, on: date) -> Occupation:
    """Add an occupation that the national edition at hand lacks.

    Raises:
        NotAllowed: the actor is not the reform office.
        CannotDo: the code is taken or is not four groups of digits, the name is taken or empty,
            or no reason is given.
    """
    permissions.may_add_occupation(actor, on).require()
    groups = code.strip().split("-")
    if len(groups) != GROUPS_OF_A_CODE or not all(group.isdecimal() for group in groups):
        raise CannotDo(_("A code has four groups of digits, such as 6-31-01-03."))
    if Occupation.objects.filter(code=code.strip()).exists():
        raise CannotDo(_("This code stands in the classification already."))
    detailed = Occupation.objects.filter(level=Occupation.Level.DETAILED, name=name.strip())
    if not name.strip() or detailed.exists():
        raise CannotDo(_("Give it a name that no other occupation has."))
    _require_reason(reason)
    full, initials = spelled(name.strip())
    occupation = Occupation.objects.create(
        code=code.strip(),
        level=Occupation.Level.DETAILED,
        name=name.strip(),
        name_pinyin=full[:LONGEST_PINYIN],
        name_initials=initials[:LONGEST_INITIALS],
        added_by=actor if isinstance(actor, Person) else None,
    )
    _record(OccupationChange(what=What.ADDED, occupation=occupation), reason, actor, on)
    return occupation


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise CannotDo(_("Say why; it is kept."))


def _record(change: OccupationChange, reason: str, actor: Actor, on: date) -> None:
    change.reason, change.by_id, change.changed_on = reason.strip(), actor.id, on
    change.save()
    ledger.record(
        OccupationChanged(
            occupation_change_id=change.id,
            what=change.what,
            occupation=change.occupation.code,
        ),
        unit=change.enterprise_id,
        enterprise=change.enterprise_id,
        by=actor.id,
        on=on,
    )
