"""How much an origin earns by a scheme on a day: between what and what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.innovation.contents.rewards import ResultFloors, RewardScale
from gongjiang.innovation.models import Conversion, Patent, Scheme, Source
from gongjiang.innovation.queries.confirmed import confirmed_fen_of
from gongjiang.innovation.queries.origins import Origin
from gongjiang.innovation.rules import rewards
from gongjiang.innovation.rules.rewards import Bounds
from gongjiang.kernel.errors import CannotDo

Basis = Scheme.Basis


class EarnsNothing(CannotDo):
    """The scheme pays nothing for this; the sentence says what is missing."""


@dataclass(frozen=True, slots=True)
class Earned:
    """What an award may be, and what it was worked out from."""

    basis_fen: int
    bounds: Bounds


def earned(scheme: Scheme, origin: Origin, on: date) -> Earned:
    """What an origin earns by a scheme.

    Raises:
        EarnsNothing: it is not done, brought nothing, or is not what the scheme pays for.
        NoRuleInForce: no scale, or no floor, holds on that day.
    """
    if not origin.done:
        raise EarnsNothing(
            _("“%(title)s” is not accepted or granted yet; it earns nothing before.")
            % {"title": origin.title}
        )
    found = WAYS[Basis(scheme.basis)](scheme, origin, on)
    return Earned(found.basis_fen, rewards.capped(found.bounds, scheme.cap_fen))


def _each(scheme: Scheme, _origin: Origin, _on: date) -> Earned:
    fen = scheme.each_fen or 0
    return Earned(0, Bounds(fen, fen))


def _by_scale(scheme: Scheme, origin: Origin, on: date) -> Earned:
    effect = _confirmed(origin)
    scale = content_in_force(RewardScale, on=on, unit_id=scheme.enterprise_id)
    bounds = rewards.by_scale(scale.tiers, effect)
    if bounds is None:
        raise EarnsNothing(_("The scale in force pays nothing for this effect."))
    return Earned(effect, bounds)


def _by_share(scheme: Scheme, origin: Origin, _on: date) -> Earned:
    effect = _confirmed(origin)
    fen = rewards.by_share(effect, scheme.share_bp or 0)
    return Earned(effect, Bounds(fen, fen))


def _patent(scheme: Scheme, origin: Origin, on: date) -> Earned:
    if origin.source != Source.PATENT:
        raise EarnsNothing(_("This scheme pays for patents alone."))
    kind = Patent.objects.values_list("kind", flat=True).get(id=origin.source_id)
    said = scheme.each_fen if kind == Patent.Kind.INVENTION else scheme.other_fen
    floor = 0 if scheme.agreement else _floors(scheme, on).patent_fen(kind)
    fen = rewards.not_below(said or 0, floor)
    return Earned(0, Bounds(fen, fen))


def _conversion(scheme: Scheme, origin: Origin, on: date) -> Earned:
    if origin.source != Source.CONVERSION:
        raise EarnsNothing(_("This scheme pays for conversions alone."))
    conversion = Conversion.objects.get(id=origin.source_id)
    floor = 0 if scheme.agreement else _floors(scheme, on).conversion_bp(conversion.kind)
    share = rewards.not_below(scheme.share_bp or 0, floor)
    fen = rewards.by_share(conversion.income_fen, share)
    if not fen:
        raise EarnsNothing(_("This conversion has brought no income yet."))
    return Earned(conversion.income_fen, Bounds(fen, fen))


def _confirmed(origin: Origin) -> int:
    effect = confirmed_fen_of(origin.source, origin.source_id)
    if effect <= 0:
        raise EarnsNothing(
            _("Finance has confirmed no benefit of “%(title)s” yet.") % {"title": origin.title}
        )
    return effect


def _floors(scheme: Scheme, on: date) -> ResultFloors:
    return content_in_force(ResultFloors, on=on, unit_id=scheme.enterprise_id)


WAYS = {
    Basis.EACH: _each,
    Basis.SCALE: _by_scale,
    Basis.PERCENT: _by_share,
    Basis.PATENT: _patent,
    Basis.CONVERSION: _conversion,
}
