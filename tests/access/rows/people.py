"""Pages about people."""

from __future__ import annotations

from typing import Any

from access.readers import WORKER, Readers
from access.row import (
    EVERYBODY,
    NOBODY,
    OWN_HR,
    OWN_PEOPLE,
    Row,
    a_team,
    a_worker,
    about_a_worker,
    an_enterprise,
    keyed,
    without_object,
)
from gongjiang.people.models import Employment, EmploymentHold, Role, RosterImport, WorkbookImport
from gongjiang.people.registered import STAFF_NUMBERS
from gongjiang.people.services import workbooks
from gongjiang.people.services.rosters import Upload, bring, discard
from gongjiang.people.services.workbooks import Workbook
from world import NOON, TODAY, Site, make_worker


def opening(readers: Readers, site: Site) -> dict[str, Any]:
    return {"field": "phone", "reason": "核对"}


def a_roster(readers: Readers, site: Site) -> dict[str, Any]:
    """A workbook that was put aside, so that every deed on it is refused at the moment."""
    roster = RosterImport.objects.filter(enterprise=site.enterprise).first()
    if roster is None:
        upload = Upload(
            enterprise=site.enterprise, scope=site.enterprise, file_name="a.csv", content=b"a"
        )
        roster = discard(bring(upload, actor=site.hr, at=NOON).id, actor=site.hr)
    return {"public_id": roster.public_id}


def a_hold(readers: Readers, site: Site) -> dict[str, Any]:
    """An employment of the site's worker that waits for confirmation."""
    worker = readers.worker_of(site)
    hold, _made = EmploymentHold.objects.get_or_create(
        person=worker,
        defaults={
            "enterprise": readers.world.agency.enterprise,
            "roster": RosterImport.objects.get(public_id=a_roster(readers, site)["public_id"]),
            "row": 2,
            "name_given": worker.name,
            "kind": "REGULAR",
            "unit": readers.world.agency.team,
            "post": "操作工",
            "post_kind": "PRODUCTION",
            "starts_on": TODAY,
            "asked_at": NOON,
        },
    )
    return {"public_id": hold.public_id}


def somebody_dispatched(readers: Readers, site: Site) -> dict[str, Any]:
    """A worker of the agency, posted in the site's team."""
    name = f"派{site.enterprise.name[0]}"
    sent = Employment.objects.filter(person__name=name).first() or make_worker(
        readers.world.agency, name, kind="DISPATCHED", unit=site.team
    )
    return {"public_id": sent.person.public_id}


def a_workbook(readers: Readers, site: Site) -> dict[str, Any]:
    """One that was put aside: every deed on it is a refusal, and nothing changes."""
    brought = WorkbookImport.objects.filter(enterprise=site.enterprise).first()
    if brought is None:
        workbook = Workbook(
            kind=STAFF_NUMBERS, enterprise=site.enterprise, file_name="工号.xlsx", content=b"x"
        )
        kept = workbooks.bring(workbook, actor=site.hr, at=NOON)
        brought = workbooks.discard(kept.id, actor=site.hr)
    return {"public_id": brought.public_id}


def staff_numbers(readers: Readers, site: Site) -> dict[str, Any]:
    return {"slug": STAFF_NUMBERS.slug}


WORKBOOKS = Row(own=OWN_HR, other=OWN_HR, arguments=staff_numbers)
"""One address for everybody, that shows each reader their own."""
WORKBOOK_PAGE = Row(own=OWN_HR, other=NOBODY, arguments=a_workbook)
WORKBOOK_DEED = Row(own=OWN_HR, other=NOBODY, method="post", arguments=a_workbook, data=keyed())
ROSTER_PAGE = Row(own=OWN_HR, other=NOBODY, arguments=a_roster)
ROSTER_DEED = Row(own=OWN_HR, other=NOBODY, method="post", arguments=a_roster, data=keyed())
APPOINTERS = frozenset({Role.HR, Role.SYSTEM_ADMIN, Role.ZONE_UNION, Role.ZONE_PARTY_OFFICE})
WHO_SEE_PEOPLE = frozenset({Role.HR, Role.TEAM_LEADER})

PEOPLE = {
    "people:home": without_object(EVERYBODY),
    "people:list": without_object(WHO_SEE_PEOPLE, searched=True),
    "people:teams": without_object(OWN_HR, searched=True),
    "people:search": without_object(EVERYBODY, searched=True),
    "people:by_number": without_object(OWN_HR),
    "people:hire": without_object(OWN_HR),
    "people:holds": without_object(EVERYBODY),
    "people:hold": Row(
        own=frozenset({WORKER, Role.PRIVACY_OFFICER}),
        other=frozenset({Role.PRIVACY_OFFICER}),
        arguments=a_hold,
    ),
    "people:rosters": without_object(OWN_HR),
    "people:roster_export": without_object(OWN_HR),
    "people:roster_bring": without_object(OWN_HR),
    "people:roster": ROSTER_PAGE,
    "people:roster_annotated": ROSTER_PAGE,
    "people:roster_undo": ROSTER_PAGE,
    "people:roster_choose": ROSTER_DEED,
    "people:roster_check": ROSTER_DEED,
    "people:roster_apply": ROSTER_DEED,
    "people:roster_discard": ROSTER_DEED,
    "people:workbooks": WORKBOOKS,
    "people:workbook_bring": WORKBOOKS,
    "people:workbook_export": WORKBOOKS,
    "people:workbook": WORKBOOK_PAGE,
    "people:workbook_annotated": WORKBOOK_PAGE,
    "people:workbook_undo": WORKBOOK_PAGE,
    "people:workbook_choose": WORKBOOK_DEED,
    "people:workbook_check": WORKBOOK_DEED,
    "people:workbook_apply": WORKBOOK_DEED,
    "people:workbook_discard": WORKBOOK_DEED,
    "people:team_shift": Row(own=OWN_HR | {Role.TEAM_LEADER}, other=NOBODY, arguments=a_team),
    "people:move_several": Row(own=OWN_HR, other=NOBODY, arguments=a_team),
    "people:seats": without_object(APPOINTERS, searched=True),
    "people:fill_seat": without_object(APPOINTERS),
    "people:empty_seat": Row(
        own=frozenset({Role.HR, Role.SYSTEM_ADMIN}),
        other=frozenset({Role.SYSTEM_ADMIN}),
        arguments=an_enterprise,
    ),
    "people:person": about_a_worker(OWN_PEOPLE),
    "people:number": Row(
        own=frozenset({WORKER, Role.HR}),
        other=NOBODY,
        method="post",
        arguments=a_worker,
        data=opening,
    ),
    "people:hire_known": about_a_worker(OWN_HR),
    "people:move": about_a_worker(OWN_HR),
    "people:reassign": Row(own=OWN_HR, other=NOBODY, arguments=somebody_dispatched),
    "people:take_on": about_a_worker(OWN_HR),
    "people:leave": about_a_worker(OWN_HR),
    "people:appoint": about_a_worker(OWN_HR),
    "people:end_role": about_a_worker(OWN_HR),
}
