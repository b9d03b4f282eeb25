"""What workers do for careers, each a deed of services."""

from __future__ import annotations

from gongjiang.careers.services.leavers import end_grades_of_leavers
from gongjiang.careers.services.simulations import simulate_as_asked
from gongjiang.careers.services.successors import remove_those_who_left
from gongjiang.kernel.jobs import nightly, task
from gongjiang.kernel.periods import now, today


@nightly("careers.end_grades_of_leavers", hour=1)
def end_grades() -> None:
    end_grades_of_leavers(at=now())


@nightly("careers.remove_successors_who_left", hour=1)
def remove_successors() -> None:
    remove_those_who_left(on=today())


@task("careers.simulate")
def simulate(*, simulation_id: int) -> None:
    simulate_as_asked(simulation_id, at=now())
