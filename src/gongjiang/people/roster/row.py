"""One row of the file after its cells were read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from gongjiang.people.brought.trouble import Trouble


@dataclass(slots=True)
class Row:
    """What the file says of one person; empty where it says nothing.

    Attributes:
        number: as Excel shows it.
        national_id, phone: in clear; or `masked_id`, `masked_phone` as an export shows them.
        person: the public id of one of the enterprise's own people, which an export gives.
    """

    number: int
    name: str = ""
    national_id: str = ""
    masked_id: str = ""
    person: UUID | None = None
    sex: str = ""
    born_on: date | None = None
    phone: str = ""
    masked_phone: str = ""
    start: date | None = None
    kind: str = ""
    site: str = ""
    workshop: str = ""
    team: str = ""
    post: str = ""
    post_kind: str = ""
    troubles: list[Trouble] = field(default_factory=list)
