"""A yes or a no that carries its reason: what permissions and rules answer with."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from gongjiang.kernel.errors import NotAllowed

Sentence = str | Promise
"""A sentence for a reader: text, or a lazy translation of it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something may be done, and the sentence the reader is shown when not."""

    allowed: bool
    reason: Sentence = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Pass when allowed.

        Raises:
            NotAllowed: with this decision's reason.
        """
        if not self.allowed:
            raise NotAllowed(self.reason)


ALLOWED = Decision(allowed=True)


def refused(reason: Sentence) -> Decision:
    return Decision(allowed=False, reason=reason)
