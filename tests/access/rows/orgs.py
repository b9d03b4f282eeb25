"""Pages about units."""

from __future__ import annotations

from typing import Any

from access.readers import Readers
from access.row import EVERYBODY, IN_A, LONG_AGO, NOBODY, OWN_HR, Arguments, Row, a_team, keyed
from gongjiang.orgs.models import Link, UnitKind
from gongjiang.orgs.services import link_units, open_unit
from gongjiang.people.models import Role
from world import OPENING, Site

# The zone's roles see every unit's aggregates; a grid or station those of its own ground.
LOCAL = frozenset({Role.GRID_WORKER, Role.INSTRUCTOR})
OVER_ALL = frozenset(
    {
        Role.ZONE_PARTY_OFFICE,
        Role.ZONE_UNION,
        Role.REFORM_OFFICE,
        Role.LEADER,
        Role.SYSTEM_ADMIN,
        Role.AUDITOR,
        Role.PRIVACY_OFFICER,
        Role.STATION_HEAD,
    }
)


def a_union_link(readers: Readers, site: Site) -> dict[str, Any]:
    """A union unit tied to the site."""
    existing = Link.objects.filter(target=site.enterprise).select_related("source").first()
    if existing is None:
        root = open_unit(kind=UnitKind.ZONE_UNION, name="总工会", parent=None, on=OPENING)
        union = open_unit(kind=UnitKind.ENTERPRISE_UNION, name="企业工会", parent=root, on=OPENING)
        existing = link_units(
            kind=Link.Kind.SEATED_AT, source=union, target=site.enterprise, on=OPENING
        )
    return {"public_id": existing.source.public_id, "link_id": existing.id}


def a_union_unit(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": a_union_link(readers, site)["public_id"]}


def linking(readers: Readers, site: Site) -> dict[str, Any]:
    target = {"link-kind": "SEATED_AT", "link-target": site.enterprise.id, "link-on": LONG_AGO}
    return keyed(**target)(readers, site)


def moving_team(readers: Readers, site: Site) -> dict[str, Any]:
    return keyed(**{"move-to": site.enterprise.id, "move-on": LONG_AGO})(readers, site)


def deed(data: Arguments, own: frozenset[str] = OWN_HR, arguments: Arguments = a_team) -> Row:
    return Row(own=own, other=NOBODY, method="post", arguments=arguments, data=data)


ORGS = {
    "orgs:zone": Row(),
    "orgs:tree": Row(searched=True),
    "orgs:unit": Row(own=IN_A | LOCAL | OVER_ALL, other=OVER_ALL, arguments=a_team, searched=True),
    "orgs:branch": Row(own=IN_A | LOCAL | OVER_ALL, other=OVER_ALL, arguments=a_team),
    "orgs:changes": Row(own=OWN_HR, other=NOBODY, arguments=a_team),
    "orgs:open": deed(keyed(**{"open-kind": "TEAM", "open-name": "新班", "open-on": LONG_AGO})),
    "orgs:move": deed(moving_team),
    "orgs:close": deed(keyed(**{"close-on": LONG_AGO})),
    "orgs:operating": deed(keyed(**{"operating-on": LONG_AGO, "operating-operating": "no"})),
    "orgs:link": deed(linking, EVERYBODY, a_union_unit),
    "orgs:end_link": deed(keyed(**{"end_link-on": LONG_AGO}), EVERYBODY, a_union_link),
}
