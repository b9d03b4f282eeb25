"""Projects, items, patents and teams: one of each in each enterprise, made by the services.

The worker of the site is author, leader and inventor; A's readers decide about what is theirs to
decide, the reviewer in a workshop, so without the registers. What they are allowed and the rows
cannot bear (a stopped project) stays a refusal.
"""

from __future__ import annotations

from typing import Any

from access.readers import CANARY, WORKER, Readers
from access.row import EVERYBODY, NOBODY, Arguments, Row, keyed, without_object
from gongjiang.innovation.models import FiveSmall, InnovationProject, Patent, RDTeam, RuleDocument
from gongjiang.innovation.rules.parts import Part
from gongjiang.innovation.rules.projects import Step
from gongjiang.innovation.services.five_small import (
    Declared,
    declare_five_small,
    withdraw_five_small,
)
from gongjiang.innovation.services.five_small_defaults import install_five_small
from gongjiang.innovation.services.loop import register_document
from gongjiang.innovation.services.patents import Application, register_patent
from gongjiang.innovation.services.projects import Plan, propose_project, stop_project
from gongjiang.innovation.services.rd_teams import form_rd_team
from gongjiang.kernel.periods import add_months, now, today
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.web.house.reader import ZONE_ROLES
from world import Site, make_worker

DECIDERS = frozenset({Role.HR, Role.REVIEWER})
LISTS = frozenset({Role.HR, Role.REVIEWER, Role.TEAM_LEADER, Role.FINANCE})
PROJECT_SEERS = frozenset({WORKER, *LISTS})
ITEM_SEERS = frozenset({WORKER, Role.HR, Role.REVIEWER, Role.TEAM_LEADER})
REGISTER = frozenset({Role.HR, Role.FINANCE})
KEEPERS = frozenset({Role.HR})
PATENT_SEERS = frozenset({WORKER, *REGISTER})
AT_WORK = frozenset({WORKER})
OWN = frozenset({WORKER})


def title_at(readers: Readers, site: Site, what: str) -> str:
    return f"{CANARY}{what}" if site is readers.world.b else what


def a_project(readers: Readers, site: Site) -> dict[str, Any]:
    """One that was stopped: every deed on it is refused, whoever may."""
    found = InnovationProject.objects.filter(enterprise=site.enterprise).first()
    return {"public_id": (found or _project(readers, site)).public_id}


def an_item(readers: Readers, site: Site) -> dict[str, Any]:
    """One that was taken back."""
    found = FiveSmall.objects.filter(enterprise=site.enterprise).first()
    return {"public_id": (found or _item(readers, site)).public_id}


def a_patent(readers: Readers, site: Site) -> dict[str, Any]:
    found = Patent.objects.filter(enterprise=site.enterprise).first()
    return {"public_id": (found or _patent(readers, site)).public_id}


def a_team(readers: Readers, site: Site) -> dict[str, Any]:
    found = RDTeam.objects.filter(enterprise=site.enterprise).first()
    return {"public_id": (found or _team(readers, site)).public_id}


def a_link(readers: Readers, site: Site) -> dict[str, Any]:
    return {"kind": "PROJECT", **a_project(readers, site)}


def a_document(readers: Readers, site: Site) -> dict[str, Any]:
    found = RuleDocument.objects.filter(enterprise=site.enterprise).first()
    document = found or register_document(
        enterprise_id=site.enterprise.id,
        title=title_at(readers, site, "革新办法"),
        number="一",
        valid_from=today(),
        actor=SYSTEM,
        at=now(),
    )
    return {"kind": "document", "public_id": document.public_id}


def a_kind(readers: Readers, site: Site) -> dict[str, Any]:
    install_five_small(actor=SYSTEM, on=today())
    return {"kind": "DESIGN"}


def _project(readers: Readers, site: Site) -> InnovationProject:
    worker = readers.worker_of(site)
    plan = Plan(
        enterprise_id=site.enterprise.id,
        title=title_at(readers, site, "密封改造"),
        object="单晶炉",
        baseline="漏气",
        target="不漏气",
        due_on=add_months(today(), 6),
        members=[Part(worker.id, 10_000)],
        steps=[Step("试制", add_months(today(), 1))],
    )
    project = propose_project(plan, actor=worker, at=now())
    return stop_project(project_id=project.id, reason="无场地", actor=SYSTEM, at=now())


def _item(readers: Readers, site: Site) -> FiveSmall:
    install_five_small(actor=SYSTEM, on=today())
    worker = readers.worker_of(site)
    item = Declared(
        enterprise_id=site.enterprise.id,
        kind="DESIGN",
        title=title_at(readers, site, "夹具"),
        answers={"design_of": "夹具", "drawing": "图一"},
        effect="快一分钟",
        completed_on=today(),
        authors=[Part(worker.id, 10_000)],
    )
    found = declare_five_small(item, actor=worker, at=now())
    return withdraw_five_small(item_id=found.id, actor=worker, at=now())


