"""Readings come as spreadsheets, all of a file or none, and show what they show."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from benefiting import House, entered
from gongjiang.innovation.models import Effect
from gongjiang.innovation.queries.readings import shown_by_readings
from gongjiang.innovation.rules.comparison import Method
from gongjiang.innovation.services.benefit_months import confirm_rest
from gongjiang.innovation.services.readings import WrongReadings, put_readings
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import add_months
from proposing import noon

pytestmark = pytest.mark.django_db

MONTHS = [add_months(date(2021, 4, 1), place) for place in range(12)]
"""Six before the adoption in October 2021 and six after."""


def csv(*, control: bool = True) -> bytes:
    rows = ["月份,读数,对照线" if control else "月份,读数"]
    for place, month in enumerate(MONTHS):
        value = "12.5" if place < 6 else "11.2"
        rows.append(f"{month:%Y-%m},{value}" + (",12.5" if control else ""))
    return "\n".join(rows).encode()


def put(house: House, effect: Effect, content: bytes, name: str = "读数.csv") -> Effect:
    return put_readings(
        effect_id=effect.id, content=content, name=name, actor=house.floor.author, at=noon()
    )


def controlled(house: House) -> Effect:
    return entered(
        house,
        adopted_on=date(2021, 10, 1),
        confidence="MEASURED_WITH_CONTROL",
        evidence="三号流量计",
    )


def test_what_is_said_to_have_a_comparison_line_must_show_one(house: House):
    effect = controlled(house)
    with pytest.raises(CannotDo, match="upload readings of both lines"):
        confirm_rest(effect_id=effect.id, actor=house.finance, at=noon())
    put(house, effect, csv(control=False))
    with pytest.raises(CannotDo, match="upload readings of both lines"):
        confirm_rest(effect_id=effect.id, actor=house.finance, at=noon())

    put(house, effect, csv())

    done = confirm_rest(effect_id=effect.id, actor=house.finance, at=noon())
    assert done.state == "CONFIRMED"
    shown = shown_by_readings(effect)
    assert shown.compared is not None
    assert shown.compared.method == Method.DIFFERENCE_IN_DIFFERENCES
    assert shown.fen == (11_700_000, 11_700_000, 11_700_000)  # 1.3 yuan × 90,000
    assert str(shown.baseline) == "12.500000"


def test_a_workbook_of_excel_reads_alike(house: House):
    effect = controlled(house)
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["日期", "读数", "对照线"])
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, month in enumerate(MONTHS, 1):
            sheet.write_datetime(row, 0, month, days)
            sheet.write_row(row, 1, [12.5 if row < 7 else 11.2, 12.5])
    put(house, effect, buffer.getvalue(), "读数.xlsx")
    assert effect.readings.count() == 12


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("月份,读数\n2022-01,很多\n2022-02,1", "Row 2, “读数”: This is not a number."),
        ("月份,读数\n2022-01,1\n2022-01,2", "stands here twice"),
        ("月份,读数\n2022-01,\n2022-02,1", "The reading is missing."),
        ("月份,读数\n某月,1\n2022-02,1", "This is not a day."),
    ],
)
def test_one_wrong_cell_and_nothing_is_taken(house: House, text: str, said: str):
    effect = controlled(house)
    with pytest.raises(WrongReadings, match=said):
        put(house, effect, text.encode())
    assert not effect.readings.exists()
