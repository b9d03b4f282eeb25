"""Rules, publicity, appeals, notices, files: one of each in each enterprise.

Each is made when it is first asked for, and left so that no deed of the matrix changes it.
"""

from __future__ import annotations

import io
from typing import Any

from access.readers import WORKER, Readers
from access.row import EVERYBODY, NOBODY, OWN_HR, Arguments, Row, keyed, without_object
from gongjiang.governance.models import (
    Appeal,
    Attachment,
    Objection,
    Publicity,
    RuleSet,
    Subject,
)
from gongjiang.governance.queries.attachments import subject_of
from gongjiang.governance.services.appeals import submit_appeal, take_up_appeal, withdraw_appeal
from gongjiang.governance.services.attachments import attach
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.governance.services.publicity import object_to, open_publicity
from gongjiang.governance.services.rule_sets import Draft, approve_rule_set, draft_rule_set
from gongjiang.kernel.periods import now, today
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from world import Site


def a_key_of_rules(readers: Readers, site: Site) -> dict[str, Any]:
    return {"key": "governance.terms"}


def a_draft(readers: Readers, site: Site) -> dict[str, Any]:
    """A draft that cannot be approved, for want of a procedure."""
    return {"public_id": _rule(site, "draft", procedure="").public_id}


def a_rule(readers: Readers, site: Site) -> dict[str, Any]:
    """An approved rule of the enterprise."""
    rule = _rule(site, "approved", procedure="职代会")
    if rule.approved_at is None:
        approve_rule_set(rule_set_id=rule.id, actor=SYSTEM, at=now())
    return {"public_id": rule.public_id}


def a_publicity(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": _publicity(site).public_id}


def an_objection(readers: Readers, site: Site) -> dict[str, Any]:
    publicity, worker = _publicity(site), readers.worker_of(site)
    objection = Objection.objects.filter(publicity=publicity).first() or object_to(
        publicity_id=publicity.id, actor=worker, text="有误", at=now()
    )
    return {"public_id": publicity.public_id, "objection_id": objection.public_id}


def an_attachment(readers: Readers, site: Site) -> dict[str, Any]:
    subject = subject_of(_publicity(site))
    found = Attachment.objects.filter(subject_type=subject.type, subject_id=subject.id).first()
    found = found or attach(
        subject=subject,
        name="名单.pdf",
        content=io.BytesIO(b"%PDF-1.7\n"),
        uploaded_by=site.hr,
        at=now(),
    )
    return {"public_id": found.public_id}


def an_appeal(readers: Readers, site: Site) -> dict[str, Any]:
    """An appeal under review."""
    appeal = _appeal(readers, site, 1)
    if appeal.state == Appeal.State.SUBMITTED:
        take_up_appeal(appeal_id=appeal.id, actor=site.hr, at=now())
    return {"public_id": appeal.public_id}


def a_withdrawn_appeal(readers: Readers, site: Site) -> dict[str, Any]:
    appeal = _appeal(readers, site, 2)
    if appeal.is_waiting:
        withdraw_appeal(appeal_id=appeal.id, actor=readers.worker_of(site), at=now())
    return {"public_id": appeal.public_id}


def _rule(site: Site, version: str, *, procedure: str) -> RuleSet:
    found = RuleSet.objects.filter(scope=site.enterprise, version=version).first()
    draft = Draft(
        key="governance.terms",
        version=version,
        content={"publicity_working_days": 7, "appeal_reply_working_days": 10},
        valid_from=today(),
        scope=site.enterprise,
        procedure_reference=procedure,
    )
    return found or draft_rule_set(draft, actor=SYSTEM, at=now())


def _publicity(site: Site) -> Publicity:
    install_defaults(actor=SYSTEM, on=today())
    return Publicity.objects.filter(unit=site.enterprise).first() or open_publicity(
        subject=Subject("test.list", site.enterprise.id),
        unit=site.enterprise,
        title=f"{site.enterprise.name}名单",
        actor=SYSTEM,
        from_day=today(),
        at=now(),
    )


def _appeal(readers: Readers, site: Site, row: int) -> Appeal:
    install_defaults(actor=SYSTEM, on=today())
    appellant = readers.worker_of(site)
    return Appeal.objects.filter(appellant=appellant, subject_id=row).first() or submit_appeal(
        subject=Subject("test.row", row),
        title=f"{appellant.name}的记录",
        unit=site.team,
        appellant=appellant,
        reason=f"{appellant.name}：有误。",
        at=now(),
    )


IN_A = frozenset(
    {
        WORKER,
        Role.HR,
        Role.TEAM_LEADER,
        Role.MASTER,
        Role.LECTURER,
        Role.REVIEWER,
        Role.JUDGE,
        Role.FINANCE,
    }
)
"""Who works in enterprise A, or is seated in it."""
OFFICERS = frozenset({Role.HR, Role.REFORM_OFFICE})
PARTIES = frozenset({WORKER, Role.HR})


def page(roles: frozenset[str], arguments: Arguments) -> Row:
    """A page of one enterprise."""
    return Row(own=roles, other=NOBODY, arguments=arguments)


def deed(roles: frozenset[str], arguments: Arguments) -> Row:
    """A form about something of one enterprise, sent with nothing filled in."""
    return Row(own=roles, other=NOBODY, method="post", arguments=arguments, data=keyed())


GOVERNANCE = {
    "governance:rules": without_object(EVERYBODY, searched=True),
    "governance:draft_rule": Row(own=OFFICERS, other=OFFICERS, arguments=a_key_of_rules),
    "governance:rule": page(IN_A, a_rule),
    "governance:revise_rule": page(OWN_HR, a_draft),
    "governance:approve_rule": deed(OWN_HR, a_draft),
    "governance:publish_rule": deed(OWN_HR, a_draft),
    "governance:discard_rule": deed(OWN_HR, a_rule),
    "governance:end_rule": deed(OWN_HR, a_rule),
    "governance:rule_file": deed(OWN_HR, a_rule),
    "governance:publicities": without_object(EVERYBODY, searched=True),
    "governance:publicity": page(IN_A, a_publicity),
    "governance:object": deed(IN_A, a_publicity),
    "governance:close_publicity": deed(OWN_HR, a_publicity),
    "governance:publicity_file": deed(OWN_HR, a_publicity),
    "governance:answer_objection": deed(OWN_HR, an_objection),
    "governance:appeals": without_object(EVERYBODY),
    "governance:new_appeal": without_object(EVERYBODY),
    "governance:appeal_queue": without_object(OFFICERS, searched=True),
    "governance:appeal": page(PARTIES, an_appeal),
    "governance:take_up_appeal": deed(OWN_HR, an_appeal),
    "governance:decide_appeal": deed(OWN_HR, an_appeal),
    "governance:withdraw_appeal": deed(frozenset({WORKER}), a_withdrawn_appeal),
    "governance:appeal_file": deed(PARTIES, an_appeal),
    "governance:notices": without_object(EVERYBODY),
    "governance:read_notices": Row(method="post", data=keyed()),
    "governance:attachment": page(IN_A, an_attachment),
}
