"""Which column is which: what was agreed before, then exact names, then names inside names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from django.utils.translation import gettext_lazy as _

from gongjiang.workbooks.book import Row
from gongjiang.workbooks.cells.text import alike
from gongjiang.workbooks.tables.columns import Guess, Heading, KnownColumn
from gongjiang.workbooks.tables.names import bare

LOOKED_AT = 200
ENOUGH = 0.5
"""The share of filled cells that must look right."""
SHORTEST_INSIDE = 2

AGREED = _("You chose this column before.")
SAME_NAME = _("The heading is one we know.")
SEVERAL = _("Several columns could be this one.")
ODD_VALUES = _("The heading fits, but many values do not look like it.")
NAME_INSIDE = _("The heading contains a name we know.")


def guess_columns(
    headings: Sequence[Heading],
    columns: Sequence[KnownColumn],
    remembered: Mapping[str, str],
    rows: Sequence[Row],
) -> dict[str, Guess]:
    """For each known column found its guess; no column of the sheet is two things.

    Args:
        remembered: for a column's key the heading's label, or "" where there is no such column.
        rows: some of the table's own, to doubt a name by its values.
    """
    guesses = _agreed(headings, columns, remembered)
    open_columns = [c for c in columns if c.key not in guesses and remembered.get(c.key) != ""]
    for find in (_same_name, _name_inside):
        for known in open_columns:
            if known.key not in guesses:
                free = _free(headings, guesses)
                guess = find(known, free)
                if guess is not None:
                    guesses[known.key] = _doubted(known, guess, rows)
    return guesses


def _agreed(
    headings: Sequence[Heading], columns: Sequence[KnownColumn], remembered: Mapping[str, str]
) -> dict[str, Guess]:
    by_label = {alike(heading.label): heading for heading in headings}
    return {
        known.key: Guess(heading.label, heading.column, sure=True, reason=AGREED)
        for known in columns
        if (heading := by_label.get(alike(remembered.get(known.key, "")) or "\0"))
    }


def _free(headings: Sequence[Heading], guesses: Mapping[str, Guess]) -> list[Heading]:
    taken = {guess.column for guess in guesses.values()}
    return [heading for heading in headings if heading.column not in taken]


def _same_name(known: KnownColumn, headings: Sequence[Heading]) -> Guess | None:
    """The column under the most usual of its names; unsure when two have that name."""
    for name in map(alike, known.names):
        same = [heading for heading in headings if name in map(alike, _spelled(heading))]
        if same:
            alone = len(same) == 1
            reason = SAME_NAME if alone else SEVERAL
            return Guess(same[0].label, same[0].column, sure=alone, reason=reason)
    return None


def _name_inside(known: KnownColumn, headings: Sequence[Heading]) -> Guess | None:
    for name in map(alike, known.names):
        if len(name) < SHORTEST_INSIDE:
            continue
        for heading in headings:
            if name in alike(heading.text):
                return Guess(heading.label, heading.column, sure=False, reason=NAME_INSIDE)
    return None


def _spelled(heading: Heading) -> list[str]:
    return [*bare(heading.text), f"{heading.above}{heading.text}"]


def _doubted(known: KnownColumn, guess: Guess, rows: Sequence[Row]) -> Guess:
    if known.looks_right is None or not guess.sure:
        return guess
    cells = (row[guess.column] for row in rows if len(row) > guess.column)
    filled = [cell for cell in islice(cells, LOOKED_AT) if cell != ""]
    right = sum(map(known.looks_right, filled))
    if filled and right < ENOUGH * len(filled):
        return Guess(guess.heading, guess.column, sure=False, reason=ODD_VALUES)
    return guess
