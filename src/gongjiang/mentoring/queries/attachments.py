"""Whose pictures of a month are whose to open: whoever may see the agreement."""

from __future__ import annotations

from gongjiang.governance.models import Subject
from gongjiang.governance.queries.attachments import register_owner
from gongjiang.governance.queries.reach import Reach
from gongjiang.mentoring.models import MonthRecord
from gongjiang.mentoring.queries.agreements import agreements_visible_to
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import scope_of

MONTH_RECORD = "mentoring.month_record"


def subject_of(record: MonthRecord) -> Subject:
    return Subject(MONTH_RECORD, record.id)


def _sees_record(reach: Reach, row: int) -> bool:
    scope = scope_of(Person.objects.get(id=reach.reader_id), reach.day)
    return agreements_visible_to(scope).filter(months__id=row).exists()


register_owner(MONTH_RECORD, _sees_record)
