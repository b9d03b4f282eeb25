"""All cases of a person in one list: promotions, changes of sequence, measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from gongjiang.careers.models import Conversion, Measure, Promotion

STATES = {"promotion": Promotion.State, "conversion": Conversion.State, "measure": Measure.State}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case.

    Attributes:
        kind: promotion, conversion or measure. subject: the grade it leads to, or a measure's kind.
    """

    kind: str
    public_id: UUID
    subject: str
    state: str

    @property
    def title(self) -> str:
        if self.kind == "measure":
            return str(Measure.Kind(self.subject).label)
        if self.kind == "conversion":
            return _("Change to %(grade)s") % {"grade": self.subject}
        return _("Promotion to %(grade)s") % {"grade": self.subject}

    @property
    def state_label(self) -> str:
        return str(STATES[self.kind](self.state).label)


def cases_of(person_id: int, enterprises: Sequence[int] | None = None) -> list[CaseLine]:
    """The latest first; one query.

    Args:
        enterprises: with these alone; None: with all.
    """
    mine: dict[str, Any] = {"person_id": person_id}
    if enterprises is not None:
        mine["enterprise_id__in"] = list(enterprises)
    columns = ("what", "public_id", "leads_to", "state", "id")
    promotions = Promotion.objects.filter(**mine).annotate(
        what=Value("promotion"), leads_to=_grade("sequence")
    )
    conversions = Conversion.objects.filter(**mine).annotate(
        what=Value("conversion"), leads_to=_grade("to_sequence")
    )
    measures = Measure.objects.filter(**mine).annotate(what=Value("measure"), leads_to=F("kind"))
    found = promotions.values_list(*columns).union(
        conversions.values_list(*columns), measures.values_list(*columns), all=True
    )
    rows = sorted(found, key=lambda row: -row[4])
    return [CaseLine(*row[:4]) for row in rows]


def _grade(sequence: str) -> Concat:
    return Concat(sequence, Cast("to_grade", CharField()), output_field=CharField())
