"""What can be done to a proposal on its page: who is offered what, and what it asks for."""

from gongjiang.web.innovation.proposals.deeds.answering import ANSWERING
from gongjiang.web.innovation.proposals.deeds.deed import Deed
from gongjiang.web.innovation.proposals.deeds.doing import DOING
from gongjiang.web.innovation.proposals.deeds.ending import ENDING
from gongjiang.web.innovation.proposals.deeds.own import OWN

DEEDS: tuple[Deed, ...] = (*ANSWERING, *DOING, *ENDING, *OWN)

__all__ = ["DEEDS", "Deed"]
