"""What a running project reports and books: milestones, results, and its budget book."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.innovation.models import BudgetLine, InnovationProject, Milestone
from gongjiang.innovation.permissions.projects import (
    may_decide_project,
    may_lead,
    may_work,
    member_ids,
)
from gongjiang.innovation.rules.projects import may_spend
from gongjiang.innovation.services.project_steps import (
    NotNow,
    insist,
    locked_in,
    tell,
)
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.people.actors import Actor

State = InnovationProject.State
Kind = BudgetLine.Kind


@transaction.atomic
def report_milestone(
    *,
    project_id: int,
    position: int,
    evidence: str,
    actor: Actor,
    at: datetime,
    done_on: date | None = None,
) -> Milestone:
    """Say that a milestone is done, and what shows it.

    Args:
        position: from 1.
        done_on: when it was; today, when left out.

    Raises:
        NotAllowed: the actor is not a member.
        NotNow: the project does not run, or the milestone is done.
        CannotDo: no evidence, or a day outside the project.
    """
    today = day_of(at)
    project = locked_in(project_id, {State.RUNNING})
    may_work(actor, project).require()
    milestone = project.milestones.get(position=position)
    if milestone.done_on is not None:
        raise NotNow(_("This milestone has been reported as done."))
    if not evidence.strip():
        raise CannotDo(_("Say what shows that it is done: a test, a photo, a reading."))
    day = done_on or today
    if not (project.started_on or project.proposed_on) <= day <= today:
        raise CannotDo(_("The day lies between the start of the project and today."))
    milestone.done_on, milestone.evidence = day, evidence.strip()
    milestone.done_by_id = actor.id
    milestone.save(update_fields=["done_on", "evidence", "done_by"])
    return milestone


@transaction.atomic
def write_results(
    *, project_id: int, results: str, actor: Actor, at: datetime
) -> InnovationProject:
    """Write down what came of it, or write it anew, until the project is accepted.

    Raises:
        NotAllowed: the actor does not lead it.
        NotNow: the project does not run.
        CannotDo: nothing is written.
    """
    del at  # told like every deed; a text of its own has no day
    project = locked_in(project_id, {State.RUNNING})
    may_lead(actor, project).require()
    if not results.strip():
        raise CannotDo(_("Write down what came of it, against the target."))
    project.results = results.strip()
    project.save(update_fields=["results"])
    return project


@transaction.atomic
def spend(*, project_id: int, amount_fen: int, what: str, actor: Actor, at: datetime) -> BudgetLine:
    """Book what was spent; never more than is left of the budget.

    Raises:
        NotAllowed: the actor does not lead it.
        NotNow: the project does not run.
        CannotDo: the budget does not cover it.
    """
    project = locked_in(project_id, {State.RUNNING})
    may_lead(actor, project).require()
    insist(may_spend(amount_fen, project.left_fen))
    line = _book(project, Kind.SPEND, amount_fen, what, actor=actor, day=day_of(at))
    project.spent_fen += amount_fen
    project.save(update_fields=["spent_fen"])
    return line


@transaction.atomic
def give_back(
    *, project_id: int, amount_fen: int, what: str, actor: Actor, at: datetime
) -> BudgetLine:
    """Book back what was booked wrongly or returned, at most what was spent.

    Raises:
        NotAllowed: the actor does not lead it.
        NotNow: the project does not run.
        CannotDo: less was spent.
    """
    project = locked_in(project_id, {State.RUNNING})
    may_lead(actor, project).require()
    if amount_fen > project.spent_fen:
        raise CannotDo(_("Less than that has been spent so far."))
    line = _book(project, Kind.REFUND, amount_fen, what, actor=actor, day=day_of(at))
    project.spent_fen -= amount_fen
    project.save(update_fields=["spent_fen"])
    return line


@transaction.atomic
def raise_budget(
    *, project_id: int, amount_fen: int, reason: str, actor: Actor, at: datetime
) -> BudgetLine:
    """Add to a budget; recorded with its reason.

    Raises:
        NotAllowed: the actor does not run innovation here, or is a member.
        NotNow: the project has not been approved, or is over.
        CannotDo: no reason, or nothing to add.
    """
    day = day_of(at)
    project = locked_in(project_id, {State.APPROVED, State.RUNNING})
    may_decide_project(actor, project, day).require()
    line = _book(project, Kind.RAISE, amount_fen, reason, actor=actor, day=day)
    project.budget_fen += amount_fen
    project.save(update_fields=["budget_fen"])
    tell(
        member_ids(project),
        project,
        what="budget_raised",
        msgid=gettext_noop("The budget of your project has been raised."),
        at=at,
    )
    return line


def _book(
    project: InnovationProject, kind: str, amount_fen: int, what: str, *, actor: Actor, day: date
) -> BudgetLine:
    if amount_fen <= 0:
        raise CannotDo(_("An amount is above nothing; what came back is booked as given back."))
    if not what.strip():
        raise CannotDo(_("Say what for: the line stays in the book."))
    return BudgetLine.objects.create(
        project=project,
        kind=kind,
        amount_fen=amount_fen,
        booked_on=day,
        what=what.strip(),
        booked_by_id=actor.id,
    )
