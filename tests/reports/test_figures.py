"""The 28 figures: each has a definition, and none a number nobody recorded."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from gongjiang.kernel.periods import Window
from gongjiang.reports.figures import FIGURES, figure
from gongjiang.reports.figures.answers import answer
from world import OPENING, TODAY, World

SHAPE = ["id", "label", "status", "value", "unit", "definition", "as_of", "window", "records"]


def test_there_are_twenty_eight():
    assert list(FIGURES) == list(range(1, 29))


@pytest.mark.parametrize("number", range(1, 29))
def test_each_answers_in_one_shape(governed: World, number: int):
    found = answer(figure(number), TODAY)

    assert list(found) == SHAPE
    assert found["id"] == number
    assert found["as_of"] == "2022-11-28"
    assert found["label"]
    assert found["unit"]
    assert found["definition"]
    assert list(found["records"]) == ["count", "url"]
    assert found["records"]["url"] == f"/figures/{number}/records?on=2022-11-28"


WAITING = sorted({*range(3, 14), *range(20, 28)} - {9, 10})


@pytest.mark.parametrize("number", WAITING)
def test_a_figure_that_waits_has_no_value_and_no_record(governed: World, number: int):
    found = answer(figure(number), TODAY)

    assert (found["status"], found["value"]) == ("not_yet_derivable", None)
    assert found["records"]["count"] == 0
    assert list(figure(number).rows(TODAY)) == []


def test_four_are_derived_where_nobody_works_yet(governed: World):
    answers = [answer(each, TODAY) for each in FIGURES.values()]

    assert [found["id"] for found in answers if found["status"] == "derived"] == [1, 2, 9]


def test_the_reform_is_as_old_as_its_record_says(governed: World):
    value = figure(2).derive(TODAY)

    assert (value.number, value.records) == (5, 1)
    assert value.window == Window(date(2017, 10, 31), TODAY)
    [row] = figure(2).rows(TODAY)
    assert row["began_on"] == "2017-11-01"
    assert row["procedure_reference"] == "示范〔2017〕1号"


@pytest.mark.parametrize(
    ("day", "years"), [(OPENING, 0), (date(2022, 10, 31), 4), (date(2022, 11, 1), 5)]
)
def test_a_year_of_reform_is_full_on_its_day(governed: World, day: date, years: int):
    assert figure(2).derive(day).number == years


@pytest.mark.django_db
def test_a_reform_nobody_recorded_has_no_age():
    value = figure(2).derive(TODAY)

    assert (value.number, value.records, list(figure(2).rows(TODAY))) == (None, 0, [])
    with translation.override("en"):
        assert "beginning of the reform" in str(value.why)
