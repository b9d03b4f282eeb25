"""A file is put behind one criterion of a declaration."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.governance.models import Attachment
from gongjiang.governance.services.attachments import attach
from gongjiang.innovation.models import StudioNaming
from gongjiang.innovation.permissions import studios as permissions
from gongjiang.innovation.queries.studio_files import subject_of
from gongjiang.innovation.services.studio_steps import lock_naming
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.people.models import Person


@transaction.atomic
def attach_evidence(
    *, naming_id: int, criterion: str, name: str, content: BinaryIO, actor: Person, at: datetime
) -> Attachment:
    """Add a file to a criterion, until the desk has checked it.

    Raises:
        NotAllowed: the actor is neither the leader nor the enterprise's union or HR.
        NotNow: the desk has checked it already.
        CannotDo: the declaration says nothing of this criterion, or the file is not taken.
    """
    naming = lock_naming(naming_id, StudioNaming.State.DECLARED)
    permissions.may_lead(actor, naming.studio, day_of(at)).require()
    evidence = naming.evidence.filter(criterion=criterion).first()
    if evidence is None:
        raise CannotDo(_("The declaration says nothing of this criterion."))
    return attach(
        subject=subject_of(evidence), name=name, content=content, uploaded_by=actor, at=at
    )
