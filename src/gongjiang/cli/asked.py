"""What is asked for on a command line: days, moments, a language."""

from __future__ import annotations

import os
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import SHANGHAI


def language(asked: str) -> str:
    """The language asked for, else the terminal's; Chinese when that names neither of ours."""
    named = (asked or os.environ.get("LC_ALL") or os.environ.get("LANG") or "").lower()
    return "en" if named.startswith(("en", "c.", "posix")) else "zh-hans"


def day(text: str) -> date:
    """A day as it is written.

    Raises:
        CannotDo: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CannotDo(
            _("“%(text)s” is not a day; write it as 2022-11-28.") % {"text": text}
        ) from None


def moment(text: str) -> datetime:
    """A moment; one without a time zone is Shanghai's.

    Raises:
        CannotDo: it is none.
    """
    try:
        asked = datetime.fromisoformat(text)
    except ValueError:
        raise CannotDo(
            _("“%(text)s” is not a moment; write it as 2022-11-28T18:00.") % {"text": text}
        ) from None
    return timezone.make_aware(asked, SHANGHAI) if timezone.is_naive(asked) else asked
