"""Photos in a form: several at once, each taken over anew before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from gongjiang.innovation.rules.photos import NotAPhoto, as_kept

MOST = 6


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to six photos, as the bytes that are to be kept of them."""

    widget = PhotosInput

    def __init__(self, label: Any, *, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            widget=PhotosInput(attrs={"accept": "image/*"}),
        )

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:  # noqa: ARG002  (Django's signature)
        sent: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if len(sent) > MOST:
            raise forms.ValidationError(_("At most %(most)d photos.") % {"most": MOST})
        kept, wrongs = [], []
        for photo in sent:
            try:
                kept.append(as_kept(photo.file))
            except NotAPhoto as refusal:
                wrongs.append(f"{photo.name}: {refusal}")
        if wrongs:
            raise forms.ValidationError(wrongs)
        return kept
