"""Days and moments as they are written on a command line."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import read_day, read_moment, today


def asked_day(text: str) -> date:
    """The day that is written; today where none is.

    Raises:
        CannotDo: it is no day.
    """
    try:
        return read_day(text) if text else today()
    except ValueError:
        raise CannotDo(
            _("“%(text)s” is not a day; write it as 2022-11-28.") % {"text": text}
        ) from None


def asked_moment(text: str) -> datetime | None:
    """The moment that is written, in Shanghai's time where no zone is; None where none is.

    Raises:
        CannotDo: it is no moment.
    """
    try:
        return read_moment(text) if text else None
    except ValueError:
        raise CannotDo(
            _("“%(text)s” is not a moment; write it as 2022-11-28T18:00.") % {"text": text}
        ) from None
