"""Of which kind a post is, told by its name: a guess, until a human or the enterprise says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from gongjiang.people.brought.rows import plain
from gongjiang.people.models import PostKind

WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (PostKind.MANAGEMENT, ("经理", "主任", "厂长", "总监", "董事", "部长", "科长", "课长")),
    (PostKind.TECHNICAL, ("工程师", "技术", "工艺", "研发", "设计", "化验")),
    (
        PostKind.LOGISTICS,
        ("仓", "库", "叉车", "司机", "驾驶", "物流", "配送", "搬运", "装卸", "运输"),
    ),
    (
        PostKind.SERVICE,
        ("保安", "门卫", "保洁", "食堂", "厨", "服务", "绿化", "宿管", "导购", "营业"),
    ),
    (
        PostKind.OFFICE,
        (
            "会计",
            "出纳",
            "财务",
            "人事",
            "人力",
            "行政",
            "文员",
            "文秘",
            "采购",
            "销售",
            "专员",
            "内勤",
        ),
    ),
)
"""Words in the names of posts, asked in this order; ours. Whatever has none of them produces."""


@dataclass(slots=True)
class PostKinds:
    """Kinds of posts by name: as chosen, as used in the enterprise, or else guessed.

    Attributes:
        chosen: said by a human, for this file or an earlier one.
        in_use: the kind each post's name has on the roll, where it has one only.
        guessed: what was guessed so far, and for how many rows.
    """

    chosen: Mapping[str, str]
    in_use: Mapping[str, str]
    guessed: Counter[tuple[str, str]] = field(default_factory=Counter)

    def of(self, post: str) -> tuple[str, bool]:
        """The kind of a post, and whether that is sure."""
        name = plain(post)
        known = self.chosen.get(name) or self.in_use.get(name)
        if known:
            return known, True
        kind = guess(name)
        self.guessed[post, kind] += 1
        return kind, False


def guess(name: str) -> str:
    """The likeliest kind of a post, by words in its name."""
    for kind, words in WORDS:
        if any(word in name for word in words):
            return kind
    return PostKind.PRODUCTION


def only_kinds(pairs: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Posts that bear one kind only, by plain name.

    Args:
        pairs: (post, kind) and how often it stands so.
    """
    kinds: dict[str, set[str]] = {}
    for post, kind in pairs:
        kinds.setdefault(plain(post), set()).add(kind)
    return {post: found.pop() for post, found in kinds.items() if len(found) == 1}
