"""What other rooms have against somebody coming to a post: they say so, and keep that they did.

# skills/registered.py, which `people` does not know
add_guard(certificates_are_valid)

# people/services/employment.py
@keeping_refusals
def move_person(...):
    require_let([Coming(person_id, unit_id, post, on)], by=actor.id)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import CannotDo

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody is to work in a post of a unit from a day on."""

    person_id: int
    unit_id: int
    post: str
    on: date


class Refused(CannotDo):
    """A room does not let somebody come to a post.

    Attributes:
        keep: writes that they were refused, in the room's own words.
    """

    def __init__(self, sentence: Sentence, keep: Callable[[], None]) -> None:
        self.keep = keep
        super().__init__(sentence)


Guard = Callable[[Sequence[Coming], int | None], Refused | None]
"""Asked of people who come to one unit on one day; the id is of who acts."""

_GUARDS: list[Guard] = []


def add_guard(guard: Guard) -> None:
    """Let a room have its say; it does so when it is ready."""
    _GUARDS.append(guard)


def require_let(coming: Sequence[Coming], *, by: int | None) -> None:
    """Pass when no room has anything against it.

    Raises:
        Refused: one has.
    """
    for guard in _GUARDS:
        refusal = guard(coming, by)
        if refusal is not None:
            raise refusal


def keeping_refusals(deed: Callable[P, T]) -> Callable[P, T]:
    """A deed in a transaction of its own; that somebody was refused outlives its end.

    Whatever transaction stands around the deed ends as well, and what was kept with it: there it is
    kept once more, by the same means, where that one ends.
    """

    @wraps(deed)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            with transaction.atomic():
                return deed(*args, **kwargs)
        except Refused as refusal:
            refusal.keep()
            raise

    return kept
