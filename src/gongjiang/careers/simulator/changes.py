"""A change of a ladder, said as what differs: which grades, and what they ask instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from annotated_types import Ge, Le
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict

from gongjiang.careers.ladder import Criteria, LadderRule
from gongjiang.careers.models import HIGHEST, LOWEST, Mark, Sequence
from gongjiang.kernel.errors import CannotDo

Grade = Annotated[int, Ge(LOWEST), Le(HIGHEST)]

SAID = {
    "months": gettext_lazy("months in the grade below"),
    "appraisals": gettext_lazy("good appraisals in a row"),
    "mark": gettext_lazy("least mark of them"),
    "contributions": gettext_lazy("contributions"),
    "training_hours": gettext_lazy("hours of training"),
    "veto_months": gettext_lazy("months without a serious event"),
    "cap_permille": gettext_lazy("per mille of the sequence at most"),
}
ASKED = tuple(SAID)


class Change(BaseModel):
    """What is asked instead of whoever would enter some grades; None: as before.

    Attributes:
        sequence: None: all of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sequence: Sequence | None = None
    low: Grade = LOWEST
    high: Grade = HIGHEST
    months: Annotated[int, Ge(1), Le(240)] | None = None
    appraisals: Annotated[int, Ge(0), Le(10)] | None = None
    mark: Mark | None = None
    contributions: Annotated[int, Ge(0), Le(20)] | None = None
    training_hours: Annotated[int, Ge(0), Le(2000)] | None = None
    veto_months: Annotated[int, Ge(0), Le(120)] | None = None
    cap_permille: Annotated[int, Ge(0), Le(1000)] | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """What differs, by name of the criterion."""
        found = {name: getattr(self, name) for name in ASKED}
        return {name: value for name, value in found.items() if value is not None}

    def in_words(self) -> str:
        """The change as a line."""
        where = _("%(sequence)s, grades %(low)d to %(high)d") % {
            "sequence": Sequence(self.sequence).label if self.sequence else _("all sequences"),
            "low": self.low,
            "high": self.high,
        }
        asked = _(", ").join(
            _("%(what)s: %(value)s") % {"what": SAID[name], "value": value}
            for name, value in self.asked.items()
        )
        return f"{where}: {asked}"


def changed(rule: LadderRule, change: Change) -> LadderRule:
    """The ladder with a change made to it.

    Raises:
        CannotDo: nothing differs, or no grade is meant.
    """
    if not change.asked:
        raise CannotDo(_("Nothing differs: say what the grades are to ask instead."))
    criteria = tuple(piece for each in rule.criteria for piece in _pieces(each, change))
    if criteria == rule.criteria:
        raise CannotDo(_("No grade of this ladder asks anything else than before."))
    return rule.model_copy(update={"criteria": criteria})


def _pieces(each: Criteria, change: Change) -> Iterator[Criteria]:
    """A range of grades, split where the change begins and ends."""
    low, high = max(each.low, change.low), min(each.high, change.high)
    if low > high or change.sequence not in {None, each.sequence}:
        yield each
        return
    if each.low < low:
        yield each.model_copy(update={"high": low - 1})
    asked = dict(change.asked)
    if "months" in asked:
        asked["exceptional_months"] = min(each.exceptional_months, asked["months"])
    yield each.model_copy(update={"low": low, "high": high, **asked})
    if high < each.high:
        yield each.model_copy(update={"low": high + 1})
