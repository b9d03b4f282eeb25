"""National IDs and phone numbers, whose digits Excel likes to take away."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext_lazy as _
from stdnum import numdb
from stdnum.cn import ric

from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.cells.problem import Problem, failed_formula
from gongjiang.workbooks.cells.text import EXACT_BELOW, clean_text

ID_LENGTH = 18
OLD_ID_LENGTH = 15
SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
ID = re.compile(r"\d{17}[\dX]")
IN_NUMBERS = re.compile(r"[\s\-–—－'‘’`]+")
PHONE = re.compile(r"\+?\d{7,15}")
FROM_CHINA = re.compile(r"(?:\+86|0086|86)(?=1\d{10}$)")
BRACKETS = str.maketrans(dict.fromkeys("()（）"))
TWO_NUMBERS = re.compile(r"[/、,，;；]|\d{7,}\s+\d{7,}")

LOST = Problem(
    _("Excel kept this number as a figure and lost its last digits."),
    _("Format the column as text, then paste or type the numbers again."),
)
NOT_AN_ID = Problem(
    _("A national ID has 17 digits and then a digit or X."),
    _("Compare it with the card, and write all 18 characters."),
)
OLD_ID = Problem(
    _("This is an old national ID of 15 digits."),
    _("Write the 18 characters of the present card."),
)
NO_SUCH_BIRTH = Problem(
    _("The day of birth inside this national ID does not exist."),
    _("Compare it with the card, and write all 18 characters."),
)
FAILS_CHECK = Problem(
    _("The last character of this national ID does not fit the others: one of them is wrong."),
    _("Compare it with the card, and write all 18 characters."),
)
NO_SUCH_REGION = Problem(
    _("The first six digits of this national ID name no region."),
    _("Compare it with the card, and write all 18 characters."),
)
NOT_A_PHONE = Problem(
    _("A phone number has 7 to 15 digits."),
    _("Write one complete number, such as 13800000000."),
)
TWO_PHONES = Problem(
    _("There are several phone numbers in this cell."),
    _("Keep the one at which the person is reached."),
)


def read_national_id(value: Cell) -> str | Problem:
    """A national ID of 18 characters, "" when the cell is empty; X is upper case.

    Its form and the day of birth in it are right; `doubt_about` looks at the rest, which a number
    that is registered already need not pass.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return NOT_AN_ID
    if not isinstance(value, str):
        return _id_from_number(value)
    plain = IN_NUMBERS.sub("", clean_text(value)).upper()
    if not plain:
        return ""
    if not ID.fullmatch(plain):
        return failed_formula(plain) or _why_not_an_id(plain)
    return plain if birth_in(plain) else NO_SUCH_BIRTH


def _id_from_number(value: float) -> Problem:
    if abs(value) >= EXACT_BELOW:
        return LOST
    return OLD_ID if len(clean_text(value)) == OLD_ID_LENGTH else NOT_AN_ID


def _why_not_an_id(plain: str) -> Problem:
    if SCIENTIFIC.fullmatch(plain):
        return LOST
    return OLD_ID if plain.isdecimal() and len(plain) == OLD_ID_LENGTH else NOT_AN_ID


def birth_in(national_id: str) -> date | None:
    """The day of birth that a national ID of the right form says; None when there is no such."""
    try:
        return date(int(national_id[6:10]), int(national_id[10:12]), int(national_id[12:14]))
    except ValueError:
        return None


def sex_in(national_id: str) -> str:
    """MALE or FEMALE, as the seventeenth digit says."""
    return "MALE" if int(national_id[16]) % 2 else "FEMALE"


def doubt_about(national_id: str) -> Problem | None:
    """What GB 11643 has against a number of the right form: its check digit or its region."""
    if ric.calc_check_digit(national_id) != national_id[-1]:
        return FAILS_CHECK
    return None if is_region(national_id[:6]) else NO_SUCH_REGION


@lru_cache(maxsize=20_000)
def is_region(code: str) -> bool:
    """Whether a region ever had this code: asked for each person, so remembered.

    Not whether it had it in the year of birth: numbers have been given since 1984, and to people
    born long before under the code of the place where they were registered then.
    """
    return any("county" in found for _part, found in numdb.get("cn/loc").info(code))


def read_phone(value: Cell) -> str | Problem:
    """A phone number's digits, "" when the cell is empty; a leading +86 is left off."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return NOT_A_PHONE
    text = clean_text(value)
    if not text:
        return ""
    if failed := failed_formula(text):
        return failed
    if SCIENTIFIC.fullmatch(text):
        return LOST
    plain = FROM_CHINA.sub("", IN_NUMBERS.sub("", text.translate(BRACKETS)))
    if PHONE.fullmatch(plain) and not TWO_NUMBERS.search(text):
        return plain
    return TWO_PHONES if TWO_NUMBERS.search(text) else NOT_A_PHONE
