"""What a proposal must hold, whose it may be, and which step leads where."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import WHOLE, State
from gongjiang.kernel.decision import ALLOWED, Decision, Sentence, refused

LONGEST_TITLE = 120
LONGEST_TEXT = 4_000

MISSING: dict[str, Sentence] = {
    "title": _("Give your idea a title, a few words that say what it is about."),
    "problem": _("Say what is wrong now: where, and how often."),
    "cause": _("Say why it is so, as far as you can tell."),
    "expected": _("Say what would be better afterwards: time, material, quality, or safety."),
}
NO_METHOD = _(
    "This says what is wrong, and not yet what to do about it. Add how it could be done: one step "
    "that somebody could try is enough. Your team leader or your master will help you."
)

LEADS_TO: dict[State, tuple[State, ...]] = {
    State.DRAFT: (State.SUBMITTED, State.WITHDRAWN),
    State.SUBMITTED: (State.PRELIM_OK, State.RETURNED, State.REJECTED, State.WITHDRAWN),
    State.RETURNED: (State.SUBMITTED, State.WITHDRAWN),
    State.REJECTED: (State.PRELIM_OK,),  # an appeal was upheld
    State.PRELIM_OK: (State.REVIEWING, State.PRELIM_OK, State.WITHDRAWN),
    State.REVIEWING: (
        State.REVIEWING,
        State.ADOPTED,
        State.NOT_ADOPTED,
        State.RESERVED,
        State.PRELIM_OK,  # passed up a level
        State.WITHDRAWN,
    ),
    State.ADOPTED: (State.IMPLEMENTING,),
    State.NOT_ADOPTED: (State.PRELIM_OK,),
    State.RESERVED: (State.PRELIM_OK,),  # taken up again, or an appeal was upheld
    State.IMPLEMENTING: (State.IMPLEMENTED,),
    State.IMPLEMENTED: (State.ACCEPTED, State.REWORK),
    State.REWORK: (State.IMPLEMENTED,),
    State.ACCEPTED: (State.BENEFIT_CONFIRMED,),
    State.BENEFIT_CONFIRMED: (State.REWARDED, State.CLOSED),
    State.REWARDED: (State.CLOSED,),
    State.CLOSED: (),
    State.WITHDRAWN: (),
}
"""Each state with those that may follow it (domain.md §6.1)."""

STANDARDISABLE = (State.ACCEPTED, State.BENEFIT_CONFIRMED, State.REWARDED, State.CLOSED)
WITHDRAWABLE = tuple(state for state, after in LEADS_TO.items() if State.WITHDRAWN in after)
APPEALABLE = (State.REJECTED, State.NOT_ADOPTED, State.RESERVED)
ADOPTED_ONCE = (
    State.ADOPTED,
    State.IMPLEMENTING,
    State.IMPLEMENTED,
    State.REWORK,
    *STANDARDISABLE,
)
"""The states of what was adopted, whatever came of it since."""
IMPLEMENTED_ONCE = (State.IMPLEMENTED, *STANDARDISABLE)


@dataclass(frozen=True, slots=True)
class Wording:
    """What an idea says, in its author's own words."""

    kind: str
    title: str
    problem: str = ""
    cause: str = ""
    method: str = ""
    expected: str = ""

    def stripped(self) -> Wording:
        """Without blanks around, and without signs that are no writing."""
        return Wording(self.kind, *(clean(text) for text in self.texts()))

    def texts(self) -> tuple[str, ...]:
        return (self.title, self.problem, self.cause, self.method, self.expected)


@dataclass(frozen=True, slots=True)
class Share:
    """One author's part, in basis points."""

    person_id: int
    share_bp: int


def clean(text: str) -> str:
    """A text as it is kept: no control signs but line ends, no blanks around."""
    return "".join(sign for sign in text if sign.isprintable() or sign == "\n").strip()


def may_keep(wording: Wording) -> Decision:
    """Whether a draft can be kept: it may be unfinished, but has a title, and is not a book."""
    if not wording.title:
        return refused(MISSING["title"])
    if len(wording.title) > LONGEST_TITLE:
        return refused(_("The title is too long: tell the rest below it."))
    if any(len(text) > LONGEST_TEXT for text in wording.texts()):
        return refused(_("One of the texts is too long: 4,000 characters are enough for each."))
    return ALLOWED


def is_complete(wording: Wording, *, least_method: int) -> Decision:
    """Whether it can be submitted: problem, cause, method and expectation are all there.

    A problem without a method is an opinion (一般性意见), told apart from the other gaps.
    """
    kept = may_keep(wording)
    if not kept:
        return kept
    if not wording.problem:
        return refused(MISSING["problem"])
    if len(wording.method) < least_method or wording.method == wording.problem:
        return refused(NO_METHOD)
    for name in ("cause", "expected"):
        if not getattr(wording, name):
            return refused(MISSING[name])
    return ALLOWED


def shares_hold(shares: Sequence[Share], *, most: int) -> Decision:
    """Whether these can be its authors: some, not too many, each once, and the whole of it."""
    if not shares:
        return refused(_("A proposal has at least one author."))
    if len(shares) > most:
        return refused(
            _("A proposal has at most %(most)d authors; thank the others in its text.")
            % {"most": most}
        )
    if len({share.person_id for share in shares}) < len(shares):
        return refused(_("Somebody is named twice among the authors."))
    if any(share.share_bp < 1 for share in shares):
        return refused(_("Each author has a share above zero."))
    total = sum(share.share_bp for share in shares)
    if total != WHOLE:
        return refused(
            _("The shares come to %(total)s %%; they must come to 100 %% exactly.")
            % {"total": in_percent(total)}
        )
    return ALLOWED


def even_shares(person_ids: Sequence[int]) -> list[Share]:
    """The whole in equal parts; the basis points left over go to the first."""
    part, left = divmod(WHOLE, len(person_ids))
    return [Share(person, part + (place < left)) for place, person in enumerate(person_ids)]


def in_percent(share_bp: int) -> str:
    """Basis points as a percentage: 3334 is 33.34, 5000 is 50."""
    whole, part = divmod(share_bp, 100)
    return f"{whole}.{part:02d}".removesuffix(".00")


def numbered(year: int, count: int) -> str:
    """The number of a proposal: "2022-000123"."""
    return f"{year}-{count:06d}"


def panel_holds(
    reviewers: Collection[int], chair: int, *, least: int, authors: Collection[int]
) -> Decision:
    """Whether these can be its panel: enough, the chair among them, and no author."""
    if len(set(reviewers)) < least:
        return refused(
            _("A panel has at least %(least)d members; name %(missing)d more.")
            % {"least": least, "missing": least - len(set(reviewers))}
        )
    if chair not in reviewers:
        return refused(_("The chair is one of the panel's members."))
    if set(reviewers) & set(authors):
        return refused(_("No author sits on the panel of their own proposal."))
    return ALLOWED
