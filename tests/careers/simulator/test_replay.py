"""The replay against one that goes person by person and month by month in plain Python."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.careers_on_paper import Career, arrays, judge
from gongjiang.careers.canonical import LADDER
from gongjiang.careers.coefficients import COEFFICIENTS
from gongjiang.careers.rules.ladder import SEQUENCES
from gongjiang.careers.simulator.careers import Careers, Held, events_of
from gongjiang.careers.simulator.changes import Change, changed
from gongjiang.careers.simulator.comparing import Both
from gongjiang.careers.simulator.reading import first_days
from gongjiang.careers.simulator.replay import replay
from gongjiang.kernel.columns import NO_DAY

UNTIL = date(2022, 11, 28)
MONTHS = first_days(UNTIL, 24)
FIRST = MONTHS[0].item()  # 1 December 2020
PAY = np.array([0, *COEFFICIENTS.permille], dtype=np.int64)


@dataclass
class Spell:
    """A recorded grade; `how` is the reason it was entered for."""

    sequence: str
    grade: int
    start: date
    how: str = "INITIAL"
    end: date | None = None


@dataclass
class Told:
    """A career on paper, and the grades recorded of it."""

    career: Career
    spells: list[Spell] = field(default_factory=list)


def ranked(**changes) -> Career:
    """Somebody who meets everything but the months, from the beginning."""
    marks = [(year, "A", date(year + 1, 1, 10)) for year in range(2015, 2022)]
    months = [date(year, month, 2) for year in range(2018, 2023) for month in range(1, 13)]
    told = {
        "marks": marks, "contributions": months, "ranks": [(7, date(2015, 1, 1), None)],
        "titles": [(4, date(2015, 1, 1), None)],
    }  # fmt: skip
    return Career(**(told | changes))


def careers(told: list[Told], *, one_enterprise: bool = False) -> Careers:
    histories = arrays([each.career for each in told])
    if one_enterprise:
        histories = replace(
            histories, place=np.zeros(len(told), np.int64), holders=histories.holders[:1],
            vacancies=replace(
                histories.vacancies, row=np.zeros(len(histories.vacancies.row), np.int64)
            ),
        )  # fmt: skip
    rows = [(row, spell) for row, each in enumerate(told) for spell in each.spells]

    def days(values):
        return np.array([NO_DAY if v is None else np.datetime64(v) for v in values], "M8[D]")

    held = Held(
        row=np.array([row for row, _ in rows], np.int64),
        sequence=np.array([SEQUENCES.index(s.sequence) for _, s in rows], np.int64),
        grade=np.array([s.grade for _, s in rows], np.int64),
        start=days([s.start for _, s in rows]),
        end=days([s.end for _, s in rows]),
        since=days([s.start for _, s in rows]),
        probation_until=days([None for _ in rows]),
        rises=np.array([s.how == "PROMOTION" for _, s in rows], np.bool_),
        goes_on=np.array([s.how == "TABLE_CHANGE" for _, s in rows], np.bool_),
    )
    return Careers(histories, events_of(held, MONTHS[0]), MONTHS, np.zeros(len(MONTHS), np.int64))


def risen(told: list[Told], rule=LADDER, **how) -> list[tuple[int, date, int]]:
    found = replay(careers(told, **how), rule.arrays(), PAY)
    return sorted(
        (row, MONTHS[month].item(), grade)
        for row, month, grade in zip(
            found.row.tolist(), found.month.tolist(), found.grade.tolist(), strict=True
        )
    )


def one_at_a_time(told: Told, rule=LADDER) -> list[tuple[date, int]]:
    """The same for one person, as plainly as it can be said."""
    found: list[tuple[date, int]] = []
    now: Career | None = None
    left = [each for each in told.spells if each.end is None or each.end > FIRST]
    before: Spell | None = None
    for month in MONTHS:
        day = month.item()
        while left and max(left[0].start, FIRST) <= day:
            spell = left.pop(0)
            now = _after(spell, before, now, told, rule)
            before = spell
        if before is not None and before.end is not None and before.end <= day:
            now = None
        if now is None:
            continue
        verdict = judge(now, day, rule)
        if verdict.target and not verdict.missing:
            now = replace(now, grade=verdict.target, since=day)
            found.append((day, verdict.target))
    return found


def _after(spell: Spell, before: Spell | None, now: Career | None, told: Told, rule):
    follows = before is not None and before.end == spell.start
    if not follows or now is None:
        grade, since = spell.grade, spell.start
    elif spell.how == "PROMOTION":
        return now
    else:
        by = spell.grade - before.grade
        stays = by == 0 or spell.how == "TABLE_CHANGE"
        grade, since = now.grade + by, (now.since if stays else spell.start)
    span = rule.span(spell.sequence)
    grade = min(max(grade, span.low), span.high)
    return replace(
        told.career, sequence=spell.sequence, grade=grade, since=since, cool_offs=[],
        exceptional=[],
    )  # fmt: skip


def test_whoever_has_the_months_rises_on_the_first_of_the_next_month():
    told = Told(ranked(), [Spell("O", 4, date(2019, 3, 15))])
    assert risen([told]) == [(0, date(2021, 4, 1), 5)]


def test_who_was_refused_under_the_recorded_rule_is_not_under_another():
    career = ranked(cool_offs=[(0, date(2020, 1, 1), date(2023, 1, 1))])
    assert risen([Told(career, [Spell("O", 4, date(2018, 3, 15))])])


def test_recorded_promotions_are_decided_anew_and_other_steps_are_taken_over():
    told = Told(
        ranked(),
        [
            Spell("O", 4, date(2019, 3, 15), end=date(2021, 3, 1)),
            Spell("O", 5, date(2021, 3, 1), "PROMOTION", end=date(2021, 9, 1)),
            Spell("O", 4, date(2021, 9, 1), "DEMOTION"),
        ],
    )
    # To 5 a month later than recorded; down again as recorded, and its months begin there.
    assert risen([told]) == [(0, date(2021, 4, 1), 5)]
    assert [grade for _, grade in one_at_a_time(told)] == [5]


def test_who_leaves_rises_no_more_and_who_comes_begins_there():
    leaver = Told(ranked(), [Spell("O", 4, date(2019, 3, 15), end=date(2021, 4, 1))])
    comer = Told(ranked(), [Spell("O", 4, date(2020, 10, 20))])
    assert risen([leaver, comer]) == [(1, date(2022, 11, 1), 5)]


def test_a_shorter_wait_brings_everybody_forward_and_costs_their_pay():
    told = [Told(ranked(), [Spell("O", 4, date(2019, 3, 15))])]
    quicker = changed(LADDER, Change(months=20))
    found = careers(told)
    was, now = (replay(found, rule.arrays(), PAY) for rule in (LADDER, quicker))

    assert risen(told, quicker) == [(0, date(2020, 12, 1), 5), (0, date(2022, 8, 1), 6)]
    both = Both(found, was, now)
    assert both.gains().tolist() == [1]
    [standing] = both.standings()
    assert (standing.was, standing.now, standing.first_was, standing.first_now) == (1, 2, 4, 0)
    # Four months one grade more, and from the first of August 2022 four months one more again.
    step = COEFFICIENTS.permille[1] - COEFFICIENTS.permille[0]
    assert [more for more in both.cost_fen(500_000) if more] == [step * 500] * 8


def test_a_post_is_filled_once_by_who_waited_longest():
    vacant = [(9, date(2021, 2, 10), None)]
    told = [
        Told(ranked(vacancies=vacant), [Spell("M", 8, date(2018, 5, 1))]),
        Told(ranked(), [Spell("M", 8, date(2018, 4, 1))]),
        Told(ranked(), [Spell("M", 8, date(2018, 6, 1))]),
    ]
    assert risen(told, one_enterprise=True) == [(1, date(2021, 3, 1), 9)]


def test_no_more_rise_than_there_are_places():
    # One in ten of a sequence may stand at 16 or above: of 20 people, two.
    told = [Told(ranked(), [Spell("P", 15, date(2017, 1, 1 + n))]) for n in range(20)]
    found = risen(told, one_enterprise=True)
    assert [(row, grade) for row, _, grade in found] == [(0, 16), (1, 16)]


def test_the_same_careers_give_the_same_replay():
    told = [Told(ranked(), [Spell("O", 4, date(2018, 5, 1 + n))]) for n in range(20)]
    assert risen(told) == risen(told)


days = st.dates(date(2018, 1, 1), date(2022, 11, 28))
runs = st.tuples(st.integers(0, 7), days, st.none() | days).map(
    lambda run: run if run[2] is None or run[2] > run[1] else (run[0], run[1], None)
)
on_paper = st.builds(
    Career,
    marks=st.dictionaries(st.integers(2017, 2021), st.sampled_from("ABC"), max_size=5).map(
        lambda marks: [(year, mark, date(year + 1, 1, 20)) for year, mark in marks.items()]
    ),
    vetoes=st.lists(days, max_size=2),
    contributions=st.lists(days, max_size=8),
    ranks=st.lists(runs, max_size=3),
    titles=st.lists(runs.map(lambda run: (run[0] % 5, *run[1:])), max_size=2),
    freezes=st.lists(runs, max_size=1),
)
steps = st.tuples(
    st.sampled_from("OTP"), st.integers(5, 12),
    st.sampled_from(["PROMOTION", "CONVERSION", "DEMOTION", "TABLE_CHANGE", "INITIAL"]),
    st.integers(20, 500),
)  # fmt: skip


@st.composite
def histories(draw) -> Told:
    day = draw(st.dates(date(2018, 1, 1), date(2021, 12, 1)))
    spells = [Spell("O", draw(st.integers(3, 9)), day)]
    for to, level, how, length in draw(st.lists(steps, max_size=4)):
        end = spells[-1].start + timedelta(days=length)
        spells[-1].end = end
        gap = timedelta(days=40 if how == "INITIAL" else 0)
        rises = how == "PROMOTION"
        sequence = spells[-1].sequence if rises else to
        grade = spells[-1].grade + 1 if rises else level
        spells.append(Spell(sequence, grade, end + gap, how))
    if draw(st.booleans()):
        spells[-1].end = spells[-1].start + timedelta(days=draw(st.integers(10, 400)))
    return Told(draw(on_paper | st.builds(ranked)), spells)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(histories(), min_size=1, max_size=5), st.sampled_from([24, 12, 30, 1]))
def test_all_at_once_agree_with_one_at_a_time(told: list[Told], months: int):
    rule = changed(LADDER, Change(months=months)) if months != 24 else LADDER
    slowly = [
        (row, day, grade)
        for row, each in enumerate(told)
        for day, grade in one_at_a_time(each, rule)
    ]
    assert risen(told, rule) == sorted(slowly)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change(sequence="O", low=3, high=4, months=12), {("O", 4): 12, ("O", 5): 24}),
        (
            Change(sequence="O", low=4, high=5, months=12),
            {("O", 3): 24, ("O", 4): 12, ("O", 5): 12, ("O", 6): 24},
        ),
        (Change(sequence="T", months=30), {("O", 3): 24, ("T", 9): 30, ("T", 21): 30}),
        (Change(low=20, months=30), {("T", 19): 24, ("T", 20): 30, ("M", 23): 30}),
    ],
)  # fmt: skip
def test_a_change_splits_what_the_grades_ask(change: Change, expected):
    rule = changed(LADDER, change)
    found = {key: rule.asks(*key).months for key in expected}
    assert found == expected
    assert rule.read(rule.as_json()) == rule  # it still says each grade once
