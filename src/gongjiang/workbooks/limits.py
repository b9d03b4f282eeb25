"""How much of a workbook is read. All numbers are ours."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.workbooks.book import Unreadable

MOST_ROWS = 200_000
"""Filled rows in all sheets; the zone has 80,600 workers."""
MOST_CELLS = 4_000_000


def too_many_rows() -> Unreadable:
    return Unreadable(
        _("The workbook has more than %(limit)d filled rows. Send it in parts.")
        % {"limit": MOST_ROWS}
    )


def too_many_cells() -> Unreadable:
    return Unreadable(
        _(
            "The workbook spreads over far more cells than a table of people needs. Copy the table"
            " alone into a new workbook, and try again."
        )
    )
