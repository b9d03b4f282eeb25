"""Who may be whose master, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.mentoring.terms import MentoringTerms

HIGHEST_RANK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two people on one day, as far as the terms ask.

    Attributes:
        master_rank, apprentice_rank: skill ranks of that day, 0 to 7.
        places_taken: apprentices the master has already, without this one.
        is_apprentice_elsewhere: whether the apprentice has another open agreement.
    """

    master_id: int
    apprentice_id: int
    day: date
    master_at_site: bool
    apprentice_at_site: bool
    master_rank: int
    apprentice_rank: int
    places_taken: int
    is_apprentice_elsewhere: bool = False


def may_pair(pair: Pair, terms: MentoringTerms) -> Decision:
    """The first thing that stands in the way of a pair, or leave to go on."""
    return next((decision for decision in _asked(pair, terms) if not decision), ALLOWED)


def _asked(pair: Pair, terms: MentoringTerms) -> Iterator[Decision]:
    yield not_oneself(pair.master_id, pair.apprentice_id)
    yield both_at_site(master=pair.master_at_site, apprentice=pair.apprentice_at_site, day=pair.day)
    yield is_qualified(pair.master_rank, terms)
    yield stands_above(pair.master_rank, pair.apprentice_rank, terms)
    yield has_a_place(pair.places_taken, terms)
    yield has_no_other(is_apprentice_elsewhere=pair.is_apprentice_elsewhere)


def not_oneself(master_id: int, apprentice_id: int) -> Decision:
    if master_id == apprentice_id:
        return refused(_("Nobody is their own master: choose two different people."))
    return ALLOWED


def both_at_site(*, master: bool, apprentice: bool, day: date) -> Decision:
    """Both must be posted in the enterprise, whoever employs them."""
    if not master:
        return refused(
            _(
                "The master does not work in this enterprise on %(day)s: choose somebody who is "
                "posted here."
            )
            % {"day": day}
        )
    if not apprentice:
        return refused(
            _(
                "The apprentice does not work in this enterprise on %(day)s: the agreement can be "
                "made once they are posted here."
            )
            % {"day": day}
        )
    return ALLOWED


def is_qualified(rank: int, terms: MentoringTerms) -> Decision:
    if rank < terms.least_rank:
        return refused(
            _(
                "A master needs skill rank %(least)d or higher, and this one has rank %(rank)d: "
                "choose another, or enter the certificate that is missing."
            )
            % {"least": terms.least_rank, "rank": rank}
        )
    return ALLOWED


def stands_above(master: int, apprentice: int, terms: MentoringTerms) -> Decision:
    """The apprentice's own rank must not be too high for this master."""
    needed = apprentice + terms.ranks_above
    if master >= needed:
        return ALLOWED
    if needed > HIGHEST_RANK:
        return refused(
            _(
                "The apprentice's own rank, %(rank)d, is too high: no rank stands %(above)d above "
                "it, as the terms ask."
            )
            % {"rank": apprentice, "above": terms.ranks_above}
        )
    return refused(
        _(
            "The apprentice's own rank, %(rank)d, is too high for a master of rank %(master)d: "
            "choose a master of rank %(needed)d or higher."
        )
        % {"rank": apprentice, "master": master, "needed": needed}
    )


def has_a_place(taken: int, terms: MentoringTerms) -> Decision:
    if taken >= terms.most_apprentices:
        return refused(
            _(
                "This master has %(taken)d apprentices already, and the terms allow %(most)d: "
                "choose another master, or wait until one has graduated."
            )
            % {"taken": taken, "most": terms.most_apprentices}
        )
    return ALLOWED


def has_no_other(*, is_apprentice_elsewhere: bool) -> Decision:
    if is_apprentice_elsewhere:
        return refused(
            _(
                "This apprentice has another agreement that is still open: it has to end first, or "
                "its master can be changed."
            )
        )
    return ALLOWED


def fits_term(kind: str, months: int, terms: MentoringTerms) -> Decision:
    """How long an agreement of this kind may last."""
    least, most = terms.term_range(kind)
    if least <= months <= most:
        return ALLOWED
    return refused(
        _("Such an agreement lasts from %(least)d to %(most)d months; %(months)d were asked for.")
        % {"least": least, "most": most, "months": months}
    )


def renews_rightly(*, former_master: int, master: int, months: int, most: int) -> Decision:
    """After a failure another master takes over, for no longer than the terms say."""
    if master == former_master:
        return refused(
            _("After a failure another master takes over: choose somebody else than before.")
        )
    if not 1 <= months <= most:
        return refused(
            _("A renewal lasts at most %(most)d months; %(months)d were asked for.")
            % {"most": most, "months": months}
        )
    return ALLOWED
