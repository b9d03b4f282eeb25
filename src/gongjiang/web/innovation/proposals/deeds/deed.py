"""What a deed on a proposal's page is, and what several of them ask alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from gongjiang.innovation.models import State
from gongjiang.kernel.decision import Decision, Sentence
from gongjiang.web.innovation.proposals.seen import Seen

Make = Callable[[Seen, Any, Any], forms.Form]
"""Of what was sent and its files, or of None and None."""
Perform = Callable[[Seen, dict[str, Any], datetime], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that can be done.

    Attributes:
        name: the end of its address.
        title: over its form; what the reader would call it.
        button: on its button.
        said: what the reader is told when it is done.
        may: whether this reader may at all; others are told who may.
        offered: whether the proposal is at that step, and the reader may.
        form: makes the form.
        perform: does it with what the form holds.
        main: whether it is what is done next, and stands open.
    """

    name: str
    title: Sentence
    button: Sentence
    said: Sentence
    may: Callable[[Seen], Decision]
    offered: Callable[[Seen], bool]
    form: Make
    perform: Perform
    main: bool = False


def plain(kind: type[forms.Form]) -> Make:
    """A form that asks the proposal nothing."""
    return lambda _seen, data, files: kind(data, files)


def stands(seen: Seen, *states: State) -> bool:
    return seen.proposal.state in states


def handles(seen: Seen) -> Decision:
    return seen.handles


def decides_here(seen: Seen) -> Decision:
    return seen.decides_here


def rewards(seen: Seen) -> Decision:
    return seen.rewards
