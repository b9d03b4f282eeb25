"""Pairs are proposed with reasons; HR accepts or declines them line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.mentoring import permissions
from gongjiang.mentoring.models import PairingLine, PairingRun
from gongjiang.mentoring.queries.candidates import learners_of, teachers_of
from gongjiang.mentoring.rules.guards import fits_term
from gongjiang.mentoring.rules.matching import Choice, Learner, Proposed, propose
from gongjiang.mentoring.services.agreements import Wish, draft_agreement
from gongjiang.mentoring.services.steps import NotNow, insist, terms_for
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import stands_under
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person

State = PairingLine.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What proposals are asked for.

    Attributes:
        unit: whose people are to be taught: the enterprise, or a workshop or team of it.
        goal, goals, term_months: of the agreements that come of it.
    """

    enterprise: Unit
    unit: Unit
    kind: str
    goal: str
    goals: Sequence[str]
    term_months: int


@transaction.atomic
def propose_pairs(asked: Asked, *, actor: Actor, at: datetime) -> PairingRun:
    """Work out the best pairs for all who are without a master, and keep them with their reasons.

    Raises:
        NotAllowed: the actor is not HR of the site.
        CannotDo: nobody there is without a master, or the terms do not allow such a term.
    """
    day = day_of(at)
    permissions.may_manage(actor, asked.enterprise, day).require()
    if not stands_under(asked.unit.id, asked.enterprise.id, day):
        raise CannotDo(_("This unit is not part of the enterprise today."))
    terms = terms_for(asked.enterprise.id, day)
    insist(fits_term(asked.kind, asked.term_months, terms))
    titles = [title.strip() for title in asked.goals if title.strip()]
    if not titles:
        raise CannotDo(_("Say what is to be learned: one goal at least, each on its own line."))
    learners = learners_of(asked.kind, asked.enterprise.id, asked.unit.id, day)
    if not learners:
        raise CannotDo(_("Nobody in this unit is without a master: there is nothing to propose."))
    proposed = propose(learners, teachers_of(asked.enterprise.id, day, terms), terms)
    run = PairingRun.objects.create(
        enterprise=asked.enterprise,
        kind=asked.kind,
        goal=asked.goal.strip(),
        goals=titles,
        term_months=asked.term_months,
        made_by_id=actor.id,
        made_at=at,
    )
    PairingLine.objects.bulk_create(
        _line(run, learner, found) for learner, found in zip(learners, proposed, strict=True)
    )
    return run


@transaction.atomic
def accept_line(*, line_id: int, actor: Person, at: datetime) -> PairingLine:
    """Draft the agreement that a line proposes.

    Raises:
        NotAllowed: the actor is not HR of the site.
        NotNow: it was decided.
        CannotDo: it proposes nobody, or the terms no longer allow it.
    """
    line = _proposed(line_id, actor, at)
    if line.master is None:
        raise CannotDo(_("Nobody is proposed here: draft an agreement by hand."))
    line.agreement = draft_agreement(
        Wish(
            kind=line.run.kind,
            master=line.master,
            apprentice=line.apprentice,
            enterprise=line.run.enterprise,
            goal=line.run.goal,
            goals=line.run.goals,
            term_months=line.run.term_months,
            starts_on=day_of(at),
        ),
        actor=actor,
        at=at,
    )
    return _decided(line, State.ACCEPTED, actor, at)


@transaction.atomic
def decline_line(*, line_id: int, actor: Person, at: datetime) -> PairingLine:
    """Leave a proposed pair aside.

    Raises:
        NotAllowed: the actor is not HR of the site.
        NotNow: it was decided.
    """
    return _decided(_proposed(line_id, actor, at), State.DECLINED, actor, at)


def _proposed(line_id: int, actor: Person, at: datetime) -> PairingLine:
    line = (
        PairingLine.objects.select_for_update(of=("self",))
        .select_related("run__enterprise", "apprentice", "master")
        .get(id=line_id)
    )
    permissions.may_manage(actor, line.run.enterprise, day_of(at)).require()
    if line.state != State.PROPOSED:
        raise NotNow(_("This line has been decided."))
    return line


def _decided(line: PairingLine, state: str, actor: Person, at: datetime) -> PairingLine:
    line.state, line.decided_by, line.decided_at = state, actor, at
    line.save(update_fields=["state", "decided_by", "decided_at", "agreement"])
    return line


def _line(run: PairingRun, learner: Learner, found: Proposed) -> PairingLine:
    choice = found.choice
    return PairingLine(
        run=run,
        apprentice_id=learner.person_id,
        unit_id=learner.team_id,
        master_id=choice.master_id if choice else None,
        points=choice.points if choice else 0,
        reasons=dict(choice.reasons) if choice else {},
        others=[_as_json(other) for other in found.others],
    )


def _as_json(choice: Choice) -> Mapping[str, Any]:
    return {
        "master": choice.master_id,
        "points": choice.points,
        "reasons": dict(choice.reasons),
        "full": choice.full,
    }
