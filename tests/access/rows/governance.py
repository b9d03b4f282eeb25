"""Rules, publicity, appeals, notices, files."""

from __future__ import annotations

from typing import Any

from access.readers import EVERY_ROLE, WORKER, Readers
from access.row import NOBODY, OWN_HR, Arguments, Row, keyed
from gongjiang.governance.models import Appeal, Attachment, Objection, Publicity, RuleSet
from gongjiang.governance.queries.attachments import Subject, subject_of
from gongjiang.governance.services.appeals import submit_appeal
from gongjiang.governance.services.attachments import attach
from gongjiang.governance.services.defaults import DEFAULTS
from gongjiang.governance.services.publicity import object_to, open_publicity
from gongjiang.governance.services.rule_sets import Draft, draft_rule_set
from gongjiang.kernel.periods import now, today
from gongjiang.people.models import Employment, Role
from world import Site

KEY = "governance.terms"
GOVERNORS = frozenset({Role.HR, Role.REFORM_OFFICE})
# Those who work in A, or hold a role at it, above it, or in it.
CONCERNED = frozenset(EVERY_ROLE)


def a_rule(readers: Readers, site: Site) -> dict[str, Any]:
    """A draft of the site's own."""
    draft = RuleSet.objects.filter(scope=site.enterprise).first() or draft_rule_set(
        Draft(
            key=KEY,
            version="1",
            content=dict(DEFAULTS[KEY]),
            valid_from=today(),
            scope=site.enterprise,
        ),
        actor=site.hr,
        at=now(),
    )
    return {"public_id": draft.public_id}


def publicity_at(readers: Readers, site: Site) -> Publicity:
    subject = Subject("people.employment", site.enterprise.id)
    return Publicity.objects.filter(unit=site.enterprise).first() or open_publicity(
        subject=subject,
        unit=site.enterprise,
        title="奖励名单",
        actor=site.hr,
        from_day=today(),
        at=now(),
        working_days=5,
    )


def a_publicity(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": publicity_at(readers, site).public_id}


def an_objection(readers: Readers, site: Site) -> dict[str, Any]:
    publicity = publicity_at(readers, site)
    objection = Objection.objects.filter(publicity=publicity).first() or object_to(
        publicity_id=publicity.id,
        actor=readers.worker_of(site),
        text="名单有误",
        named=True,
        at=now(),
    )
    return {"public_id": publicity.public_id, "objection_id": objection.public_id}


def an_appeal(readers: Readers, site: Site) -> dict[str, Any]:
    person = readers.worker_of(site)
    employment = Employment.objects.get(person=person)
    appeal = Appeal.objects.filter(appellant=person).first() or submit_appeal(
        subject=Subject("people.employment", employment.id),
        title="我的用工",
        unit=site.enterprise,
        against=None,
        appellant=person,
        reason="请再看一次",
        at=now(),
    )
    return {"public_id": appeal.public_id}


def a_file(readers: Readers, site: Site) -> dict[str, Any]:
    """A file with the site's draft, which nobody outside may open."""
    a_rule(readers, site)
    draft = RuleSet.objects.get(scope=site.enterprise)
    subject = subject_of(draft)
    attachment = Attachment.objects.filter(
        subject_type=subject.type, subject_id=subject.id
    ).first() or attach(
        subject=subject, name="程序.txt", content=b"\xe5\xb7\xa5", uploaded_by=site.hr, at=now()
    )
    return {"public_id": attachment.public_id}


def deed(own: frozenset[str], arguments: Arguments, **values: Any) -> Row:
    return Row(own=own, other=NOBODY, method="post", arguments=arguments, data=keyed(**values))


HEARD = OWN_HR
PARTIES = frozenset({WORKER}) | HEARD

GOVERNANCE = {
    "governance:rules": Row(searched=True),
    "governance:draft_rule": Row(own=NOBODY, other=NOBODY),  # 404 until the address names a rule
    "governance:rule": Row(own=OWN_HR, other=NOBODY, arguments=a_rule),
    "governance:revise_rule": Row(own=OWN_HR, other=NOBODY, arguments=a_rule),
    "governance:approve_rule": deed(OWN_HR, a_rule),
    "governance:publish_rule": deed(OWN_HR, a_rule),
    "governance:discard_rule": deed(OWN_HR, a_rule),
    "governance:end_rule": deed(OWN_HR, a_rule),
    "governance:rule_file": deed(OWN_HR, a_rule),
    "governance:publicities": Row(searched=True),
    "governance:publicity": Row(own=CONCERNED, other=NOBODY, arguments=a_publicity),
    "governance:object": deed(CONCERNED, a_publicity),
    "governance:close_publicity": deed(OWN_HR, a_publicity),
    "governance:publicity_file": deed(OWN_HR, a_publicity),
    "governance:answer_objection": deed(OWN_HR, an_objection),
    "governance:appeals": Row(),
    "governance:new_appeal": Row(),
    "governance:appeal_queue": Row(own=GOVERNORS, other=GOVERNORS, searched=True),
    "governance:appeal": Row(own=PARTIES, other=NOBODY, arguments=an_appeal),
    "governance:take_up_appeal": deed(HEARD, an_appeal),
    "governance:decide_appeal": deed(HEARD, an_appeal),
    "governance:withdraw_appeal": deed(PARTIES, an_appeal),
    "governance:appeal_file": deed(PARTIES, an_appeal),
    "governance:notices": Row(),
    "governance:read_notices": Row(method="post", data=keyed()),
    "governance:attachment": Row(own=OWN_HR, other=NOBODY, arguments=a_file),
}
