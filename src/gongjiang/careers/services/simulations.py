"""A replay is asked for, run by a worker, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from gongjiang.careers.coefficients import CoefficientsRule
from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.models import Simulation
from gongjiang.careers.permissions_pipeline import may_simulate
from gongjiang.careers.queries.ladders import ladder_at
from gongjiang.careers.simulator.changes import Change, changed
from gongjiang.careers.simulator.reading import MONTHS
from gongjiang.careers.simulator.running import Question, run
from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import rule_in_force
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.jobs import defer
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is to be tried: a rule set, or a change of the ladder in force.

    Attributes:
        enterprise: whose careers; None: the zone's.
        base_fen: a month's pay at coefficient 1, as whoever asks states it.
        until: the last day replayed.
    """

    enterprise: Unit | None
    base_fen: int
    until: date
    draft: RuleSet | None = None
    change: Change | None = None
    months: int = MONTHS


@transaction.atomic
def ask_to_simulate(trial: Trial, *, actor: Person, at: datetime) -> Simulation:
    """Ask for five years to be replayed under another ladder; a worker does it.

    Raises:
        NotAllowed: the actor is neither the reform office nor, for its own enterprise, HR.
        NoRuleInForce: there is no ladder to compare with, or no coefficients.
        CannotDo: nothing is tried, or both; the rule set is no ladder of this place; the change
            changes nothing; the day has not come; the pay is none.
    """
    may_simulate(actor, trial.enterprise, day_of(at)).require()
    if trial.until > day_of(at):
        raise CannotDo(_("Only days that have passed can be replayed."))
    if trial.base_fen <= 0:
        raise CannotDo(_("State a month's pay at coefficient 1, in yuan."))
    scope = trial.enterprise.id if trial.enterprise else None
    in_force = ladder_at(scope, trial.until)
    simulation = Simulation.objects.create(
        enterprise=trial.enterprise,
        in_force=in_force.rule_set,
        coefficients=rule_in_force(CoefficientsRule.key, on=trial.until, unit_id=scope),
        draft=trial.draft,
        change=trial.change.model_dump(mode="json") if trial.change else None,
        tried=_tried(trial, in_force.rule).as_json(),
        until=trial.until,
        months=trial.months,
        base_fen=trial.base_fen,
        asked_by=actor,
        asked_at=at,
        language=translation.get_language(),
    )
    defer("careers.simulate", simulation_id=simulation.id)
    return simulation


@transaction.atomic
def simulate_as_asked(simulation_id: int, *, at: datetime) -> None:
    """What the job does: run it and keep what came of it; done before, it is left alone."""
    simulation = (
        Simulation.objects.select_for_update(of=("self",))
        .select_related("in_force", "coefficients")
        .get(id=simulation_id)
    )
    if simulation.state != Simulation.State.WAITING:
        return
    with translation.override(simulation.language):
        try:
            answer = run(_question(simulation))
        except CannotDo as refusal:
            simulation.state, simulation.refusal = Simulation.State.FAILED, str(refusal)[:300]
        else:
            simulation.state = Simulation.State.DONE
            simulation.result = answer.result
            simulation.inputs_digest = answer.inputs_digest
    simulation.finished_at = at
    simulation.save(update_fields=["state", "refusal", "result", "inputs_digest", "finished_at"])


def _question(simulation: Simulation) -> Question:
    return Question(
        in_force=LadderRule.read(simulation.in_force.content),
        tried=LadderRule.read(simulation.tried),
        coefficients=CoefficientsRule.read(simulation.coefficients.content),
        until=simulation.until,
        months=simulation.months,
        base_fen=simulation.base_fen,
        enterprise=simulation.enterprise_id,
    )


def _tried(trial: Trial, in_force: LadderRule) -> LadderRule:
    """The ladder that is tried."""
    if trial.draft is not None and trial.change is None:
        scope = trial.enterprise.id if trial.enterprise else None
        if trial.draft.key != LadderRule.key or trial.draft.scope_id != scope:
            raise CannotDo(_("Choose a draft of the career ladder for this very place."))
        return LadderRule.read(trial.draft.content)
    if trial.change is not None and trial.draft is None:
        return changed(in_force, trial.change)
    raise CannotDo(_("Choose a draft, or say what differs; one of the two."))
