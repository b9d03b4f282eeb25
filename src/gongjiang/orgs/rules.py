"""What may stand under what, and what an enterprise's code must be. No database, no clock."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT
from stdnum.cn import uscc

from gongjiang.orgs.models import Tree, UnitKind

DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100}
NUMERALS = re.compile(rf"[0-9]+|[{''.join((*DIGITS, *PLACES))}]+")

CHINESE_NAME = re.compile(r"[\u4e00-\u9fff]{1,4}")

PARENTS: dict[str, frozenset[str]] = {
    UnitKind.ZONE: frozenset(),
    UnitKind.AREA: frozenset({UnitKind.ZONE}),
    UnitKind.GRID: frozenset({UnitKind.AREA}),
    UnitKind.ENTERPRISE: frozenset({UnitKind.GRID}),
    UnitKind.WORKSHOP: frozenset({UnitKind.ENTERPRISE, UnitKind.WORKSHOP}),
    UnitKind.TEAM: frozenset({UnitKind.ENTERPRISE, UnitKind.WORKSHOP}),
    UnitKind.WORK_COMMITTEE: frozenset(),
    UnitKind.PRIMARY_COMMITTEE: frozenset({UnitKind.WORK_COMMITTEE}),
    UnitKind.GENERAL_BRANCH: frozenset({UnitKind.WORK_COMMITTEE, UnitKind.PRIMARY_COMMITTEE}),
    UnitKind.BRANCH: frozenset(
        {UnitKind.WORK_COMMITTEE, UnitKind.PRIMARY_COMMITTEE, UnitKind.GENERAL_BRANCH}
    ),
    UnitKind.PARTY_GROUP: frozenset({UnitKind.BRANCH}),
    UnitKind.ZONE_UNION: frozenset(),
    UnitKind.ENTERPRISE_UNION: frozenset({UnitKind.ZONE_UNION}),
    UnitKind.JOINT_UNION: frozenset({UnitKind.ZONE_UNION}),
    UnitKind.SUB_UNION: frozenset({UnitKind.ENTERPRISE_UNION, UnitKind.JOINT_UNION}),
    UnitKind.UNION_GROUP: frozenset(
        {UnitKind.ENTERPRISE_UNION, UnitKind.JOINT_UNION, UnitKind.SUB_UNION}
    ),
}
"""For each kind, the kinds it may stand under; none for a root (domain.md §1)."""

PARTY_KINDS = frozenset(
    {
        UnitKind.WORK_COMMITTEE,
        UnitKind.PRIMARY_COMMITTEE,
        UnitKind.GENERAL_BRANCH,
        UnitKind.BRANCH,
        UnitKind.PARTY_GROUP,
    }
)
UNION_KINDS = frozenset(
    {
        UnitKind.ZONE_UNION,
        UnitKind.ENTERPRISE_UNION,
        UnitKind.JOINT_UNION,
        UnitKind.SUB_UNION,
        UnitKind.UNION_GROUP,
    }
)


def tree_of(kind: str) -> Tree:
    if kind in PARTY_KINDS:
        return Tree.PARTY
    return Tree.UNION if kind in UNION_KINDS else Tree.ADMINISTRATIVE


def may_stand_under(kind: str, parent_kind: str) -> bool:
    return parent_kind in PARENTS[kind]


def kinds_beneath(kind: str) -> list[str]:
    """The kinds of unit that may stand directly under a kind."""
    return [child for child, parents in PARENTS.items() if kind in parents]


def exists_on(opened_on: date, closed_on: date | None, day: date) -> bool:
    """Whether a unit that opened and closed on these days exists on a day."""
    return opened_on <= day and (closed_on is None or day < closed_on)


def uscc_holds(code: str) -> bool:
    """Whether a unified social credit code passes its check digit (GB 32100).

    Some codes in real use, issued early, do not: warn, and let them through.
    """
    return bool(uscc.is_valid(code))


def spelled(name: str) -> tuple[str, str]:
    """A name's full pinyin and its initials, both lower case, to sort and search by."""
    if CHINESE_NAME.fullmatch(name) and not _holds_a_phrase(name):
        read = [_reading(character) for character in name]
        return " ".join(full for full, _first in read), "".join(first for _full, first in read)
    return _spelled(name)


def _spelled(name: str) -> tuple[str, str]:
    full = lazy_pinyin(name, errors="default")
    initials = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default")
    return " ".join(full).lower(), "".join(initials).lower()


@cache
def _reading(character: str) -> tuple[str, str]:
    """How a character is read by itself: a roster of 80,000 names holds some thousands."""
    return _spelled(character)


def _holds_a_phrase(name: str) -> bool:
    """Whether characters beside each other are a word, in which they may be read otherwise."""
    return any(
        name[start:end] in PHRASES_DICT
        for start in range(len(name))
        for end in range(start + 2, len(name) + 1)
    )


@lru_cache(maxsize=20_000)
def reading_order(name: str) -> str:
    """A key to sort names as spoken, and the numbers in them as numbers: 二班 before 十班."""
    return spelled(NUMERALS.sub(lambda found: f"{_number(found[0]):05d}", name))[0]


def _number(numeral: str) -> int:
    """What 12, 十二 or 二〇二二 says."""
    if numeral.isdecimal():
        return int(numeral)
    total = digits = 0
    for sign in numeral:
        if sign in PLACES:
            total += (digits or 1) * PLACES[sign]
            digits = 0
        else:
            digits = digits * 10 + DIGITS[sign]
    return total + digits
