"""What HR recorded about a person, in one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from gongjiang.careers.models import Appraisal, DisciplineEvent, Mark, Merit


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record.

    Attributes:
        what: appraisal, merit or discipline. title: as it was written, or the year. detail: the
            mark, the kind, or how serious.
    """

    what: str
    title: str
    detail: str
    on: date

    @property
    def detail_label(self) -> str:
        match self.what:
            case "appraisal":
                return str(Mark(self.detail).label)
            case "merit":
                return str(Merit.Kind(self.detail).label)
            case _:
                return str(DisciplineEvent.Kind(self.detail).label)


def records_of(person_id: int, enterprises: Sequence[int]) -> dict[str, list[RecordLine]]:
    """By what they are, the latest first; annulled ones are left out. One query."""
    mine = {
        "person_id": person_id,
        "enterprise_id__in": list(enterprises),
        "annulled_at__isnull": True,
    }
    columns = ("what", "words", "said", "day")
    text = CharField()
    appraisals = Appraisal.objects.filter(**mine).annotate(
        what=Value("appraisal"), words=Cast("year", text), said=F("mark"), day=F("decided_on")
    )
    merits = Merit.objects.filter(**mine).annotate(
        what=Value("merit"), words=F("title"), said=F("kind"), day=F("occurred_on")
    )
    events = DisciplineEvent.objects.filter(**mine).annotate(
        what=Value("discipline"), words=F("description"), said=F("kind"), day=F("occurred_on")
    )
    found = appraisals.values_list(*columns).union(
        merits.values_list(*columns), events.values_list(*columns), all=True
    )
    lines: dict[str, list[RecordLine]] = {"appraisal": [], "merit": [], "discipline": []}
    for what, words, said, day in sorted(found, key=lambda row: row[3], reverse=True):
        lines[what].append(RecordLine(what, words, said, day))
    return lines
