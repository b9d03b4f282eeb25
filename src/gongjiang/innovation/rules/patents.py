"""Patents: their numbers, the order of their states, and their annual fees."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import ALLOWED, Decision, Sentence, refused
from gongjiang.kernel.periods import add_months

FILED, ACCEPTED, PUBLISHED, EXAMINED = "FILED", "ACCEPTED", "PUBLISHED", "EXAMINED"
GRANTED, MAINTAINED, LAPSED, INVALID = "GRANTED", "MAINTAINED", "LAPSED", "INVALID"
INVENTION, UTILITY, DESIGN = "INVENTION", "UTILITY", "DESIGN"
IN_FORCE = (GRANTED, MAINTAINED)

STEPS: dict[str, tuple[str, ...]] = {
    INVENTION: (FILED, ACCEPTED, PUBLISHED, EXAMINED, GRANTED),
    UTILITY: (FILED, ACCEPTED, GRANTED),
    DESIGN: (FILED, ACCEPTED, GRANTED),
}
"""The way to a grant: only an invention is published and examined in substance before it."""

STEP_DAYS: dict[str, str] = {
    ACCEPTED: "accepted_on",
    PUBLISHED: "published_on",
    EXAMINED: "examined_on",
    GRANTED: "granted_on",
}
"""Where the day of each step is kept."""

KIND_DIGITS: dict[str, str] = {INVENTION: "18", UTILITY: "29", DESIGN: "3"}
"""The fifth digit of an application number; 8 and 9 came by way of the PCT (ZC 0006-2003)."""
NUMBER = re.compile(r"(?:CN|ZL)?\s*(\d{12})\.?([\dX])", re.IGNORECASE)
WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
REMAINDERS = "0123456789X"
YEAR_LENGTH, KIND_PLACE = 4, 4

DESIGN_TERM_CHANGED = date(2021, 6, 1)
FEE_NOTICE_MONTHS = 3
"""So long before an annual fee is due somebody is told: ours."""


def check_digit(digits: str) -> str:
    """The check digit of the twelve digits of an application number (mod 11, X for ten)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return REMAINDERS[total % len(REMAINDERS)]


def normal_number(text: str) -> str:
    """An application or patent number as it is kept: 201710601862.3; "" when it is none."""
    found = NUMBER.fullmatch(text.strip())
    return f"{found[1]}.{found[2].upper()}" if found else ""


def may_number(text: str, kind: str, filed_on: date) -> Decision:
    """The number has its form, its check digit, the patent's kind and the year it was filed in."""
    number = normal_number(text)
    if not number:
        return refused(
            _("An application number has twelve digits and a check digit: 201710601862.3.")
        )
    digits, given = number.split(".")
    if check_digit(digits) != given:
        return refused(_("The check digit does not fit: look at the number again, digit by digit."))
    if digits[KIND_PLACE] not in KIND_DIGITS[kind]:
        return refused(_("The fifth digit of this number belongs to another kind of patent."))
    if int(digits[:YEAR_LENGTH]) != filed_on.year:
        return refused(_("The number begins with another year than that of the filing day."))
    return ALLOWED


def next_step(kind: str, state: str) -> str:
    """The state that follows on the way to a grant; "" when there is none."""
    steps = STEPS[kind]
    if state not in steps[:-1]:
        return ""
    return steps[steps.index(state) + 1]


def may_follow(kind: str, state: str, then: str, *, label: Sentence) -> Decision:
    """Whether a state is the next one on the way to a grant.

    Args:
        label: what readers call the present state.
    """
    if then and next_step(kind, state) == then:
        return ALLOWED
    return refused(
        _("A patent of this kind that is “%(state)s” does not become that next.") % {"state": label}
    )


def term_years(kind: str, filed_on: date) -> int:
    """How long it can last from the filing day (Patent Law, Art. 42)."""
    if kind == INVENTION:
        return 20
    if kind == DESIGN and filed_on >= DESIGN_TERM_CHANGED:
        return 15
    return 10


def next_fee_day(kind: str, filed_on: date, after: date) -> date | None:
    """The first anniversary of the filing day after a day: by then the fee of the next year is due.

    None when the term ends there: no further fee is asked for.
    """
    for years in range(1, term_years(kind, filed_on)):
        anniversary = add_months(filed_on, 12 * years)
        if anniversary > after:
            return anniversary
    return None


def is_fee_day(kind: str, filed_on: date, granted_on: date, day: date) -> bool:
    """Whether an annual fee can be due on a day: an anniversary of the filing, after the grant."""
    before = next_fee_day(kind, filed_on, day - timedelta(days=1))
    return before == day and day > granted_on


def term_end(kind: str, filed_on: date) -> date:
    """The first day after the longest time it can last."""
    return add_months(filed_on, 12 * term_years(kind, filed_on))


def latest_step(kind: str, taken: Collection[str]) -> str:
    """The furthest state on the way to a grant of those taken; FILED when none was."""
    return [FILED, *(step for step in STEPS[kind] if step in taken)][-1]
