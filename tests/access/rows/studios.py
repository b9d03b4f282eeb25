"""Studios, challenges and spread: one of each in each enterprise, left as no deed changes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from access.readers import WORKER, Readers
from access.row import EVERYBODY, NOBODY, OWN_HR, Arguments, Row, keyed, without_object
from gongjiang.innovation.models import Challenge, Process, Proposal, SpreadOffer, Studio
from gongjiang.innovation.models.proposals import Author
from gongjiang.innovation.services.challenges import (
    NewChallenge,
    NewMilestone,
    post_challenge,
)
from gongjiang.innovation.services.defaults_studios import install_studio_rules
from gongjiang.innovation.services.studios import NewStudio, found_studio
from gongjiang.kernel.periods import now, today
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from world import Site, make_worker

OVERSEERS = frozenset({Role.ZONE_UNION, Role.AUDITOR})
POSTERS = frozenset({Role.HR, Role.FINANCE})
DESKS = frozenset({Role.TEAM_LEADER, Role.REVIEWER})


def a_studio(readers: Readers, site: Site) -> dict[str, Any]:
    """One that bears no name yet; the worker of the site belongs to it."""
    return {"public_id": _studio(readers, site).public_id}


def a_studio_to_write_in(readers: Readers, site: Site) -> dict[str, Any]:
    return {**a_studio(readers, site), "name": "minutes"}


def a_challenge(readers: Readers, site: Site) -> dict[str, Any]:
    """One that takes bids; the worker of the site is a judge."""
    return {"public_id": _challenge(readers, site).public_id}


def a_challenge_to_stop(readers: Readers, site: Site) -> dict[str, Any]:
    return {**a_challenge(readers, site), "name": "stop"}


def an_idea(readers: Readers, site: Site) -> dict[str, Any]:
    """The worker's accepted idea, which no other team could use."""
    return {"public_id": _idea(readers, site, site.team).public_id}


def an_offer(readers: Readers, site: Site) -> dict[str, Any]:
    """An idea of another team, offered to the team of the site."""
    idea = _idea(readers, site, site.other_team)
    offer, _made = SpreadOffer.objects.get_or_create(
        proposal=idea,
        unit=site.team,
        defaults={"enterprise": site.enterprise, "offered_on": today(), "due_on": today()},
    )
    return {"public_id": offer.public_id}


def an_offer_to_answer(readers: Readers, site: Site) -> dict[str, Any]:
    return {**an_offer(readers, site), "name": "answer"}


def minutes_ahead(readers: Readers, site: Site) -> dict[str, Any]:
    day = (today() + timedelta(days=9)).isoformat()
    return {"kind": "MEETING", "held_on": day, "present": 3, "text": "例会"}


def no_reason(readers: Readers, site: Site) -> dict[str, Any]:
    return {"answer": "NOT_APPLICABLE", "reason": ""}


def _studio(readers: Readers, site: Site) -> Studio:
    found = Studio.objects.filter(enterprise=site.enterprise).first()
    if found is not None:
        return found
    install_studio_rules(actor=SYSTEM, on=today())
    new = NewStudio(
        name="密封工作室",
        unit=site.workshop,
        leader=make_worker(site, "所长").person,
        leader_group="SKILLED",
        field="密封",
        members=[(readers.worker_of(site), "SKILLED")],
    )
    return found_studio(new, actor=SYSTEM, on=today())


def _challenge(readers: Readers, site: Site) -> Challenge:
    found = Challenge.objects.filter(enterprise=site.enterprise).first()
    if found is not None:
        return found
    install_studio_rules(actor=SYSTEM, on=today())
    judges = [make_worker(site, f"评委{name}").person for name in "一二"]
    last = now() + timedelta(days=20)
    step = NewMilestone(title="验收", due_on=today() + timedelta(days=90), amount_fen=100)
    new = NewChallenge(
        enterprise=site.enterprise,
        title="温升",
        summary="温升超限",
        problem="温升 18 度",
        solved_when="8 度",
        prize_fen=100,
        bids_until=last,
        milestones=[step],
        judges=[*judges, readers.worker_of(site)],
    )
    return post_challenge(new, actor=SYSTEM, at=now())


def _idea(readers: Readers, site: Site, unit: Any) -> Proposal:
    found = Proposal.objects.filter(unit=unit, number__startswith="2020-").first()
    if found is not None:
        return found
    process, _made = Process.objects.get_or_create(code=f"P{unit.id}", defaults={"name": "直拉"})
    day = today() - timedelta(days=90)
    idea = Proposal.objects.create(
        number=f"2020-{unit.id:06d}",
        kind="KAIZEN",
        enterprise=site.enterprise,
        unit=unit,
        process=process,
        title="密封圈",
        submitted_on=day,
        reply_by=day,
        decided_on=day,
        accepted_on=day,
        closed_on=day,
        state="CLOSED",
    )
    author = readers.worker_of(site) if unit == site.team else make_worker(site, "作者").person
    Author.objects.create(proposal=idea, person=author, position=1, share_bp=10_000)
    return idea


def _deed(own: frozenset[str], other: frozenset[str], arguments: Arguments) -> Row:
    return Row(own=own, other=other, method="post", arguments=arguments, data=keyed())


ROOM = frozenset({WORKER}) | OWN_HR | OVERSEERS
IDEA = frozenset({WORKER}) | OWN_HR | DESKS | OVERSEERS

STUDIOS = {
    "studios:list": without_object(EVERYBODY, searched=True),
    "studios:found": without_object(OWN_HR),
    "studios:room": Row(own=ROOM, other=OVERSEERS, arguments=a_studio),
    "studios:outcome": Row(own=ROOM, other=OVERSEERS, arguments=a_studio),
    "studios:do": _deed(frozenset({WORKER}), NOBODY, a_studio_to_write_in),
    "challenges:board": without_object(EVERYBODY),
    "challenges:post": without_object(POSTERS),
    "challenges:challenge": Row(arguments=a_challenge),
    "challenges:bid": Row(arguments=a_challenge),
    "challenges:do": _deed(POSTERS, NOBODY, a_challenge_to_stop),
    "spread:list": without_object(OWN_HR | DESKS | OVERSEERS),
    "spread:answer": without_object(EVERYBODY),
    "spread:idea": Row(own=IDEA, other=OVERSEERS, arguments=an_idea),
    "spread:offer": _deed(
        OWN_HR | frozenset({Role.ZONE_UNION}), frozenset({Role.ZONE_UNION}), an_idea
    ),
    "spread:do": _deed(DESKS, NOBODY, an_offer_to_answer),
    "api:list_studios": Row(),
    "api:show_studio": Row(own=ROOM, other=OVERSEERS, arguments=a_studio),
    "api:write_studio_minutes": Row(
        own=frozenset({WORKER}),
        other=NOBODY,
        method="post",
        arguments=a_studio,
        data=minutes_ahead,
        json=True,
    ),
    "api:list_challenges": Row(),
    "api:show_challenge": Row(arguments=a_challenge),
    "api:list_offered_ideas": Row(),
    "api:answer_offered_idea": Row(
        own=DESKS,
        other=NOBODY,
        method="post",
        arguments=an_offer,
        data=no_reason,
        json=True,
    ),
}
