"""Translations are compiled without a gettext binary, and only when they changed."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from gongjiang.ops.catalogues import compile_catalogues

WORDS = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "craftsman"
msgstr "工匠"
"""


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    folder = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(WORDS)
    return tmp_path


def test_a_compiled_catalogue_translates(locale: Path) -> None:
    [compiled] = compile_catalogues(locale)

    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("craftsman") == "工匠"


def test_an_unchanged_catalogue_is_not_compiled_again(locale: Path) -> None:
    compile_catalogues(locale)

    assert compile_catalogues(locale) == []


def test_a_changed_catalogue_is_compiled_again(locale: Path) -> None:
    [compiled] = compile_catalogues(locale)
    os.utime(compiled, (0, 0))

    assert compile_catalogues(locale) == [compiled]
