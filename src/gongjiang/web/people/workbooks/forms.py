"""Bring a workbook of one kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Unit
from gongjiang.people.brought.room import RoomKind
from gongjiang.people.models import Person, WorkbookImport
from gongjiang.people.services import workbooks
from gongjiang.people.services.workbooks import Workbook
from gongjiang.web.people.brought.forms import file_field, require_small


class BringForm(forms.Form):
    """A workbook, and for which enterprise it speaks."""

    enterprise = forms.ChoiceField(label=_("Enterprise"))
    file = file_field()

    def __init__(self, *args: Any, own: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {str(unit.public_id): unit for unit in own}
        field = self.fields["enterprise"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared above)
        field.choices = [(key, unit.name) for key, unit in self.own.items()]
        if len(self.own) == 1:
            field.initial = next(iter(self.own))

    def clean_file(self) -> Any:
        return require_small(self.cleaned_data["file"])

    def perform(self, kind: RoomKind, actor: Person, at: datetime) -> WorkbookImport:
        """Keep the file and ask for its check.

        Raises:
            CannotDo: what stands in the way.
        """
        given = self.cleaned_data
        brought = workbooks.bring(
            Workbook(
                kind=kind,
                enterprise=self.own[given["enterprise"]],
                file_name=given["file"].name,
                content=given["file"].read(),
                language=get_language() or "zh-hans",
            ),
            actor=actor,
            at=at,
        )
        workbooks.ask_to_check(brought.id, actor=actor)
        return brought
