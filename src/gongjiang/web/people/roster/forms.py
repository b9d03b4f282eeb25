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
from gongjiang.web.people.brought.forms import file_field, require_small

STAY, LEAVE = "stay", "leave"

Grouped = list[tuple[str, str] | tuple[str, list[tuple[str, str]]]]


class BringForm(forms.Form):
    """A workbook, for whom it speaks, and what it means that somebody is missing from it."""

    scope = forms.ChoiceField(
        label=_("Whom the file lists"),
        help_text=_("Nobody outside is touched by it."),
    )
    file = file_field()
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
        return require_small(self.cleaned_data["file"])

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
