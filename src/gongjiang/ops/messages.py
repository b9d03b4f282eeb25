"""What the source says to readers: the texts that must be in every catalogue.

Babel reads Python; Django's own `templatize` turns a template into something Babel can read too,
so no gettext binary is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.template.base import Lexer, Token, TokenType
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    **{f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext")},
    "gettext_noop": None,
}
READ_ALOUD = {"alt", "aria-description", "aria-label", "placeholder", "title"}
SHOWN_BY_COMPONENTS = frozenset(
    ["caption", "corrected", "label", "reason", "remedy", "submit", "text", "unit", "value"]
)
NOT_READ = {"code", "kbd", "script", "style"}


def messages_in_source(source: Path) -> Catalog:
    """A catalogue of every marked text under a folder, without translations."""
    found = Catalog()
    for path in sorted(source.rglob("*.py")):
        _add(found, path, path.read_bytes())
    for path in sorted(source.rglob("templates/**/*.html")):
        # In brackets: a template's indentation means nothing.
        text = templatize(path.read_text(), origin=str(path))
        _add(found, path, f"({text}\n)".encode())
    return found


def _add(found: Catalog, path: Path, python: bytes) -> None:
    for line, message, comments, context in extract("python", BytesIO(python), KEYWORDS):
        found.add(message, locations=[(path.name, line)], auto_comments=comments, context=context)


def unmarked_texts(template: str) -> list[str]:
    """The words of a template that a reader would meet untranslated, in any language."""
    reader = _Reader()
    reader.feed("".join(_outside_translations(template)))
    reader.close()
    return reader.texts


def _outside_translations(template: str) -> Iterator[str]:
    """The template's own HTML; each tag and variable is a space."""
    closing = ""
    for token in Lexer(template).tokenize():
        if closing:
            closing = "" if _tag(token) == closing else closing
        elif token.token_type is TokenType.TEXT:
            yield token.contents
        else:
            yield " "
            closing = {
                "blocktranslate": "endblocktranslate",
                "blocktrans": "endblocktrans",
                "comment": "endcomment",
            }.get(_tag(token), "")


def _tag(token: Token) -> str:
    is_tag = token.token_type is TokenType.BLOCK and token.contents
    return token.split_contents()[0] if is_tag else ""


class _Reader(HTMLParser):
    """Gathers what is shown or read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in NOT_READ
        shown = READ_ALOUD | SHOWN_BY_COMPONENTS if tag.startswith("c-") else READ_ALOUD
        for name, value in attrs:
            if name in shown:
                self._keep(value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._unread -= tag in NOT_READ

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in NOT_READ

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._keep(data)

    def _keep(self, text: str | None) -> None:
        if text and any(letter.isalpha() for letter in text):
            self.texts.append(" ".join(text.split()))
