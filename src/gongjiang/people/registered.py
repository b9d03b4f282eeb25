"""What this room itself imports besides the roster: imported when the room is ready."""

from __future__ import annotations

from gongjiang.people.brought.room import register
from gongjiang.people.staff_numbers.kind import StaffNumbers

STAFF_NUMBERS = StaffNumbers()

register(STAFF_NUMBERS)
