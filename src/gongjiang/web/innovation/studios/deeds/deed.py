"""What a deed on a studio's page is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from gongjiang.kernel.decision import Sentence
from gongjiang.web.innovation.studios.seen import Seen

Make = Callable[[Seen, Any], forms.Form]
Perform = Callable[[Seen, forms.Form, datetime], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that can be done.

    Attributes:
        name: the end of its address, and what the page calls its form.
        part: the part of the room that shows its form.
        label: its heading and button.
        said: what the reader is told when it is done.
        offered: whether the studio is at that step, and the reader may.
        form: makes the form, of what was sent or of nothing.
        perform: does it with what the form holds.
        alone: whether its form has a page of its own: a phone's, or one that finds people.
    """

    name: str
    part: str
    label: Sentence
    said: Sentence
    offered: Callable[[Seen], bool]
    form: Make
    perform: Perform
    alone: bool = False


def plain(kind: type[forms.Form]) -> Make:
    """A form that asks the studio nothing."""
    return lambda _seen, data: kind(data)
