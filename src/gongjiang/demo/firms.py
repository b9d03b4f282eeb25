"""Which firms the zone has: trades, sizes, owners, groups, and when they opened and stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from django.utils.translation import gettext_lazy as _

from gongjiang.demo import names
from gongjiang.demo.plan import FULL_SIZE, Plan
from gongjiang.demo.seasons import FIRST_DAY, REFORM
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.money import split
from gongjiang.orgs.models import Enterprise

Ownership = Enterprise.Ownership

FIRMS = 420  # domain.md §16, as is the next
OPERATING_NON_PUBLIC = 240
DORMANT_NON_PUBLIC = 16
STATE = 62
FOREIGN = 60
SOCIAL = 42
GONE = 12
AGENCIES = 8
OTHER_SERVICES = 22

FLAGSHIP_WORKERS = 5500
FEWEST_WORKERS = 5
LEAST_STAFF = 4
STAFF_SHARE = 0.115
INTERN_SHARE = 0.018
ABOVE_SCALE = 120  # ours: workers from which a firm is taken for one above scale (规上)

VERY_LARGE = 1500
FOR_A_GROUP = 20
NOT_BEGUN = 5
"""One dormant firm in so many has not begun yet."""
SHARE_PAUSED = 0.02
PAUSE = (date(2020, 2, 3), date(2020, 5, 6))

FLAGSHIP = ("C3985", "硅材料")
INDUSTRIES = (  # code, the trade in a name, how common, how large
    ("C3825", "光伏", 22, 1.9), ("C3985", "硅材料", 10, 2.0), ("C3483", "机床", 34, 1.1),
    ("C3511", "矿山装备", 22, 1.2), ("C3670", "汽车部件", 22, 1.3), ("C3811", "电机", 20, 1.2),
    ("C3979", "电子元件", 22, 1.6), ("C3311", "金属结构", 30, 0.8), ("C2911", "橡胶制品", 14, 0.8),
    ("C2651", "新材料", 16, 1.0), ("C2710", "生物制药", 12, 1.0), ("C1440", "乳品", 10, 1.2),
    ("C1721", "纺织", 12, 1.3), ("C3011", "建材", 16, 0.7), ("B0610", "矿业", 6, 1.6),
    ("D4415", "新能源电力", 10, 0.6), ("D4430", "热力", 6, 0.6), ("E4710", "建设工程", 18, 0.9),
    ("G5430", "公路运输", 16, 0.7), ("G5990", "仓储物流", 12, 0.8), ("I6513", "软件", 22, 0.6),
    ("I6450", "数据服务", 10, 0.6),
)  # fmt: skip
SERVICES = (
    ("F5179", "贸易"), ("H6241", "餐饮服务"), ("R8810", "文化传媒"), ("F5211", "商业"),
    ("H6110", "酒店管理"),
)  # fmt: skip
SOCIETIES = (("S9521", "行业协会"), ("R8890", "职工文体中心"), ("S9522", "商会"))


@dataclass(frozen=True, kw_only=True)
class Firm:
    """A firm as planned; its units are made from it.

    Attributes:
        workers: places of industrial workers: filled on AS_OF, or until it stopped.
        staff, interns: places besides.
        ends: the first day without operation, where it stopped for good; `closed`, without a unit.
        paused: a spell without operation that it came back from.
    """

    name: str
    ownership: str
    industry: str
    opened: date
    workers: int
    staff: int
    interns: int = 0
    group: str = ""
    chain_master: bool = False
    is_agency: bool = False
    ends: date | None = None
    closed: date | None = None
    paused: tuple[date, date] | None = None
    never_began: bool = False

    @property
    def runs(self) -> bool:
        """Whether it operates on AS_OF."""
        return self.ends is None and not self.never_began

    @property
    def above_scale(self) -> bool:
        return self.workers >= ABOVE_SCALE


@dataclass(frozen=True, slots=True)
class Counts:
    """How many firms of each sort a zone of this size has."""

    agencies: int
    services: int
    trades: int
    state: int
    foreign: int
    social: int
    dormant: int
    gone: int


def counts_for(plan: Plan) -> Counts:
    part = plan.number_of
    operating, state, foreign = part(OPERATING_NON_PUBLIC), part(STATE), part(FOREIGN)
    agencies, services = part(AGENCIES), part(OTHER_SERVICES)
    return Counts(
        agencies=agencies,
        services=services,
        trades=max(operating - agencies - services, 5) + state + foreign,
        state=state,
        foreign=foreign,
        social=part(SOCIAL),
        dormant=part(DORMANT_NON_PUBLIC),
        gone=part(GONE),
    )


def plan_firms(plan: Plan) -> list[Firm]:
    """Every firm, the flagship first, then by size within each sort."""
    rng = plan.rng("firms")
    counts = counts_for(plan)
    total = counts.trades + counts.agencies + counts.services + counts.social
    stems = iter(names.firm_stems(rng, total + counts.dormant + counts.gone))
    trades = _trades(plan, counts, rng, stems)
    others = [
        *(_agency(rng, next(stems)) for _ in range(counts.agencies)),
        *(_service(rng, next(stems), i) for i in range(counts.services)),
        *(_society(rng, next(stems), i) for i in range(counts.social)),
        *(_dormant(rng, next(stems), i) for i in range(counts.dormant)),
        *(_gone(rng, next(stems)) for _ in range(counts.gone)),
    ]
    return _with_groups([*trades, *others], rng)


def _trades(
    plan: Plan, counts: Counts, rng: np.random.Generator, stems: Iterator[str]
) -> list[Firm]:
    """The firms whose workers count, which together have exactly the planned number."""
    commonness = np.array([trade[2] for trade in INDUSTRIES], dtype=float)
    picks = rng.choice(len(INDUSTRIES), size=counts.trades - 1, p=commonness / commonness.sum())
    largeness = np.array([trade[3] for trade in INDUSTRIES])[picks]
    weights = largeness * np.minimum(rng.lognormal(0.0, 1.15, size=len(picks)), 14)
    flagship = max(round(plan.workers * FLAGSHIP_WORKERS / FULL_SIZE), 2 * FEWEST_WORKERS)
    free = plan.workers - flagship - FEWEST_WORKERS * len(picks)
    if free < 0:
        raise CannotDo(
            _("A zone of %(workers)s workers is too small; try 400 or more.")
            % {"workers": plan.workers}
        )
    # Weights as whole numbers, so that the split is the same on every machine.
    sizes = split(free, [max(int(weight * 1000), 1) for weight in weights.tolist()])
    owners = [Ownership.STATE] * counts.state + [Ownership.FOREIGN] * counts.foreign
    owners += [Ownership.NON_PUBLIC] * (len(picks) - len(owners))
    firms = [
        _trade(rng, next(stems), INDUSTRIES[pick], FEWEST_WORKERS + size, owner)
        for pick, size, owner in zip(picks.tolist(), sizes, rng.permutation(owners), strict=True)
    ]
    firms.sort(key=lambda firm: -firm.workers)
    chained = [replace(firm, chain_master=i < len(firms) * 0.03) for i, firm in enumerate(firms)]
    return [_flagship(flagship), *chained]


def _flagship(workers: int) -> Firm:
    return Firm(
        name="示范硅材料股份有限公司",
        ownership=Ownership.NON_PUBLIC,
        industry=FLAGSHIP[0],
        opened=date(2009, 3, 18),
        workers=workers,
        staff=_staff(workers),
        interns=_interns(workers),
        chain_master=True,
    )


def _trade(
    rng: np.random.Generator,
    stem: str,
    trade: tuple[str, str, int, float],
    workers: int,
    owner: str,
) -> Firm:
    code, word = trade[:2]
    opened = _opening(rng, recent=0.1 if workers < ABOVE_SCALE else 0.03)
    paused = None
    if rng.random() < SHARE_PAUSED and opened < PAUSE[0]:
        paused = PAUSE
    return Firm(
        name=f"{stem}{word}{'集团' if workers > VERY_LARGE else ''}有限公司",
        ownership=str(owner),
        industry=code,
        opened=opened,
        workers=workers,
        staff=_staff(workers),
        interns=_interns(workers),
        paused=paused,
    )


def _agency(rng: np.random.Generator, stem: str) -> Firm:
    return Firm(
        name=f"{stem}劳务服务有限公司",
        ownership=Ownership.NON_PUBLIC,
        industry="L7263",
        opened=_opening(rng, recent=0),
        workers=0,
        staff=12,
        is_agency=True,
    )


def _service(rng: np.random.Generator, stem: str, number: int) -> Firm:
    code, word = SERVICES[number % len(SERVICES)]
    return Firm(
        name=f"{stem}{word}有限公司",
        ownership=Ownership.NON_PUBLIC,
        industry=code,
        opened=_opening(rng, recent=0.2),
        workers=0,
        staff=int(rng.integers(LEAST_STAFF, 40)),
    )


def _society(rng: np.random.Generator, stem: str, number: int) -> Firm:
    code, word = SOCIETIES[number % len(SOCIETIES)]
    return Firm(
        name=f"{stem}{word}",
        ownership=Ownership.SOCIAL_ORG,
        industry=code,
        opened=_opening(rng, recent=0.2),
        workers=0,
        staff=int(rng.integers(LEAST_STAFF, 9)),
    )


def _dormant(rng: np.random.Generator, stem: str, number: int) -> Firm:
    """A firm that is registered and does not operate: it stopped, or has not begun."""
    code, word = INDUSTRIES[number % len(INDUSTRIES)][:2]
    name = f"{stem}{word}有限公司"
    if number % NOT_BEGUN == NOT_BEGUN - 1:
        opened = date(2022, 1, 4) + timedelta(days=int(rng.integers(0, 240)))
        return _past(rng, name, code, opened, ends=None)
    return _past(rng, name, code, _opening(rng, recent=0), ends=_stop(rng))


def _gone(rng: np.random.Generator, stem: str) -> Firm:
    code, word = INDUSTRIES[int(rng.integers(len(INDUSTRIES)))][:2]
    ends = _stop(rng)
    stopped = _past(rng, f"{stem}{word}有限公司", code, _opening(rng, recent=0), ends=ends)
    return replace(stopped, closed=ends + timedelta(days=60))


def _past(
    rng: np.random.Generator, name: str, code: str, opened: date, *, ends: date | None
) -> Firm:
    began = ends is not None
    return Firm(
        name=name,
        ownership=Ownership.NON_PUBLIC,
        industry=code,
        opened=opened,
        workers=int(rng.integers(8, 60)) if began else 0,
        staff=LEAST_STAFF if began else 0,
        ends=ends,
        never_began=not began,
    )


def _stop(rng: np.random.Generator) -> date:
    return date(2018, 9, 3) + timedelta(days=int(rng.integers(0, 1300)))


def _opening(rng: np.random.Generator, *, recent: float) -> date:
    """Mostly before the reform, some within its five years."""
    if rng.random() < recent:
        return REFORM + timedelta(days=int(rng.integers(30, 1500)))
    return FIRST_DAY + timedelta(days=int(rng.integers(60, 5000)))


def _staff(workers: int) -> int:
    return max(LEAST_STAFF, round(workers * STAFF_SHARE))


def _interns(workers: int) -> int:
    return round(workers * INTERN_SHARE)


def _with_groups(firms: list[Firm], rng: np.random.Generator) -> list[Firm]:
    """Put the flagship and some of the larger firms into groups of three to five."""
    large = [i for i, firm in enumerate(firms) if firm.workers >= FOR_A_GROUP and firm.runs]
    members = iter(rng.permutation(large[1:])[: len(large) // 6].tolist())
    grouped = list(firms)
    head: int | None = 0
    while head is not None:
        circle = [head, *(other for _, other in zip(range(3), members, strict=False))]
        group = firms[head].name[:2] + "集团"
        for i in circle:
            grouped[i] = replace(grouped[i], group=group)
        head = next(members, None)
    return grouped
