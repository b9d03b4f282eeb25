"""What every deed on a studio does first and last: lock it, write down, tell."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.governance.services.notices import notify
from gongjiang.innovation.contents.studios import StudioTerms
from gongjiang.innovation.models import Studio, StudioNaming
from gongjiang.kernel.decision import Decision
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.people.actors import Actor


class NotNow(CannotDo):
    """The studio, or what it asked for, is not at a step at which this can be done."""


def lock_studio(studio_id: int, *states: str) -> Studio:
    """A studio that nobody else changes until this transaction ends.

    Raises:
        NotNow: it is in none of these states.
    """
    studio = (
        Studio.objects.select_for_update(of=("self",))
        .select_related("enterprise", "unit", "leader")
        .get(id=studio_id)
    )
    if studio.state not in states:
        raise NotNow(
            _("This studio is “%(state)s” now, so this cannot be done. Load the page anew.")
            % {"state": studio.get_state_display()}
        )
    return studio


def lock_naming(naming_id: int, *states: str) -> StudioNaming:
    """A declaration and its studio, both locked, the studio first.

    Raises:
        NotNow: it is in none of these states, or the studio is over.
    """
    found = StudioNaming.objects.values_list("studio_id", flat=True).get(id=naming_id)
    studio = lock_studio(found, Studio.State.DECLARED, Studio.State.VERIFIED, Studio.State.NAMED)
    naming = StudioNaming.objects.select_for_update(of=("self",)).get(id=naming_id)
    if naming.state not in states:
        raise NotNow(
            _("This declaration “%(state)s” by now; load the page anew.")
            % {"state": naming.get_state_display()}
        )
    naming.studio = studio
    return naming


def terms_for(enterprise_id: int, day: date) -> StudioTerms:
    """The terms in force in an enterprise on a day."""
    return content_in_force(StudioTerms, on=day, unit_id=enterprise_id)


def insist(decision: Decision) -> None:
    """Go on when a rule allows it.

    Raises:
        CannotDo: with the rule's sentence.
    """
    if not decision:
        raise CannotDo(str(decision.reason))


def write_down(fact: Fact, studio: Studio, *, actor: Actor, on: date) -> int:
    """Record a fact of a studio; its person is who leads it."""
    return ledger.record(
        fact,
        person=studio.leader_id,
        unit=studio.unit_id,
        enterprise=studio.enterprise_id,
        by=actor.id,
        on=on,
    )


def tell_studio(
    studio: Studio, *, what: str, msgid: str, at: datetime, **parameters: str | int
) -> None:
    """Tell who leads a studio; the notice leads to its room."""
    notify(
        [studio.leader_id],
        kind=f"innovation.studio.{what}",
        msgid=msgid,
        at=at,
        link=address(studio),
        **parameters,
    )


def address(studio: Studio) -> str:
    return f"/studios/{studio.public_id}"
