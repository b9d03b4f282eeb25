"""Name a workbook's columns, take an import back: the forms that all kinds share."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.workbooks.kinds import LARGEST, MEGABYTE

NOT_IN_FILE = ""
KINDS = ".xlsx,.xls,.ods,.csv"


def file_field() -> forms.FileField:
    """A workbook to be sent."""
    return forms.FileField(
        label=_("Workbook"),
        help_text=_("Your own list as it is: .xlsx, .xls, .ods or .csv."),
        widget=forms.FileInput(attrs={"accept": KINDS}),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )


def require_small(file: Any) -> Any:
    """The file, when it is not too large to be read."""
    if file.size > LARGEST:
        raise forms.ValidationError(
            _("The file is larger than %(limit)d MB.") % {"limit": LARGEST // MEGABYTE}
        )
    return file


class ColumnsForm(forms.Form):
    """Which heading of the file is which column; those in doubt come first.

    Args:
        labels: what the columns are called, by key. required: those that must be named.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        reading: dict[str, Any],
        labels: Mapping[str, Sentence],
        required: Collection[str],
    ) -> None:
        super().__init__(data)
        self.reading, self.labels = reading, labels
        examples = {each["heading"]: each["examples"] for each in reading["headings"]}
        headings = [(NOT_IN_FILE, _("not in this file"))] + [
            (each["heading"], f"{each['letter']} · {each['heading']}")
            for each in reading["headings"]
        ]
        for key in self._ordered():
            guess = reading["mapping"].get(key, NOT_IN_FILE)
            self.fields[key] = forms.ChoiceField(
                label=str(labels[key]),
                choices=headings,
                initial=guess,
                required=key in required,
                help_text=self._why(key, examples.get(guess, [])),
            )

    @property
    def doubtful(self) -> list[forms.BoundField]:
        return [self[key] for key in self._doubts()]

    @property
    def settled(self) -> list[forms.BoundField]:
        doubts = self._doubts()
        return [self[key] for key in self.fields if key not in doubts]

    def _doubts(self) -> list[str]:
        return list(dict.fromkeys([*self.reading["missing"], *self.reading["unsure"]]))

    def _ordered(self) -> list[str]:
        doubts = self._doubts()
        return [*doubts, *(key for key in self.labels if key not in doubts)]

    def _why(self, key: str, examples: list[str]) -> str:
        """Why we think so or why not, and what stands in the column."""
        reason = self.reading["reasons"].get(key, "")
        values = "、".join(examples)
        shown = str(_("For example: %(values)s") % {"values": values}) if values else ""
        return " ".join(part for part in (reason, shown) if part)

    def clean(self) -> None:
        chosen = [heading for heading in self.cleaned_data.values() if heading]
        twice = {heading for heading in chosen if chosen.count(heading) > 1}
        for key, heading in list(self.cleaned_data.items()):
            if heading in twice:
                self.add_error(key, _("This column is chosen twice."))


class UndoForm(forms.Form):
    """Why an import is taken back."""

    reason = forms.CharField(
        label=_("Why the import is undone"), max_length=400, widget=forms.Textarea({"rows": 3})
    )
