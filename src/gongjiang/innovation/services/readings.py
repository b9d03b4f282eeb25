"""Readings are put beside an effect, all of a file or none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.innovation.models import Effect, EffectStep, Reading
from gongjiang.innovation.permissions import benefits as permissions
from gongjiang.innovation.readings.reading import MOST_ROWS, readings_in
from gongjiang.innovation.services.effect_steps import locked, write_down
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.people.actors import Actor
from gongjiang.workbooks.wrong import Wrong


class WrongReadings(CannotDo):
    """Cells of the file cannot be taken; nothing was."""

    def __init__(self, wrongs: list[Wrong]) -> None:
        first = wrongs[0]
        super().__init__(
            _("Row %(row)d, “%(column)s”: %(problem)s %(remedy)s Nothing was taken.")
            % {
                "row": first.row,
                "column": first.column,
                "problem": first.problem,
                "remedy": first.remedy,
            }
        )
        self.wrongs = wrongs


@transaction.atomic
def put_readings(
    *, effect_id: int, content: bytes, name: str, actor: Actor, at: datetime
) -> Effect:
    """Take a file's readings in the place of those there were.

    They stand beside the entries; those are changed by nobody but finance.

    Raises:
        NotAllowed: the actor may not change the effect.
        Unreadable: the file cannot be read as a table.
        WrongReadings: cells of it cannot be taken; `wrongs` names each.
        CannotDo: it holds no reading, or too many.
    """
    effect = locked(effect_id, *Effect.STANDING)
    permissions.may_change(actor, effect, day_of(at)).require()
    read = readings_in(content, name)
    if read.wrongs:
        raise WrongReadings(read.wrongs)
    if not 1 <= len(read.lines) <= MOST_ROWS:
        raise CannotDo(_("A file of readings has 1 to %(most)d rows.") % {"most": MOST_ROWS})
    effect.readings.all().delete()
    Reading.objects.bulk_create(
        Reading(effect=effect, on=line.on, value=line.value, comparison=line.comparison)
        for line in read.lines
    )
    said = _("%(count)d periods") % {"count": len(read.lines)}
    write_down(effect, EffectStep.What.MEASURED, actor=actor, at=at, reason=said)
    return effect
