"""What can be done to an agreement on its page: who is offered what, and what it asks for.

Each deed has an address of its own. It is offered when the agreement is at that step and the
reader may; the services ask both again.
"""

from gongjiang.web.mentoring.deeds.deed import Deed
from gongjiang.web.mentoring.deeds.ending import ENDING
from gongjiang.web.mentoring.deeds.signing import SIGNING
from gongjiang.web.mentoring.deeds.teaching import TEACHING

__all__ = ["DEEDS", "Deed"]

DEEDS: tuple[Deed, ...] = (*SIGNING, *TEACHING, *ENDING)
