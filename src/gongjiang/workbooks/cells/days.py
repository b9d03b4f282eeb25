"""Days: dated cells, Excel's day numbers, and the ways people write a day, year first."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from math import isfinite

from django.utils.translation import gettext_lazy as _

from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.cells.problem import Problem, failed_formula
from gongjiang.workbooks.cells.text import clean_text

BEGIN_1900 = date(1899, 12, 30)
BEGIN_1904 = date(1904, 1, 1)
NO_SUCH_DAY_IN_1900 = 60
"""Excel counts a 29 February 1900; days before it are one further on."""
EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
BARE_YEARS = range(1900, 2101)
FEWEST_DIGITS_OF_A_DAY = 10_000_000
FIRST_SERIAL_AS_TEXT = 7_000
LAST_SERIAL_AS_TEXT = 80_000
"""1919 to 2119: five digits in a text are Excel's day number; eight are year, month and day."""

CLOCK = r"(?:[ T]?\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?Z?)?"
YEAR_FIRST = re.compile(
    rf"(\d{{4}})\s*[-/.年\\_—–－／．、,]\s*(\d{{1,2}})\s*[-/.月\\_—–－／．、,]\s*(\d{{1,2}})\s*[日号]?{CLOCK}"
)
EIGHT_DIGITS = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}}){CLOCK}")
YEAR_LAST = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(\d{4}|\d{2})" + CLOCK)
SHORT_YEAR = re.compile(r"\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?" + CLOCK)
NO_DAY = re.compile(r"\d{4}\s*[-/.年]?\s*(0?[1-9]|1[0-2])\s*月?|\d{4}\s*年?")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?,?[ -](\d{4})")
CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
TENS = re.compile(r"(\d?)十(\d?)")

YEAR_FIRST_REMEDY = _("Write year, month and day, such as 2021-03-05.")
NOT_A_DAY = Problem(_("This is not a day."), YEAR_FIRST_REMEDY)
NO_SUCH_DAY = Problem(_("There is no such day in the calendar."), YEAR_FIRST_REMEDY)
AMBIGUOUS = Problem(
    _("This could be two different days: which number is the month?"), YEAR_FIRST_REMEDY
)
YEAR_IS_SHORT = Problem(_("The year has only two digits."), YEAR_FIRST_REMEDY)
DAY_IS_MISSING = Problem(_("The day of the month is missing."), YEAR_FIRST_REMEDY)
OUT_OF_RANGE = Problem(_("This day is before 1900 or after 2199."), YEAR_FIRST_REMEDY)


def read_day(value: Cell, *, counts_from_1904: bool = False) -> date | Problem | None:
    """A cell's day; None when it is empty.

    Args:
        counts_from_1904: see `Workbook.counts_from_1904`; for bare day numbers only.
    """
    if isinstance(value, datetime):
        return _in_range(value.date())
    if isinstance(value, date):
        return _in_range(value)
    if isinstance(value, bool | time | timedelta):
        return NOT_A_DAY
    if isinstance(value, int | float):
        return _from_number(value, counts_from_1904)
    return _from_text(clean_text(value), counts_from_1904)


def _in_range(day: date) -> date | Problem:
    return day if EARLIEST <= day <= LATEST else OUT_OF_RANGE


def _from_number(number: float, counts_from_1904: bool) -> date | Problem:
    """Excel's day number, or the eight digits of a day; a bare year is neither."""
    whole = int(number) if isfinite(number) else 0
    if whole in BARE_YEARS:
        return DAY_IS_MISSING
    if whole == NO_SUCH_DAY_IN_1900 and not counts_from_1904:
        return NO_SUCH_DAY
    if whole >= FEWEST_DIGITS_OF_A_DAY:
        return _from_text(str(whole), counts_from_1904) or NOT_A_DAY
    begin = BEGIN_1904 if counts_from_1904 else BEGIN_1900
    if not counts_from_1904 and whole < NO_SUCH_DAY_IN_1900:
        begin += timedelta(days=1)
    if 1 <= whole <= (LATEST - begin).days:
        return begin + timedelta(days=whole)
    return NOT_A_DAY


def _from_text(text: str, counts_from_1904: bool) -> date | Problem | None:
    if not text:
        return None
    if failed := failed_formula(text):
        return failed
    plain = _in_digits(text)
    if parts := YEAR_FIRST.fullmatch(plain) or EIGHT_DIGITS.fullmatch(plain):
        return _from_parts(int(parts[1]), int(parts[2]), int(parts[3]))
    if named := MONTH_NAMED.fullmatch(plain):
        return _from_named(named)
    if plain.isdecimal() and FIRST_SERIAL_AS_TEXT <= int(plain) <= LAST_SERIAL_AS_TEXT:
        return _from_number(int(plain), counts_from_1904)
    return _why_not(plain)


def _why_not(plain: str) -> Problem:
    if YEAR_LAST.fullmatch(plain) and not SHORT_YEAR.fullmatch(plain):
        return AMBIGUOUS
    if SHORT_YEAR.fullmatch(plain):
        return YEAR_IS_SHORT
    return DAY_IS_MISSING if NO_DAY.fullmatch(plain) else NOT_A_DAY


def _from_named(named: re.Match[str]) -> date | Problem:
    name = named[2].lower()
    if name not in MONTHS:
        return NOT_A_DAY
    return _from_parts(int(named[3]), MONTHS.index(name) + 1, int(named[1]))


def _from_parts(year: int, month: int, day: int) -> date | Problem:
    try:
        return _in_range(date(year, month, day))
    except ValueError:
        return NO_SUCH_DAY


def _in_digits(text: str) -> str:
    """二〇二一年三月十五日 in digits."""
    if text.isascii():
        return text
    digits = text.translate(CHINESE_DIGITS)
    return TENS.sub(lambda tens: f"{tens[1] or 1}{tens[2] or 0}", digits)
