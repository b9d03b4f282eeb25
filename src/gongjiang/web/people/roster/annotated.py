"""The sender's own rows with the problems beside them, as a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.people.models import RosterFile, RosterImport, RosterLine
from gongjiang.people.roster.reading import table_of
from gongjiang.people.roster.sealing import open_file
from gongjiang.workbooks.annotated import annotated
from gongjiang.workbooks.wrong import Wrong


def annotated_file(roster: RosterImport) -> bytes:
    """The file's rows, wrong cells marked.

    Raises:
        CannotDo: the file is kept no longer.
    """
    kept = RosterFile.objects.filter(roster=roster).first()
    if kept is None:
        raise CannotDo(_("This file is kept no longer; bring it again."))
    content = open_file(bytes(kept.sealed), roster.public_id)
    table = table_of(content, roster.file_name, roster.reading.get("mapping", {}))
    return annotated(table, _wrongs(roster))


def _wrongs(roster: RosterImport) -> Iterator[Wrong]:
    lines = roster.lines.filter(verdict=RosterLine.Verdict.WRONG).order_by("number", "id")
    for number, problems in lines.values_list("number", "problems"):
        for each in problems:
            yield Wrong(number, each["column"], each["value"], each["problem"], each["remedy"])
