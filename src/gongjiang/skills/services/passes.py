"""Somebody shows, signed and for some minutes, that they may do a task now."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.queries import zone
from gongjiang.people.actors import Actor
from gongjiang.people.identity import keyring
from gongjiang.people.models import Person
from gongjiang.skills import permissions
from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import PostRequirement
from gongjiang.skills.queries.may_do import Answer, may_do
from gongjiang.skills.rules.passes import signed_pass


def answer_for(
    *, person: Person, requirement: PostRequirement, actor: Actor, at: datetime
) -> Answer:
    """May this person do this task now?

    Raises:
        NotAllowed: the actor is neither the person, nor their leader, nor HR.
    """
    permissions.may_check(actor, person.id, day_of(at)).require()
    return may_do(person, requirement, at)


def signed_answer(answer: Answer) -> str:
    """An answer as a pass that holds some minutes, as the rule in force says.

    It carries the name, the post and the answer: what a guard at the gate compares, and no more.
    """
    on = day_of(answer.at)
    rule = content_in_force(OperationRule, on=on)
    kind = rule.kind(answer.requirement.kind_code)
    issuer = zone()
    standing = answer.standing
    claims = {
        "allowed": bool(answer.decision),
        "name": str(answer.person),
        "post": answer.requirement.post,
        "unit": str(answer.requirement.unit),
        "kind": kind.label if kind else answer.requirement.kind_code,
        "certificate_until": standing.next_due.isoformat() if standing else None,
        "from": answer.at.isoformat(),
        "until": (answer.at + timedelta(minutes=rule.pass_minutes)).isoformat(),
        "issuer": str(issuer) if issuer else "",
    }
    return signed_pass(claims, keyring())
