"""The echelon: key positions, reviews, exports, speed."""

from __future__ import annotations

from typing import Any

from access.readers import Readers
from access.row import (
    LONG_AGO,
    NOBODY,
    OWN_HR,
    Arguments,
    Row,
    a_worker,
    keyed,
    no_arguments,
    without_object,
)
from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.models import Export, KeyPosition, Simulation, Successor
from gongjiang.careers.services.defaults import install_ladder
from gongjiang.careers.services.exports import Sending, record_export, register_new_base
from gongjiang.careers.services.key_positions import NewKeyPosition, name_key_position
from gongjiang.careers.services.simulations import Trial, ask_to_simulate
from gongjiang.careers.services.successors import name_successor
from gongjiang.careers.simulator.changes import Change
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.web.house.reader import ZONE_ROLES
from world import NOON, TODAY, Site

KEEPERS = frozenset({Role.HR, Role.TEAM_LEADER})
OFFICES = frozenset(ZONE_ROLES)


def a_key_position(readers: Readers, site: Site) -> dict[str, Any]:
    """A key position of the site's team, with the site's worker prepared for it."""
    found = KeyPosition.objects.filter(enterprise=site.enterprise).first()
    if found is None:
        new = NewKeyPosition(unit=site.team, title="炉长", why="只此一人")
        found = name_key_position(enterprise=site.enterprise, new=new, actor=SYSTEM, on=TODAY)
        name_successor(
            position_id=found.id, person=readers.worker_of(site), readiness="NOW", why="跟岗",
            actor=SYSTEM, on=TODAY,
        )  # fmt: skip
    return {"public_id": found.public_id}


def a_successor(readers: Readers, site: Site) -> dict[str, Any]:
    named = a_key_position(readers, site)
    found = Successor.objects.get(position__public_id=named["public_id"])
    return {**named, "successor_id": found.public_id}


def an_export(readers: Readers, site: Site) -> dict[str, Any]:
    """The site's worker, sent to a new base of the site."""
    found = Export.objects.filter(enterprise=site.enterprise).first()
    if found is None:
        base = register_new_base(
            enterprise=site.enterprise, name="新基地", place="某地", actor=SYSTEM, on=TODAY
        )
        sending = Sending(person=readers.worker_of(site), kind="DISPATCH", why="投产", to_base=base)
        found = record_export(enterprise=site.enterprise, sending=sending, actor=SYSTEM, on=TODAY)
    return {"public_id": found.public_id}


def deed(arguments: Arguments, own: frozenset[str], **data: Any) -> Row:
    return Row(own=own, other=NOBODY, method="post", arguments=arguments, data=keyed(**data))


ENDING = {"on": LONG_AGO, "why": "撤销"}

ECHELON = {
    "echelon:home": without_object(KEEPERS | OFFICES, searched=True),
    "echelon:name": without_object(OWN_HR),
    "echelon:position": Row(own=KEEPERS, other=NOBODY, arguments=a_key_position),
    "echelon:close": deed(a_key_position, OWN_HR, **ENDING),
    "echelon:add": deed(a_key_position, KEEPERS),
    "echelon:judge": deed(a_successor, KEEPERS, readiness="1-2Y", **ENDING),
    "echelon:remove": deed(a_successor, KEEPERS, **ENDING),
    "echelon:grid": without_object(KEEPERS, searched=True),
    "echelon:review": Row(own=KEEPERS, other=NOBODY, arguments=a_worker),
    "echelon:exports": without_object(OWN_HR, searched=True),
    "echelon:send": without_object(OWN_HR),
    "echelon:base": without_object(OWN_HR),
    "echelon:return": Row(own=OWN_HR, other=NOBODY, arguments=an_export),
    "echelon:speed": without_object(OFFICES | OWN_HR, searched=True),
}


def a_replay(readers: Readers, site: Site) -> dict[str, Any]:
    """A replay of the site's careers that nobody has run yet."""
    found = Simulation.objects.filter(enterprise=site.enterprise).first()
    if found is None:
        if not approved().filter(key=LadderRule.key).exists():
            install_ladder(actor=SYSTEM, on=TODAY)
        trial = Trial(enterprise=site.enterprise, base_fen=1, until=TODAY, change=Change(months=12))
        found = ask_to_simulate(trial, actor=site.hr, at=NOON)
    return {"public_id": found.public_id}


SIMULATORS = frozenset({Role.HR, Role.REFORM_OFFICE})

ECHELON |= {
    "echelon:simulations": without_object(SIMULATORS),
    "echelon:simulate": without_object(SIMULATORS),
    "echelon:simulation": Row(own=OWN_HR, other=NOBODY, arguments=a_replay),
}


def naming(readers: Readers, site: Site) -> dict[str, Any]:
    """A key position of a title that stands there already."""
    a_key_position(readers, site)
    return {
        "enterprise": str(site.enterprise.public_id), "unit": str(site.team.public_id),
        "title": "炉长", "why": "只此一人", "on": LONG_AGO,
    }  # fmt: skip


def following(readers: Readers, site: Site) -> dict[str, Any]:
    person = str(readers.worker_of(site).public_id)
    return {"person": person, "readiness": "NOW", "why": "跟岗", "on": LONG_AGO}


def sending(readers: Readers, site: Site) -> dict[str, Any]:
    """Somebody who did not work there then, sent nowhere."""
    person = str(readers.worker_of(site).public_id)
    return {
        "enterprise": str(site.enterprise.public_id), "person": person, "kind": "DISPATCH",
        "why": "投产", "on": LONG_AGO,
    }  # fmt: skip


def trying(readers: Readers, site: Site) -> dict[str, Any]:
    """A change that changes nothing."""
    a_replay(readers, site)
    return {
        "enterprise": str(site.enterprise.public_id), "change": {}, "base_fen": 1,
        "until": TODAY.isoformat(),
    }  # fmt: skip


def ending(readers: Readers, site: Site) -> dict[str, Any]:
    return dict(ENDING)


def of_successor(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": a_successor(readers, site)["successor_id"]}


def api_deed(data: Arguments, own: frozenset[str], arguments: Arguments = no_arguments) -> Row:
    return Row(own=own, other=NOBODY, method="post", arguments=arguments, data=data, json=True)


ECHELON |= {
    "api:list_key_positions": Row(),
    "api:name_key_position": api_deed(naming, OWN_HR),
    "api:close_key_position": api_deed(ending, OWN_HR, a_key_position),
    "api:name_successor": api_deed(following, KEEPERS, a_key_position),
    "api:remove_successor": api_deed(ending, KEEPERS, of_successor),
    "api:list_exports": Row(),
    "api:record_export": api_deed(sending, OWN_HR),
    "api:record_return": api_deed(ending, OWN_HR, an_export),
    "api:ask_for_replay": api_deed(trying, OWN_HR),
    "api:show_replay": Row(own=OWN_HR, other=NOBODY, arguments=a_replay),
}
