"""All rows of a file together: who stands twice, who is missing, and what it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.people import identity
from gongjiang.people.brought.trouble import Trouble
from gongjiang.people.models import RosterLine
from gongjiang.people.roster.comparing import Comparison, masked_id
from gongjiang.people.roster.line import Line
from gongjiang.people.roster.places import Place, Places
from gongjiang.people.roster.posts import PostKinds, only_kinds
from gongjiang.people.roster.row import Row
from gongjiang.people.roster.standing import Own, Standing, is_open, numbers_of, standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is said beside the file.

    Attributes:
        enterprise, scope: ids of units.
        leaving_on: the first day no longer worked by whom the file leaves out; None: nobody leaves.
        post_kinds: by plain name, as chosen for this file or remembered.
    """

    enterprise: int
    scope: int
    today: date
    changes_on: date
    leaving_on: date | None = None
    post_kinds: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file comes to.

    Attributes:
        openings: the units to be opened, upper ones first, with negative ids.
        guessed: posts whose kind was guessed: (post, kind) and in how many rows.
    """

    lines: list[Line]
    openings: list[Place]
    guessed: Counter[tuple[str, str]]

    def counts(self) -> dict[str, int]:
        """How many lines there are of each verdict."""
        found = Counter(line.verdict for line in self.lines)
        return {verdict.value: found[verdict.value] for verdict in RosterLine.Verdict}


def propose(terms: Terms, rows: Sequence[Row]) -> Proposal:
    """Compare rows with what is held now; nothing is changed."""
    mark_repeated(rows)
    standing = standing_of(terms.enterprise)
    standing.look_up(terms.enterprise, _hashes(rows))
    places = Places(terms.enterprise, terms.scope)
    posts = PostKinds(terms.post_kinds, only_kinds(_in_use(standing)))
    compare = Comparison(
        standing, places, posts, terms.today, terms.changes_on, _numbers(rows, standing)
    )
    lines = [compare.line(row) for row in rows]
    mark_same_person(lines)
    if terms.leaving_on is not None:
        lines += _leaving(terms, lines, standing, places)
    openings = [place for place in places.openings if place.opened_on is not None]
    return Proposal(lines, openings, posts.guessed)


def mark_repeated(rows: Iterable[Row]) -> None:
    """Say of each row whose number or person stands in an earlier row where that is."""
    first: dict[object, int] = {}
    for row in rows:
        for key, named in (("national_id", row.national_id), ("person", row.person)):
            if not named:
                continue
            earlier = first.setdefault(named, row.number)
            if earlier != row.number:
                row.troubles.append(_stands_already(key, masked_id(row.national_id), earlier))


def mark_same_person(lines: Iterable[Line]) -> None:
    """Refuse a line about whom an earlier one is: by the number of one, and the export of other."""
    first: dict[int, int] = {}
    for line in lines:
        if line.person_id is None:
            continue
        earlier = first.setdefault(line.person_id, line.number)
        if earlier != line.number and line.verdict != RosterLine.Verdict.WRONG:
            line.refuse(_stands_already("person", line.number_shown, earlier))


def _stands_already(key: str, shown: str, earlier: int) -> Trouble:
    return Trouble(
        key,
        shown,
        _("This person stands in row %(row)d already.") % {"row": earlier},
        _("Keep the row that is right, and delete the other."),
    )


def _hashes(rows: Iterable[Row]) -> set[str]:
    return {
        trace
        for row in rows
        if row.national_id
        for trace in identity.traces("national_id", row.national_id)
    }


def _in_use(standing: Standing) -> Counter[tuple[str, str]]:
    return Counter(
        (own.post, own.post_kind) for own in standing.own.values() if own.employment_id is not None
    )


def _numbers(rows: Iterable[Row], standing: Standing) -> dict[int, tuple[str, str]]:
    """The numbers of those whose row gives them masked, or gives a person and a number."""
    wanted = [
        own.person_id
        for row in rows
        if row.person is not None and (own := standing.by_public_id.get(row.person))
    ]
    return numbers_of(wanted)


def _leaving(terms: Terms, lines: Iterable[Line], standing: Standing, places: Places) -> list[Line]:
    """A line for each of the scope's own people whom no row names."""
    named = {line.person_id for line in lines}
    missing = [
        own
        for own in standing.own.values()
        if own.employment_id is not None
        and is_open(own.state)
        and own.person_id not in named
        and _in_scope(own, terms, places)
    ]
    return [_leaver(own, terms) for own in missing]


def _in_scope(own: Own, terms: Terms, places: Places) -> bool:
    return terms.scope == terms.enterprise or places.holds(places.start, own.unit_id)


def _leaver(own: Own, terms: Terms) -> Line:
    line = Line(
        number=0,
        verdict=RosterLine.Verdict.LEAVING,
        name=own.name,
        sex=own.sex,
        born_on=own.born_on,
        effective_on=terms.leaving_on,
        kind=own.kind,
        unit_id=own.unit_id,
        post=own.post,
        post_kind=own.post_kind,
        person_id=own.person_id,
        old_employment_id=own.employment_id,
        old_posting_id=own.posting_id,
    )
    if own.posted_on is not None and terms.leaving_on is not None:
        _check_leaving(line, own.posted_on, terms.leaving_on)
    return line


def _check_leaving(line: Line, posted_on: date, leaving_on: date) -> None:
    if posted_on >= leaving_on:
        line.verdict = RosterLine.Verdict.WRONG
        line.troubles.append(
            Trouble(
                "",
                line.name,
                _("The person came to the present post on %(day)s; the end must be later.")
                % {"day": posted_on},
                _("Add the person to the file, or choose a later day of leaving."),
            )
        )
