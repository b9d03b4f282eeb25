"""What this room hands to `people`, which does not know it: imported when the room is ready."""

from __future__ import annotations

from gongjiang.innovation.idea_import.kind import EarlierIdeas
from gongjiang.innovation.patent_import.kind import Patents
from gongjiang.people.brought.room import register

EARLIER_IDEAS = EarlierIdeas()
PATENTS = Patents()

register(EARLIER_IDEAS)
register(PATENTS)
