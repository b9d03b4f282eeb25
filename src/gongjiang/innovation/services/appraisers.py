"""Somebody else takes a seat on the panel that appraises a project."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.innovation.models import Appraiser, InnovationProject
from gongjiang.innovation.permissions.projects import may_decide_project, member_ids
from gongjiang.innovation.rules import projects as rules
from gongjiang.innovation.services.project_steps import insist, locked_in, require_at_work, tell
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.people.actors import Actor


@transaction.atomic
def replace_appraiser(
    *, project_id: int, out_id: int, new_id: int, reason: str, actor: Actor, at: datetime
) -> Appraiser:
    """Put somebody else on the panel until it is closed; a vote given before stays on record.

    Raises:
        NotAllowed: the actor does not run innovation here, or is a member.
        NotNow: the project has not been accepted, or was appraised.
        CannotDo: the one does not sit there; the other does, is a member, or works elsewhere; no
            reason is given.
    """
    day = day_of(at)
    project = locked_in(project_id, {InnovationProject.State.ACCEPTED})
    may_decide_project(actor, project, day).require()
    sitting = {seat.person_id: seat for seat in project.appraisers.sitting()}
    if out_id not in sitting or new_id in sitting:
        raise CannotDo(_("Replace somebody on the panel by somebody who is not on it."))
    if not reason.strip():
        raise CannotDo(_("Say why somebody else takes the seat."))
    insist(rules.may_sit([*(sitting.keys() - {out_id}), new_id], member_ids(project)))
    require_at_work([new_id], project.enterprise_id, day)
    left = sitting[out_id]
    left.left_on, left.left_because, left.replaced_by_id = day, reason.strip(), actor.id
    left.save(update_fields=["left_on", "left_because", "replaced_by"])
    seat = Appraiser.objects.create(project=project, person_id=new_id)
    tell(
        [new_id],
        project,
        what="panel",
        msgid=gettext_noop("You are asked to appraise a project."),
        at=at,
    )
    return seat
