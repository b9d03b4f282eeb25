"""What the parts of this room's rules have in common."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel, ConfigDict

Years = Annotated[int, Ge(0), Le(50)]
Months = Annotated[int, Ge(1), Le(600)]
DaysBefore = Annotated[int, Ge(1), Le(400)]
Code = Annotated[str, MinLen(1), MaxLen(40)]
Words = Annotated[str, MinLen(1), MaxLen(120)]


class Plain(BaseModel):
    """A part of a rule: nothing unknown in it, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)
