"""Workbooks that are handed out: the roll itself, and a brought file with what is wrong in it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import stands_under
from gongjiang.people import permissions
from gongjiang.people.actors import Actor
from gongjiang.people.brought import files
from gongjiang.people.models import RosterImport
from gongjiang.people.roster.exporting import exported
from gongjiang.people.roster.kind import ROSTER


def export_roster(*, enterprise: Unit, scope: Unit, actor: Actor) -> bytes:
    """The roll of an enterprise, or of one of its units, as an .xlsx that comes back unchanged.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: the unit does not stand in it.
    """
    permissions.may_manage_employment(actor, enterprise, today()).require()
    if not stands_under(scope.id, enterprise.id, today()):
        raise CannotDo(_("The unit chosen does not stand in this enterprise."))
    return exported(enterprise.id, scope.id)


def annotated_file(roster: RosterImport, *, actor: Actor) -> bytes:
    """A brought file with what is wrong beside its rows (`files.annotated_file`)."""
    return files.annotated_file(ROSTER, roster, actor=actor)


def write_annotated(roster_id: int) -> None:
    """Write what `annotated_file` hands out (`files.write_annotated`)."""
    files.write_annotated(ROSTER, roster_id)
