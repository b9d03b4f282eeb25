"""The personal-information officer erases records whose time to be kept is over."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from gongjiang.governance.contents.people import RetentionRule
from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import rule_in_force
from gongjiang.kernel.periods import add_months, now
from gongjiang.people.models import Person
from gongjiang.people.queries.retention import run_out
from gongjiang.people.services.forgetting import NotRunOut, erase_run_out
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, PeriodFilter, Table, answer_of
from gongjiang.web.house.tables.columns import plain
from gongjiang.web.house.writes import submit
from gongjiang.web.privacy.decisions import officer_scope

REFERENCE = 8
"""How many characters of the public id stand for the name, which the officer does not learn."""


class Kept:
    """The rule of how long records are kept, as it stands on a day, and what it comes to."""

    def __init__(self, day: date) -> None:
        self.rule: RuleSet = rule_in_force(RetentionRule.key, on=day)
        self.years = RetentionRule.read(self.rule.content).years
        self.gone_by = add_months(day, -12 * self.years)

    def people(self, *, reader_id: int) -> QuerySet[Person]:
        """Whose time is over; nobody decides about themselves."""
        return run_out(self.gone_by).exclude(id=reader_id)

    def until(self, gone_on: date) -> date:
        """The first day on which the record need not be kept."""
        return add_months(gone_on, 12 * self.years)


class ConfirmForm(forms.Form):
    """That what is erased, and what stays, was read."""

    count = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(label=gettext_lazy("I have read what goes and what stays"))


@require_safe
@person_required
def retention(request: PersonRequest) -> HttpResponseBase:
    """Whose time to be kept is over, and why."""
    scope = officer_scope(request)
    kept = Kept(scope.day)
    table = Table(
        "retention",
        gettext_lazy("Records kept long enough"),
        _columns(kept),
        kept.people(reader_id=scope.reader_id),
        query=request.GET,
        order="gone_on",
        empty=gettext_lazy("Every record must still be kept"),
        exports=False,
    )
    context = {"table": table, "kept": kept}
    return answer_of(request, table) or render(request, "privacy/retention.html", context)


@reauthentication_required
@person_required
def erase_one(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Erase one record, after reading what stays."""
    scope = officer_scope(request)
    kept = Kept(scope.day)
    person = get_object_or_404(kept.people(reader_id=scope.reader_id), public_id=public_id)
    return _confirm(request, kept, [person], one=person)


@reauthentication_required
@person_required
def erase_all(request: PersonRequest) -> HttpResponse:
    """Erase every record whose time is over, after reading what stays."""
    scope = officer_scope(request)
    kept = Kept(scope.day)
    return _confirm(request, kept, list(kept.people(reader_id=scope.reader_id).order_by("id")))


def _confirm(
    request: PersonRequest, kept: Kept, people: list[Person], one: Person | None = None
) -> HttpResponse:
    form = ConfirmForm(request.POST or None, initial={"count": len(people)})
    said = ngettext("%(count)d record is erased.", "%(count)d records are erased.", len(people)) % {
        "count": len(people)
    }

    def erased() -> str:
        if form.cleaned_data["count"] != len(people):
            raise NotRunOut(_("The list has changed since you read it; nobody was erased."))
        erase_run_out(
            person_ids=[person.id for person in people],
            actor=request.person,
            gone_by=kept.gone_by,
            at=now(),
        )
        return reverse("privacy:retention")

    done = submit(request, form, erased, said=said)
    context = {
        "form": form,
        "kept": kept,
        "count": len(people),
        "one": one,
        "reference": reference(one) if one else "",
        "until": kept.until(one.gone_on) if one else None,  # type: ignore[attr-defined]  # annotated by `run_out`
    }
    return done or render(request, "privacy/retention_erase.html", context)


def reference(person: Person) -> str:
    """What stands for a name that the officer need not learn."""
    return person.public_id.hex[:REFERENCE].upper()


def _columns(kept: Kept) -> tuple[Column, ...]:
    return (
        Column(
            "reference",
            gettext_lazy("Reference"),
            field="public_id",
            accessor=reference,
            href=lambda person: reverse("privacy:retention_one", args=[person.public_id]),
        ),
        Column(
            "sex",
            gettext_lazy("Sex"),
            accessor=Person.get_sex_display,
            filter=ChoiceFilter(Person.Sex.choices),
        ),
        Column("birth_year", gettext_lazy("Year of birth"), formatter=plain),
        Column("employer", gettext_lazy("Last employer")),
        Column("gone_on", gettext_lazy("Gone since"), sortable=True, filter=PeriodFilter()),
        Column(
            "until",
            gettext_lazy("To be kept until"),
            accessor=lambda person: kept.until(person.gone_on),
        ),
    )
