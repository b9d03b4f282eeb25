"""What workers do for people, each a deed of services."""

from __future__ import annotations

from gongjiang.kernel.jobs import nightly, task
from gongjiang.kernel.periods import now, today
from gongjiang.people.models import Person
from gongjiang.people.services import roster_files, roster_jobs, rosters, workbooks


@task("people.check_roster")
def check_roster(*, roster_id: int, actor_id: int) -> None:
    roster_jobs.check_as_asked(roster_id, Person.objects.get(id=actor_id), at=now())


@task("people.apply_roster")
def apply_roster(*, roster_id: int, actor_id: int) -> None:
    roster_jobs.apply_as_asked(roster_id, Person.objects.get(id=actor_id), at=now())


@task("people.undo_roster")
def undo_roster(*, roster_id: int, actor_id: int) -> None:
    roster_jobs.undo_as_asked(roster_id, Person.objects.get(id=actor_id), at=now())


@task("people.annotate_roster")
def annotate_roster(*, roster_id: int) -> None:
    roster_files.write_annotated(roster_id)


@nightly("people.forget_old_rosters", hour=4)
def forget_old_rosters() -> None:
    rosters.forget_old(on=today())
    workbooks.forget_old(on=today())


@task("people.check_workbook")
def check_workbook(*, workbook_id: int, actor_id: int) -> None:
    workbooks.check_as_asked(workbook_id, Person.objects.get(id=actor_id), at=now())


@task("people.apply_workbook")
def apply_workbook(*, workbook_id: int, actor_id: int) -> None:
    workbooks.apply_as_asked(workbook_id, Person.objects.get(id=actor_id), at=now())


@task("people.undo_workbook")
def undo_workbook(*, workbook_id: int, actor_id: int) -> None:
    workbooks.undo_as_asked(workbook_id, Person.objects.get(id=actor_id), at=now())


@task("people.annotate_workbook")
def annotate_workbook(*, workbook_id: int) -> None:
    workbooks.write_annotated(workbook_id)
