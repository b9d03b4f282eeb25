"""Fields that several forms of this part ask for alike."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

LONGEST = 300
MOST_YUAN = Decimal("1_000_000_000")
FEN = 100


def text_field(
    label: Any, *, required: bool = True, help_text: Any = "", longest: int = LONGEST, rows: int = 2
) -> forms.CharField:
    """A sentence or two."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class FenField(forms.DecimalField):
    """Money, written in yuan and kept in fen."""

    def __init__(self, *, label: Any, help_text: Any = "", least: str = "0.01") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            min_value=Decimal(least),
            max_value=MOST_YUAN,
            decimal_places=2,
        )

    def clean(self, value: Any) -> Any:
        yuan = super().clean(value)
        return None if yuan is None else int(yuan * FEN)
