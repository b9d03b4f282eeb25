"""What a deed on an agreement's page is, and what several of them ask alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from gongjiang.kernel.decision import Decision, Sentence
from gongjiang.mentoring import permissions
from gongjiang.web.mentoring.seen import Seen

Make = Callable[[Seen, Any], forms.Form]
Perform = Callable[[Seen, dict[str, Any], datetime], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that can be done.

    Attributes:
        name: the end of its address, and what the page calls its form.
        said: what the reader is told when it is done.
        may: whether this reader may at all; others are told who may.
        offered: whether the agreement is at that step, and the reader may.
        form: makes the form, of what was sent or of nothing.
        perform: does it with what the form holds.
    """

    name: str
    said: Sentence
    may: Callable[[Seen], Decision]
    offered: Callable[[Seen], bool]
    form: Make
    perform: Perform


def plain(kind: type[forms.Form]) -> Make:
    """A form that asks the agreement nothing."""
    return lambda _seen, data: kind(data)


def decides(seen: Seen) -> Decision:
    return permissions.may_decide(seen.reader, seen.agreement, seen.day)


def witnesses(seen: Seen) -> Decision:
    return permissions.may_witness(seen.reader, seen.agreement, seen.day)


def is_party(seen: Seen) -> bool:
    return seen.is_master or seen.is_apprentice
