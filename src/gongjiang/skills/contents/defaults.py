"""The rules an installation starts with. Nobody here has decided them; the sources say whose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from gongjiang.skills.contents.assessment import AssessmentRule
from gongjiang.skills.contents.bridge import BridgeRule
from gongjiang.skills.contents.operation import OperationRule
from gongjiang.skills.contents.prerequisites import PrerequisitesRule

# docs/sources.md: prerequisites of 2018 (S21), the ranks above them not known to it.
RANKS_2018: list[dict[str, Any]] = [
    {
        "rank": 1,
        "alternatives": [{"years": 1}, {"apprenticed": True, "in_occupation": True}],
    },
    {
        "rank": 2,
        "alternatives": [
            {"rank": 1, "rank_years": 4},
            {"years": 6},
            {"diploma": "SKILLED_MIDDLE"},
        ],
    },
    {
        "rank": 3,
        "alternatives": [
            {"rank": 2, "rank_years": 5},
            {"rank": 2, "rank_years": 2, "diploma": "COLLEGE"},
        ],
    },
    {"rank": 4, "alternatives": [{"rank": 3, "rank_years": 4}]},
    {"rank": 5, "alternatives": [{"rank": 4, "rank_years": 4}]},
]

# docs/sources.md: prerequisites of 2023 (S22); the years after a rank or title are general
# knowledge to be verified, those of ranks 6 and 7 ours.
RANKS_2023: list[dict[str, Any]] = [
    {"rank": 1, "alternatives": [{"age": 16, "in_occupation": True}]},
    {
        "rank": 2,
        "alternatives": [
            {"years": 5},
            {"rank": 1, "rank_years": 3},
            {"diploma": "SKILLED_MIDDLE", "final_year": True},
        ],
    },
    {
        "rank": 3,
        "alternatives": [
            {"years": 10},
            {"rank": 2, "rank_years": 4},
            {"title": 0, "title_years": 1},
        ],
    },
    {"rank": 4, "alternatives": [{"rank": 3, "rank_years": 5}, {"title": 2, "title_years": 1}]},
    {"rank": 5, "alternatives": [{"rank": 4, "rank_years": 5}, {"title": 3, "title_years": 1}]},
    {"rank": 6, "alternatives": [{"rank": 5, "rank_years": 3}]},
    {"rank": 7, "alternatives": [{"rank": 6}]},
]

PREREQUISITES: tuple[tuple[str, date | None, Mapping[str, Any]], ...] = (
    ("2018.1", None, {"related": "SMALL_CLASS", "ranks": RANKS_2018}),
    # The day is ours: the standard was revised in 2023, and each occupation's own text after it.
    ("2023.1", date(2024, 1, 1), {"related": "SMALL_CLASS", "ranks": RANKS_2023}),
)
"""Version, first day (None: from the beginning), content."""


def _kind(code: str, family: str, label: str, months: int, **more: int) -> dict[str, Any]:
    return {"code": code, "family": family, "label": label, "months": months, **more}


OPERATION, EQUIPMENT, CONSTRUCTION = "SPECIAL_OPERATION", "SPECIAL_EQUIPMENT", "CONSTRUCTION"
SIX_YEARS = {"review_months": 36, "long_review_months": 72}

KINDS: list[dict[str, Any]] = [
    _kind("LOW_VOLTAGE", OPERATION, _("Low-voltage electrical work"), 72, **SIX_YEARS),
    _kind("HIGH_VOLTAGE", OPERATION, _("High-voltage electrical work"), 72, **SIX_YEARS),
    _kind("WELDING", OPERATION, _("Fusion welding and thermal cutting"), 72, **SIX_YEARS),
    _kind("PRESSURE_WELDING", OPERATION, _("Pressure welding"), 72, **SIX_YEARS),
    _kind("HEIGHT_INSTALLATION", OPERATION, _("Installation at height"), 72, **SIX_YEARS),
    _kind("SCAFFOLDING", OPERATION, _("Scaffolding at height"), 72, **SIX_YEARS),
    _kind("REFRIGERATION", OPERATION, _("Refrigeration and air conditioning"), 72, **SIX_YEARS),
    _kind("CHEMICAL_PROCESS", OPERATION, _("Hazardous chemical processes"), 72, **SIX_YEARS),
    _kind("FORKLIFT", EQUIPMENT, _("Forklift driving (N1)"), 48),
    _kind("CRANE", EQUIPMENT, _("Crane operation (Q2)"), 48),
    _kind("BOILER", EQUIPMENT, _("Boiler operation (G1)"), 48),
    _kind("PRESSURE_VESSEL", EQUIPMENT, _("Pressure vessel operation (R1)"), 48),
    _kind("EQUIPMENT_SAFETY", EQUIPMENT, _("Special equipment safety management (A)"), 48),
    _kind("SITE_ELECTRICIAN", CONSTRUCTION, _("Building-site electrical work"), 24),
    _kind("SITE_SCAFFOLDER", CONSTRUCTION, _("Building-site scaffolding"), 24),
    _kind("SITE_CRANE", CONSTRUCTION, _("Building-site crane operation"), 24),
]
"""docs/sources.md: periods of operation certificates (S27, S28, S29)."""

BRIDGE: Mapping[str, Any] = {  # docs/sources.md: the bridge of 2018 (S25)
    "to_title": [
        {"rank": 3, "title": 1, "years": 2},
        {"rank": 4, "title": 2, "years": 3},
        {"rank": 5, "title": 3, "years": 4},
    ],
    "to_rank": [
        {"rank": 3, "title": 0, "years": 1},
        {"rank": 4, "title": 2, "years": 1},
        {"rank": 5, "title": 3, "years": 1},
    ],
}

DEFAULTS: Mapping[str, tuple[tuple[str | None, date | None, Mapping[str, Any]], ...]] = {
    PrerequisitesRule.key: PREREQUISITES,
    BridgeRule.key: ((None, None, BRIDGE),),
    OperationRule.key: (
        (None, None, {"kinds": KINDS, "remind_days": [90, 60, 30, 7], "due_days": 90}),
    ),
    AssessmentRule.key: ((None, None, {"pass_points": 60}),),
}
"""For each rule its versions: name (None: the software's), first day (None: its), content."""
