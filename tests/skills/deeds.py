"""Deeds of this room in few words, for tests to build upon."""

from __future__ import annotations

from datetime import date
from itertools import count

from gongjiang.people.models import Person
from gongjiang.skills.models import Occupation, OperationCertificate, SkillCertificate, Title
from gongjiang.skills.services.certificates import NewCertificate, record_certificate
from gongjiang.skills.services.operation import (
    NewOperationCertificate,
    record_operation_certificate,
)
from gongjiang.skills.services.titles import NewTitle, confer_title
from world import TODAY

_numbers = count(1)


def certified(
    person: Person, rank: int, issued_on: date, *, by: Person, number: str = ""
) -> SkillCertificate:
    new = NewCertificate(
        occupation=Occupation.objects.get(code="6-31-01-03"),
        rank=rank,
        number=number or f"S{next(_numbers):06d}",
        issuer_kind="SOCIAL",
        issuer="宁夏某评价机构",
        issued_on=issued_on,
    )
    return record_certificate(person=person, new=new, actor=by, on=TODAY)


def titled(person: Person, level: int, conferred_on: date, *, by: Person) -> Title:
    new = NewTitle(
        level=level,
        field="ENGINEERING",
        name="工程师",
        issuer="宁夏职称办",
        conferred_on=conferred_on,
    )
    return confer_title(person=person, new=new, actor=by, on=TODAY)


def licensed(
    person: Person, issued_on: date, *, by: Person, kind_code: str = "LOW_VOLTAGE"
) -> OperationCertificate:
    new = NewOperationCertificate(
        kind_code=kind_code,
        number=f"T{next(_numbers):06d}",
        issuer="宁夏应急管理厅",
        issued_on=issued_on,
    )
    return record_operation_certificate(person=person, new=new, actor=by, on=TODAY)
