"""What this room hands to `people`, which does not know it: imported when the room is ready."""

from __future__ import annotations

from gongjiang.people.brought.room import register
from gongjiang.skills.certificate_import.kind import Certificates

CERTIFICATES = Certificates()

register(CERTIFICATES)
