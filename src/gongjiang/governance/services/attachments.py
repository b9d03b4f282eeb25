"""A file is attached to a row of some room."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import BinaryIO

from django.db import transaction

from gongjiang.governance import files
from gongjiang.governance.file_types import checked
from gongjiang.governance.models import Attachment, Subject
from gongjiang.governance.queries.attachments import may_have_attachments
from gongjiang.people.models import Person

UNDER_WAY = timedelta(days=1)
"""A file so young may lie there before the row that is to name it is committed."""


@transaction.atomic
def attach(
    *, subject: Subject, name: str, content: BinaryIO, uploaded_by: Person, at: datetime
) -> Attachment:
    """Check a file, put it on the disk, and then record that it belongs to a subject.

    The room that owns the subject checks first that this person may add to it.

    Args:
        name: as the uploader calls it; folders in it are dropped.

    Raises:
        Refused: the file is not taken; the sentence says why.
        ValueError: no room says who may see the files of such a subject.
    """
    if not may_have_attachments(subject.type):
        msg = f"Nobody has said who may see the attachments of {subject.type}."
        raise ValueError(msg)
    kept, found = files.keep(content, partial(checked, name=name))
    return Attachment.objects.create(
        subject_type=subject.type,
        subject_id=subject.id,
        name=found.name,
        content_type=found.content_type,
        size=kept.size,
        sha256=kept.sha256,
        uploaded_by=uploaded_by,
        uploaded_at=at,
    )


def sweep(at: datetime) -> int:
    """Delete the files whose rows went a day ago or earlier; say how many."""
    named = set(Attachment.objects.values_list("sha256", flat=True))
    return files.sweep(named, before=(at - UNDER_WAY).timestamp())
