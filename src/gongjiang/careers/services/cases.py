"""What the deeds of promotions, changes of sequence and measures share: locks and trails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from gongjiang.careers.models import Conversion, Measure, Promotion, Step
from gongjiang.governance.services.notices import notify
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person

Case = Promotion | Conversion | Measure

State = Promotion.State


class NotNow(CannotDo):
    """The case does not stand at the step before this one."""


def locked_promotion(promotion_id: int) -> Promotion:
    """The promotion, held until the transaction ends: one outcome, whoever presses at once."""
    rows = Promotion.objects.select_for_update(of=("self",))
    return rows.select_related("round", "person", "enterprise", "unit", "from_spell").get(
        id=promotion_id
    )


def require_reached(promotion: Promotion, states: Sequence[str]) -> None:
    """Pass when the promotion, under way, has reached one of these steps last.

    Raises:
        NotNow: with where it stands.
    """
    waits = promotion.state not in {State.REJECTED, State.APPEALED, *Promotion.OVER}
    if not waits or promotion.reached not in states:
        raise NotNow(
            _("This promotion stands at “%(state)s”; this step does not follow it.")
            % {"state": State(promotion.state).label}
        )


def move_on(
    promotion: Promotion, state: str, fact: Fact, *, actor: Actor, at: datetime, note: str = ""
) -> None:
    """Let a promotion reach a step: its state, its trail and its fact."""
    promotion.state = state
    promotion.save()
    trail(promotion, state, actor=actor, at=at, note=note)
    record(promotion, fact, actor=actor, at=at)


def trail(case: Case, what: str, *, actor: Actor, at: datetime, note: str = "") -> None:
    """Add one step to a case's trail."""
    owner = {Promotion: "promotion", Conversion: "conversion", Measure: "measure"}[type(case)]
    Step.objects.create(
        **{owner: case},
        what=what,
        by=actor if isinstance(actor, Person) else None,
        at=at,
        note=note.strip(),
    )


def record(case: Case, fact: Fact, *, actor: Actor, at: datetime) -> None:
    """Record a fact of a case, at the moment it happened."""
    ledger.record(
        fact,
        person=case.person_id,
        unit=_unit(case),
        enterprise=case.enterprise_id,
        by=actor.id,
        on=day_of(at),
    )


def tell(
    case: Case, msgid: str, *, at: datetime, link: str, kind: str, **parameters: str | int
) -> None:
    """Tell the person whose case it is."""
    notify([case.person_id], kind=kind, msgid=msgid, at=at, link=link, **parameters)


def hold_places(enterprise_id: int) -> None:
    """Keep the enterprise's grades still until the transaction ends: places are limited."""
    Unit.objects.select_for_update(no_key=True).get(id=enterprise_id)


def _unit(case: Case) -> int:
    if isinstance(case, Promotion):
        return case.unit_id
    if isinstance(case, Conversion):
        return case.to_unit_id if case.spell_id else case.from_unit_id
    return case.enterprise_id
