"""The patents that a register holds, as rows of a list name them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from gongjiang.innovation.models import Patent, PatentInventor
from gongjiang.people.brought.rows import BroughtRow, plain
from gongjiang.people.models.forgotten import GONE

Key = tuple[str, date]


class Held:
    """An enterprise's patents, found by our number, the application number, or title and day.

    Three queries.
    """

    def __init__(self, enterprise: int, rows: Sequence[BroughtRow]) -> None:
        own = list(Patent.objects.filter(enterprise_id=enterprise))
        self._by_id: dict[UUID, Patent] = {patent.public_id: patent for patent in own}
        self._by_number = {p.application_number: p for p in own if p.application_number}
        self._unnumbered: dict[Key, Patent] = {
            (plain(p.title), p.filed_on): p for p in own if not p.application_number
        }
        self._inventors: dict[int, list[PatentInventor]] = {}
        inventors = PatentInventor.objects.filter(patent__enterprise_id=enterprise)
        for each in inventors.select_related("person").order_by("position"):
            self._inventors.setdefault(each.patent_id, []).append(each)
        numbers = {row.text("number") for row in rows if row.has("number")}
        elsewhere = Patent.objects.filter(application_number__in=numbers)
        self._elsewhere = set(
            elsewhere.exclude(enterprise_id=enterprise).values_list("application_number", flat=True)
        )

    def of(self, row: BroughtRow) -> Patent | None:
        """The patent a row is about; None for a new one, or with a trouble where it cannot be."""
        if row.has("patent"):
            found = self._by_id.get(row.values["patent"])
            if found is None:
                row.tell(
                    "patent",
                    row.text("patent"),
                    _("This enterprise's register holds no patent under this number."),
                    _("Leave the cell empty; the application number finds the patent."),
                )
            return found
        number = row.text("number")
        if number in self._elsewhere:
            row.tell(
                "number",
                number,
                _("Another enterprise has this patent in its register."),
                _("Mend the number, or leave the row out."),
            )
            return None
        found = self._by_number.get(number)
        if found is None and row.has("title") and row.has("filed_on"):
            found = self._unnumbered.get((plain(row.text("title")), row.values["filed_on"]))
        return found

    def inventors(self, patent: Patent) -> list[PatentInventor]:
        """The first inventor first."""
        return self._inventors.get(patent.id, [])

    def names(self, patent: Patent) -> list[str]:
        """Who invented it; of the forgotten a dash."""
        return [each.person.name or GONE for each in self.inventors(patent)]