def _patent(readers: Readers, site: Site) -> Patent:
    application = Application(
        enterprise_id=site.enterprise.id,
        kind="DESIGN",
        title=title_at(readers, site, "一种夹具"),
        filed_on=today(),
        inventors=[Part(readers.worker_of(site).id, 10_000)],
    )
    return register_patent(application, actor=SYSTEM, at=now())


def _team(readers: Readers, site: Site) -> RDTeam:
    mate = make_worker(site, title_at(readers, site, "研发员")).person
    return form_rd_team(
        enterprise_id=site.enterprise.id,
        name=title_at(readers, site, "攻关组"),
        topic="密封",
        member_ids=[readers.worker_of(site).id, mate.id],
        actor=SYSTEM,
        at=now(),
    )


def _seen(arguments: Arguments, own: frozenset[str]) -> Row:
    return Row(own=own, other=NOBODY, arguments=arguments)


def _deed(arguments: Arguments, own: frozenset[str], **data: Any) -> Row:
    return Row(own=own, other=NOBODY, method="post", arguments=arguments, data=keyed(**data))


def _asked(arguments: Arguments, own: frozenset[str], **data: Any) -> Row:
    return Row(
        own=own,
        other=NOBODY,
        method="post",
        arguments=arguments,
        data=lambda _readers, _site: data,
        json=True,
    )


PROJECTS = {
    "projects:mine": without_object(EVERYBODY),
    "projects:projects": without_object(LISTS),
    "projects:propose": without_object(AT_WORK | KEEPERS),
    "projects:project": _seen(a_project, PROJECT_SEERS),
    **{
        f"projects:project-{deed}": _deed(a_project, who)
        for deed, who in {
            "approve": DECIDERS,
            "start": OWN,
            "milestone": OWN,
            "results": OWN,
            "spend": OWN,
            "refund": OWN,
            "members": OWN,
            "accept": DECIDERS,
            "opine": NOBODY,
            "appraise": DECIDERS,
            "panel": DECIDERS,
            "replace": DECIDERS,
            "promote": DECIDERS,
            "method": DECIDERS,
            "agree": NOBODY,
            "disagree": NOBODY,
            "raise": DECIDERS,
            "convert": REGISTER,
            "file": OWN | DECIDERS,
            "stop": DECIDERS,
        }.items()
    },
    "projects:items": without_object(ITEM_SEERS - {WORKER}),
    "projects:choose": without_object(EVERYBODY),
    "projects:declare": Row(own=AT_WORK, other=AT_WORK, arguments=a_kind),
    "projects:item": _seen(an_item, ITEM_SEERS),
    "projects:item-accept": _deed(an_item, DECIDERS),
    "projects:item-refuse": _deed(an_item, DECIDERS),
    "projects:item-file": _deed(an_item, OWN | DECIDERS),
    "projects:item-withdraw": _deed(an_item, OWN),
    "projects:patents": without_object(REGISTER),
    "projects:register": without_object(KEEPERS),
    "projects:patent": _seen(a_patent, PATENT_SEERS),
    "projects:patent-step": _deed(a_patent, KEEPERS),
    "projects:patent-fee": _deed(a_patent, KEEPERS),
    "projects:patent-convert": _deed(a_patent, REGISTER),
    "projects:patent-end": _deed(a_patent, KEEPERS),
    "projects:teams": without_object(REGISTER),
    "projects:form-team": without_object(KEEPERS),
    "projects:team": _seen(a_team, PATENT_SEERS),
    "projects:join-team": _deed(a_team, KEEPERS),
    "projects:leave-team": _deed(a_team, KEEPERS),
    "projects:dissolve-team": _deed(a_team, KEEPERS),
    "projects:loop": without_object(KEEPERS),
    "projects:add-document": Row(own=KEEPERS, other=KEEPERS, method="post", data=keyed()),
    "projects:add-platform": Row(own=KEEPERS, other=KEEPERS, method="post", data=keyed()),
    "projects:end-base": _deed(a_document, KEEPERS),
    "projects:link": _deed(a_link, KEEPERS),
    "projects:zone": without_object(frozenset(ZONE_ROLES)),
    "api:list_projects": Row(searched=True),
    "api:show_project": _seen(a_project, PROJECT_SEERS),
    "api:approve_project": _asked(a_project, DECIDERS, budget_fen=100),
    "api:accept_project": _asked(a_project, DECIDERS, evidence="看过"),
    "api:list_five_small": Row(searched=True),
    "api:show_five_small": _seen(an_item, ITEM_SEERS),
    "api:accept_five_small": _asked(an_item, DECIDERS),
    "api:refuse_five_small": _asked(an_item, DECIDERS, reason="不符"),
    "api:list_patents": Row(searched=True),
    "api:show_patent": _seen(a_patent, PATENT_SEERS),
}
