"""Figure 25: the kinds of five-small items, of the rule in force, that have accepted items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gongjiang.governance.models import RuleSet
from gongjiang.innovation.five_small_rule import FiveSmallRule
from gongjiang.innovation.models import FiveSmall
from gongjiang.ledger.facts.projects import FiveSmallAccepted
from gongjiang.ledger.queries import live
from gongjiang.reports.figures.base import Definition, Figure, Row, Value
from gongjiang.reports.figures.kept import kept
from gongjiang.reports.figures.rules_then import rule_then


@dataclass(frozen=True, slots=True)
class FiveSmallKinds(Figure):
    """Kinds of the rule in force of which an item has ever been accepted; a row a kind."""

    definition: Definition

    def derive(self, on: date, known_at: datetime | None = None) -> Value:
        rule_set = rule_then(FiveSmallRule.key, on, known_at)
        if rule_set is None:
            why = _("No rule of five-small kinds is in force on this day.")
            return Value(None, 0, self.definition.version, why=why)
        counts = _counted(rule_set, on, known_at)
        if not counts:
            why = _("No five-small item has been accepted by this day.")
            return Value(None, 0, rule_set.version, why=why)
        items = sum(counts.values())
        said = ngettext("%(n)d item accepted", "%(n)d items accepted", items) % {"n": items}
        return Value(len(counts), len(counts), rule_set.version, remark=said)

    def rows(self, on: date, known_at: datetime | None = None) -> Iterator[Row]:
        rule_set = rule_then(FiveSmallRule.key, on, known_at)
        counts = _counted(rule_set, on, known_at) if rule_set else {}
        for kind, items in counts.items():
            yield {"kind": kind, "name": str(FiveSmall.Kind(kind).label), "items": items}


def _counted(rule_set: RuleSet, on: date, known_at: datetime | None) -> dict[str, int]:
    """Accepted items by kind, of the kinds of the rule, in the order of the codes."""
    in_force = {kind.value for kind in FiveSmallRule.read(rule_set.content).kinds}
    accepted = _accepted(on, known_at)
    return {
        kind: accepted[kind] for kind in FiveSmall.Kind.values if kind in in_force & set(accepted)
    }


@kept
def _accepted(on: date, known_at: datetime | None) -> Mapping[str, int]:
    facts = live(on=on, known_at=known_at).filter(kind=FiveSmallAccepted.kind)
    counted = facts.values("detail__kind_code").annotate(items=Count("id")).order_by()
    return {row["detail__kind_code"]: row["items"] for row in counted}


FIGURES: tuple[Figure, ...] = (
    FiveSmallKinds(
        Definition(
            id=25,
            label=gettext_lazy("Five-small innovations"),
            unit=gettext_lazy("kinds"),
            counts=gettext_lazy(
                "Kinds of the five-small rule in force of which items have been accepted"
            ),
            distinct_by=gettext_lazy("kind"),
            room="innovation",
        )
    ),
)
