"""What to ask: every address of the house, with examples from the demo zone to fill it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from examples import Zone, example

from gongjiang.demo.chapters.access import READERS
from gongjiang.governance.models import RuleSet
from gongjiang.index.framework import FrameworkRule
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.people.models import Account, Appointment, Person, Role

FIGURES = (1, 9, 14, 16)
INDICATORS_ASKED = ("P2", "F35", "G1", "L1", "L7")

READING_IS_A_DEED = {"account_logout", "demo:sign_in", "mfa_download_recovery_codes"}
"""Addresses at which reading is a deed."""


@dataclass(frozen=True)
class Question:
    """An address to ask, and what it is called in the report."""

    name: str
    path: str


def readers() -> dict[str, Account]:
    """The demo's accounts, by the names they sign in with."""
    accounts = Account.objects.select_related("person").filter(
        username__in=[name for name, _ in READERS]
    )
    by_name = {account.username: account for account in accounts}
    return {name: by_name[name] for name, _ in READERS}


def questions() -> tuple[list[Question], list[str]]:
    """Every address that can be read, and the names of routes we have no example for."""
    examples = _examples()
    asked, left = [], []
    for name, names_of_arguments in sorted(_routes()):
        if name in READING_IS_A_DEED:
            continue
        rows = _arguments(name, names_of_arguments, examples)
        if not rows:
            left.append(name)
        for label, arguments in rows:
            asked.append(Question(f"{name}{label}", reverse(name, kwargs=arguments)))
    return asked, left


def _examples() -> dict[str, Any]:
    """Objects of the zone that stand for many: the worker, their team, firm and zone."""
    worker = Person.objects.get(account__username="demo-worker")
    leader = Person.objects.get(account__username="demo-team-leader")
    team = Appointment.objects.filter(person=leader, role=Role.TEAM_LEADER).latest("valid_from")
    hr = Person.objects.get(account__username="demo-hr")
    firm = Appointment.objects.filter(person=hr, role=Role.HR).latest("valid_from")
    rules = RuleSet.objects.order_by("id").values_list("public_id", flat=True)
    return {
        "zone": Zone(worker, firm.unit, team.unit),
        "person": worker.public_id,
        "units": {
            "zone": Unit.objects.get(kind=UnitKind.ZONE).public_id,
            "enterprise": firm.unit.public_id,
            "team": team.unit.public_id,
        },
        "rule": rules.first(),
        "framework": rules.filter(key=FrameworkRule.key).first(),
    }


def _arguments(
    name: str, wanted: frozenset[str], examples: dict[str, Any]
) -> list[tuple[str, dict[str, Any]]]:
    """Arguments to ask a route with, each with a label; none where we have no example."""
    if not wanted:
        return [("", {})]
    found = example(name, examples["zone"])
    if found is not None:
        return [("", dict(found))] if set(found) == wanted else []
    if wanted == {"number"}:
        return [(f" {number}", {"number": number}) for number in FIGURES]
    if wanted == {"code"}:
        return [(f" {code}", {"code": code}) for code in INDICATORS_ASKED]
    if wanted != {"public_id"}:
        return []
    return [(label, {"public_id": public_id}) for label, public_id in _objects(name, examples)]


def _objects(name: str, examples: dict[str, Any]) -> list[tuple[str, Any]]:
    room, units = name.partition(":")[0], examples["units"]
    if room == "orgs" or name in {"api:show_unit", "index:unit"}:
        return [(f" {kind}", unit) for kind, unit in units.items()]
    if name in {"people:move_several", "index:compare"}:
        return [("", units["team" if room == "people" else "enterprise"])]
    if room in {"people", "growth"} or name == "api:show_person":
        return [("", examples["person"])]
    if "framework" in name:
        return [("", examples["framework"])]
    return [("", examples["rule"])] if "rule" in name else []


def _routes() -> set[tuple[str, frozenset[str]]]:
    return set(_walk(get_resolver().url_patterns, "", frozenset()))


def _walk(
    patterns: list[URLPattern | URLResolver], namespace: str, above: frozenset[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    for pattern in patterns:
        arguments = above | frozenset(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, arguments)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", arguments
