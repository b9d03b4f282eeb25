"""Forms of what people hold and what posts ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Unit
from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import (
    DiplomaLevel,
    IssuerKind,
    Occupation,
    RevocationReason,
    SkillLevel,
    SkillRank,
    TitleField,
    TitleLevel,
    WithdrawalReason,
)
from gongjiang.web.house.fields import day_field

CERTIFIED = [(rank.value, rank.label) for rank in SkillRank if 1 <= rank <= 5]  # noqa: PLR2004
APPOINTED = [(rank.value, rank.label) for rank in SkillRank if rank > 5]  # noqa: PLR2004


class OccupationField(forms.CharField):
    """An occupation, by its code or its whole name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Occupation"))
        kwargs.setdefault("help_text", _("Its code or name, such as 6-31-01-03 or 电工."))
        super().__init__(max_length=80, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        known = Occupation.objects.filter(level=Occupation.Level.DETAILED)
        found = known.filter(code=text).first() or known.filter(name=text).first()
        if found is None:
            raise forms.ValidationError(
                _("No occupation is called so. Look it up in the national classification.")
            )
        return found


class CertificateForm(forms.Form):
    """A skill-level certificate as it is printed."""

    occupation = OccupationField()
    rank = forms.TypedChoiceField(label=_("Rank"), choices=CERTIFIED, coerce=int)
    number = forms.CharField(label=_("Number"), max_length=40)
    issuer_kind = forms.ChoiceField(label=_("Kind of issuer"), choices=IssuerKind.choices)
    issuer = forms.CharField(label=_("Issuer"), max_length=120)
    issued_on = day_field(_("Issued on"))
    verify_url = forms.URLField(
        label=_("Verification link"), required=False, assume_scheme="https", max_length=300
    )


class NamePostForm(forms.Form):
    """Which occupation a post is, and why."""

    occupation = OccupationField()
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea({"rows": 2}))


class OccupationForm(forms.Form):
    """An occupation that the national edition lacks."""

    code = forms.CharField(
        label=_("Code"), max_length=12, help_text=_("Four groups of digits, such as 6-31-01-03.")
    )
    name = forms.CharField(label=_("Name of the occupation"), max_length=80)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Such as the document that names it."),
        widget=forms.Textarea({"rows": 2}),
    )


class WithdrawForm(forms.Form):
    """Why a title counts no longer, and since when."""

    reason = forms.ChoiceField(label=_("Reason"), choices=WithdrawalReason.choices)
    on = day_field(_("From"), today)


class RevokeForm(forms.Form):
    """Why a certificate counts no longer, and since when."""

    reason = forms.ChoiceField(label=_("Reason"), choices=RevocationReason.choices)
    on = day_field(_("From"), today)


class TermForm(forms.Form):
    """An appointment for a term."""

    occupation = OccupationField()
    rank = forms.TypedChoiceField(label=_("Rank"), choices=APPOINTED, coerce=int)
    on = day_field(_("First day"), today)
    until = day_field(_("First day after the term"))
    review = forms.CharField(
        label=_("Review it rests on"),
        max_length=200,
        help_text=_("Results review, on-site defence and overall review, with number and date."),
    )
    listing = forms.CharField(
        label=_("List of the province"),
        max_length=200,
        required=False,
        help_text=_("Needed for a chief technician."),
    )


class TitleForm(forms.Form):
    """A professional title as it is printed."""

    level = forms.TypedChoiceField(label=_("Level"), choices=TitleLevel.choices, coerce=int)
    field = forms.ChoiceField(label=_("Field"), choices=TitleField.choices)
    name = forms.CharField(label=_("Title"), max_length=60)
    number = forms.CharField(label=_("Number"), max_length=40, required=False)
    issuer = forms.CharField(label=_("Conferred by"), max_length=120)
    conferred_on = day_field(_("Conferred on"))


