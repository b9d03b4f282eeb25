"""Fields that forms of this part ask for alike."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

LONGEST = 300
MOST_YUAN = Decimal(1_000_000_000)


def line_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A sentence or two."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def text_field(label: Any, *, help_text: Any = "", rows: int = 5) -> forms.CharField:
    """As much as it takes."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def yuan_field(label: Any, *, least: str = "0.01", help_text: Any = "") -> forms.DecimalField:
    """An amount in yuan, kept as fen; see `fen_of`."""
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        min_value=Decimal(least),
        max_value=MOST_YUAN,
        decimal_places=2,
        max_digits=12,
    )


def fen_of(yuan: Decimal) -> int:
    """Yuan with two places as whole fen."""
    return int(yuan * 100)
