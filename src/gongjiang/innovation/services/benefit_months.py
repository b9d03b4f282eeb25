"""Finance confirms what an effect brought, month by month or the rest at once, and signs for it.

Entries and facts are never changed: a mistake is mended by an entry that reverses, and a fact that
annuls; the amount that should have stood there has an entry and a fact of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.innovation.contents.benefits import BenefitRule
from gongjiang.innovation.models import BenefitEntry, Claim, Confidence, Effect, EffectStep
from gongjiang.innovation.permissions import benefits as permissions
from gongjiang.innovation.queries.readings import compared
from gongjiang.innovation.rules import benefit as formulas
from gongjiang.innovation.rules.comparison import Method
from gongjiang.innovation.services.effect_steps import (
    add_up,
    live_entries,
    locked,
    origins_behind,
    people_behind,
    reasoned,
    standing_claims,
    write_down,
)
from gongjiang.innovation.services.origin_steps import tell_confirmed, tell_reversed
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.benefits import BenefitConfirmed
from gongjiang.ledger.queries import standing_entry
from gongjiang.people.models import Person

State = Effect.State


@transaction.atomic
def confirm_month(
    *, effect_id: int, month: date, output: Decimal | None, actor: Person, at: datetime
) -> Effect:
    """Confirm one month that is over.

    Args:
        month: the first day of the calendar month in which it begins.
        output: what was really made in it; None: the month's part of the estimate.

    Raises:
        NotAllowed: the actor is not this enterprise's finance, entered it, or has part in it.
        CannotDo: the month is none of the effect's, is not over, or is confirmed already.
    """
    effect = _ready(effect_id, actor, at)
    months = formulas.months_of(effect.window_from)
    if month not in months:
        raise CannotDo(_("This is none of the twelve months of this benefit."))
    if formulas.last_day_of(month) > day_of(at):
        raise CannotDo(_("This month is not over yet; confirm it afterwards, or the rest at once."))
    if month in {entry.month for entry in live_entries(effect)}:
        raise CannotDo(_("This month has been confirmed; correct it instead."))
    place = months.index(month)
    amount = planned(effect)[place] if output is None else _by_output(effect, output)
    _confirm(effect, {month: amount}, actor=actor, at=at)
    return effect


@transaction.atomic
def confirm_rest(*, effect_id: int, actor: Person, at: datetime) -> Effect:
    """Confirm every month not yet confirmed, by the estimate's even parts.

    Raises:
        NotAllowed: as `confirm_month`.
        CannotDo: the rule lets no month be confirmed ahead, or nothing is left.
    """
    effect = _ready(effect_id, actor, at)
    day, done = day_of(at), {entry.month for entry in live_entries(effect)}
    left = {
        month: fen
        for month, fen in zip(formulas.months_of(effect.window_from), planned(effect), strict=True)
        if month not in done
    }
    ahead = any(formulas.last_day_of(month) > day for month in left)
    if ahead and not content_in_force(BenefitRule, on=day, unit_id=effect.unit_id).ahead:
        raise CannotDo(_("The rule here lets only months be confirmed that are over."))
    _confirm(effect, left, actor=actor, at=at)
    return effect


@transaction.atomic
def correct_month(
    *, effect_id: int, month: date, amount_fen: int, reason: str, actor: Person, at: datetime
) -> Effect:
    """Put another amount in the place of a confirmed month's: reversed, and entered anew.

    Args:
        amount_fen: of the whole effect in that month.

    Raises:
        NotAllowed: as `confirm_month`.
        CannotDo: no reason, nothing is confirmed for the month, or it is the same amount.
    """
    effect = locked(effect_id, State.WAITING, State.CONFIRMED)
    claims = _claims_apart_from(effect, actor, at)
    why = reasoned(reason)
    standing = {entry.claim_id: entry for entry in live_entries(effect) if entry.month == month}
    if not standing:
        raise CannotDo(_("Nothing is confirmed for this month."))
    parts = formulas.parts_by_share(amount_fen, [claim.share_bp for claim in claims])
    if [standing[claim.id].amount_fen for claim in claims] == parts:
        raise CannotDo(_("This is the amount that stands already."))
    for claim, fen in zip(claims, parts, strict=True):
        old = standing[claim.id]
        stood = standing_entry(kind=BenefitConfirmed.kind, subject_id=old.id)
        _reverse(old, why, actor=actor, day=day_of(at))
        new = _entry(claim, month, fen, old.revision + 1, effect, actor=actor, day=day_of(at))
        assert stood is not None  # noqa: S101  (each entry that stands has its fact)
        ledger.annul(stood, reason="innovation.benefit.corrected", by=actor.id)
        _record(new, claim, effect, actor)
    _keep_sum(effect)
    write_down(effect, EffectStep.What.CORRECTED, actor=actor, at=at, reason=f"{month:%Y-%m} {why}")
    return effect


@transaction.atomic
def take_back(
    *, effect_id: int, from_month: date, reason: str, actor: Person, at: datetime
) -> Effect:
    """Take back what was confirmed from a month on: the effect decayed, or its baseline moved.

    What stands before that month is all there is then; with nothing left, the effect is reversed
    and its cost line is free for another.

    Raises:
        NotAllowed: as `confirm_month`.
        CannotDo: no reason, or nothing is confirmed from that month on.
    """
    effect = locked(effect_id, State.WAITING, State.CONFIRMED)
    claims = _claims_apart_from(effect, actor, at)
    why, day = reasoned(reason), day_of(at)
    entries = live_entries(effect)
    taken = [entry for entry in entries if entry.month >= from_month]
    if not taken:
        raise CannotDo(_("Nothing is confirmed from this month on."))
    for old in taken:
        stood = standing_entry(kind=BenefitConfirmed.kind, subject_id=old.id)
        assert stood is not None  # noqa: S101  (each entry that stands has its fact)
        ledger.annul(stood, reason="innovation.benefit.taken_back", by=actor.id)
        _reverse(old, why, actor=actor, day=day)
    left = len(entries) > len(taken)
    effect.state = State.CONFIRMED if left else State.REVERSED
    if not left:
        tell_reversed(claims, actor=actor)
    effect.confirmed_by, effect.confirmed_on = actor, day
    _keep_sum(effect)
    said = f"{from_month:%Y-%m} {why}"
    write_down(effect, EffectStep.What.REVERSED, actor=actor, at=at, reason=said)
    return effect


def planned(effect: Effect) -> list[int]:
    """The estimate by month, to the fen."""
    return formulas.schedule(effect.estimated_fen)


def counted_on(entry: BenefitEntry) -> date:
    """The day its fact has: the month's last, or the day of a confirmation ahead of it."""
    return min(formulas.last_day_of(entry.month), entry.confirmed_on)


