"""What can be done to a studio on its page: who is offered what, and what it asks for.

Each deed is offered when the studio is at that step and the reader may; services ask both again.
"""

from gongjiang.web.innovation.studios.deeds.deed import Deed
from gongjiang.web.innovation.studios.deeds.ending import ENDING
from gongjiang.web.innovation.studios.deeds.judging import JUDGING
from gongjiang.web.innovation.studios.deeds.keeping import KEEPING
from gongjiang.web.innovation.studios.deeds.naming import NAMING
from gongjiang.web.innovation.studios.deeds.working import WORKING

__all__ = ["DEEDS", "Deed"]

DEEDS: dict[str, Deed] = {
    deed.name: deed for deed in (*NAMING, *WORKING, *KEEPING, *ENDING, *JUDGING)
}
