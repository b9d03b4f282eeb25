"""An enterprise says by what it pays for results, and ends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.innovation.contents.rewards import ResultFloors
from gongjiang.innovation.models import Scheme
from gongjiang.innovation.permissions import awards as permissions
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person

Basis = Scheme.Basis
NEEDS_SHARE = (Basis.PERCENT, Basis.CONVERSION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a scheme says.

    Attributes:
        share_bp: for PERCENT and CONVERSION alone; each_fen: for EACH and PATENT; other_fen: for
            PATENT, a utility model or a design.
        agreement: what was agreed instead of the floors of patents and conversions.
    """

    kind: str
    basis: str
    name: str
    share_bp: int | None = None
    each_fen: int | None = None
    other_fen: int | None = None
    cap_fen: int | None = None
    agreement: str = ""


@transaction.atomic
def make_scheme(
    terms: Terms, *, enterprise: Unit, from_day: date, actor: Actor, at: datetime
) -> Scheme:
    """Put a scheme in force from a day on.

    Raises:
        NotAllowed: the actor is neither the enterprise's union nor its HR.
        CannotDo: it does not say what its basis needs, or is below the floors with no agreement.
    """
    permissions.may_reward(actor, enterprise.id, day_of(at)).require()
    if not terms.name.strip():
        raise CannotDo(_("Give the scheme a name."))
    _refuse_incomplete(terms)
    if not terms.agreement.strip():
        _refuse_below(terms, content_in_force(ResultFloors, on=from_day, unit_id=enterprise.id))
    return Scheme.objects.create(
        enterprise=enterprise,
        kind=terms.kind,
        basis=terms.basis,
        name=terms.name.strip()[:60],
        share_bp=terms.share_bp,
        each_fen=terms.each_fen,
        other_fen=terms.other_fen,
        cap_fen=terms.cap_fen,
        agreement=terms.agreement.strip()[:120],
        valid_from=from_day,
        made_by=actor if isinstance(actor, Person) else None,
        made_at=at,
    )


@transaction.atomic
def end_scheme(*, scheme_id: int, on: date, actor: Actor, at: datetime) -> Scheme:
    """Let a scheme end: nothing is decided by it from that day on; what was decided stands.

    Raises:
        NotAllowed: the actor is neither the enterprise's union nor its HR.
        CannotDo: it has ended, or would before it began or on a day that has passed.
    """
    scheme = Scheme.objects.select_for_update().get(id=scheme_id)
    permissions.may_reward(actor, scheme.enterprise_id, day_of(at)).require()
    if scheme.valid_to is not None:
        raise CannotDo(_("This scheme has ended."))
    if on <= scheme.valid_from or on < day_of(at):
        raise CannotDo(_("It ends after it began, and not on a day that has passed."))
    scheme.valid_to = on
    scheme.save(update_fields=["valid_to"])
    return scheme


def _refuse_incomplete(terms: Terms) -> None:
    given = (terms.share_bp is not None, terms.each_fen is not None, terms.other_fen is not None)
    needs = {
        Basis.SCALE: (False, False, False),
        Basis.PERCENT: (True, False, False),
        Basis.CONVERSION: (True, False, False),
        Basis.EACH: (False, True, False),
        Basis.PATENT: (False, True, True),
    }
    if given != needs[Basis(terms.basis)]:
        raise CannotDo(
            _("Give what this basis needs and nothing else: a share, a sum, or two sums.")
        )


def _refuse_below(terms: Terms, floors: ResultFloors) -> None:
    """A scheme that rests on no agreement may say no less than the floors."""
    if terms.basis == Basis.PATENT and (
        (terms.each_fen or 0) < floors.invention_fen or (terms.other_fen or 0) < floors.other_fen
    ):
        raise CannotDo(
            _(
                "Without an agreement an invention earns at least %(invention)s yuan, another "
                "patent %(other)s."
            )
            % {
                "invention": f"{floors.invention_fen // 100:,}",
                "other": f"{floors.other_fen // 100:,}",
            }
        )
