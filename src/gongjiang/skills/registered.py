"""What this room hands to `people`, which does not know it: imported when the room is ready."""

from __future__ import annotations

from gongjiang.people.brought.room import register
from gongjiang.people.guards import add_guard
from gongjiang.skills.certificate_import.kind import Certificates
from gongjiang.skills.services.guarding import certificates_are_valid

CERTIFICATES = Certificates()

register(CERTIFICATES)
add_guard(certificates_are_valid)
