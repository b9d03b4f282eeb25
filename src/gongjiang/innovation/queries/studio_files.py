"""The files behind a studio's evidence: whoever sees its room may open them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from gongjiang.governance.models import Attachment, Subject
from gongjiang.governance.queries.attachments import register_owner
from gongjiang.governance.queries.reach import Reach
from gongjiang.innovation.models import StudioEvidence
from gongjiang.innovation.queries.studios import reach_of
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import scope_of

EVIDENCE = "innovation.studio_evidence"


def subject_of(evidence: StudioEvidence) -> Subject:
    return Subject(EVIDENCE, evidence.id)


def files_of(evidence: Iterable[StudioEvidence]) -> dict[int, list[Attachment]]:
    """The files of each of these, by the evidence's id; one query."""
    ids = [each.id for each in evidence]
    found: dict[int, list[Attachment]] = defaultdict(list)
    files = Attachment.objects.filter(subject_type=EVIDENCE, subject_id__in=ids)
    for file in files.order_by("uploaded_at", "id"):
        found[file.subject_id].append(file)
    return found


def _sees_evidence(reach: Reach, row: int) -> bool:
    evidence = StudioEvidence.objects.select_related("naming__studio").filter(id=row).first()
    if evidence is None:
        return False
    reader = Person.objects.get(id=reach.reader_id)
    return reach_of(scope_of(reader, reach.day)).sees_room(evidence.naming.studio)


register_owner(EVIDENCE, _sees_evidence)
