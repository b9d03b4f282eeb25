"""Every text a reader meets is there in Chinese, and says the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import gongjiang
from gongjiang.ops.messages import KEYWORDS, messages_in_source, unmarked_texts

SOURCE = Path(gongjiang.__file__).parent
CATALOGUE = SOURCE / "locale/zh_Hans/LC_MESSAGES/django.po"

NAMES = re.compile(r"Gongjiang|工匠|Excel|PDF|JSON|Apache-2\.0|\bn =")
"""Words that are the same in each language."""

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@cache
def in_source() -> Catalog:
    return messages_in_source(SOURCE)


@cache
def in_chinese() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, ignore_obsolete=False)


def keys(catalogue: Catalog) -> set[tuple[str, str]]:
    return {(_singular(m), m.context or "") for m in catalogue if m.id}


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def translated() -> Iterator[Message]:
    return (message for message in in_chinese() if message.id)


def test_no_text_is_missing_in_chinese():
    missing = sorted(keys(in_source()) - keys(in_chinese()))

    assert not missing, "\n".join(f'msgid "{text}"' for text, _context in missing)


def test_no_text_hides_inside_an_f_string():
    """Babel does not look there, so the text would never be missed."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in SOURCE.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in KEYWORDS
    ]

    assert not hidden


def test_no_text_in_chinese_has_lost_its_source():
    assert not sorted(keys(in_chinese()) - keys(in_source()))
    assert not in_chinese().obsolete


def test_no_translation_is_empty_or_doubtful():
    assert not [m.id for m in translated() if m.fuzzy or not all(_strings(m))]


def test_no_translation_is_its_own_source():
    same = [m.id for m in translated() if m.id in _strings(m) and _has_words(_singular(m))]

    assert not same


def test_every_translation_keeps_its_placeholders():
    differing = [
        (m.id, string)
        for m in translated()
        for string in _strings(m)
        # The plural has them all: Chinese has one form for both.
        if set(PLACEHOLDER.findall(string)) != set(PLACEHOLDER.findall(_plural(m)))
    ]

    assert not differing


def _plural(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[1]


def _has_words(text: str) -> bool:
    return any(letter.isalpha() for letter in NAMES.sub("", PLACEHOLDER.sub("", text)))


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("templates/**/*.html")), ids=lambda path: path.name
)
def test_every_text_of_a_template_is_marked(path: Path):
    unmarked = [text for text in unmarked_texts(path.read_text()) if _has_words(text)]

    assert not unmarked


@pytest.mark.parametrize(
    "template",
    [
        "<p>Hello</p>",
        "<p>你好</p>",
        '<a href="/" title="Hello"></a>',
        '<c-figure label="Workers" />',
        '<c-notice title="{{ x }} left">{% translate "Hello" %}</c-notice>',
        "{% if x %}<b>Hello</b>{% endif %}",
        '{% with x="y" %}Hello{% endwith %}',
    ],
)
def test_an_unmarked_text_is_found(template: str):
    assert unmarked_texts(template)


@pytest.mark.parametrize(
    "template",
    [
        "<p>{% translate 'Hello' %} · 7</p>",
        "{% blocktranslate with n=n %}Hello <b>{{ n }}</b>{% endblocktranslate %}",
        "{% comment %}Hello{% endcomment %}{# Hello #}",
        '<c-figure label="{% translate "Workers" %}" colour="growth" />',
        '<code>SELECT</code><p class="hello">{{ hello }}</p>',
    ],
)
def test_a_marked_text_is_left_alone(template: str):
    assert not unmarked_texts(template)


def test_both_sorts_of_source_are_read(tmp_path: Path):
    (tmp_path / "code.py").write_text('_("one")\nngettext("two", "twos", n)\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(
        """  {% translate "three" %}
<c-x label="{% translate 'four' context 'here' %}">
    {% blocktranslate count n=n trimmed %}
      five {{ n }}
    {% plural %}
      fives {{ n }}
    {% endblocktranslate %}
"""
    )

    found = messages_in_source(tmp_path)

    assert keys(found) == {
        ("one", ""),
        ("two", ""),
        ("three", ""),
        ("four", "here"),
        ("five %(n)s", ""),
    }
