"""A team comes to work in a shift."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.people import TeamShiftSet
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import enterprise_of
from gongjiang.people import permissions
from gongjiang.people.actors import Actor
from gongjiang.people.models import TeamShift


@transaction.atomic
def set_shift(*, team: Unit, shift: str, actor: Actor, on: date) -> TeamShift:
    """Say in which shift a team works from a day on, and record it.

    Raises:
        NotAllowed: the actor is neither HR of the enterprise nor the team's leader.
        CannotDo: it is no team, works in that shift already, or its present shift began on that
            day or later.
    """
    permissions.may_set_shift(actor, team, today()).require()
    if team.kind != UnitKind.TEAM:
        raise CannotDo(_("Only teams work in shifts."))
    # Locked: leader and HR may set it in the same moment.
    Unit.objects.select_for_update().get(id=team.id)
    running = TeamShift.objects.filter(unit=team, valid_to=None).first()
    if running is not None and running.shift == shift:
        raise CannotDo(_("This team works in that shift already."))
    later = TeamShift.objects.filter(unit=team, valid_from__gte=on).order_by("valid_from").first()
    if later is not None:
        raise CannotDo(
            _("The team's present shift began on %(day)s; the next one begins on a later day.")
            % {"day": later.valid_from}
        )
    if running is not None:
        running.valid_to = on
        running.save(update_fields=["valid_to"])
    found = TeamShift.objects.create(unit=team, shift=shift, valid_from=on)
    ledger.record(
        TeamShiftSet(team_shift_id=found.id, shift=shift),
        unit=team.id,
        enterprise=enterprise_of(team.id, on),
        by=actor.id,
        on=on,
    )
    return found