class OperationForm(forms.Form):
    """An operation certificate as it is printed."""

    kind_code = forms.ChoiceField(label=_("Kind"))
    number = forms.CharField(label=_("Number"), max_length=40)
    issuer = forms.CharField(label=_("Issuer"), max_length=120)
    issued_on = day_field(_("Issued on"))
    verify_url = forms.URLField(
        label=_("Verification link"), required=False, assume_scheme="https", max_length=300
    )

    def __init__(self, *args: Any, rule: OperationRule | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind_code", kinds_of(rule))


class ReviewForm(forms.Form):
    """A re-review or renewal."""

    on = day_field(_("Reviewed on"), today)
    long = forms.BooleanField(
        label=_("The authority agreed to the longer distance"), required=False
    )


class SuspendForm(forms.Form):
    """Why a certificate must not be used, and since when."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
    on = day_field(_("From"), today)


class DayForm(forms.Form):
    """The day on which something happens."""

    on = day_field(_("From"), today)


class ExperienceForm(forms.Form):
    """Work elsewhere, and the paper that proves it."""

    occupation = OccupationField()
    employer_name = forms.CharField(label=_("Employer"), max_length=120)
    valid_from = day_field(_("From"))
    valid_to = day_field(_("First day no longer worked"))
    proof = forms.CharField(label=_("Proven by"), max_length=200)


class DiplomaForm(forms.Form):
    """A diploma."""

    level = forms.ChoiceField(label=_("Level"), choices=DiplomaLevel.choices)
    school = forms.CharField(label=_("School"), max_length=120)
    subject = forms.CharField(label=_("Subject"), max_length=80, required=False)
    occupation = OccupationField(required=False)
    graduated_on = day_field(_("Graduated on"))


class BridgeForm(forms.Form):
    """What is applied for; both are hidden."""

    direction = forms.CharField(widget=forms.HiddenInput)
    target = forms.IntegerField(widget=forms.HiddenInput)
    occupation = OccupationField(widget=forms.HiddenInput)


class SkillForm(forms.Form):
    """A skill of a unit's matrix."""

    name = forms.CharField(label=_("Skill"), max_length=60)


class AssessForm(forms.Form):
    """Somebody's level in a skill."""

    level = forms.TypedChoiceField(
        label=_("Level"), choices=SkillLevel.choices, coerce=int, widget=forms.RadioSelect
    )
    on = day_field(_("From"), today)
    note = forms.CharField(label=_("Seen at"), max_length=200, required=False)


class RequirementForm(forms.Form):
    """A post that needs a certificate."""

    unit = forms.ChoiceField(label=_("Unit"))
    post = forms.CharField(label=_("Post"), max_length=60)
    kind_code = forms.ChoiceField(label=_("Certificate it needs"))

    def __init__(
        self,
        *args: Any,
        units: Iterable[Unit] = (),
        rule: OperationRule | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", [(str(unit.public_id), unit.name) for unit in units])
        offer(self, "kind_code", kinds_of(rule))


class PersonForm(forms.Form):
    """One of some persons."""

    person = forms.ChoiceField(label=_("Person"))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class PlanForm(forms.Form):
    """An assessment to be held."""

    title = forms.CharField(label=_("Title"), max_length=120)
    occupation = OccupationField()
    rank = forms.TypedChoiceField(label=_("Rank"), choices=CERTIFIED, coerce=int)
    issuer_kind = forms.ChoiceField(label=_("Kind of issuer"), choices=IssuerKind.choices)
    issuer = forms.CharField(label=_("Issuer"), max_length=120)
    filing_reference = forms.CharField(label=_("Number of the filing"), max_length=120)
    enrol_until = day_field(_("Last day for enrolment"))


class ReferenceForm(forms.Form):
    """The number under which something was filed."""

    reference = forms.CharField(label=_("Number of the filing"), max_length=120)


class ConfirmForm(forms.Form):
    """Nothing to fill in; it is sent to confirm."""


class VerifyForm(forms.Form):
    """A certificate's number, or the text of a pass."""

    text = forms.CharField(
        label=_("Certificate number, or the text of a pass"), max_length=4096, strip=True
    )


def offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, Sentence]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  (as declared)
    field.choices = list(choices)


def kinds_of(rule: OperationRule | None) -> list[tuple[str, str]]:
    return [(kind.code, kind.name) for kind in rule.kinds] if rule else []
