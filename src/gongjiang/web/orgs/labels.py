"""What groups and industries are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.kernel.decision import Sentence
from gongjiang.people.queries.make_up import AgeBand

AGE_BANDS: dict[str, Sentence] = {
    AgeBand.UNDER_25: _("under 25"),
    AgeBand.FROM_25: _("25 to 34"),
    AgeBand.FROM_35: _("35 to 44"),
    AgeBand.FROM_45: _("45 to 54"),
    AgeBand.FROM_55: _("55 and older"),
}

INDUSTRIES: dict[str, Sentence] = {
    "A": _("agriculture, forestry, fishing"),
    "B": _("mining"),
    "C": _("manufacturing"),
    "D": _("electricity, heat, gas and water"),
    "E": _("construction"),
    "F": _("wholesale and retail"),
    "G": _("transport, storage and post"),
    "H": _("hotels and catering"),
    "I": _("information and software"),
    "J": _("finance"),
    "K": _("real estate"),
    "L": _("leasing and business services"),
    "M": _("research and technical services"),
    "N": _("water, environment and public facilities"),
    "O": _("services to residents and repair"),
    "P": _("education"),
    "Q": _("health and social work"),
    "R": _("culture, sport and entertainment"),
    "S": _("public administration and social organisations"),
    "T": pgettext_lazy("industry", "international organisations"),
}
"""The sections of GB/T 4754-2017 by their letter."""


def industry(code: str) -> str:
    """An industry code with its section's name: manufacturing (C3825)."""
    section = INDUSTRIES.get(code[:1])
    return f"{section} ({code})" if section else code
