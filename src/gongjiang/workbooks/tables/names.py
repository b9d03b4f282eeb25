"""A heading's names: 员工姓名（必填）* is 员工姓名."""

from __future__ import annotations

import re

NOTE = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
MARKS = re.compile(r"^[*＊★\s]+|[*＊★:：\s]+$")


def bare(text: str) -> list[str]:
    """The heading itself, and the heading without marks and notes in brackets."""
    plain = MARKS.sub("", NOTE.sub("", text))
    return [text, plain] if plain and plain != text else [text]
