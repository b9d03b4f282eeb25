"""Where people stand on the way to their next grade, explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.translation import gettext as _

from gongjiang.careers.queries.histories import histories_of
from gongjiang.careers.queries.ladders import LadderInForce, ladder_at, ladders_on
from gongjiang.careers.rules.eligibility import Assessed, assess
from gongjiang.careers.rules.explanation import Explanation, explain
from gongjiang.kernel.errors import CannotDo


class NoGrade(CannotDo):
    """The person holds no grade with the enterprise on that day."""


def explanation_of(
    person_id: int, enterprise_id: int, on: date, *, ladder: LadderInForce | None = None
) -> Explanation:
    """One person's way to the next grade; a number of queries that does not depend on anything.

    Args:
        ladder: where it is known already.

    Raises:
        NoGrade: the person holds no grade there on that day.
        NoRuleInForce: no ladder holds.
    """
    ladder = ladder or ladder_at(enterprise_id, on)
    histories = histories_of(on, ladder.rule, persons=[person_id], enterprises=[enterprise_id])
    if not len(histories):
        raise NoGrade(_("This person holds no grade here yet; HR records the first one."))
    return explain(assess(histories, ladder.rule.arrays(), on), 0, ladder=version(ladder))


def version(ladder: LadderInForce) -> str:
    """How a ladder's version is told and kept."""
    own = f" ({ladder.rule_set.scope})" if ladder.own else ""
    return f"{ladder.rule_set.version}{own}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everybody under one ladder."""

    ladder: LadderInForce
    assessed: Assessed


def assess_enterprises(enterprise_ids: Sequence[int], on: date) -> list[Judgement]:
    """Everybody who holds a grade with these enterprises, each by the ladder that holds there."""
    wanted = frozenset(enterprise_ids)
    found = []
    for charge in ladders_on(on):
        mine = wanted if charge.enterprises is None else wanted & charge.enterprises
        wanted -= mine
        if mine:
            histories = histories_of(on, charge.ladder.rule, enterprises=sorted(mine))
            found.append(
                Judgement(charge.ladder, assess(histories, charge.ladder.rule.arrays(), on))
            )
    return found


def assess_all(on: date) -> list[Judgement]:
    """Everybody in the zone, each by the ladder that holds for their enterprise."""
    charges = ladders_on(on)
    named: frozenset[int] = frozenset()
    found = []
    for charge in charges:
        if charge.enterprises is None:
            histories = histories_of(on, charge.ladder.rule)
            if named:
                histories = histories.only(~np.isin(histories.enterprise, sorted(named)))
        else:
            named |= charge.enterprises
            if not charge.enterprises:
                continue
            histories = histories_of(on, charge.ladder.rule, enterprises=sorted(charge.enterprises))
        found.append(Judgement(charge.ladder, assess(histories, charge.ladder.rule.arrays(), on)))
    return found
