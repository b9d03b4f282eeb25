"""Forms for objections, appeals and files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.file_types import BY_EXTENSION
from gongjiang.kernel.decision import Sentence

LONGEST_TEXT = 2_000


def text_field(label: Any, help_text: Any = "") -> forms.CharField:
    """A few paragraphs. Label and help are lazy text, which Django's stubs call by another name."""
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST_TEXT, widget=forms.Textarea
    )


class ObjectionForm(forms.Form):
    """What somebody has to say against a publicity."""

    text = text_field(_("Your objection"), _("What is wrong, and how you know."))
    nameless = forms.BooleanField(
        label=_("Keep my name from those who decide"),
        required=False,
        help_text=_("The answer reaches you all the same."),
    )


class AnswerForm(forms.Form):
    """A verdict with its reasons."""

    verdict = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("uphold", _("Uphold")), ("reject", _("Turn down"))],
        coerce=lambda value: value == "uphold",
        widget=forms.RadioSelect,
    )
    answer = text_field(_("Reasons"), _("Shown to whoever asked."))


class AppealForm(forms.Form):
    """What should be looked at again."""

    about = forms.ChoiceField(label=_("About"))
    reason = text_field(_("Why"), _("What should be looked at again, and what you would change."))

    def __init__(self, data: Any = None, *, choices: list[tuple[str, Sentence]]) -> None:
        super().__init__(data)
        self.fields["about"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # the room itself says what is wrong with an empty one
        help_text=_("PDF, pictures, Excel, Word, CSV or text in UTF-8, up to 20 MB. No secrets."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ",".join(f".{name}" for name in BY_EXTENSION)}
        ),
    )