def _ready(effect_id: int, actor: Person, at: datetime) -> Effect:
    effect = locked(effect_id, State.WAITING)
    if effect.kind == Effect.Kind.INTANGIBLE:
        raise CannotDo(_("What cannot be counted in money is given points, never yuan."))
    claims = _claims_apart_from(effect, actor, at)
    if not claims:
        raise CannotDo(_("Nobody claims this benefit; it would count for nothing."))
    for origin in origins_behind(claims):
        if not origin.done:
            raise CannotDo(
                _("“%(title)s” has not been accepted yet; its benefit is confirmed afterwards.")
                % {"title": origin.title}
            )
    _refuse_unshown(effect)
    return effect


def _claims_apart_from(effect: Effect, actor: Person, at: datetime) -> list[Claim]:
    """The claims, once it is sure that the actor has no part in any of them."""
    claims = standing_claims(effect)
    people = people_behind(origins_behind(claims))
    permissions.may_confirm(actor, effect, people, day_of(at)).require()
    return claims


def _refuse_unshown(effect: Effect) -> None:
    """“Measured with a comparison line” is what readings show, not what somebody says."""
    if effect.confidence != Confidence.MEASURED_WITH_CONTROL:
        return
    found = compared(effect)
    if found is None or found.method != Method.DIFFERENCE_IN_DIFFERENCES:
        raise CannotDo(
            _(
                "It is said to be measured with a comparison line: upload readings of both lines, "
                "three periods before and after at least, or choose another confidence."
            )
        )


