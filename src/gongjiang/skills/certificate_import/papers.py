"""What a row's certificate is, understood: of the ladder, or for an operation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.kernel.decision import Sentence
from gongjiang.people.brought.rows import BroughtRow
from gongjiang.skills.certificate_import.columns import LABELS
from gongjiang.skills.certificate_import.held import Held, Occupations, number_shown
from gongjiang.skills.certificate_import.words import (
    OPERATION_TITLES,
    SKILL_TITLES,
    TITLE_TITLES,
    Operations,
    says_one_of,
)
from gongjiang.skills.models import Occupation, OperationCertificate, SkillCertificate

DAY = timedelta(days=1)
FILL_IN = gettext_lazy("Fill in the cell.")
MEND = gettext_lazy("Mend the cell, or leave the row out.")


@dataclass(frozen=True, slots=True)
class SkillPaper:
    """A skill-level certificate as a row tells of it."""

    occupation: Occupation
    rank: int
    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class OperationPaper:
    """An operation certificate as a row tells of it; its days excluded, as we keep them."""

    kind_code: str
    number: str
    issued_on: date
    valid_until: date | None
    review_due: date | None


Paper = SkillPaper | OperationPaper


class Papers:
    """Reads certificates out of rows; what is wrong is told to the row."""

    def __init__(self, operations: Operations, occupations: Occupations, held: Held) -> None:
        self.operations, self.occupations, self.held = operations, occupations, held

    def of(self, row: BroughtRow) -> Paper | None:
        """A row's certificate; None, and why in its troubles, where it cannot be told."""
        for key in ("number", "issued_on"):
            if not row.has(key) and not row.troubles_at(key):
                row.tell(key, "", _missing(key), FILL_IN)
        operation = self._is_operation(row)
        if operation is None or row.troubles:
            return None
        return self._operation(row) if operation else self._skill(row)

    def _is_operation(self, row: BroughtRow) -> bool | None:
        title = row.text("title")
        if row.has("kind") or says_one_of(title, OPERATION_TITLES):
            return True
        if says_one_of(title, TITLE_TITLES):
            row.tell(
                "title",
                title,
                _("This is a professional title, which this workbook does not take over."),
                _("Record it on the person's page, and leave the row out."),
            )
            return None
        if row.has("rank") or says_one_of(title, SKILL_TITLES):
            return False
        if not row.troubles_at("rank", "kind"):
            row.tell(
                "rank",
                "",
                _("It cannot be told whether this certificate is of a level or for an operation."),
                _("Write its level, such as 三级/高级工, or its kind of operation."),
            )
        return None

    def _operation(self, row: BroughtRow) -> OperationPaper | None:
        texts = [row.text(key) for key in ("kind", "title", "occupation")]
        code = self.operations.of(texts)
        if code is None:
            value = next(filter(None, texts), "")
            row.tell(
                "kind",
                value,
                _("No certificate of this kind is known: %(code)s.") % {"code": value},
                _("Write one of: %(names)s.") % {"names": "、".join(self.operations.offered)},
            )
            return None
        return OperationPaper(
            kind_code=code,
            number=self._number(row),
            issued_on=row.values["issued_on"],
            valid_until=_after(row.values.get("valid_until")),
            review_due=_after(row.values.get("review_due")),
        )

    def _skill(self, row: BroughtRow) -> SkillPaper | None:
        if not row.has("rank") and not row.troubles_at("rank"):
            row.tell("rank", "", _missing("rank"), _("Write it, such as 三级/高级工."))
        occupation = self._occupation(row)
        if row.troubles or occupation is None:
            return None
        return SkillPaper(
            occupation=occupation,
            rank=int(row.values["rank"]),
            number=self._number(row),
            issued_on=row.values["issued_on"],
        )

    def _occupation(self, row: BroughtRow) -> Occupation | None:
        text = row.text("occupation")
        found = self.occupations.of(text) if text else self.occupations.in_title(row.text("title"))
        if found is None:
            row.tell(
                "occupation",
                text,
                _("The classification has no one occupation of this name."),
                _("Write its code, such as 6-31-01-03, or its name in the classification."),
            )
        return found

    def _number(self, row: BroughtRow) -> str:
        """The number in full, where an export shows it masked and says whose it is."""
        number = row.text("number")
        held = self.named(row)
        return held.number if held is not None and number_shown(held.number) == number else number

    def named(self, row: BroughtRow) -> SkillCertificate | OperationCertificate | None:
        """The certificate whose number of ours a row gives."""
        if not row.has("certificate"):
            return None
        id_: Any = row.values["certificate"]
        return self.held.skills_by_id.get(id_) or self.held.operations_by_id.get(id_)


def _missing(key: str) -> Sentence:
    return _("“%(column)s” is missing.") % {"column": LABELS[key]}


def _after(day: date | None) -> date | None:
    """The day after a printed last day: the first on which it holds no longer."""
    return None if day is None else day + DAY
