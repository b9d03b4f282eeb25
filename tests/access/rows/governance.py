"""Rules, publicity, appeals, notices, files."""

from __future__ import annotations

from access import governance_subjects as governance
from access.readers import WORKER
from access.row import EVERYBODY, IN_A, NOBODY, OWN_HR, Arguments, Row, without_object
from gongjiang.people.models import Role

OFFICERS = frozenset({Role.HR, Role.REFORM_OFFICE})


def governed(roles: frozenset[str], arguments: Arguments) -> Row:
    """A page of one enterprise."""
    return Row(own=roles, other=NOBODY, arguments=arguments)


def governing(roles: frozenset[str], arguments: Arguments) -> Row:
    """A form about something of one enterprise."""
    return Row(own=roles, other=NOBODY, method="post", arguments=arguments, data=governance.a_form)


GOVERNANCE = {
    "governance:rules": without_object(EVERYBODY, searched=True),
    "governance:draft_rule": Row(own=OFFICERS, other=OFFICERS, arguments=governance.a_key_of_rules),
    "governance:rule": governed(IN_A, governance.a_rule),
    "governance:revise_rule": governed(OWN_HR, governance.a_draft),
    "governance:approve_rule": governing(OWN_HR, governance.a_draft),
    "governance:publish_rule": governing(OWN_HR, governance.a_draft),
    "governance:discard_rule": governing(OWN_HR, governance.a_rule),
    "governance:end_rule": governing(OWN_HR, governance.a_rule),
    "governance:rule_file": governing(OWN_HR, governance.a_rule),
    "governance:publicities": without_object(EVERYBODY, searched=True),
    "governance:publicity": governed(IN_A, governance.a_publicity),
    "governance:object": governing(IN_A, governance.a_publicity),
    "governance:close_publicity": governing(OWN_HR, governance.a_publicity),
    "governance:publicity_file": governing(OWN_HR, governance.a_publicity),
    "governance:answer_objection": governing(OWN_HR, governance.an_objection),
    "governance:appeals": without_object(EVERYBODY),
    "governance:new_appeal": without_object(EVERYBODY),
    "governance:appeal_queue": without_object(OFFICERS, searched=True),
    "governance:appeal": governed(frozenset({WORKER, Role.HR}), governance.an_appeal),
    "governance:take_up_appeal": governing(OWN_HR, governance.an_appeal),
    "governance:decide_appeal": governing(OWN_HR, governance.an_appeal),
    "governance:withdraw_appeal": governing(frozenset({WORKER}), governance.a_withdrawn_appeal),
    "governance:appeal_file": governing(frozenset({WORKER, Role.HR}), governance.an_appeal),
    "governance:notices": without_object(EVERYBODY),
    "governance:read_notices": Row(method="post", data=governance.a_form),
    "governance:attachment": governed(IN_A, governance.an_attachment),
}
