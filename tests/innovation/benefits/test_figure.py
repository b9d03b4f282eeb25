"""Figure 28: every confirmed month once, the same sum at every level, as known at any moment."""

from __future__ import annotations

from datetime import date

import pytest

from benefiting import NET_FEN, House, confirmed, entered
from gongjiang.innovation.services.benefit_months import correct_month, take_back
from gongjiang.reports.figures import figure
from gongjiang.reports.figures.amounts import AmountFigure, Asked
from proposing import noon
from world import TODAY

pytestmark = pytest.mark.django_db

FIRST = date(2021, 10, 1)


@pytest.fixture
def direct() -> AmountFigure:
    found = figure(28)
    assert isinstance(found, AmountFigure)
    return found


def test_what_is_only_estimated_does_not_count(house: House, direct: AmountFigure):
    entered(house)
    assert direct.derive(TODAY).number is None


def test_sums_agree_to_the_fen_at_every_level(house: House, direct: AmountFigure):
    confirmed(house, share_bp=3_333)
    confirmed(house, cost_line="电", inputs={"before": 2, "after": 1, "price_fen": 1, "output": 7})
    value = direct.derive(TODAY)
    rows = list(direct.rows(TODAY))

    assert value.records == len(rows) == 24
    fen = sum(row["amount_fen"] for row in rows)
    assert value.number == fen / 100
    site = house.floor.site
    for unit in (house.floor.world.zone, house.floor.world.area, site.enterprise, site.team):
        groups = direct.groups(TODAY, None, unit.id, open_to_reader=True)
        assert groups is not None
        assert groups.total.fen == fen
        assert sum(g.sum.fen for g in groups.groups) + groups.here.fen == fen
        assert sum(sum_.fen for _source, sum_ in groups.by_source) == fen
    assert sum(sum_.fen for _month, _source, sum_ in direct.months(TODAY, None)) == fen
    asked = Asked(TODAY, units=(site.team.id,))
    assert direct.total(asked).fen == fen
    assert sum(entry.fen for entry in direct.page(asked, limit=50)) == fen
    assert direct.total(Asked(TODAY, enterprises=())).fen == 0


def test_a_correction_and_a_reversal_move_it_by_as_much(house: House, direct: AmountFigure):
    effect = confirmed(house)
    assert direct.derive(TODAY).number == NET_FEN // 100
    correct_month(
        effect_id=effect.id,
        month=FIRST,
        amount_fen=1,
        reason="改",
        actor=house.finance,
        at=noon(),
    )
    assert direct.derive(TODAY).number == (NET_FEN - NET_FEN // 12 + 1) / 100
    take_back(effect_id=effect.id, from_month=FIRST, reason="退", actor=house.finance, at=noon())
    assert (direct.derive(TODAY).number, direct.derive(TODAY).records) == (None, 0)


def test_the_day_asked_for_decides_which_months_count(house: House, direct: AmountFigure):
    confirmed(house)
    assert direct.derive(date(2021, 11, 30)).number == 2 * NET_FEN // 12 / 100
    assert direct.derive(date(2026, 10, 31)).records == 11  # the first is five years old


def test_its_course_says_of_each_day_what_the_figure_said(house: House, direct: AmountFigure):
    confirmed(house, share_bp=3_333)
    days = [date(2021, 9, 30), date(2021, 11, 30), TODAY, date(2026, 10, 31), date(2027, 12, 31)]

    course = direct.trend(days)

    assert course == {day: direct.derive(day).number or 0 for day in days}
    assert len({*course.values()}) == 4  # nothing, two months, all, eleven months, nothing again


def test_a_few_claims_are_withheld_from_whoever_may_not_open_them(
    house: House, direct: AmountFigure
):
    confirmed(house)
    zone = direct.groups(TODAY, None, None, open_to_reader=False)
    assert zone is not None
    assert zone.total.fen == NET_FEN
    assert (zone.groups, zone.withheld.fen) == ([], NET_FEN)
    assert zone.by_source == ()
    inside = direct.groups(TODAY, None, house.floor.site.team.id, open_to_reader=False)
    assert inside is None