def _by_output(effect: Effect, output: Decimal) -> int:
    if not output.is_finite() or not 0 <= output <= formulas.MOST:
        raise CannotDo(_("“%(field)s” must be a number, not negative.") % {"field": _("Output")})
    return formulas.month_fen(effect.kind, formulas.Inputs.read(effect.inputs), output)


def _confirm(effect: Effect, amounts: Mapping[date, int], *, actor: Person, at: datetime) -> None:
    """Write entries and facts for some months, and say what became of the effect."""
    if not amounts:
        raise CannotDo(_("Every month of this benefit has been confirmed."))
    claims, day = standing_claims(effect), day_of(at)
    shares = [claim.share_bp for claim in claims]
    revisions = _next_revisions(effect)
    for month, amount in amounts.items():
        for claim, fen in zip(claims, formulas.parts_by_share(amount, shares), strict=True):
            revision = revisions.get((claim.id, month), 0)
            entry = _entry(claim, month, fen, revision, effect, actor=actor, day=day)
            _record(entry, claim, effect, actor)
    done = {entry.month for entry in live_entries(effect)}
    whole = done == set(formulas.months_of(effect.window_from))
    if whole:
        effect.state, effect.confirmed_by, effect.confirmed_on = State.CONFIRMED, actor, day
    _keep_sum(effect)
    said = _span(list(amounts))
    write_down(effect, EffectStep.What.CONFIRMED, actor=actor, at=at, reason=said)
    if whole:
        tell_confirmed(claims, money=True, actor=actor, at=at)


def _next_revisions(effect: Effect) -> dict[tuple[int, date], int]:
    """For months that were taken back before: the number the next entry has."""
    written = BenefitEntry.objects.filter(claim__effect=effect, reverses=None)
    found: dict[tuple[int, date], int] = {}
    for claim, month, revision in written.values_list("claim_id", "month", "revision"):
        found[claim, month] = max(found.get((claim, month), 0), revision + 1)
    return found


def _entry(
    claim: Claim, month: date, fen: int, revision: int, effect: Effect, *, actor: Person, day: date
) -> BenefitEntry:
    return BenefitEntry.objects.create(
        claim=claim,
        month=month,
        revision=revision,
        amount_fen=fen,
        confidence=effect.confidence,
        confirmed_by=actor,
        confirmed_on=day,
    )


def _reverse(old: BenefitEntry, why: str, *, actor: Person, day: date) -> BenefitEntry:
    return BenefitEntry.objects.create(
        claim_id=old.claim_id,
        month=old.month,
        revision=old.revision,
        amount_fen=-old.amount_fen,
        confidence=old.confidence,
        reverses=old,
        reason=why,
        confirmed_by=actor,
        confirmed_on=day,
    )


def _record(entry: BenefitEntry, claim: Claim, effect: Effect, actor: Person) -> None:
    fact = BenefitConfirmed(
        benefit_entry_id=entry.id,
        claim_id=claim.id,
        source=claim.source,
        confidence=entry.confidence,
        amount_fen=entry.amount_fen,
    )
    ledger.record(
        fact,
        unit=effect.unit_id,
        enterprise=effect.enterprise_id,
        by=actor.id,
        on=counted_on(entry),
    )


def _keep_sum(effect: Effect) -> None:
    effect.confirmed_fen = add_up(effect)
    effect.save(update_fields=["state", "confirmed_by", "confirmed_on", "confirmed_fen"])


def _span(months: Sequence[date]) -> str:
    first, last = min(months), max(months)
    return f"{first:%Y-%m}" if first == last else f"{first:%Y-%m} – {last:%Y-%m}"
