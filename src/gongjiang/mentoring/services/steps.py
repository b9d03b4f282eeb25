"""What every deed on an agreement does first and last: lock it, and write down what happened."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.kernel.decision import Decision
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.mentoring.models import Agreement
from gongjiang.mentoring.queries.standing import posting_at
from gongjiang.mentoring.terms import MentoringTerms
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


class NotNow(CannotDo):
    """The agreement is not at a step at which this can be done."""


def locked(agreement_id: int, *states: str) -> Agreement:
    """An agreement that nobody else changes until this transaction ends.

    Raises:
        NotNow: it is in none of these states.
    """
    agreement = (
        Agreement.objects.select_for_update(of=("self",))
        .select_related("enterprise", "master", "apprentice", "unit")
        .get(id=agreement_id)
    )
    if agreement.state not in states:
        raise NotNow(
            _("This agreement is “%(state)s” now, so this cannot be done. Load the page anew.")
            % {"state": agreement.get_state_display()}
        )
    return agreement


def running(agreement_id: int, day: date, *states: str) -> Agreement:
    """As `locked`, of an agreement that runs, and whose apprentice still works here.

    Args:
        states: all running ones, when left out.
    """
    agreement = locked(agreement_id, *(states or Agreement.RUNNING))
    if posting_at(agreement.apprentice_id, agreement.enterprise_id, day) is None:
        raise NotNow(
            _("The apprentice no longer works in this enterprise; the agreement ends by itself.")
        )
    return agreement


def lock_people(*person_ids: int) -> None:
    """One deed at a time for these people: so no master gets one apprentice too many."""
    # In the order of their ids, so that two deeds never wait for each other.
    list(Person.objects.select_for_update().filter(id__in=person_ids).order_by("id"))


def terms_for(enterprise_id: int, day: date) -> MentoringTerms:
    """The terms in force in an enterprise on a day."""
    return content_in_force(MentoringTerms, on=day, unit_id=enterprise_id)


def insist(decision: Decision) -> None:
    """Go on when a rule allows it.

    Raises:
        CannotDo: with the rule's sentence.
    """
    if not decision:
        raise CannotDo(str(decision.reason))


def write_down(fact: Fact, agreement: Agreement, *, person_id: int, actor: Actor, on: date) -> None:
    """Record a fact of this agreement where the person is posted on that day."""
    post = posting_at(person_id, agreement.enterprise_id, on)
    ledger.record(
        fact,
        person=person_id,
        unit=post.unit_id if post else None,
        enterprise=agreement.enterprise_id,
        by=actor.id,
        on=on,
    )
