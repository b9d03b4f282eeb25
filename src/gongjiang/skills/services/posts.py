"""Posts that need a certificate: said to be so, filled, left; and who was refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.skills import (
    PostAssigned,
    PostRefused,
    PostReleased,
    PostRequired,
    PostRequirementEnded,
)
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import enterprise_of, ids_under, true_on
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person, Posting
from gongjiang.skills import permissions
from gongjiang.skills.models import (
    OperationCertificate,
    PostAssignment,
    PostRequirement,
    Refusal,
    RefusalCause,
    ReleaseReason,
)
from gongjiang.skills.queries.operation import Standing, best_standing
from gongjiang.skills.queries.places import place_of
from gongjiang.skills.rules.operation import Status
from gongjiang.skills.services.matrix import WITH_SKILLS
from gongjiang.skills.services.operation import kind_in_force


@transaction.atomic
def require_certificate(
    *, unit: Unit, post: str, kind_code: str, actor: Actor, on: date
) -> PostRequirement:
    """Say that a post of a unit needs a valid certificate from a day on.

    Who works in that post already is on it from then on, certificate or not.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: the post needs it already, the kind is not known, or the unit has no posts.
    """
    permissions.may_manage(actor, unit, on).require()
    kind = kind_in_force(kind_code, on)
    if unit.kind not in WITH_SKILLS or not post.strip():
        raise CannotDo(_("Name a post of an enterprise, a workshop or a team."))
    same = PostRequirement.objects.filter(
        unit=unit, post=post.strip(), kind_code=kind.code, valid_to=None
    )
    if same.exists():
        raise CannotDo(_("This post needs this certificate already."))
    requirement = PostRequirement.objects.create(
        unit=unit, post=post.strip(), kind_code=kind.code, valid_from=on
    )
    ledger.record(
        PostRequired(requirement_id=requirement.id, kind_code=kind.code),
        unit=unit.id,
        enterprise=enterprise_of(unit.id, on),
        by=actor.id,
        on=on,
    )
    for person_id in working_in_post(requirement, on):
        _assign(requirement, person_id, admitted=False, by=actor.id, on=on)
    return requirement


@transaction.atomic
def end_requirement(*, requirement_id: int, actor: Actor, on: date) -> PostRequirement:
    """Say that a post needs the certificate no longer; `on` is the first day without it.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: it has ended, or began on that day or later.
    """
    requirement = _locked(requirement_id)
    permissions.may_manage(actor, requirement.unit, on).require()
    if requirement.valid_to is not None or requirement.valid_from >= on:
        raise CannotDo(_("This requirement cannot end on that day."))
    for assignment in requirement.assignments.filter(valid_to=None).select_for_update():
        _release(assignment, ReleaseReason.NOT_REQUIRED, actor.id, on)
    requirement.valid_to = on
    requirement.save(update_fields=["valid_to"])
    ledger.record(
        PostRequirementEnded(requirement_id=requirement.id, kind_code=requirement.kind_code),
        unit=requirement.unit_id,
        enterprise=enterprise_of(requirement.unit_id, requirement.valid_from),
        by=actor.id,
        on=on,
    )
    return requirement


@transaction.atomic
def ask_for_post(
    *, requirement_id: int, person: Person, actor: Actor, at: datetime
) -> PostAssignment | Refusal:
    """Put somebody on a post that needs a certificate, or refuse them and keep that.

    A refusal is an answer and no error, so that it is not rolled back; `sentence_of` says it.

    Raises:
        NotAllowed: the actor neither leads the unit nor is HR of its enterprise.
        CannotDo: the person is on it already, does not work there, or it needs none any more.
    """
    on = day_of(at)
    requirement = _locked(requirement_id)
    permissions.may_assign(actor, requirement, person.id, on).require()
    if requirement.valid_to is not None:
        raise CannotDo(_("This post needs the certificate no longer."))
    if requirement.assignments.filter(person=person, valid_to=None).exists():
        raise CannotDo(_("This person is on the post already."))
    if not _works_under(requirement, person.id, on):
        raise CannotDo(_("This person does not work in the unit of this post."))
    standing = best_standing(person.id, requirement.kind_code, on)
    if standing is None or not standing.usable:
        return refuse(requirement, person.id, standing, by=actor.id, at=at)
    return _assign(requirement, person.id, admitted=True, by=actor.id, on=on)


@transaction.atomic
def release_from_post(*, assignment_id: int, actor: Actor, on: date) -> PostAssignment:
    """Take somebody off a post; `on` is the first day without them.

    Raises:
        NotAllowed: the actor neither leads the unit nor is HR of its enterprise.
        CannotDo: they are off it already, or came to it on that day or later.
    """
    assignment = (
        PostAssignment.objects.select_for_update(of=("self",))
        .select_related("requirement__unit")
        .get(id=assignment_id)
    )
    permissions.may_assign(actor, assignment.requirement, assignment.person_id, on).require()
    if assignment.valid_to is not None or assignment.valid_from >= on:
        raise CannotDo(_("This person cannot be taken off the post on that day."))
    return _release(assignment, ReleaseReason.TAKEN_OFF, actor.id, on)


@transaction.atomic
def follow_postings(*, at: datetime) -> tuple[int, int]:
    """Let the posts follow who works where: how many were found on one, and how many left one.

    Somebody found on a post without a valid certificate is on it all the same, and refused: the
    figure of certified people must not look better than the workshop is. May run twice.
    """
    on = day_of(at)
    found = left = 0
    for requirement in PostRequirement.objects.filter(valid_to=None).select_for_update():
        working = working_in_post(requirement, on)
        running = {row.person_id: row for row in requirement.assignments.filter(valid_to=None)}
        for person_id in sorted(working - set(running)):
            _found_working(requirement, person_id, at)
            found += 1
        for person_id, assignment in sorted(running.items()):
            gone = not _works_under(requirement, person_id, on) or (
                not assignment.admitted and person_id not in working
            )
            if gone and assignment.valid_from < on:
                _release(assignment, ReleaseReason.MOVED, None, on)
                left += 1
    return found, left


def refuse(
    requirement: PostRequirement,
    person_id: int,
    standing: Standing | None,
    *,
    by: int | None,
    at: datetime,
) -> Refusal:
    """Keep that somebody was not let, and why."""
    because = _cause(standing)
    refusal = Refusal.objects.create(
        requirement=requirement,
        person_id=person_id,
        certificate=standing.certificate if standing else None,
        because=because,
        tried_by_id=by,
        on=day_of(at),
        at=at,
    )
    place = place_of(person_id, day_of(at))
    ledger.record(
        PostRefused(
            refusal_id=refusal.id,
            requirement=requirement.id,
            kind_code=requirement.kind_code,
            because=because,
        ),
        person=person_id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=by,
        on=day_of(at),
    )
    return refusal


def sentence_of(refusal: Refusal) -> Sentence:
    """Why somebody was refused, and what would let them on the post."""
    return _sentence(
        refusal.requirement, refusal.certificate, RefusalCause(refusal.because), refusal.on
    )


def sentence_for(requirement: PostRequirement, standing: Standing | None, on: date) -> Sentence:
    """The same of somebody who is about to be refused."""
    certificate = standing.certificate if standing else None
    return _sentence(requirement, certificate, _cause(standing), on)


def _cause(standing: Standing | None) -> RefusalCause:
    if standing is None:
        return RefusalCause.ABSENT
    suspended = standing.status == Status.SUSPENDED
    return RefusalCause.SUSPENDED if suspended else RefusalCause.EXPIRED


def _sentence(
    requirement: PostRequirement,
    certificate: OperationCertificate | None,
    because: RefusalCause,
    on: date,
) -> Sentence:
    said = {"post": requirement.post, "kind": kind_in_force(requirement.kind_code, on).name}
    if because == RefusalCause.ABSENT or certificate is None:
        return (
            _(
                "The post “%(post)s” needs a certificate for %(kind)s, and none is recorded. "
                "Record a valid one first."
            )
            % said
        )
    said["number"] = certificate.number
    if because == RefusalCause.SUSPENDED:
        return (
            _(
                "The post “%(post)s” needs a certificate for %(kind)s; number %(number)s is "
                "suspended. It opens when the certificate is restored."
            )
            % said
        )
    due = min(certificate.valid_until, certificate.review_due or certificate.valid_until)
    return _(
        "The post “%(post)s” needs a certificate for %(kind)s; number %(number)s is not valid "
        "since %(day)s. It opens when its review or renewal is recorded."
    ) % {**said, "day": due}


def working_in_post(requirement: PostRequirement, on: date) -> set[int]:
    """Who is posted to the very post, in the unit or beneath it, on a day."""
    postings = Posting.objects.filter(
        true_on(on), unit_id__in=ids_under([requirement.unit_id], on), post=requirement.post
    )
    return set(postings.values_list("person_id", flat=True))


def _works_under(requirement: PostRequirement, person_id: int, on: date) -> bool:
    under: Iterable[int] = ids_under([requirement.unit_id], on)
    return Posting.objects.filter(true_on(on), person_id=person_id, unit_id__in=under).exists()


def _found_working(requirement: PostRequirement, person_id: int, at: datetime) -> None:
    _assign(requirement, person_id, admitted=False, by=None, on=day_of(at))
    standing = best_standing(person_id, requirement.kind_code, day_of(at))
    if standing is None or not standing.usable:
        refuse(requirement, person_id, standing, by=None, at=at)


def _locked(requirement_id: int) -> PostRequirement:
    rows = PostRequirement.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(id=requirement_id)


def _assign(
    requirement: PostRequirement, person_id: int, *, admitted: bool, by: int | None, on: date
) -> PostAssignment:
    assignment = PostAssignment.objects.create(
        requirement=requirement, person_id=person_id, admitted=admitted, valid_from=on
    )
    place = place_of(person_id, on)
    ledger.record(
        PostAssigned(
            assignment_id=assignment.id,
            requirement_id=requirement.id,
            kind_code=requirement.kind_code,
            admitted=admitted,
        ),
        person=person_id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=by,
        on=on,
    )
    return assignment


def _release(assignment: PostAssignment, reason: str, by: int | None, on: date) -> PostAssignment:
    day = max(on, assignment.valid_from)
    if day == assignment.valid_from:
        raise CannotDo(_("Somebody came to this post on that day; it ends on a later one."))
    assignment.valid_to, assignment.released_reason = day, reason
    assignment.save(update_fields=["valid_to", "released_reason"])
    place = place_of(assignment.person_id, assignment.valid_from)
    ledger.record(
        PostReleased(
            assignment_id=assignment.id,
            kind_code=assignment.requirement.kind_code,
            reason=reason,
        ),
        person=assignment.person_id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=by,
        on=day,
    )
    return assignment
