"""One row of the file beside what is held: new, changed, unchanged, held, or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.people import identity, rules
from gongjiang.people.brought.rows import plain
from gongjiang.people.brought.trouble import Trouble
from gongjiang.people.models import EmploymentKind, RosterLine
from gongjiang.people.roster.line import Line
from gongjiang.people.roster.places import Place, Places
from gongjiang.people.roster.posts import PostKinds
from gongjiang.people.roster.row import Row
from gongjiang.people.roster.standing import Known, Own, Standing, is_open
from gongjiang.workbooks.cells.numbers import doubt_about
from gongjiang.workbooks.wrong import shown

Verdict = RosterLine.Verdict
Note = RosterLine.Note

LENT = (EmploymentKind.DISPATCHED, EmploymentKind.OUTSOURCED)


@dataclass(slots=True)
class Comparison:
    """Compares rows one by one.

    Attributes:
        today: the latest day a row may name; changes_on: from when on moves hold.
        numbers: of those of the enterprise's people whose row shows masked numbers, the numbers
            themselves, as (national ID, phone).
    """

    standing: Standing
    places: Places
    posts: PostKinds
    today: date
    changes_on: date
    numbers: Mapping[int, tuple[str, str]]

    def line(self, row: Row) -> Line:
        """What a row comes to."""
        line = Line(
            number=row.number,
            name=row.name,
            national_id=row.national_id,
            number_shown=row.masked_id or masked_id(row.national_id),
            phone=row.phone,
            phone_shown=row.masked_phone or masked_phone(row.phone),
            sex=row.sex,
            born_on=row.born_on,
            troubles=row.troubles,
        )
        own, known = self._person(row, line)
        if not line.troubles:
            self._judge(row, line, own, known)
        if line.troubles:
            line.refuse()
        return line

    def _person(self, row: Row, line: Line) -> tuple[Own | None, Known | None]:
        """Whom the row names, and what of it does not agree with their record."""
        if row.person is not None:
            own = self.standing.by_public_id.get(row.person)
            if own is None or not is_open(own.state):
                line.troubles.append(_NO_SUCH_PERSON)
                return None, None
            line.person_id = own.person_id
            self._compare_masked(row, line, own)
            return own, None
        for trace in identity.traces("national_id", row.national_id):
            own, known = self.standing.by_hash.get(trace), self.standing.known.get(trace)
            if own or known:
                line.person_id = (own or known).person_id  # type: ignore[union-attr]  # one is there
                return own, known
        return None, None

    def _compare_masked(self, row: Row, line: Line, own: Own) -> None:
        number, phone = self.numbers.get(own.person_id, ("", ""))
        if row.masked_id and row.masked_id != masked_id(number):
            line.troubles.append(_other_number("national_id", row.masked_id))
        if row.masked_phone and row.masked_phone != masked_phone(phone):
            line.troubles.append(_other_number("phone", row.masked_phone))
        if row.national_id and identity.plain_number(number) != row.national_id:
            line.troubles.append(_other_number("national_id", masked_id(row.national_id)))

    def _judge(self, row: Row, line: Line, own: Own | None, known: Known | None) -> None:
        if own is not None and is_open(own.state):
            self._agree(row, line, own)
            if own.employment_id is not None:
                self._compare(row, line, own)
                return
        elif own is not None and own.employment_id is not None:
            self._hold(row, line, own)
            return
        elif known is not None and known.person_id in self.standing.guests and self._lent(row):
            line.verdict = Verdict.UNCHANGED
            line.notes.append(Note.ANOTHERS)
            return
        self._begin(row, line, own, known)

    @staticmethod
    def _hold(row: Row, line: Line, own: Own) -> None:
        """One of the enterprise's own people whose record it may not see at present."""
        line.verdict = Verdict.HELD
        line.effective_on = row.start or own.start
        line.unit_id, line.kind = own.unit_id, row.kind or own.kind
        line.post, line.post_kind = row.post or own.post, row.post_kind or own.post_kind

    @staticmethod
    def _lent(row: Row) -> bool:
        return row.kind in {"", *LENT}

    def _agree(self, row: Row, line: Line, own: Own) -> None:
        """The row must be about who we hold under its number; nobody is renamed in passing."""
        if plain(row.name) != plain(own.name):
            line.troubles.append(
                Trouble(
                    "name",
                    row.name,
                    _("This number is held under another name: %(name)s.") % {"name": own.name},
                    _("Mend the name or the number here; a new name is first recorded with them."),
                )
            )
        if row.sex and row.sex != own.sex:
            line.troubles.append(
                Trouble("sex", row.sex, _("The record says the other sex."), _MEND_HERE)
            )

    # Somebody begins.

    def _begin(self, row: Row, line: Line, own: Own | None, known: Known | None) -> None:
        """A new employment, of a new person or of one the register knows."""
        line.effective_on = row.start
        if row.start is None:
            line.troubles.append(Trouble("start", "", _("The first day is missing."), _FILL_IN))
        if not row.post:
            line.troubles.append(Trouble("post", "", _("The post is missing."), _FILL_IN))
        self._take_kind(row, line)
        self._take_place(row, line)
        if row.post:
            self._take_post(row, line)
        if line.troubles or row.start is None:
            return
        self._check_start(row, line, own)
        doubt = None if own or known else doubt_about(row.national_id)
        if doubt is not None:
            line.troubles.append(
                Trouble("national_id", line.number_shown, doubt.problem, doubt.remedy)
            )
        if not line.troubles:
            self._settle(row, line, own, known, row.start)

    def _take_kind(self, row: Row, line: Line) -> None:
        line.kind = row.kind or EmploymentKind.REGULAR
        if not row.kind:
            line.notes.append(Note.KIND_ASSUMED)

    def _take_place(self, row: Row, line: Line) -> None:
        place = self.places.of(row)
        if place is None:
            place = self.places.start
            line.notes.append(Note.UNIT_ASSUMED)
        self._put(line, place)

    def _put(self, line: Line, place: Place | Trouble) -> None:
        if isinstance(place, Trouble):
            line.troubles.append(place)
        else:
            line.unit_id = place.id

    def _take_post(self, row: Row, line: Line) -> None:
        line.post = row.post
        line.post_kind = row.post_kind
        if not row.post_kind:
            line.post_kind, sure = self.posts.of(row.post)
            if not sure:
                line.notes.append(Note.POST_KIND_GUESSED)

    def _check_start(self, row: Row, line: Line, own: Own | None) -> None:
        start, value = row.start, str(row.start)
        assert start is not None and line.unit_id is not None  # noqa: PT018, S101  (the caller looked)
        if start > self.today:
            line.troubles.append(
                Trouble("start", value, _("This day has not come yet."), _LEAVE_OUT)
            )
        self._check_open(line, start, "start")
        if own is not None and own.left_on is not None and start < own.left_on:
            line.troubles.append(
                Trouble(
                    "start",
                    value,
                    _("The person worked here until %(day)s.") % {"day": own.left_on},
                    _("Write the first day of the new employment."),
                )
            )
        if line.born_on is not None:
            decision = rules.may_be_employed(line.born_on, start)
            if not decision:
                line.troubles.append(
                    Trouble("national_id", line.number_shown, decision.reason, _LEAVE_OUT)
                )
            elif rules.is_minor(line.born_on, self.today):
                line.notes.append(Note.MINOR)

    def _check_open(self, line: Line, day: date, key: str) -> None:
        """Enterprise and unit are there on the day; a unit to be opened is opened in time."""
        units = self.places
        place, employer = units.unit(line.unit_id or 0), units.own.root
        opened = units.opened_on(place)
        if employer.opened_on is not None and day < employer.opened_on:
            place, opened = employer, employer.opened_on
        if opened is not None and day < opened:
            line.troubles.append(
                Trouble(
                    key,
                    str(day),
                    _("%(unit)s opened on %(day)s, which is later.")
                    % {"unit": place.name, "day": opened},
                    _("Mend the day, or write the unit in which the person began."),
                )
            )
        elif place.opens:
            units.needed_on(place, day)

    def _settle(
        self, row: Row, line: Line, own: Own | None, known: Known | None, start: date
    ) -> None:
        """New, or held: whatever the ground, the reader is told no more than that."""
        if self._needs_confirmation(row, own, known, start):
            line.verdict = Verdict.HELD
            return
        line.verdict = Verdict.NEW
        line.employs = True
        line.registers = own is None and known is None
        if own is not None:
            line.notes.append(Note.REHIRED)

    def _needs_confirmation(
        self, row: Row, own: Own | None, known: Known | None, start: date
    ) -> bool:
        person = own or known
        if person is None:
            return False
        agrees = (plain(person.name), person.born_on) == (plain(row.name), row.born_on)
        return (
            not is_open(person.state)
            or (own is None and not agrees)
            or self.standing.is_elsewhere(person.person_id, start)
        )

    # Somebody is here already.

    def _compare(self, row: Row, line: Line, own: Own) -> None:
        """A person at work: what the file says otherwise; what it leaves empty stays."""
        line.employment_id, line.owner = own.employment_id, own.public_id
        line.kind = row.kind or own.kind
        renews = line.kind != own.kind
        place = None if self.places.is_named(own.unit_id, row) else self.places.of(row)
        line.unit_id = own.unit_id
        if isinstance(place, Trouble):
            line.troubles.append(place)
        elif place is not None and not self._says_less(row, place, own):
            line.unit_id = place.id
        self._compare_post(row, line, own)
        self._compare_start(row, line, own, renews=renews)
        moves = (line.unit_id, line.post, line.post_kind) != (own.unit_id, own.post, own.post_kind)
        line.phones = bool(row.phone) and own.phone_hash not in identity.traces("phone", row.phone)
        if renews or moves:
            self._change(row, line, own, renews=renews)
        line.verdict = Verdict.CHANGED if renews or moves or line.phones else Verdict.UNCHANGED

    def _says_less(self, row: Row, place: Place, own: Own) -> bool:
        """A workshop alone says nothing against a team within it."""
        return not row.team and self.places.holds(place, own.unit_id)

    def _compare_post(self, row: Row, line: Line, own: Own) -> None:
        if not row.post or plain(row.post) == plain(own.post):
            line.post, line.post_kind = own.post, row.post_kind or own.post_kind
        else:
            self._take_post(row, line)

    def _compare_start(self, row: Row, line: Line, own: Own, *, renews: bool) -> None:
        if row.start is None or row.start in own.starts:
            return
        if renews and own.posted_on is not None and row.start > own.posted_on:
            return  # the day of the new contract
        line.troubles.append(
            Trouble(
                "start",
                str(row.start),
                _("The first day on record is %(day)s.") % {"day": own.start},
                _("Mend the day here, correct it in the record first, or leave the column out."),
            )
        )

    def _change(self, row: Row, line: Line, own: Own, *, renews: bool) -> None:
        day = self.changes_on
        if renews and row.start is not None and row.start not in own.starts:
            day = row.start
        line.effective_on = day
        line.moves = not renews
        line.employs = renews
        line.old_posting_id = own.posting_id
        line.old_employment_id = own.employment_id if renews else None
        if renews and line.kind == EmploymentKind.INTERN:
            line.troubles.append(
                Trouble(
                    "kind",
                    str(EmploymentKind.INTERN.label),
                    _("Somebody employed here does not become an intern."),
                    _MEND_HERE,
                )
            )
        if own.posted_on is not None and own.posted_on >= day:
            line.troubles.append(
                Trouble(
                    "post",
                    line.post,
                    _("The person came to the present post on %(day)s.") % {"day": own.posted_on},
                    _("Choose a later day for the changes of this file."),
                )
            )
        if day > self.today:
            line.troubles.append(
                Trouble("start", str(day), _("This day has not come yet."), _LEAVE_OUT)
            )
        self._check_open(line, day, "team" if row.team else "workshop")


def masked_id(number: str) -> str:
    return shown(number, "national_id")


def masked_phone(phone: str) -> str:
    return shown(phone, "phone")


_FILL_IN = _("Fill in the cell.")
_MEND_HERE = _("Mend the cell.")
_LEAVE_OUT = _("Mend the cell, or leave the row out.")
_NO_SUCH_PERSON = Trouble(
    "person",
    "",
    _("None of this enterprise's people has this number."),
    _("Leave the cell empty and write the national ID in full."),
)


def _other_number(key: str, shown: str) -> Trouble:
    return Trouble(
        key,
        shown,
        _("This is not the number on record."),
        _("Write the number in full where it has changed, or mend the cell."),
    )
