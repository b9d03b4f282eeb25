"""Who the careers of a replay belong to, as marks by which two rules may differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from gongjiang.careers.queries.columns import rows_of
from gongjiang.careers.rules.histories import Histories
from gongjiang.kernel.columns import Ints

SEXES = ("FEMALE", "MALE", "UNKNOWN")
KINDS = ("REGULAR", "DISPATCHED", "OUTSOURCED", "INTERN", "UNKNOWN")
AGES = ("UNDER_25", "FROM_25", "FROM_35", "FROM_45", "FROM_55", "UNKNOWN")
AGE_STARTS = (25, 35, 45, 55)  # docs/sources.md: age bands
SIZES = ("UNDER_20", "FROM_20", "FROM_300", "FROM_1000")
SIZE_STARTS = (20, 300, 1000)  # docs/sources.md: size bands of industrial enterprises


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of everybody: `of` is the place in `codes`, by career."""

    codes: Sequence[str]
    of: Ints


def marks_of(histories: Histories, until: date) -> Mapping[str, Mark]:
    """Sex, age band, kind of employment and size of the enterprise, by career; two queries.

    The age is the one reached in the last day's year, so that the year of birth is enough. The
    size is the number of careers the enterprise has in the window.
    """
    persons = np.unique(histories.person)
    person, sex, born = rows_of(
        """
        SELECT id, coalesce(array_position(%s::text[], sex::text) - 1, %s),
               coalesce(extract(year FROM born_on)::int, 0)
        FROM people_person WHERE id = ANY(%s) ORDER BY id
        """,
        [list(SEXES[:-1]), len(SEXES) - 1, persons.tolist()],
        width=3,
    )
    row = np.searchsorted(person, histories.person)
    age = until.year - born[row]
    band = np.searchsorted(AGE_STARTS, age, "right")
    held = np.bincount(histories.place)[histories.place]
    return {
        "sex": Mark(SEXES, sex[row]),
        "age": Mark(AGES, np.where(born[row] > 0, band, len(AGES) - 1)),
        "employment": Mark(KINDS, _kinds(histories, persons)),
        "size": Mark(SIZES, np.searchsorted(SIZE_STARTS, held, "right")),
    }


def _kinds(histories: Histories, persons: Ints) -> Ints:
    """The kind of the last employment of each career's person with its enterprise."""
    person, employer, kind = rows_of(
        """
        SELECT person_id, employer_id, coalesce(array_position(%s::text[], kind::text) - 1, %s)
        FROM people_employment WHERE person_id = ANY(%s) ORDER BY 1, 2, valid_from
        """,
        [list(KINDS[:-1]), len(KINDS) - 1, persons.tolist()],
        width=3,
    )
    last = np.r_[(person[1:] != person[:-1]) | (employer[1:] != employer[:-1]), True][: len(person)]
    codes = np.full(len(histories), len(KINDS) - 1, dtype=np.int64)
    keys = _pairs(person[last], employer[last])
    wanted = _pairs(histories.person, histories.enterprise)
    place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    if len(keys):
        found = keys[place] == wanted
        codes[found] = kind[last][place[found]]
    return codes


def _pairs(person: Ints, enterprise: Ints) -> Ints:
    """One number for both; ids are far below 2³¹."""
    return (person << 32) + enterprise
