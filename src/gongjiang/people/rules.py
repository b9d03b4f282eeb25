"""Arithmetic and thresholds about people. No database, no clock."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric

from gongjiang.kernel.decision import ALLOWED, Decision, Sentence, refused
from gongjiang.kernel.periods import FIRST_DAY, add_months, age_on
from gongjiang.orgs.models import UnitKind
from gongjiang.orgs.rules import PARTY_KINDS, UNION_KINDS
from gongjiang.people.models import CorrectionRequest, Person, Role
from gongjiang.workbooks.cells.numbers import doubt_about, read_national_id

USERNAME = re.compile(r"[^\W_A-Z][\w.-]{2,59}")
"""Letters of any script; nothing that looks like an address or a path."""

PHONE = re.compile(r"\+?[0-9][0-9 -]{5,17}[0-9]")
LONGEST_NAME = 60

CONFIRMED_BY = 4
"""How many last characters of a number confirm that a slip is in the right hands."""

YOUNGEST_EMPLOYED = 16  # Labour Law; domain.md §10
ADULT = 18
INTERNSHIP_MONTHS = 6
"""After so long HR is reminded to take an intern on or to end the internship: ours."""

SEATS: dict[str, frozenset[str]] = {
    Role.TEAM_LEADER: frozenset({UnitKind.TEAM}),
    Role.MASTER: frozenset({UnitKind.TEAM, UnitKind.WORKSHOP, UnitKind.ENTERPRISE}),
    Role.LECTURER: frozenset({UnitKind.ENTERPRISE}),
    Role.HR: frozenset({UnitKind.ENTERPRISE}),
    Role.UNION_CHAIR: frozenset({UnitKind.ENTERPRISE_UNION, UnitKind.JOINT_UNION}),
    Role.PARTY_SECRETARY: frozenset(
        {UnitKind.PRIMARY_COMMITTEE, UnitKind.GENERAL_BRANCH, UnitKind.BRANCH}
    ),
    Role.REVIEWER: frozenset({UnitKind.TEAM, UnitKind.WORKSHOP, UnitKind.ENTERPRISE}),
    Role.JUDGE: frozenset({UnitKind.ENTERPRISE, UnitKind.ZONE}),
    Role.FINANCE: frozenset({UnitKind.ENTERPRISE}),
    Role.GRID_WORKER: frozenset({UnitKind.GRID}),
    Role.INSTRUCTOR: frozenset({UnitKind.AREA, UnitKind.GRID}),
    Role.STATION_HEAD: frozenset({UnitKind.AREA}),
    Role.ZONE_PARTY_OFFICE: frozenset({UnitKind.WORK_COMMITTEE}),
    Role.ZONE_UNION: frozenset({UnitKind.ZONE_UNION}),
    Role.REFORM_OFFICE: frozenset({UnitKind.ZONE}),
    Role.LEADER: frozenset({UnitKind.ZONE}),
    Role.SYSTEM_ADMIN: frozenset({UnitKind.ZONE}),
    Role.SECURITY_ADMIN: frozenset({UnitKind.ZONE}),
    Role.AUDITOR: frozenset({UnitKind.ZONE}),
    Role.PRIVACY_OFFICER: frozenset({UnitKind.ZONE}),
}
"""For each role, the kinds of unit at which it is held (domain.md §12)."""

APPOINTERS: dict[str, frozenset[str]] = {
    **dict.fromkeys(Role.values, frozenset({Role.SYSTEM_ADMIN})),
    **dict.fromkeys(
        (Role.TEAM_LEADER, Role.MASTER, Role.LECTURER, Role.REVIEWER, Role.FINANCE, Role.JUDGE),
        frozenset({Role.HR, Role.SYSTEM_ADMIN}),
    ),
    Role.UNION_CHAIR: frozenset({Role.ZONE_UNION, Role.SYSTEM_ADMIN}),
    **dict.fromkeys(
        (Role.PARTY_SECRETARY, Role.INSTRUCTOR, Role.STATION_HEAD, Role.GRID_WORKER),
        frozenset({Role.ZONE_PARTY_OFFICE, Role.SYSTEM_ADMIN}),
    ),
}
"""For each role, the roles that give it: HR its enterprise's seats, zone offices those of their
own line, the system administrator any (domain.md §12 names the roles; who gives them is ours)."""

ZONE_APPOINTERS = frozenset(by for who in APPOINTERS.values() for by in who) - {Role.HR}

SHAPERS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (UnitKind.ZONE, UnitKind.AREA, UnitKind.GRID, UnitKind.ENTERPRISE),
        frozenset({Role.SYSTEM_ADMIN, Role.REFORM_OFFICE}),
    ),
    **dict.fromkeys((UnitKind.WORKSHOP, UnitKind.TEAM), frozenset({Role.HR})),
    **dict.fromkeys(PARTY_KINDS, frozenset({Role.ZONE_PARTY_OFFICE})),
    **dict.fromkeys(UNION_KINDS, frozenset({Role.ZONE_UNION})),
}
"""For each kind of unit, the roles that open, move and close it; HR only its own (ours)."""

APART = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)
"""Three separate persons (GB/T 22239 level 3; domain.md §10)."""


@dataclass(frozen=True, slots=True)
class IndustrialWorkerDefinition:
    """Who counts as an industrial worker (产业工人): a version of the rule, as data.

    Attributes:
        industries: the letters of GB/T 4754 sections whose enterprises count.
        post_kinds, employment_kinds: what is counted there.
    """

    version: str
    industries: frozenset[str]
    post_kinds: frozenset[str]
    employment_kinds: frozenset[str]

    def holds(self, *, industry_code: str, post_kind: str, employment_kind: str) -> bool:
        return (
            industry_code[:1] in self.industries
            and post_kind in self.post_kinds
            and employment_kind in self.employment_kinds
        )


def may_be_employed(born_on: date, day: date) -> Decision:
    """Nobody under sixteen is employed, in whatever kind."""
    if age_on(born_on, day) < YOUNGEST_EMPLOYED:
        return refused(_("Nobody under 16 may be employed."))
    return ALLOWED


def is_minor(born_on: date, day: date) -> bool:
    """Whether somebody is 16 or 17: no hazardous posts, special certificates or night work."""
    return age_on(born_on, day) < ADULT


def adult_since(day: date) -> date:
    """The latest day of birth of somebody who is an adult on a day."""
    return add_months(day, -12 * ADULT)


def may_be_seated(role: str, unit_kind: str) -> Decision:
    if unit_kind not in SEATS[role]:
        return refused(
            _("A %(role)s is appointed at another kind of unit than a %(unit)s.")
            % {"role": Role(role).label, "unit": UnitKind(unit_kind).label}
        )
    return ALLOWED


def stays_apart(role: str, held: Collection[str]) -> Decision:
    """System, security and audit administration stay in three hands."""
    if role in APART and any(other in APART and other != role for other in held):
        return refused(_("System, security and audit administration must stay with three persons."))
    return ALLOWED


def national_id_holds(national_id: str) -> bool:
    """Whether a resident identity number has the form and check digit of GB 11643."""
    plain = read_national_id(national_id)
    return isinstance(plain, str) and bool(plain) and doubt_about(plain) is None


def national_id_agrees(national_id: str, *, born_on: date, sex: str) -> Decision:
    """Whether a resident identity number is well formed and says this day of birth and sex."""
    plain = "".join(national_id.split()).upper()
    if not national_id_holds(plain):
        return refused(_("This is not a valid national ID: the form or the check digit is wrong."))
    if ric.get_birth_date(plain) != born_on:
        return refused(_("The national ID says another day of birth than the one given."))
    says = "FEMALE" if int(plain[16]) % 2 == 0 else "MALE"
    if says != sex:
        return refused(_("The national ID says another sex than the one given."))
    return ALLOWED


def wish_makes_sense(field: str, wanted: str, *, today: date) -> Decision:
    """Whether a field of somebody's record could say what they want it to say."""
    if not wanted:
        return refused(_("Say what it should be."))
    if field == CorrectionRequest.Field.SEX:
        return _known(wanted in Person.Sex.values, _("Choose one of the two."))
    if field == CorrectionRequest.Field.NATIONAL_ID:
        return _known(national_id_holds(wanted), _("This ID number fails its check digit."))
    if field == CorrectionRequest.Field.PHONE:
        return _known(bool(PHONE.fullmatch(wanted)), _("A phone number has 7 to 15 digits."))
    if field == CorrectionRequest.Field.NAME:
        return _known(len(wanted) <= LONGEST_NAME, _("This name is too long."))
    return _day_makes_sense(wanted, today)


def _day_makes_sense(wanted: str, today: date) -> Decision:
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        return refused(_("Write the day as year-month-day, such as 2022-11-28."))
    return _known(FIRST_DAY <= day <= today, _("This day is too early, or has not come yet."))


def _known(holds: bool, reason: Sentence) -> Decision:
    return ALLOWED if holds else refused(reason)


def username_holds(username: str) -> Decision:
    """Whether somebody may be called so: short, lower case, safe to say over the telephone."""
    if USERNAME.fullmatch(username):
        return ALLOWED
    return refused(_("A user name has 3 to 60 letters, digits, dots, dashes or underscores."))


def masked(text: str, *, first: int, last: int) -> str:
    """A number with its middle hidden, for showing."""
    if len(text) <= first + last:
        return "*" * len(text)
    return text[:first] + "*" * (len(text) - first - last) + text[-last:]
