"""Hall screens are opened, paired with a browser, and closed (docs/decisions/0012)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.people.models import Person
from gongjiang.reports import permissions
from gongjiang.reports.models import Screen
from gongjiang.reports.queries import hash_of, open_screens

CODE_MINUTES = 15  # ours: long enough to walk to the hall
CODE_LENGTH = 8
CODE_SYMBOLS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
"""Without I, L, O and U, which are misread across a hall; 32 symbols, so 40 bits a code."""
ALIKE = str.maketrans("OIL", "011")
MOST_SCREENS = 50  # ours
SEEN_EVERY = timedelta(minutes=5)  # ours: one write now and then, not one a picture


class CodeSpent(CannotDo):
    """No open screen has this code now. It does not say whether one ever had."""


@dataclass(frozen=True, slots=True)
class PairedScreen:
    """A screen with its token in clear: it goes into one browser's cookie, and nowhere else."""

    screen: Screen
    token: str


@transaction.atomic
def open_screen(*, place: str, actor: Person, at: datetime) -> Screen:
    """Let one more screen show the zone; its code must be typed there within `CODE_MINUTES`.

    Raises:
        NotAllowed: the actor keeps no screens.
        CannotDo: it has no place, or the zone has as many as it may have.
    """
    permissions.may_keep_screens(actor, day_of(at)).require()
    if not place.strip():
        raise CannotDo(_("Say where the screen hangs, so that it can be told from the others."))
    if open_screens().count() >= MOST_SCREENS:
        raise CannotDo(_("There are as many screens as there may be. Close one first."))
    return Screen.objects.create(
        place=place.strip(), opened_by=actor, opened_at=at, code_offered_at=at
    )


@transaction.atomic
def offer_code(*, screen_id: int, actor: Person, at: datetime) -> Screen:
    """Offer a new code: the first was too late, or the browser forgot its token.

    Raises:
        NotAllowed: the actor keeps no screens.
        CannotDo: the screen is closed.
    """
    permissions.may_keep_screens(actor, day_of(at)).require()
    screen = _locked(screen_id)
    screen.code_offered_at = at
    screen.save(update_fields=["code_offered_at"])
    return screen


def code_of(screen: Screen, *, at: datetime) -> str | None:
    """The code to type at the screen; None when it was used, is too old, or the screen is closed.

    It follows from the screen and the moment it was offered, so that it stands nowhere.
    """
    offered = screen.code_offered_at
    if offered is None or screen.closed_at is not None:
        return None
    if not offered <= at < offered + timedelta(minutes=CODE_MINUTES):
        return None
    digest = salted_hmac(
        "gongjiang.reports.screen", f"{screen.public_id} {offered.timestamp()}", algorithm="sha256"
    ).digest()
    return "".join(CODE_SYMBOLS[byte % len(CODE_SYMBOLS)] for byte in digest[:CODE_LENGTH])


@transaction.atomic
def pair_screen(*, code: str, at: datetime) -> PairedScreen:
    """Make the browser at which a code was typed the screen's own; one paired before forgets.

    Raises:
        CodeSpent: no screen has this code now.
    """
    typed = plain_code(code)
    for screen in open_screens().select_for_update(of=("self",)):
        offered = code_of(screen, at=at)
        if offered is not None and secrets.compare_digest(offered.encode(), typed.encode()):
            return _paired(screen, at)
    raise CodeSpent(
        _("No screen has this code now. A code works once, for %(minutes)s minutes.")
        % {"minutes": CODE_MINUTES}
    )


@transaction.atomic
def close_screen(*, screen_id: int, actor: Person, at: datetime) -> Screen:
    """Close a screen: from its next picture on it shows nothing.

    Raises:
        NotAllowed: the actor keeps no screens.
        CannotDo: it is closed already.
    """
    permissions.may_keep_screens(actor, day_of(at)).require()
    screen = _locked(screen_id)
    screen.closed_by, screen.closed_at = actor, at
    screen.save(update_fields=["closed_by", "closed_at"])
    return screen


def note_screen_seen(screen: Screen, *, at: datetime) -> None:
    """Remember that a screen came for its picture, to within `SEEN_EVERY`."""
    if screen.seen_at is None or screen.seen_at <= at - SEEN_EVERY:
        Screen.objects.filter(id=screen.id).update(seen_at=at)


def plain_code(text: str) -> str:
    """A code as it is kept: capitals without gaps; O is read as 0, I and L as 1."""
    return "".join(letter for letter in text.upper().translate(ALIKE) if letter in CODE_SYMBOLS)


def _paired(screen: Screen, at: datetime) -> PairedScreen:
    token = secrets.token_urlsafe(32)
    screen.token_hash, screen.paired_at, screen.seen_at = hash_of(token), at, at
    screen.code_offered_at = None
    screen.save(update_fields=["token_hash", "paired_at", "seen_at", "code_offered_at"])
    return PairedScreen(screen, token)


def _locked(screen_id: int) -> Screen:
    screen = Screen.objects.select_for_update(of=("self",)).get(id=screen_id)
    if screen.closed_at is not None:
        raise CannotDo(_("This screen was closed. Open another one."))
    return screen
