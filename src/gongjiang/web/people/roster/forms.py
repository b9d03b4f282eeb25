"""Bring a workbook, name its columns, take an import back: the forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import enterprise_of, existing_on, ids_under
from gongjiang.people.models import EndReason, Person, PostKind, RosterImport
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.services import roster_jobs, rosters
from gongjiang.people.services.rosters import Upload
from gongjiang.web.house.fields import day_field
from gongjiang.web.people.roster.labels import COLUMN_LABELS, REQUIRED
from gongjiang.workbooks.kinds import LARGEST, MEGABYTE

STAY, LEAVE = "stay", "leave"
NOT_IN_FILE = ""
KINDS = ".xlsx,.xls,.ods,.csv"

Grouped = list[tuple[str, str] | tuple[str, list[tuple[str, str]]]]


class BringForm(forms.Form):
    """A workbook, for whom it speaks, and what it means that somebody is missing from it."""

    scope = forms.ChoiceField(
        label=_("Whom the file lists"),
        help_text=_("Nobody outside is touched by it."),
    )
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("Your own list as it is: .xlsx, .xls, .ods or .csv."),
        widget=forms.FileInput(attrs={"accept": KINDS}),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )
    changes_on = day_field(
        _("Changes hold from"),
        today,
        _("For moves and new kinds of employment; a first day at work stands in the file."),
    )
    missing = forms.ChoiceField(
        label=_("Whoever is not in the file"),
        choices=[(STAY, _("stays as they are")), (LEAVE, _("has left"))],
        initial=STAY,
        widget=forms.RadioSelect,
    )
    leaving_on = forms.DateField(
        label=_("First day no longer at work"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    leaving_reason = forms.ChoiceField(
        label=_("Reason"),
        required=False,
        choices=[("", "–"), *(c for c in EndReason.choices if c[0] != EndReason.TAKEN_ON)],
    )

    def __init__(self, *args: Any, scope: Scope, actor: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day, self.actor = scope.day, actor
        self.units, choices = _scopes(scope)
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared above)
        field.choices = choices

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than %(limit)d MB.") % {"limit": LARGEST // MEGABYTE}
            )
        return file

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("missing") != LEAVE:
            given["leaving_on"], given["leaving_reason"] = None, ""
            return
        for name in ("leaving_on", "leaving_reason"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, _("Say when and why they left."))

    def perform(self, at: Any) -> RosterImport:
        """Keep the file and ask for its check.

        Raises:
            CannotDo: what stands in the way.
        """
        given = self.cleaned_data
        unit = self.units[given["scope"]]
        enterprise = Unit.objects.get(id=enterprise_of(unit.id, self.day) or unit.id)
        roster = rosters.bring(
            Upload(
                enterprise=enterprise,
                scope=unit,
                file_name=given["file"].name,
                content=given["file"].read(),
                changes_on=given["changes_on"],
                leaving_on=given["leaving_on"],
                leaving_reason=given["leaving_reason"],
                language=get_language() or "zh-hans",
            ),
            actor=self.actor,
            at=at,
        )
        roster_jobs.ask_to_check(roster.id, actor=self.actor)
        return roster


def _scopes(scope: Scope) -> tuple[dict[str, Unit], Grouped]:
    """Each of the reader's enterprises as a whole, then its workshops and teams."""
    inside = existing_on(scope.day).filter(id__in=ids_under(scope.hr, scope.day))
    units = list(inside.order_by("name_pinyin"))
    wholes = [unit for unit in units if unit.kind == UnitKind.ENTERPRISE]
    choices: Grouped = [
        (str(unit.public_id), str(_("%(name)s, everybody") % {"name": unit.name}))
        for unit in wholes
    ]
    for kind in (UnitKind.WORKSHOP, UnitKind.TEAM):
        named = [(str(unit.public_id), unit.name) for unit in units if unit.kind == kind]
        if named:
            choices.append((str(UnitKind(kind).label), named))
    return {str(unit.public_id): unit for unit in units}, choices


class ColumnsForm(forms.Form):
    """Which heading of the file is which column; those in doubt come first."""

    def __init__(self, data: Any = None, *, reading: dict[str, Any]) -> None:
        super().__init__(data)
        self.reading = reading
        examples = {each["heading"]: each["examples"] for each in reading["headings"]}
        headings = [(NOT_IN_FILE, _("not in this file"))] + [
            (each["heading"], f"{each['letter']} · {each['heading']}")
            for each in reading["headings"]
        ]
        for key in self._ordered():
            guess = reading["mapping"].get(key, NOT_IN_FILE)
            self.fields[key] = forms.ChoiceField(
                label=str(COLUMN_LABELS[key]),
                choices=headings,
                initial=guess,
                required=key in REQUIRED and "person" not in reading["mapping"],
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
        return [*self.reading["missing"], *self.reading["unsure"]]

    def _ordered(self) -> list[str]:
        doubts = self._doubts()
        return [*doubts, *(key for key in COLUMN_LABELS if key not in doubts)]

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


class PostKindsForm(forms.Form):
    """Of which kind the posts are whose kind was guessed."""

    def __init__(self, data: Any = None, *, posts: list[dict[str, Any]]) -> None:
        super().__init__(data)
        self.posts = {f"post{at}": each["post"] for at, each in enumerate(posts)}
        for at, each in enumerate(posts):
            self.fields[f"post{at}"] = forms.ChoiceField(
                label=each["post"],
                choices=PostKind.choices,
                initial=each["kind"],
                help_text=_("%(count)d people") % {"count": each["rows"]},
            )

    def chosen(self) -> dict[str, str]:
        return {post: self.cleaned_data[name] for name, post in self.posts.items()}


class UndoForm(forms.Form):
    """Why an import is taken back."""

    reason = forms.CharField(
        label=_("Why the import is undone"), max_length=400, widget=forms.Textarea({"rows": 3})
    )
