"""Who has which part in a thing that several people made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import ALLOWED, Decision, refused

WHOLE = 10_000
"""All parts together, in hundredths of a percent."""


@dataclass(frozen=True, slots=True)
class Part:
    """One person's part, in hundredths of a percent."""

    person_id: int
    share_bp: int


def may_share(parts: Sequence[Part], *, most: int) -> Decision:
    """Each person once, each with a part, all parts together the whole."""
    if not 1 <= len(parts) <= most:
        return refused(_("Name at least one person, and at most %(most)d.") % {"most": most})
    if len({part.person_id for part in parts}) < len(parts):
        return refused(_("Somebody is named twice: give each person one share."))
    if min(part.share_bp for part in parts) <= 0:
        return refused(_("Everybody who is named needs a share above nothing."))
    if (total := sum(part.share_bp for part in parts)) != WHOLE:
        return refused(
            _("The shares come to %(total)s %%: they must come to 100 %%.")
            % {"total": f"{total / 100:g}"}
        )
    return ALLOWED


def equal_parts(person_ids: Sequence[int]) -> list[Part]:
    """The whole in equal parts; what does not divide goes to those named first."""
    each, left = divmod(WHOLE, len(person_ids))
    return [Part(person, each + (place < left)) for place, person in enumerate(person_ids)]
