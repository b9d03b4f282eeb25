"""What readers call the rooms whose records figures are derived from."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence

ROOMS: dict[str, Sentence] = {
    "people": _("People and employment"),
    "governance": _("Rules and decisions"),
    "index": _("Index"),
    "stations": _("Guidance stations"),
    "party": _("Party building"),
    "skills": _("Skills and titles"),
    "careers": _("Careers"),
    "learning": _("Learning"),
    "teams": _("Teams"),
    "innovation": _("Innovation"),
    "contests": _("Contests"),
    "exams": _("Exams"),
    "mentoring": _("Mentoring"),
    "rewards": _("Rewards"),
}


def room_name(room: str) -> str:
    return str(ROOMS[room])
