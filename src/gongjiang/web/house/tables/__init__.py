"""Tables: one way to list anything, filtered, sorted, paged, and taken along as Excel.

    PEOPLE = (
        Column("name", _("Name"), field="name_pinyin", accessor="name", sortable=True),
        Column("sex", _("Sex"), filter=ChoiceFilter(Person.Sex.choices)),
        Column("hired_on", _("Hired"), sortable=True, filter=PeriodFilter()),
    )

    def people(request):
        table = Table("people", _("People"), PEOPLE, queries.people_visible_to(request.person),
                      query=request.GET, order="name", search=("name__contains",))
        return answer_of(request, table) or render(request, "people/list.html", {"table": table})

The template says `<c-table :table="table" />`. The address holds the whole state. A page costs
three queries (count, keys, rows) and whatever the caller's queryset prefetches, at any size.
"""

from gongjiang.web.house.tables.answers import answer_of
from gongjiang.web.house.tables.columns import (
    ChoiceFilter,
    Column,
    PeriodFilter,
    Spelled,
    TextFilter,
    plain,
)
from gongjiang.web.house.tables.table import Table

__all__ = [
    "ChoiceFilter",
    "Column",
    "PeriodFilter",
    "Spelled",
    "Table",
    "TextFilter",
    "answer_of",
    "plain",
]
