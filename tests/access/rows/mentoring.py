"""Masters and apprentices: an agreement in each enterprise that runs, with a change that waits.

The apprentice is the worker of the site, A's master the reader who is seated as one. Each row is
made when it is first asked for, and left so that no deed of the matrix changes it.
"""

from __future__ import annotations

from typing import Any

from access.readers import CANARY, WORKER, Readers
from access.row import EVERYBODY, NOBODY, OWN_HR, Arguments, Row, keyed, without_object
from apprenticeships import certify
from gongjiang.kernel.periods import now, today
from gongjiang.mentoring.models import Agreement, MasterChange, PairingLine, PairingRun
from gongjiang.mentoring.services.agreements import (
    Wish,
    draft_agreement,
    register_agreement,
    sign_agreement,
)
from gongjiang.mentoring.services.changes import propose_change, sign_change
from gongjiang.mentoring.services.defaults import install_terms
from gongjiang.mentoring.services.pairing import Asked, decline_line, propose_pairs
from gongjiang.mentoring.services.records import Month, confirm_month, write_month
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, PostKind, Role
from gongjiang.people.services.employment import Post, hire
from gongjiang.web.house.reader import ZONE_ROLES
from world import OPENING, Site, make_worker

SEERS = frozenset({WORKER, Role.MASTER, Role.HR, Role.TEAM_LEADER})
PARTIES = frozenset({WORKER, Role.MASTER})
KEEPERS = frozenset({Role.HR, Role.TEAM_LEADER})


def an_agreement(readers: Readers, site: Site) -> dict[str, Any]:
    """One that runs, with its first month confirmed."""
    return {"public_id": _agreement(readers, site).public_id}


def a_month(readers: Readers, site: Site) -> dict[str, Any]:
    return {**an_agreement(readers, site), "number": 1}


def a_change(readers: Readers, site: Site) -> dict[str, Any]:
    """A change of master that the apprentice has signed, and the new master has not."""
    agreement = _agreement(readers, site)
    if not agreement.changes.filter(closed_at=None, took_effect_on=None).exists():
        change = propose_change(
            agreement_id=agreement.id,
            to_master=_certified(site, "候任师傅"),
            reason="调班",
            actor=site.hr,
            at=now(),
        )
        sign_change(change_id=change.id, actor=readers.worker_of(site), at=now())
    assert MasterChange.objects.filter(agreement=agreement, closed_at=None).exists()
    return {"public_id": agreement.public_id}


