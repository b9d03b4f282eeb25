"""Forms for rule sets; those for the content are made from the rule's own class."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args, get_origin

from annotated_types import Ge, Le
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from pydantic.fields import FieldInfo

from gongjiang.governance.contents import RuleContent
from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.rule_sets import Draft
from gongjiang.orgs.models import Unit
from gongjiang.web.house.fields import day_field

CONTENT = "content-"


class DraftForm(forms.Form):
    """A rule set to write down: its days, where it holds, and what it says."""

    version = forms.CharField(
        label=_("Version"), max_length=20, help_text=_("Such as 2023.1; used once for each rule.")
    )
    scope = forms.ModelChoiceField(
        label=_("Where it holds"),
        queryset=Unit.objects.none(),
        to_field_name="public_id",
        help_text=_("For the unit and all beneath it. A nearer rule goes before a farther one."),
    )
    valid_from = day_field(_("First day"))
    procedure_reference = forms.CharField(
        label=_("Democratic procedure"),
        max_length=300,
        required=False,
        help_text=_(
            "Which workers' congress or consultation it passed, with number and date. Needed "
            "before the rule can be approved (Labour Contract Law, Article 4)."
        ),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        content: type[RuleContent],
        scopes: QuerySet[Unit],
        rule_set: RuleSet | None = None,
        former: RuleSet | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(rule_set, former))
        self.content = content
        self.rule_set = rule_set
        scope: forms.ModelChoiceField[Unit] = self.fields["scope"]  # type: ignore[assignment]  # as declared
        scope.queryset = scopes
        scope.empty_label = None  # the first is the widest the reader may choose
        if rule_set is not None:
            del self.fields["scope"]  # a draft keeps it
        for name, info in content.model_fields.items():
            self.fields[CONTENT + name] = _field(content.labels.get(name, name), info)

    def draft(self) -> Draft:
        """What was asked for. Asked of a valid form."""
        data = self.cleaned_data
        content = {name: data[CONTENT + name] for name in self.content.model_fields}
        return Draft(
            key=self.content.key,
            version=data["version"],
            content=content,
            valid_from=data["valid_from"],
            scope=self.rule_set.scope if self.rule_set else data["scope"],
            procedure_reference=data["procedure_reference"],
        )


class PublishForm(forms.Form):
    """What is made public, and from when."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea)
    from_day = day_field(_("From"))
    working_days = forms.IntegerField(
        label=_("Working days"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=_("Left empty: as many as the rule on terms says."),
    )


class EndForm(forms.Form):
    """The first day a rule set no longer holds."""

    on = day_field(_("First day it no longer holds"))


class ConfirmForm(forms.Form):
    """Nothing to fill in; it is sent to confirm."""


def _initial(rule_set: RuleSet | None, former: RuleSet | None) -> dict[str, Any]:
    """A draft's own values; for a new one, the content of the set it would follow."""
    found = rule_set or former
    content = {} if found is None else {CONTENT + k: v for k, v in found.content.items()}
    if rule_set is None:
        return content
    kept = ("version", "valid_from", "procedure_reference")
    return content | {name: getattr(rule_set, name) for name in kept}


def _field(label: Any, info: FieldInfo) -> forms.Field:
    """The form field for one field of a rule's content, by its type."""
    if get_origin(info.annotation) is frozenset:
        (kind,) = get_args(info.annotation)
        return forms.MultipleChoiceField(
            label=label, choices=kind.choices, widget=forms.CheckboxSelectMultiple
        )
    if info.annotation is int:
        return forms.IntegerField(label=label, **_bounds(info))
    if info.annotation is date:
        return day_field(label)
    if info.annotation is bool:
        return forms.BooleanField(label=label, required=False)
    if info.annotation is str:
        return forms.CharField(label=label)
    return forms.JSONField(label=label, required=info.is_required())


def _bounds(info: FieldInfo) -> dict[str, Any]:
    bounds: dict[str, Any] = {}
    for rule in info.metadata:
        match rule:
            case Ge():
                bounds["min_value"] = rule.ge
            case Le():
                bounds["max_value"] = rule.le
    return bounds
