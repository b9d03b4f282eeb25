"""Benefit and awards: an effect that is confirmed in each enterprise, a scheme and an award.

The worker of the site proposed it and entered it; B's is called by the canary. Each row is made
when it is first asked for, and left so that no deed of the matrix changes it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from access.readers import WORKER, Readers
from access.row import EVERYBODY, NOBODY, Arguments, Row, keyed, without_object
from gongjiang.innovation.models import Author, Award, Effect, Proposal, Scheme
from gongjiang.innovation.services.awards import Wanted, decide_award
from gongjiang.innovation.services.benefit_defaults import install_benefit_rules
from gongjiang.innovation.services.effects import Figures, enter_effect
from gongjiang.innovation.services.schemes import Terms, make_scheme
from gongjiang.kernel.periods import now, today
from gongjiang.orgs.models import Link
from gongjiang.orgs.services import link_units
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Appointment, Role
from gongjiang.web.house.reader import ZONE_ROLES
from world import OPENING, Site

OFFICE = frozenset(
    {Role.FINANCE, Role.UNION_CHAIR, Role.HR, Role.REVIEWER, Role.TEAM_LEADER, Role.AUDITOR}
)
MONEY = frozenset({Role.FINANCE, Role.UNION_CHAIR, Role.HR})
UNION = frozenset({Role.UNION_CHAIR, Role.HR})
SEERS = OFFICE | {WORKER}
CHANGERS = frozenset({WORKER, Role.UNION_CHAIR, Role.REVIEWER})
AUDITOR = frozenset({Role.AUDITOR})
ENTERERS = frozenset(
    {
        WORKER,
        Role.UNION_CHAIR,
        Role.REVIEWER,
        Role.TEAM_LEADER,
    }
)


def an_effect(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": _effect(readers, site).public_id}


def an_award(readers: Readers, site: Site) -> dict[str, Any]:
    """One that is public."""
    return {"public_id": _award(readers, site).public_id}


def a_scheme(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": _scheme(readers, site).public_id}


def with_a_union(readers: Readers, site: Site) -> dict[str, Any]:
    """No object; but the reader who chairs a union chairs that of A."""
    _seat_the_union(readers, readers.world.a)
    return {}


def of_no_month(readers: Readers, site: Site) -> dict[str, Any]:
    return {"month": "2000-01-01"}


def correcting(readers: Readers, site: Site) -> dict[str, Any]:
    return {"month": "2000-01-01", "amount_fen": 1, "reason": "误"}


def reversing(readers: Readers, site: Site) -> dict[str, Any]:
    return {"from_month": "2000-01-01", "reason": "误"}


def claiming(readers: Readers, site: Site) -> dict[str, Any]:
    return {"source": "PROJECT", "origin": "没有这个项目", "share_bp": 1}


def _effect(readers: Readers, site: Site) -> Effect:
    found = Effect.objects.filter(enterprise=site.enterprise).first()
    return found or _entered(readers, site)


def _entered(readers: Readers, site: Site) -> Effect:
    install_benefit_rules(actor=SYSTEM, on=today())
    _seat_the_union(readers, site)
    figures = Figures(
        what="氩气",
        cost_line="氩气",
        kind="MATERIAL",
        adopted_on=date(2022, 1, 10),
        inputs={"before": "2", "after": "1", "price_fen": "100", "output": "1000"},
        confidence="ESTIMATED",
    )
    return enter_effect(
        figures,
        unit=site.team,
        source="PROPOSAL",
        source_id=_proposal(readers, site).id,
        share_bp=10_000,
        actor=readers.worker_of(site),
        at=now(),
    )


def _proposal(readers: Readers, site: Site) -> Proposal:
    """Adopted, and not accepted: so nobody can confirm what it brings."""
    proposal, made = Proposal.objects.get_or_create(
        enterprise=site.enterprise,
        number="2022-009999",
        defaults={
            "kind": "KAIZEN",
            "unit": site.team,
            "title": "节氩",
            "submitted_on": date(2022, 1, 5),
            "reply_by": date(2022, 2, 5),
            "decided_on": date(2022, 1, 6),
            "state": "IMPLEMENTING",
            "due_on": date(2023, 1, 6),
            "holder_unit": site.team,
        },
    )
    if made:
        Author.objects.create(
            proposal=proposal, person=readers.worker_of(site), position=1, share_bp=10_000
        )
    return proposal


def _seat_the_union(readers: Readers, site: Site) -> None:
    """In A the union whose chair is the reader."""
    chair = readers.persons[Role.UNION_CHAIR]
    union = Appointment.objects.get(person=chair, role=Role.UNION_CHAIR).unit
    if site is readers.world.a and not Link.objects.filter(source=union).exists():
        link_units(kind=Link.Kind.SEATED_AT, source=union, target=site.enterprise, on=OPENING)


def _scheme(readers: Readers, site: Site) -> Scheme:
    _effect(readers, site)
    found = Scheme.objects.filter(enterprise=site.enterprise).first()
    return found or make_scheme(
        Terms(kind="RESULT_BONUS", basis="EACH", name=f"{site.enterprise.name}奖", each_fen=5_000),
        enterprise=site.enterprise,
        from_day=OPENING,
        actor=SYSTEM,
        at=now(),
    )


def _award(readers: Readers, site: Site) -> Award:
    scheme = _scheme(readers, site)
    found = Award.objects.filter(scheme=scheme).first()
    if found is not None:
        return found
    proposal = _proposal(readers, site)
    Proposal.objects.filter(id=proposal.id).update(state="ACCEPTED")
    award = decide_award(
        scheme_id=scheme.id, wanted=Wanted("PROPOSAL", proposal.id), actor=SYSTEM, at=now()
    )
    Proposal.objects.filter(id=proposal.id).update(state="IMPLEMENTING")
    return award


def _deed(own: frozenset[str], arguments: Arguments = an_effect, **data: Any) -> Row:
    return Row(own=own, other=NOBODY, method="post", arguments=arguments, data=keyed(**data))


def _api_deed(own: frozenset[str], data: Arguments) -> Row:
    return Row(own=own, other=NOBODY, method="post", arguments=an_effect, data=data, json=True)


def _for(roles: frozenset[str], *, searched: bool = False) -> Row:
    """A page with one address for everybody, that shows each reader their own."""
    return Row(own=roles, other=roles, arguments=with_a_union, searched=searched)


FINANCE = frozenset({Role.FINANCE})

BENEFITS = {
    "benefits:queue": _for(OFFICE, searched=True),
    "benefits:list": _for(OFFICE, searched=True),
    "benefits:entries": _for(OFFICE, searched=True),
    "benefits:new": _for(ENTERERS),
    "benefits:zone": without_object(frozenset(ZONE_ROLES)),
    "benefits:effect": Row(own=SEERS, other=AUDITOR, arguments=an_effect),
    "benefits:change": Row(own=CHANGERS, other=NOBODY, arguments=an_effect),
    "benefits:confirm": _deed(FINANCE),
    "benefits:month": _deed(FINANCE),
    "benefits:return": _deed(FINANCE),
    "benefits:points": _deed(FINANCE),
    "benefits:correct": _deed(FINANCE),
    "benefits:take-back": _deed(FINANCE),
    "benefits:claim": _deed(CHANGERS),
    "benefits:unclaim": _deed(CHANGERS),
    "benefits:readings": _deed(CHANGERS),
    "benefits:withdraw": _deed(CHANGERS),
    "benefits:awards": _for(MONEY, searched=True),
    "benefits:decide": Row(
        own=UNION, other=UNION, method="post", arguments=with_a_union, data=keyed()
    ),
    "benefits:mine": without_object(EVERYBODY),
    "benefits:award": Row(own=MONEY | {WORKER}, other=NOBODY, arguments=an_award),
    "benefits:settle": _deed(UNION, an_award),
    "benefits:pay": _deed(FINANCE, an_award),
    "benefits:schemes": _for(MONEY),
    "benefits:end-scheme": Row(own=UNION, other=NOBODY, arguments=a_scheme),
    "api:list_effects": Row(searched=True),
    "api:show_effect": Row(own=SEERS, other=AUDITOR, arguments=an_effect),
    "api:claim_effect": _api_deed(CHANGERS, claiming),
    "api:confirm_effect": Row(
        own=FINANCE, other=NOBODY, method="post", arguments=an_effect, json=True
    ),
    "api:confirm_effect_month": _api_deed(FINANCE, of_no_month),
    "api:correct_effect_month": _api_deed(FINANCE, correcting),
    "api:take_effect_back": _api_deed(FINANCE, reversing),
    "api:list_my_awards": without_object(EVERYBODY),
    "api:show_award": Row(own=MONEY | {WORKER}, other=NOBODY, arguments=an_award),
}
