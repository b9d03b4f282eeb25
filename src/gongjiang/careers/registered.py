"""What this room hands to `people`, which does not know it: imported when the room is ready."""

from __future__ import annotations

from gongjiang.careers.grade_import.kind import FirstGrades
from gongjiang.people.brought.room import register

FIRST_GRADES = FirstGrades()

register(FIRST_GRADES)
