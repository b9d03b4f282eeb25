"""Fields that several rooms ask for alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from gongjiang.kernel.periods import FIRST_DAY, LAST_DAY


def day_field(
    label: Any, initial: Callable[[], date] | None = None, help_text: Any = ""
) -> forms.DateField:
    """A day, picked from the browser's calendar.

    A browser shows the day in its reader's way; on the wire, and in the page, it stands as ISO
    8601 in every language, or the browser would show it empty.
    """
    return forms.DateField(
        label=label,
        initial=initial,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )
