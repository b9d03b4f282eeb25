"""Whose photos, reports and contracts are whose to open: whoever may see what they belong to."""

from __future__ import annotations

from gongjiang.governance.models import Subject
from gongjiang.governance.queries.attachments import register_owner
from gongjiang.governance.queries.reach import Reach
from gongjiang.innovation.models import Conversion, FiveSmall, InnovationProject, Patent
from gongjiang.innovation.queries.project_scope import (
    Desk,
    conversions_visible_to,
    desk_of,
    five_small_visible_to,
    patents_visible_to,
    projects_visible_to,
)
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import scope_of

PROJECT = "innovation.project"
FIVE_SMALL = "innovation.five_small"
PATENT = "innovation.patent"
CONVERSION = "innovation.conversion"


def subject_of(row: InnovationProject | FiveSmall | Patent | Conversion) -> Subject:
    """How a row is named by the files about it."""
    types = {
        InnovationProject: PROJECT,
        FiveSmall: FIVE_SMALL,
        Patent: PATENT,
        Conversion: CONVERSION,
    }
    return Subject(types[type(row)], row.id)


def _desk(reach: Reach) -> Desk:
    return desk_of(scope_of(Person.objects.get(id=reach.reader_id), reach.day))


register_owner(
    PROJECT, lambda reach, row: projects_visible_to(_desk(reach)).filter(id=row).exists()
)
register_owner(
    FIVE_SMALL, lambda reach, row: five_small_visible_to(_desk(reach)).filter(id=row).exists()
)
register_owner(PATENT, lambda reach, row: patents_visible_to(_desk(reach)).filter(id=row).exists())
register_owner(
    CONVERSION, lambda reach, row: conversions_visible_to(_desk(reach)).filter(id=row).exists()
)
