"""One effect as one reader sees it on a page: read once, asked often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.innovation.contents.benefits import BenefitRule
from gongjiang.innovation.models import BenefitEntry, Claim, Effect, EffectStep
from gongjiang.innovation.permissions import benefits as permissions
from gongjiang.innovation.queries.benefits import Sight, effects_visible_to, names_open
from gongjiang.innovation.queries.origins import Origin, origins_of
from gongjiang.innovation.queries.readings import Shown, shown_by_readings
from gongjiang.innovation.rules.benefit import Inputs, gross_fen, last_day_of, months_of, schedule
from gongjiang.people.models import Person
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.innovation.benefits.tabs import sight_for


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim and what it is for."""

    claim: Claim
    origin: Origin | None

    @property
    def percent(self) -> float:
        return self.claim.share_bp / 100


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One of the twelve months: what was planned, and what stands.

    Attributes:
        confirmed_fen: of all claims together; None: nothing stands.
        corrected: whether an earlier amount was reversed.
    """

    month: date
    planned_fen: int
    confirmed_fen: int | None
    signed_by: str
    confirmed_on: date | None
    corrected: bool
    over: bool


class Seen:
    """An effect, its reader, and what belongs to it, each asked of the database once."""

    def __init__(self, effect: Effect, reader: Person, sight: Sight) -> None:
        self.effect, self.reader, self.sight = effect, reader, sight
        self.day = sight.scope.day

    @property
    def url(self) -> str:
        return reverse("benefits:effect", args=[self.effect.public_id])

    @cached_property
    def names(self) -> bool:
        return names_open(self.sight, self.effect)

    @cached_property
    def claims(self) -> list[ClaimLine]:
        claims = list(self.effect.claims.filter(withdrawn_at=None).order_by("starts_bp"))
        found = origins_of((claim.source, claim.source_id) for claim in claims)
        return [ClaimLine(claim, found.get((claim.source, claim.source_id))) for claim in claims]

    @property
    def left_percent(self) -> float:
        return 100 - sum(line.percent for line in self.claims)

    @cached_property
    def people(self) -> set[int]:
        """Everybody who has part in what claims it."""
        return {person for line in self.claims if line.origin for person in line.origin.person_ids}

    @cached_property
    def confirms(self) -> bool:
        """Whether the reader is the finance that may confirm; others are not asked for anew."""
        return self.effect.enterprise_id in self.sight.finance and bool(
            permissions.may_confirm(self.reader, self.effect, self.people, self.day)
        )

    @cached_property
    def changes(self) -> bool:
        mine = self.reader.id == self.effect.entered_by_id
        has_a_role = bool(self.sight.units or self.sight.union)
        return mine or (
            has_a_role and bool(permissions.may_change(self.reader, self.effect, self.day))
        )

    @cached_property
    def claims_for_others(self) -> bool:
        """Whether to offer the reader a claim; the deed asks again, of the origin named."""
        return self.changes or self.reader.id in self.people

    @cached_property
    def entries(self) -> list[BenefitEntry]:
        found = BenefitEntry.objects.filter(claim__effect=self.effect)
        return list(found.select_related("claim", "confirmed_by").order_by("id"))

    @cached_property
    def standing(self) -> list[BenefitEntry]:
        reversed_ids = {entry.reverses_id for entry in self.entries if entry.reverses_id}
        return [e for e in self.entries if e.reverses_id is None and e.id not in reversed_ids]

    @cached_property
    def months(self) -> list[MonthLine]:
        if self.is_intangible:
            return []
        planned = schedule(self.effect.estimated_fen)
        months = months_of(self.effect.window_from)
        return [self._month(month, fen) for month, fen in zip(months, planned, strict=True)]

    def _month(self, month: date, planned: int) -> MonthLine:
        stands = [entry for entry in self.standing if entry.month == month]
        last = stands[-1] if stands else None
        return MonthLine(
            month=month,
            planned_fen=planned,
            confirmed_fen=sum(entry.amount_fen for entry in stands) if stands else None,
            signed_by=last.confirmed_by.name if last and self.names else "",
            confirmed_on=last.confirmed_on if last else None,
            corrected=any(entry.month == month and entry.reverses_id for entry in self.entries),
            over=last_day_of(month) <= self.day,
        )

    @property
    def months_open(self) -> list[date]:
        """Months that are over and not confirmed."""
        return [line.month for line in self.months if line.over and line.confirmed_fen is None]

    @property
    def months_confirmed(self) -> list[date]:
        return [line.month for line in self.months if line.confirmed_fen is not None]

    @property
    def is_intangible(self) -> bool:
        return self.effect.kind == Effect.Kind.INTANGIBLE

    @cached_property
    def inputs(self) -> Inputs | None:
        return None if self.is_intangible else Inputs.read(self.effect.inputs)

    @property
    def shown_inputs(self) -> dict[str, str]:
        """The measures as they were entered; a price may have more decimals than money has."""
        found = self.inputs
        if found is None:
            return {}
        price = found.price_fen / 100
        return {
            "before": _plain(found.before),
            "after": _plain(found.after),
            "price": _plain(price),
            "output": _plain(found.output),
        }

    @property
    def gross_fen(self) -> int:
        return gross_fen(self.effect.kind, self.inputs) if self.inputs else 0

    @cached_property
    def rule(self) -> BenefitRule:
        return content_in_force(
            BenefitRule, on=self.effect.window_from, unit_id=self.effect.unit_id
        )

    @cached_property
    def shown(self) -> Shown:
        return shown_by_readings(self.effect)

    @cached_property
    def steps(self) -> list[EffectStep]:
        return list(self.effect.steps.select_related("by"))


def _plain(value: Decimal) -> str:
    """Digits with thousands marked, and no zeros at the end of the decimals."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def seen_by(request: PersonRequest, public_id: UUID) -> Seen:
    """An effect that the reader may see; any other is not there."""
    sight = sight_for(request)
    effects = effects_visible_to(sight).select_related("entered_by", "confirmed_by")
    return Seen(get_object_or_404(effects, public_id=public_id), request.person, sight)
