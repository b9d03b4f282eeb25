"""Names are read aloud as the dictionary reads them, one by one or by the ten thousand."""

from __future__ import annotations

import random

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from gongjiang.orgs.rules import spelled

CHARACTERS = "王李张单仇解曾朴盖翟查长重乐行朝大朋藏传伟强芳娜朝阳银行音乐重庆"


def by_the_dictionary(name: str) -> tuple[str, str]:
    full = lazy_pinyin(name, errors="default")
    first = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default")
    return " ".join(full).lower(), "".join(first).lower()


def test_names_are_read_as_the_dictionary_reads_them():
    chance = random.Random(7)
    phrases = chance.sample(sorted(PHRASES_DICT), 300)
    names = ["".join(chance.choices(CHARACTERS, k=chance.randint(1, 4))) for _number in range(2000)]
    names += (
        phrases + [f"王{phrase}"[:4] for phrase in phrases] + ["John", "阿依·买买提", "王 五", ""]
    )

    assert [spelled(name) for name in names] == [by_the_dictionary(name) for name in names]
