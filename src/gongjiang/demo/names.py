"""Names for persons and firms that do not exist, put together from characters of our choice.

Every character here is read in one way wherever it stands, so that a name's pinyin is that of
its characters (a test compares it with what the services would have stored).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.kernel.columns import Flags
from gongjiang.orgs.rules import spelled

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任"
    "姚卢姜崔钟谭陆汪范金石廖贾韦付方白邹孟熊秦邱江薛闫段雷侯龙史陶黎贺顾毛龚邵钱严武戴莫孔向汤"
)
MALE = (
    "伟强军超杰涛磊鹏斌勇刚辉明建国志文宇博凯峰旭东海林森亮健飞"
    "龙翔平华庆新福成光宁安康泽晨瑞祥永洋诚毅恒坤锋雄武雷业"
)
FEMALE = (
    "芳娜敏静丽艳娟霞秀英玲桂香红梅燕云萍慧颖琳雪婷欣怡佳"
    "雅洁琴兰凤珍月晶莹璐瑶悦蕾菲岚薇婉妍梦菊春竹琪柔"
)
SHARE_OF_SHORT_NAMES = 0.22

FIRM_FIRST = "砚岚穹垚澈骁熠砺钧淼璟珩禾翊旻峤"
FIRM_SECOND = "桥原川岭槐汀舟塬帆穗渡垣磐陌溪峪"


@dataclass(frozen=True, slots=True)
class Names:
    """Names in columns, with full pinyin and initials."""

    written: list[str]
    pinyin: list[str]
    initials: list[str]


def persons(rng: np.random.Generator, male: Flags) -> Names:
    """A name for each person, by sex."""
    count = len(male)
    commonness = 1 / (np.arange(len(SURNAMES)) + 8.0)
    surnames = rng.choice(len(SURNAMES), size=count, p=commonness / commonness.sum())
    first, second = rng.random(count), rng.random(count)
    short = rng.random(count) < SHARE_OF_SHORT_NAMES
    reading = {c: spelled(c)[0] for c in {*SURNAMES, *MALE, *FEMALE}}
    names = Names([], [], [])
    for surname, a, b, is_short, is_male in zip(
        surnames.tolist(),
        first.tolist(),
        second.tolist(),
        short.tolist(),
        male.tolist(),
        strict=True,
    ):
        given = MALE if is_male else FEMALE
        one = int(a * len(given))
        # Never the same character twice: the second is another of those left.
        two = (one + 1 + int(b * (len(given) - 1))) % len(given)
        name = SURNAMES[surname] + given[one] + ("" if is_short else given[two])
        words = [reading[c] for c in name]
        names.written.append(name)
        names.pinyin.append(" ".join(words))
        names.initials.append("".join(word[0] for word in words))
    return names


def firm_stems(rng: np.random.Generator, count: int) -> list[str]:
    """Different two-character stems of firms' names."""
    stems = [a + b for a in FIRM_FIRST for b in FIRM_SECOND]
    stems += [b + a for a in FIRM_FIRST for b in FIRM_SECOND]
    return [stems[i] for i in rng.permutation(len(stems))[:count].tolist()]
