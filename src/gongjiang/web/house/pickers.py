"""Choose one of many: a part of the name is typed, and what fits is offered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

MOST = 40
"""So many choices a select can hold before people look for a place to type: ours."""

Pair = tuple[str, str]
Group = tuple[str, Sequence[Pair]]


class Picker(forms.Select):
    """A select that offers at most `MOST` of its choices: those in whose words a text is found.

    The text is typed into a box beside it. As it changes, htmx sends the form with `step=find` and
    puts the select of the answer in place; without a script a button does the same. A form that
    is sent so must be shown again as it was, with `found_by` set to what `name_find` carries.

    Attributes:
        spellings: more words to find a choice by (its pinyin, its initials), by its value.
        changes: the name of another picker's field, whose choices hang on this one's.
        finds: the form's own search for the typed text is what it offers, be it nothing.
    """

    def __init__(self, *, changes: str = "", finds: bool = False) -> None:
        super().__init__()
        self.changes = changes
        self.finds = finds
        self.found_by = ""
        self.spellings: Mapping[str, str] = {}

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002  (Django's signature)
    ) -> SafeString:
        attributes = self.build_attrs({"id": f"id_{name}"}, attrs)
        chosen = "" if value is None else str(value)
        groups = list(_grouped(self.choices))
        total = sum(len(pairs) for _heading, pairs in groups)
        is_long = total > MOST
        if is_long:
            groups = _cut(self._fitting(groups, chosen), chosen)
        context = {
            "name": name,
            "chosen": chosen,
            "id": attributes["id"],
            "attributes": attributes,
            "groups": groups,
            "shown": sum(len(pairs) for _heading, pairs in groups),
            "total": total,
            "is_long": is_long,
            "finds": self.finds,
            "found_by": self.found_by,
            "changes": self.changes,
        }
        return render_to_string("house/_picker.html", context)

    def _fitting(self, groups: list[Group], chosen: str) -> Iterator[Group]:
        """The choices in whose words the typed text is, and the chosen one."""
        typed = "".join(self.found_by.lower().split())
        for heading, pairs in groups:
            fits = [
                (value, label)
                for value, label in pairs
                if value == chosen
                or typed in f"{heading}{label} {self.spellings.get(value, '')}".lower()
            ]
            if fits:
                yield heading, fits


def _grouped(choices: Any) -> Iterator[Group]:
    for value, label in choices:
        yield ("", [(value, label)]) if isinstance(label, str) else (value, label)


def _cut(groups: Iterable[Group], chosen: str) -> list[Group]:
    """The first `MOST`, and the chosen one wherever it stands."""
    left, cut = MOST, list[Group]()
    for heading, pairs in groups:
        kept = [pair for place, pair in enumerate(pairs) if place < left or pair[0] == chosen]
        left -= min(left, len(pairs))
        if kept:
            cut.append((heading, kept))
    return cut
