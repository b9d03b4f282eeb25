"""What a roster's columns are called on the page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.ledger.facts.people import (
    Hired,
    InternBecameEmployee,
    Left,
    Moved,
    RoleAppointed,
)
from gongjiang.people.roster.columns import COLUMNS

COLUMN_LABELS: dict[str, Sentence] = {
    "person": _("Number in this system"),
    "name": _("Name"),
    "national_id": _("National ID"),
    "sex": _("Sex"),
    "born_on": _("Day of birth"),
    "phone": _("Phone number"),
    "start": _("First day at work"),
    "kind": _("Kind of employment"),
    "site": _("Works at"),
    "workshop": _("Workshop or department"),
    "team": _("Team"),
    "post": _("Post"),
    "post_kind": _("Kind of post"),
    "grade": _("Grade"),
    "staff_number": _("Staff number"),
}
REQUIRED = frozenset(column.key for column in COLUMNS if column.required)

RESTING_LABELS: dict[str, Sentence] = {
    Hired.kind: _("hired"),
    Moved.kind: _("moved"),
    Left.kind: _("left"),
    InternBecameEmployee.kind: _("taken on as an employee"),
    RoleAppointed.kind: _("given a role"),
    "account": _("an account"),
    "request": _("a request for correction"),
}
"""What is recorded of somebody after an import, in a word."""