def a_master(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": _agreement(readers, site).master.public_id}


def a_pairing(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": _run(readers, site).public_id}


def a_line(readers: Readers, site: Site) -> dict[str, Any]:
    """One that was declined."""
    run = _run(readers, site)
    line = PairingLine.objects.get(run=run)
    if line.state == PairingLine.State.PROPOSED:
        decline_line(line_id=line.id, actor=site.hr, at=now())
    return {"public_id": run.public_id, "line_id": line.public_id}


def writing(readers: Readers, site: Site) -> dict[str, Any]:
    return {"practised": [1], "hours": 4, "sentence": "好。"}


def returning(readers: Readers, site: Site) -> dict[str, Any]:
    return {"remark": "再写一遍"}


def _agreement(readers: Readers, site: Site) -> Agreement:
    found = Agreement.objects.filter(enterprise=site.enterprise, apprentice=readers.worker_of(site))
    return found.first() or _made(readers, site)


def _made(readers: Readers, site: Site) -> Agreement:
    install_terms(actor=SYSTEM, on=today())
    master, apprentice = _master(readers, site), readers.worker_of(site)
    wish = Wish(
        kind="NEW_WORKER",
        master=master,
        apprentice=apprentice,
        enterprise=site.enterprise,
        goal=f"{CANARY}独立上岗" if site is readers.world.b else "独立上岗",
        goals=["第一步"],
        term_months=6,
        starts_on=today(),
    )
    agreement = draft_agreement(wish, actor=SYSTEM, at=now())
    for person in (master, apprentice):
        sign_agreement(agreement_id=agreement.id, actor=person, at=now())
    agreement = register_agreement(agreement_id=agreement.id, actor=SYSTEM, at=now())
    month = Month(number=1, practised=[1], hours=4, sentence="好。")
    record = write_month(agreement_id=agreement.id, month=month, actor=apprentice, at=now())
    confirm_month(record_id=record.id, actor=master, at=now())
    return agreement


def _master(readers: Readers, site: Site) -> Person:
    """In A the reader who is seated as a master, at work there."""
    if site is not readers.world.a:
        return _certified(site, f"{CANARY}师傅")
    reader = readers.persons[Role.MASTER]
    post = Post(unit=site.other_team, name="技师", kind=PostKind.TECHNICAL)
    hire(
        person=reader, employer=site.enterprise, kind="REGULAR", post=post, actor=SYSTEM, on=OPENING
    )
    certify(reader, 4)
    return reader


def _certified(site: Site, name: str) -> Person:
    person = make_worker(site, name, unit=site.other_team).person
    certify(person, 5)
    return person


def _run(readers: Readers, site: Site) -> PairingRun:
    found = PairingRun.objects.filter(enterprise=site.enterprise).first()
    if found is not None:
        return found
    _agreement(readers, site)
    name = f"{CANARY}二号" if site is readers.world.b else "待师"
    certify(make_worker(site, name).person, 1)
    asked = Asked(
        enterprise=site.enterprise,
        unit=site.team,
        kind="SKILL_MASTER",
        goal="升级",
        goals=["第一步"],
        term_months=12,
    )
    return propose_pairs(asked, actor=SYSTEM, at=now())


def _deed(own: frozenset[str], arguments: Arguments = an_agreement, **data: Any) -> Row:
    return Row(own=own, other=NOBODY, method="post", arguments=arguments, data=keyed(**data))


def _seen(arguments: Arguments, own: frozenset[str] = SEERS) -> Row:
    return Row(own=own, other=NOBODY, arguments=arguments)


MENTORING = {
    "mentoring:mine": without_object(EVERYBODY),
    "mentoring:agreements": without_object(KEEPERS, searched=True),
    "mentoring:draft": without_object(OWN_HR),
    "mentoring:agreement": _seen(an_agreement),
    "mentoring:month": _seen(a_month),
    "mentoring:sign": _deed(PARTIES),
    "mentoring:withdraw": _deed(PARTIES | OWN_HR),
    "mentoring:register": _deed(OWN_HR),
    "mentoring:confirm": _deed(frozenset({Role.MASTER})),
    "mentoring:send-back": _deed(frozenset({Role.MASTER})),
    "mentoring:sign-off": _deed(KEEPERS),
    "mentoring:midterm": _deed(KEEPERS),
    "mentoring:exam": _deed(OWN_HR),
    "mentoring:marks": _deed(OWN_HR),
    "mentoring:master-opinion": _deed(frozenset({Role.MASTER})),
    "mentoring:leader-opinion": _deed(frozenset({Role.TEAM_LEADER})),
    "mentoring:conclude": _deed(OWN_HR),
    "mentoring:ask": _deed(PARTIES),
    "mentoring:answer": _deed(OWN_HR),
    "mentoring:change": _seen(an_agreement, OWN_HR),
    "mentoring:sign-change": _deed(frozenset({WORKER}), a_change),
    "mentoring:close-change": _deed(frozenset({WORKER, Role.HR}), a_change),
    "mentoring:pairs": without_object(OWN_HR),
    "mentoring:pairing": _seen(a_pairing, OWN_HR),
    "mentoring:accept_pair": _deed(OWN_HR, a_line),
    "mentoring:decline_pair": _deed(OWN_HR, a_line),
    "mentoring:allowances": without_object(OWN_HR, searched=True),
    "mentoring:effect": _seen(a_master, frozenset({Role.MASTER, Role.HR})),
    "mentoring:zone": without_object(frozenset(ZONE_ROLES)),
    "api:list_agreements": Row(searched=True),
    "api:show_agreement": _seen(an_agreement),
    "api:sign_agreement": Row(
        own=PARTIES, other=NOBODY, method="post", arguments=an_agreement, json=True
    ),
    "api:register_agreement": Row(
        own=OWN_HR, other=NOBODY, method="post", arguments=an_agreement, json=True
    ),
    "api:write_month": Row(
        own=frozenset({WORKER}),
        other=NOBODY,
        method="post",
        arguments=a_month,
        data=writing,
        json=True,
    ),
    "api:confirm_month": Row(
        own=frozenset({Role.MASTER}), other=NOBODY, method="post", arguments=a_month, json=True
    ),
    "api:return_month": Row(
        own=frozenset({Role.MASTER}),
        other=NOBODY,
        method="post",
        arguments=a_month,
        data=returning,
        json=True,
    ),
}
