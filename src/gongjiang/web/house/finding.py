"""A form in which long lists are searched: what was filled in stays while somebody looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from gongjiang.web.house.pickers import Picker

Choices = Sequence[tuple[str, str]]


class FindingForm(forms.Form):
    """Its pickers narrow what they offer to what is typed (`web.house.pickers`)."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        self.sent = data or {}
        self.is_finding = self.sent.get("step") == "find"
        super().__init__(None if self.is_finding else data, **kwargs)
        if self.is_finding:
            for name, field in self.fields.items():
                self.initial[name] = field.widget.value_from_datadict(self.sent, {}, name)

    def offer(
        self, name: str, choices: Choices, spellings: Mapping[str, str] | None = None
    ) -> None:
        """Give a picker its choices, and what else they are found by (pinyin, initials)."""
        field: forms.ChoiceField = self.fields[name]  # type: ignore[assignment]  # pickers are choices
        field.choices = choices
        picker: Picker = field.widget
        picker.found_by = self.sent.get(f"{name}_find", "")
        picker.spellings = spellings or {}
