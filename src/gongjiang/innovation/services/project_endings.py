"""A project is accepted, appraised by a panel, promoted, and its method bears a name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from statistics import fmean

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.innovation.models import Appraiser, Innovation, InnovationProject, LoopLink
from gongjiang.innovation.permissions.projects import (
    may_decide_project,
    may_opine,
    member_ids,
)
from gongjiang.innovation.rules import projects as rules
from gongjiang.innovation.services.loop import note_own_team, note_result
from gongjiang.innovation.services.project_steps import (
    insist,
    locked_for,
    locked_in,
    require_at_work,
    tell,
    unit_then,
    write_down,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.projects import (
    MethodNamed,
    ProjectAccepted,
    ProjectAppraised,
    ProjectContributed,
    ProjectPromoted,
)
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person

State = InnovationProject.State
CENT = Decimal("0.01")


@transaction.atomic
def accept_project(
    *, project_id: int, evidence: str, actor: Actor, at: datetime
) -> InnovationProject:
    """Accept a project's result (验收): somebody other than its members, who says what they saw.

    Each member's part is recorded; from here on shares do not change.

    Raises:
        NotAllowed: the actor does not run innovation here, or is a member.
        NotNow: the project does not run.
        CannotDo: milestones are open, results are missing, or no evidence is given.
    """
    day = day_of(at)
    project = locked_for(project_id, State.ACCEPTED)
    may_decide_project(actor, project, day).require()
    steps = [
        rules.Step(step.title, step.due_on, done=step.done_on is not None)
        for step in project.milestones.order_by("position")
    ]
    insist(rules.may_accept(steps, results=project.results, evidence=evidence))
    project.state, project.accepted_on, project.accepted_by_id = State.ACCEPTED, day, actor.id
    project.acceptance = evidence.strip()
    project.save(update_fields=["state", "accepted_on", "accepted_by", "acceptance"])
    write_down(ProjectAccepted(project_id=project.id), project, actor=actor, on=day)
    _write_contributions(project, actor, day)
    note_own_team(project, actor=actor, on=day)
    tell(
        member_ids(project),
        project,
        what="accepted",
        msgid=gettext_noop("The result of your project has been accepted."),
        at=at,
    )
    return project


@transaction.atomic
def name_panel(
    *, project_id: int, person_ids: Sequence[int], actor: Actor, at: datetime
) -> list[Appraiser]:
    """Name the panel (鉴定) of an accepted project anew: three or more, none of them a member.

    Raises:
        NotAllowed: the actor does not run innovation here, or is a member.
        NotNow: the project has not been accepted, or was appraised.
        CannotDo: too few, a member, somebody who works elsewhere, or scores were given before.
    """
    day = day_of(at)
    project = locked_in(project_id, {State.ACCEPTED})
    may_decide_project(actor, project, day).require()
    insist(rules.may_sit(person_ids, member_ids(project)))
    require_at_work(person_ids, project.enterprise_id, day)
    if project.appraisers.exclude(score=None).exists():
        raise CannotDo(_("The panel has begun to give scores: it stays as it is."))
    project.appraisers.sitting().delete()
    panel = Appraiser.objects.bulk_create(
        Appraiser(project=project, person_id=person) for person in sorted(set(person_ids))
    )
    tell(
        person_ids,
        project,
        what="panel",
        msgid=gettext_noop("You are asked to appraise a project."),
        at=at,
    )
    return panel


@transaction.atomic
def opine(*, project_id: int, score: int, opinion: str, actor: Person, at: datetime) -> Appraiser:
    """Give one's score, 0 to 100, and why; until the panel is closed it may be changed.

    Raises:
        NotAllowed: the actor is not on the panel.
        NotNow: the project is not being appraised.
        CannotDo: the score is out of range, or nothing is said.
    """
    project = locked_in(project_id, {State.ACCEPTED})
    may_opine(actor, project).require()
    if not 0 <= score <= rules.FULL_SCORE:
        raise CannotDo(_("Scores are from 0 to %(full)d.") % {"full": rules.FULL_SCORE})
    if not opinion.strip():
        raise CannotDo(_("Say in a sentence what the score rests on."))
    appraiser: Appraiser = project.appraisers.sitting().get(person=actor)
    appraiser.score, appraiser.opinion = score, opinion.strip()
    appraiser.opined_on = day_of(at)
    appraiser.save(update_fields=["score", "opinion", "opined_on"])
    return appraiser


@transaction.atomic
def close_appraisal(*, project_id: int, actor: Actor, at: datetime) -> InnovationProject:
    """Close the panel: the mean of its scores stands, and the project is appraised.

    Raises:
        NotAllowed: the actor does not run innovation here, or is a member.
        NotNow: the project has not been accepted, or was appraised.
        CannotDo: scores are missing, or their mean does not pass.
    """
    day = day_of(at)
    project = locked_for(project_id, State.APPRAISED)
    may_decide_project(actor, project, day).require()
    scores = list(project.appraisers.sitting().values_list("score", flat=True))
    insist(rules.may_appraise(scores))
    mean = fmean(score for score in scores if score is not None)
    project.state, project.appraised_on = State.APPRAISED, day
    project.appraisal_score = Decimal(mean).quantize(CENT)
    project.save(update_fields=["state", "appraised_on", "appraisal_score"])
    write_down(ProjectAppraised(project_id=project.id), project, actor=actor, on=day)
    return project


@transaction.atomic
def promote_project(
    *, project_id: int, where: str, actor: Actor, at: datetime
) -> InnovationProject:
    """Record that other units use the result now (推广): where, and since when is today.

    Raises:
        NotAllowed: the actor does not run innovation here, or is a member.
        NotNow: the project was not appraised.
        CannotDo: it is not said where.
    """
    day = day_of(at)
    project = locked_for(project_id, State.PROMOTED)
    may_decide_project(actor, project, day).require()
    if not where.strip():
        raise CannotDo(_("Say which units use it now."))
    project.state, project.promoted_on = State.PROMOTED, day
    project.promotion = where.strip()
    project.save(update_fields=["state", "promoted_on", "promotion"])
    write_down(ProjectPromoted(project_id=project.id), project, actor=actor, on=day)
    note_result(
        Innovation.PROJECT,
        project.id,
        target=LoopLink.Target.PROMOTION,
        target_id=project.id,
        enterprise_id=project.enterprise_id,
        actor=actor,
        on=day,
    )
    return project


@transaction.atomic
def name_method(
    *, project_id: int, name: str, person_id: int, actor: Actor, at: datetime
) -> InnovationProject:
    """Name the operating method (先进操作法) after one of the members, who is asked to consent.

    Raises:
        NotAllowed: the actor does not run innovation here.
        NotNow: the project has not been accepted.
        CannotDo: the person is no member, or a name has been consented to.
    """
    day = day_of(at)
    project = locked_in(project_id, InnovationProject.DONE)
    may_decide_project(actor, project, day).require()
    if project.method_consented_at is not None:
        raise CannotDo(_("The method bears a name already, with consent."))
    if person_id not in member_ids(project):
        raise CannotDo(_("A method bears the name of a member of its project."))
    if not name.strip():
        raise CannotDo(_("Write the name of the method."))
    project.method_name, project.method_person_id = name.strip(), person_id
    project.save(update_fields=["method_name", "method_person"])
    tell(
        [person_id],
        project,
        what="method",
        msgid=gettext_noop("An operating method is to bear your name: say whether you agree."),
        at=at,
    )
    return project


@transaction.atomic
def answer_method(
    *, project_id: int, consents: bool, actor: Person, at: datetime
) -> InnovationProject:
    """Agree that a method bears one's name, or not: then it bears none.

    Raises:
        NotAllowed: another person's name is meant.
        NotNow: nobody was asked, or the answer was given.
    """
    project = locked_in(project_id, InnovationProject.DONE)
    if project.method_person_id != actor.id:
        raise NotAllowed(_("Only the person whose name is meant can agree."))
    if project.method_consented_at is not None:
        raise CannotDo(_("You have agreed before."))
    if consents:
        project.method_consented_at = at
        ledger.record(
            MethodNamed(project_id=project.id),
            person=actor.id,
            unit=unit_then(project.unit_id, project.enterprise_id, day_of(at)),
            enterprise=project.enterprise_id,
            by=actor.id,
            on=day_of(at),
        )
    else:
        project.method_name, project.method_person_id = "", None
    project.save(update_fields=["method_name", "method_person", "method_consented_at"])
    return project


def _write_contributions(project: InnovationProject, actor: Actor, day: date) -> None:
    unit = unit_then(project.unit_id, project.enterprise_id, day)
    for member in project.members.order_by("position"):
        ledger.record(
            ProjectContributed(project_id=project.id, share_bp=member.share_bp),
            person=member.person_id,
            unit=unit,
            enterprise=project.enterprise_id,
            by=actor.id,
            on=day,
        )
