"""A table filters, sorts and pages by its address, and goes along as Excel."""

from __future__ import annotations

import re
import zipfile
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.http import FileResponse, QueryDict
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.html import format_html

from gongjiang.people.models import Person
from gongjiang.web.house.tables import (
    ChoiceFilter,
    Column,
    PeriodFilter,
    Table,
    TextFilter,
    answer_of,
    plain,
)

FIRST = date(1990, 1, 1)

COLUMNS = (
    Column("name", "Name", field="name_pinyin", accessor="name", sortable=True),
    Column("sex", "Sex", filter=ChoiceFilter(Person.Sex.choices)),
    Column("born_on", "Born", sortable=True, filter=PeriodFilter()),
    Column("year", "Year", field="birth_year", formatter=plain, filter=TextFilter()),
)


def person(number: int) -> Person:
    return Person(
        name=f"工友{number:03d}",
        name_pinyin=f"gongyou{number:03d}",
        sex=Person.Sex.FEMALE if number % 3 == 0 else Person.Sex.MALE,
        birth_year=1990,
        born_on=FIRST + timedelta(days=number),
    )


@pytest.fixture
def people(db: None) -> list[Person]:
    return Person.objects.bulk_create(person(number) for number in range(60))


@pytest.fixture(params=["queryset", "list"])
def rows(request: pytest.FixtureRequest, people: list[Person]) -> Any:
    return Person.objects.all() if request.param == "queryset" else people


def table(rows: Any, address: str = "", **given: Any) -> Table:
    settings = {"order": "name", "search": ("name__contains",), **given}
    return Table("people", "People", COLUMNS, rows, query=QueryDict(address), **settings)


def names(shown: Table) -> list[str]:
    return [row[0].text for row in shown.rows]


def test_the_first_page_is_in_the_given_order(rows: Any):
    shown = table(rows)

    assert names(shown) == [f"工友{number:03d}" for number in range(25)]
    assert (shown.total, shown.first, shown.last, shown.pages) == (60, 1, 25, 3)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("q=工友007", ["工友007"]),
        ("sex=FEMALE&born_on.to=1990-01-05", ["工友000", "工友003"]),
        ("born_on.from=1990-02-28", ["工友058", "工友059"]),
        ("sort=-born_on&q=工友00&sex=FEMALE", ["工友009", "工友006", "工友003", "工友000"]),
        ("year=1991", []),
    ],
)
def test_the_address_says_which_rows_in_which_order(rows: Any, address: str, expected: list[str]):
    assert names(table(rows, address)) == expected


@pytest.mark.parametrize("page", [1, 2, 3])
@pytest.mark.parametrize("order", ["name", "-name"])
def test_each_row_stands_on_exactly_one_page(rows: Any, page: int, order: str):
    everyone = [f"工友{number:03d}" for number in range(60)]
    if order.startswith("-"):
        everyone.reverse()

    assert names(table(rows, f"page={page}&sort={order}")) == everyone[25 * page - 25 : 25 * page]


@pytest.mark.parametrize("address", ["page=9999", "page=3"])
def test_past_the_end_is_the_last_page(rows: Any, address: str):
    assert len(names(table(rows, address))) == 10


@pytest.mark.parametrize(
    "address", ["page=0", "page=-1", "page=x", "page=²", "per_page=7", "sort=nothing", "q=%00"]
)
def test_a_senseless_state_is_the_default_one(rows: Any, address: str):
    assert names(table(rows, address)) == names(table(rows))


@pytest.mark.parametrize("address", ["sex=OTHER", "born_on.from=yesterday"])
def test_a_filter_that_cannot_be_read_is_left_out_and_said_so(rows: Any, address: str):
    shown = table(rows, address)

    assert shown.total == 60
    assert [part.column.key for part in shown.filters if part.unread] == [
        address.split("=", maxsplit=1)[0].removesuffix(".from")
    ]


def test_links_keep_what_belongs_to_others_on_the_page(rows: Any):
    shown = table(rows, "on=2022-11-28&t.sex=MALE&t.page=2", prefix="t.")

    assert shown.next_url == ""
    assert shown.previous_url == "?on=2022-11-28&t.sex=MALE&t.page=1"
    assert shown.cleared_url == "?on=2022-11-28"
    assert shown.carried == [("on", "2022-11-28")]


def test_sorting_again_turns_the_order_and_starts_over(rows: Any):
    heading = table(rows, "sort=name&page=2").headings[0]

    assert (heading.sort, heading.url) == ("ascending", "?sort=-name")


