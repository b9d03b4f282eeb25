"""Text as it was meant: no stray blanks, no invisible characters, digits and letters half width."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from django.utils.translation import gettext_lazy as _

from gongjiang.workbooks.book import Cell
from gongjiang.workbooks.cells.problem import Problem, failed_formula

EXACT_BELOW = 1e15
"""Excel keeps fifteen digits of a number."""

FULL_WIDTH = {
    code: chr(code - 0xFEE0)
    for code in range(0xFF01, 0xFF5F)
    if unicodedata.category(chr(code - 0xFEE0))[0] in "LN"
}
"""Letters and digits only: Chinese punctuation is meant."""

TROUBLE = re.compile(
    r"[\x00-\x1f\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
    r"\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]|^ | $|  "
)
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e"
                       r"\u2060-\u206f\ufeff]")  # fmt: skip
BETWEEN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
DOTS_IN_NAMES = str.maketrans(dict.fromkeys("•‧・･∙⋅．", "·"))
NOT_IN_NAMES = re.compile(r"[0-9@#*/\\=<>{}\[\]|_~^%$&+!?！？，,;；:：]")
LOOSE = re.compile(r"[\s\-_－—–()（）\[\]【】《》<>:：*＊/／\\、,，.。·\"'“”‘’]+")


def clean_text(value: Cell) -> str:
    """A cell's text; "" for an empty cell. Whole numbers have no decimals, days are year first."""
    if isinstance(value, str):
        return _clean(value) if TROUBLE.search(value) else value
    return _written(value)


def _clean(text: str) -> str:
    return " ".join(INVISIBLE.sub("", text).translate(FULL_WIDTH).split())


def _written(value: Cell) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < EXACT_BELOW else repr(value)
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def read_text(value: Cell, *, longest: int) -> str | Problem:
    """A cell's text, "" when empty."""
    text = clean_text(value)
    if failed := failed_formula(text):
        return failed
    return _too_long(longest) if len(text) > longest else text


def read_name(value: Cell, *, longest: int = 60) -> str | Problem:
    """A person's name, "" when empty: 张 三 is 张三, and the dots in long names are all alike."""
    text = read_text(value, longest=longest)
    if isinstance(text, Problem):
        return text
    if not isinstance(value, str) or NOT_IN_NAMES.search(text):
        return Problem(
            _("This is not a person's name."),
            _("Write the name alone, without numbers or signs."),
        ) if text else ""  # fmt: skip
    return BETWEEN_CHINESE.sub("", text).translate(DOTS_IN_NAMES)


def alike(text: str) -> str:
    """A key under which texts are the same that differ in width, case, blanks or punctuation."""
    return LOOSE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _too_long(longest: int) -> Problem:
    return Problem(
        _("The text is longer than %(longest)d characters.") % {"longest": longest},
        _("Shorten it; keep notes in a column of their own."),
    )
