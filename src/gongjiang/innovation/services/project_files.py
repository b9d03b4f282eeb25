"""Photos and reports are added to projects, items and patents by those who may."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from gongjiang.governance.models import Attachment
from gongjiang.governance.services.attachments import attach
from gongjiang.innovation.models import FiveSmall, InnovationProject, Patent
from gongjiang.innovation.permissions.projects import may_keep_register, member_ids
from gongjiang.innovation.queries.project_files import subject_of
from gongjiang.kernel.periods import day_of
from gongjiang.people.models import Person


@transaction.atomic
def add_file(
    row: InnovationProject | FiveSmall | Patent,
    *,
    name: str,
    content: BinaryIO,
    actor: Person,
    at: datetime,
) -> Attachment:
    """Add a file: as a member, an author or an inventor, or as whoever keeps the register.

    Raises:
        NotAllowed: the actor is none of them.
        Refused: the file is not taken; the sentence says why.
    """
    if actor.id not in _people_of(row):
        may_keep_register(actor, enterprise_id=row.enterprise_id, day=day_of(at)).require()
    return attach(subject=subject_of(row), name=name, content=content, uploaded_by=actor, at=at)


def _people_of(row: InnovationProject | FiveSmall | Patent) -> set[int]:
    if isinstance(row, InnovationProject):
        return member_ids(row)
    people = row.authors if isinstance(row, FiveSmall) else row.inventors
    return set(people.values_list("person_id", flat=True))