def test_unknown_values_come_last_either_way():
    rows = [{"n": 2}, {"n": None}, {"n": 1}]
    column = Column("n", "N", sortable=True)

    def order(sort: str) -> list[str]:
        shown = Table("t", "T", [column], rows, query=QueryDict(f"sort={sort}"), order="n")
        return [row[0].text for row in shown.rows]

    assert order("n") == ["1", "2", ""]
    assert order("-n") == ["2", "1", ""]


@pytest.mark.parametrize("address", ["", "page=2", "page=3&sort=-born_on", "q=工友00&sex=MALE"])
def test_a_page_costs_three_queries(people: list[Person], address: str):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        shown = table(Person.objects.all(), address)
        assert names(shown)

    assert len(queries) == 3


def sheet_of(answer: FileResponse) -> str:
    """The first sheet's XML."""
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as workbook:
        return workbook.read("xl/worksheets/sheet1.xml").decode()


def excel(rf: RequestFactory, shown: Table) -> str:
    answer = answer_of(rf.get("/people?format=xlsx"), shown)
    assert isinstance(answer, FileResponse)
    assert "people.xlsx" in answer.headers["Content-Disposition"]
    return sheet_of(answer)


def test_excel_holds_every_matching_row_in_order(rf: RequestFactory, rows: Any):
    sheet = excel(rf, table(rows, "sex=FEMALE&sort=-name&page=2"))

    assert re.findall(r"工友\d+", sheet) == [f"工友{number:03d}" for number in range(57, -1, -3)]


def test_excel_keeps_numbers_and_days_as_such(rf: RequestFactory, people: list[Person]):
    sheet = excel(rf, table(people[:1]))

    assert "<v>32874</v>" in sheet  # 1990-01-01
    assert "<v>1990</v>" in sheet


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.example", "\t=1"]
)
def test_text_never_becomes_a_formula_or_a_link(rf: RequestFactory, name: str):
    column = Column("name", "Name", sortable=True)
    shown = Table("t", "T", [column], [{"name": name}], query=QueryDict(), order="name")

    sheet = sheet_of(answer_of(rf.get("/t?format=xlsx"), shown))

    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert 't="inlineStr"' in sheet


def test_markup_of_a_cell_stays_out_of_excel(rf: RequestFactory):
    column = Column("n", "N", sortable=True, formatter=lambda n: format_html("<b>{}</b>", n))
    shown = Table("t", "T", [column], [{"n": "A & B"}], query=QueryDict(), order="n")

    sheet = sheet_of(answer_of(rf.get("/t?format=xlsx"), shown))

    assert "A &amp; B" in sheet
    assert "&lt;b" not in sheet


def test_htmx_gets_the_table_alone(rf: RequestFactory, people: list[Person]):
    request = rf.get("/people", headers={"HX-Request": "true", "HX-Target": "people"})

    page = answer_of(request, table(Person.objects.all())).content.decode()

    assert "<html" not in page
    assert 'id="people"' in page
    assert "工友024" in page


def drawn(rf: RequestFactory, shown: Table) -> str:
    template = engines["django"].from_string('{% cotton table :table="table" %}{% endcotton %}')
    return template.render({"table": shown}, rf.get("/"))


@pytest.mark.parametrize("search", [("name__contains",), lambda rows, text: rows])
def test_a_table_that_can_be_searched_has_a_box_for_it(rf: RequestFactory, search: Any):
    page = drawn(rf, table([], search=search))

    assert 'name="q"' in page
    assert page.count("<button") == 1


def test_a_table_that_only_filters_can_apply_its_filters(rf: RequestFactory):
    page = drawn(rf, table([], search=()))

    assert 'name="q"' not in page
    assert page.count("<button") == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX-Request": "true", "HX-Target": "elsewhere"},
        {"HX-Request": "true", "HX-Target": "people", "HX-History-Restore-Request": "true"},
    ],
)
def test_everything_else_gets_the_whole_page(rf: RequestFactory, headers: dict[str, str]):
    assert answer_of(rf.get("/people", headers=headers), table([])) is None


def test_what_people_wrote_is_escaped(rf: RequestFactory):
    column = Column("name", "<i>", sortable=True, filter=TextFilter())
    address = QueryDict("name=<b>&q=<u>")
    rows = [{"name": "<script>", "b": "<b>"}, {"name": "<b><u>"}]
    shown = Table("t", "T", [column], rows, query=address, order="name", search=("name",))
    request = rf.get("/t", headers={"HX-Request": "true", "HX-Target": "t"})

    page = answer_of(request, shown).content.decode()

    assert "&lt;b&gt;&lt;u&gt;" in page
    assert not re.search(r"<(script|b|u|i)>", page)
