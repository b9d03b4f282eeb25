"""What is asked of readers here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

LARGEST_FILE = 5_000_000


class VerifyForm(forms.Form):
    """A growth file to check."""

    file = forms.FileField(
        label=_("Growth file"),
        help_text=_("The JSON or the PDF, as it was given to you; at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.pdf", "class": "input"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("A growth file is smaller than 5 MB; this is none."))
        return file
