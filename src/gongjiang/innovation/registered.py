"""What this room hands to `people`, which does not know it: imported when the room is ready."""

from __future__ import annotations

from gongjiang.innovation.patent_import.kind import Patents
from gongjiang.people.brought.room import register

PATENTS = Patents()

register(PATENTS)
