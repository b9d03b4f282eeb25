"""Whom the rows of a workbook name: one of an enterprise's own people, or nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.people import identity
from gongjiang.people.brought.reading import Read, read_number, read_public_id
from gongjiang.people.brought.rows import BroughtRow, plain
from gongjiang.people.brought.trouble import Trouble
from gongjiang.people.models import Employment, Person
from gongjiang.people.roster.standing import Own, is_open, numbers_of, standing_of
from gongjiang.workbooks.cells.text import read_name, read_text
from gongjiang.workbooks.tables.columns import KnownColumn
from gongjiang.workbooks.tables.table import Table
from gongjiang.workbooks.wrong import shown

LONGEST_STAFF_NUMBER = 30

PERSON_COLUMNS = (
    KnownColumn("person", ("系统编号", "人员系统编号")),
    KnownColumn(
        "name", ("姓名", "员工姓名", "职工姓名", "人员姓名", "持证人", "name"), required=True
    ),
    KnownColumn(
        "national_id",
        (
            *("身份证号", "身份证号码", "身份证", "证件号码", "公民身份号码", "居民身份证号码"),
            *("身份证件号码", "身份证编号", "id number"),
        ),
    ),
    KnownColumn("staff_number", ("工号", "员工编号", "职工编号", "员工工号", "staff number")),
)
PERSON_LABELS: Mapping[str, Sentence] = {
    "person": _("Number in this system"),
    "name": _("Name"),
    "national_id": _("National ID"),
    "staff_number": _("Staff number"),
}
PERSON_READERS: Mapping[str, Read] = {
    "person": read_public_id,
    "name": read_name,
    "national_id": read_number,
    "staff_number": lambda cell: read_text(cell, longest=LONGEST_STAFF_NUMBER),
}
NAMES_SOMEBODY = ("national_id", "staff_number", "person")
"""One of these columns must be there: a name alone names nobody for sure."""


def missing_person(table: Table) -> list[str]:
    """The columns without which nobody can be found in a table."""
    there = any(key in table.mapping for key in NAMES_SOMEBODY)
    return [] if there else ["national_id"]


class People:
    """Finds whom a row names; an enterprise's own people alone, who work there today.

    By the number that an export gave, the national ID, or the staff number; the name must agree.
    """

    def __init__(self, enterprise: int, rows: Iterable[BroughtRow]) -> None:
        self._standing = standing_of(enterprise)
        self._by_staff_number: dict[str, list[Own]] = defaultdict(list)
        for each in self._standing.own.values():
            if each.staff_number:
                self._by_staff_number[plain(each.staff_number)].append(each)
        compared = {
            own.person_id
            for row in rows
            if row.has("national_id")
            and not _is_whole(row)
            and (own := self._found(row)) is not None
        }
        self._numbers = numbers_of(sorted(compared))

    def of(self, row: BroughtRow) -> Own | None:
        """Whom a row names; None, and why in the row's troubles, where it names nobody."""
        own = self._named(row)
        if own is None:
            if not row.troubles_at(*NAMES_SOMEBODY):
                row.tell(*self._why_nobody(row))
            return None
        if plain(row.text("name")) != plain(own.name):
            row.tell(
                "name",
                row.text("name"),
                _("This number is held under another name: %(name)s.") % {"name": own.name},
                _("Mend the name or the number here; a new name is first recorded with them."),
            )
            return None
        return own if self._numbers_agree(row, own) else None

    def _named(self, row: BroughtRow) -> Own | None:
        found = self._found(row)
        if found is None or found.employment_id is None or not is_open(found.state):
            return None
        return found

    def _found(self, row: BroughtRow) -> Own | None:
        """By an export's number, by the whole national ID, or by the staff number."""
        if row.has("person"):
            return self._standing.by_public_id.get(row.values["person"])
        if _is_whole(row):
            traces = identity.traces("national_id", row.text("national_id"))
            held = self._standing.by_hash
            return next((held[trace] for trace in traces if trace in held), None)
        named = self._by_staff_number.get(plain(row.text("staff_number")), [])
        return next((own for own in named if own.employment_id is not None), None)

    def _numbers_agree(self, row: BroughtRow, own: Own) -> bool:
        """A number that an export shows must be the person's."""
        given = row.text("national_id")
        if not given or own.person_id not in self._numbers:
            return True
        held = self._numbers[own.person_id][0]
        if given in {shown(held, "national_id"), identity.plain_number(held)}:
            return True
        row.tell(
            "national_id",
            given if "*" in given else shown(given, "national_id"),
            _("This is not the number on record."),
            _("Write the number in full where it has changed, or mend the cell."),
        )
        return False

    def _why_nobody(self, row: BroughtRow) -> tuple[str, str, Sentence, Sentence]:
        number = row.text("national_id")
        if not number and not row.has("person") and not row.has("staff_number"):
            return (
                "national_id",
                "",
                _("The row names nobody: there is neither a national ID nor a staff number."),
                _("Write the national ID, or the staff number beside the name."),
            )
        if "*" in number and not row.has("person") and not row.has("staff_number"):
            return (
                "national_id",
                number,
                _("The middle of this number is hidden, so that nobody can be found by it."),
                _("Write all 18 characters of it."),
            )
        key = next(key for key in NAMES_SOMEBODY if row.has(key))
        value = shown(number, "national_id") if key == "national_id" else row.text(key)
        return (
            key,
            value,
            _("Nobody who works for this enterprise today has this number."),
            _("Mend the number, or bring the person with the roster first."),
        )


def _is_whole(row: BroughtRow) -> bool:
    """Whether a row gives a national ID by which somebody can be found."""
    number = row.text("national_id")
    return bool(number) and "*" not in number and not row.has("person")


def number_shown(row: BroughtRow) -> str:
    """The number by which a row names somebody, as it may be shown."""
    number = row.text("national_id")
    if number:
        return number if "*" in number else shown(number, "national_id")
    return row.text("staff_number")


def told_twice(key: str, value: str, earlier: int) -> Trouble:
    """A row that says again what an earlier one says."""
    return Trouble(
        key,
        value,
        _("Row %(row)d says this already.") % {"row": earlier},
        _("Keep the row that is right, and delete the other."),
    )


def exported_people(enterprise: int) -> dict[int, dict[str, str]]:
    """By person the columns that name them in an export: an enterprise's own, whose record it sees.

    National IDs are masked; the number of ours finds them when the file comes back.
    """
    working = Employment.objects.filter(
        employer_id=enterprise, valid_to=None, person__state=Person.State.ACTIVE
    ).select_related("person")
    return {
        each.person_id: {
            "name": each.person.name,
            "national_id": shown(
                identity.open_sealed(
                    "national_id", each.person.national_id_cipher, owner=each.person.public_id
                ),
                "national_id",
            ),
            "staff_number": each.staff_number,
            "person": str(each.person.public_id),
        }
        for each in working.order_by("person__name_pinyin", "person_id")
    }
