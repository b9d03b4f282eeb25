"""Which occupation of the national classification each post is."""

from __future__ import annotations

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.postings import POST_NAMES
from gongjiang.kernel.columns import Ints

CODES = (
    "6-31-07-03", "6-17-08-02", "6-24-02-04", "6-14-01-01", "6-12-03-00", "6-02-04-01",
    "6-04-03-03", "6-15-01-01", "6-16-01-05", "6-28-01-10", "6-28-01-11", "6-29-01-04",
    "6-20-01-01", "6-18-02-04", "6-31-01-02", "6-31-03-05", "6-18-01-07", "2-02-07-02",
    "2-02-07-04", "4-02-06-01", "6-30-05-01", "4-02-02-02", "4-03-02-05", "3-01-01-01",
)  # fmt: skip
"""Codes of occupations-2022.csv; a place in here is an occupation in the columns."""

OPERATORS = {  # by industry: what its operators are
    "C3985": "6-17-08-02", "C3825": "6-24-02-04", "C2911": "6-14-01-01", "C2710": "6-12-03-00",
    "C1440": "6-02-04-01", "C1721": "6-04-03-03", "C3011": "6-15-01-01", "B0610": "6-16-01-05",
    "D4415": "6-28-01-10", "D4430": "6-28-01-11", "E4710": "6-29-01-04",
}  # fmt: skip
ANY_OPERATOR = "6-31-07-03"
OPERATOR_POST = "操作工"
POSTS = {
    "装配工": "6-20-01-01", "焊工": "6-18-02-04", "设备保全工": "6-31-01-02",
    "质检员": "6-31-03-05", "数控机床工": "6-18-01-07", "工程师": "2-02-07-02",
    "工艺技术员": "2-02-07-02", "工艺工程师": "2-02-07-02", "设备技术员": "2-02-07-04",
    "设备工程师": "2-02-07-04", "仓储员": "4-02-06-01", "叉车司机": "6-30-05-01",
    "叉车班司机长": "6-30-05-01", "配送员": "4-02-02-02", "服务员": "4-03-02-05",
}  # fmt: skip
ANY_OFFICE = "3-01-01-01"
SENIOR = "高级"
ASSISTANT = "助理"


def occupations(build: Build) -> Ints:
    """For each posting, its place in CODES."""
    of_post = np.array([CODES.index(_code(name)) for name in POST_NAMES])
    industries = [ground.firm.industry for ground in build.grounds.firms]
    of_firm = np.array([CODES.index(OPERATORS.get(each, ANY_OPERATOR)) for each in industries])
    operators = [i for i, name in enumerate(POST_NAMES) if plain_name(name) == OPERATOR_POST]
    postings = build.postings
    site = build.work.site[postings.employment]
    found: Ints = np.where(np.isin(postings.post, operators), of_firm[site], of_post[postings.post])
    return found


def plain_name(name: str) -> str:
    """A post's name without what a better post of the same work adds to it."""
    return name.removeprefix(SENIOR).removeprefix(ASSISTANT)


def _code(name: str) -> str:
    return POSTS.get(plain_name(name), ANY_OFFICE)
