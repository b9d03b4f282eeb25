"""What holds in every template and component."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory

import gongjiang
from gongjiang.web.house.charts import Chart, Series

TEMPLATES = sorted(Path(gongjiang.__file__).parent.rglob("templates/**/*.html"))
BAD = '"><script>alert(1)</script>'

FORBIDDEN = {
    "a script of its own": r"<script(?![^>]*\bsrc=)",
    "a style of its own": r"<style|\sstyle\s*=",
    "an event handler of its own": r"\son[a-z]+\s*=|\shx-on",
    "script in an htmx attribute": r"=\s*[\"']\s*(js|javascript):",
    # Cotton joins these without escaping what a page put in.
    "a component's attributes as they came": r"\{\{\s*attrs\b",
    "text let through unescaped": r"\|\s*safe\b|\{%\s*autoescape\s+off",
    "something from elsewhere": r"(src|href|action)\s*=\s*[\"']https?://",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(path: Path, what: str):
    assert not re.search(FORBIDDEN[what], path.read_text())


def drawn(template: str, rf: RequestFactory, **context: object) -> str:
    """A template as a page would have it; component tags are written as Django tags here."""
    return engines["django"].from_string(template).render(context, rf.get("/"))


@pytest.mark.parametrize(
    "template",
    [
        '{% cotton figure label="{{ bad }}" value="{{ bad }}" href="{{ bad }}" %}{% endcotton %}',
        '{% cotton figure :label="bad" :value="bad" :unit="bad" %}{% endcotton %}',
        '{% cotton notice :title="bad" %}{{ bad }}{% endcotton %}',
        '{% cotton refusal :reason="bad" :remedy="bad" %}{% endcotton %}',
        '{% cotton diff :changes="changes" :caption="bad" %}{% endcotton %}',
        '{% cotton unit_tree :nodes="nodes" label="{{ bad }}" %}{% endcotton %}',
        '{% cotton meter :label="bad" :value="bad" :max="bad" %}{% endcotton %}',
        '{% cotton chart :chart="chart" %}{% endcotton %}',
    ],
)
def test_what_people_wrote_is_escaped(template: str, rf: RequestFactory):
    chart = Chart("c", "trend", BAD, BAD, [BAD], [Series(BAD, [1])], BAD)
    page = drawn(
        template,
        rf,
        bad=BAD,
        changes=[{"label": BAD, "old": BAD, "new": BAD}],
        nodes=[{"label": BAD, "url": BAD, "level": BAD, "children_url": BAD}],
        chart=chart,
    )

    assert "alert(1)" in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("state", "says"), [("withheld", "不予显示"), ("not_yet", "尚不能得出"), ("", "80,600")]
)
def test_a_figure_shows_its_number_or_why_not(state: str, says: str, rf: RequestFactory):
    template = (
        '{% cotton figure label="x" :value="value" :state="state" :day="day" :n="n" %}'
        "{% endcotton %}"
    )

    page = drawn(template, rf, value=80_600, state=state, day="2022-11-28", n=0)

    assert says in page
    assert ("80,600" in page) is (state == "")
    assert "2022-11-28" in page
    assert "n = 0" in page


def test_a_chart_and_its_table_come_from_the_same_rows(rf: RequestFactory):
    series = [Series("A", [1, None]), Series("B", [3.5, 4])]
    chart = Chart("c", "trend", "T", "Month", ["Jan", "Feb"], series, "What is counted.", n=9)

    assert chart.rows == [("Jan", [1, 3.5]), ("Feb", [None, 4])]
    assert [s["values"] for s in chart.data["series"]] == [[1.0, None], [3.5, 4.0]]


def test_a_series_without_a_value_for_each_label_is_no_chart():
    with pytest.raises(ValueError, match="one value for each"):
        Chart("c", "trend", "T", "Month", ["Jan", "Feb"], [Series("A", [1])], "What is counted.")


class TwoFields(forms.Form):
    name = forms.CharField()
    note = forms.CharField(required=False)


def test_a_form_says_what_is_wrong_where_it_is_wrong(rf: RequestFactory):
    template = '{% cotton form :form="form" action="/x" %}{% endcotton %}'

    page = drawn(template, rf, form=TwoFields({"note": "x"}))

    assert 'aria-invalid="true"' in page
    assert 'href="#id_name"' in page
    assert 'name="idempotency_key"' in page
    assert 'name="csrfmiddlewaretoken"' in page
