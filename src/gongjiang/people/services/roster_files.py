"""Workbooks that are handed out: the roll itself, and a brought file with what is wrong in it."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import stands_under
from gongjiang.people import permissions
from gongjiang.people.actors import Actor
from gongjiang.people.models import RosterFile, RosterImport
from gongjiang.people.queries.rosters import wrongs_of
from gongjiang.people.roster.exporting import exported
from gongjiang.people.roster.reading import table_of
from gongjiang.people.roster.sealing import open_file, seal_file
from gongjiang.people.roster.telling import telling
from gongjiang.workbooks.annotated import annotated


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
    """A brought file with what is wrong beside its rows, as an .xlsx in clear.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: the file is kept no longer, or the workbook is not written yet.
    """
    permissions.may_manage_employment(actor, roster.enterprise, today()).require()
    kept = RosterFile.objects.filter(roster=roster).only("annotated").first()
    if kept is None:
        raise CannotDo(_("This file is kept no longer; bring it again."))
    if kept.annotated is None:
        raise CannotDo(_("The annotated workbook is still being written; look again in a moment."))
    return open_file(bytes(kept.annotated), roster.public_id)


def write_annotated(roster_id: int) -> None:
    """Write what `annotated_file` hands out, once for each check; nothing where none is wanted.

    A check that ended meanwhile asks for its own: then this one is not kept.
    """
    roster = RosterImport.objects.filter(id=roster_id, state=RosterImport.State.CHECKED).first()
    kept = RosterFile.objects.filter(roster_id=roster_id, annotated=None).first()
    if roster is None or kept is None or not roster.counts["WRONG"]:
        return
    content = open_file(bytes(kept.sealed), roster.public_id)
    with translation.override(roster.language), telling(roster_id) as tell:
        table = table_of(content, roster.file_name, roster.reading.get("mapping", {}))
        written = annotated(table, wrongs_of(roster), tell=tell)
    RosterFile.objects.filter(
        roster_id=roster_id,
        roster__attempt=roster.attempt,
        roster__state=RosterImport.State.CHECKED,
    ).update(annotated=seal_file(written, roster.public_id))
