"""Ideas without a name: sent with nothing that leads back, found again by a code alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from gongjiang.innovation.models import Proposal, ProposalNote, State
from gongjiang.innovation.rules.proposals import APPEALABLE, WITHDRAWABLE, Wording
from gongjiang.innovation.services import anonymous
from gongjiang.innovation.services.proposal_appeals import appeal_until
from gongjiang.innovation.services.proposal_steps import Deed
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now, today
from gongjiang.orgs.models import Unit
from gongjiang.web.house.requests import PersonRequest, person_of, person_required
from gongjiang.web.house.writes import key_of
from gongjiang.web.innovation.proposals.forms.idea import IdeaForm
from gongjiang.web.innovation.proposals.progress import clock_of, steps_of

WORDS = ("kind", "title", "problem", "cause", "method", "expected")


def drop(request: PersonRequest, form: IdeaForm, enterprise: Unit) -> HttpResponse | None:
    """Take an idea without a name and show its code; None when the form has to be shown again.

    The answer is the page itself: an address to go to would be kept beside the account.
    """
    idea = form.idea(())
    try:
        code = anonymous.drop_idea(
            wording=idea.wording,
            enterprise=enterprise,
            reader=request.person,
            key=key_of(request),
            on=today(),
            process=idea.process,
        )
    except CannotDo as refusal:
        form.add_error(None, str(refusal))
        return None
    answer = render(request, "proposals/receipt.html", {"code": code})
    answer["Cache-Control"] = "no-store"
    return answer


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class LineForm(forms.Form):
    """Something that is added."""

    text = forms.CharField(
        label=gettext_lazy("Add something"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WordsForm(forms.Form):
    """The idea in other words, after it came back."""

    title = forms.CharField(label=gettext_lazy("Your idea in one line"), max_length=120)
    problem = forms.CharField(label=gettext_lazy("What is wrong?"), widget=forms.Textarea)
    cause = forms.CharField(label=gettext_lazy("Why is it so?"), widget=forms.Textarea)
    method = forms.CharField(label=gettext_lazy("What would you do?"), widget=forms.Textarea)
    expected = forms.CharField(label=gettext_lazy("What does it bring?"), widget=forms.Textarea)


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Whoever has a code sees what became of the idea, and can go on with it; signed in or not.

    The code is sent, never part of an address: addresses are kept in histories.
    """
    if request.method != "POST":
        return _ask(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    held = form.cleaned_data["code"]
    try:
        return _answered(request, held)
    except CannotDo as refusal:
        form.add_error("code", str(refusal))
        return _ask(request, form)


@person_required
def claim(request: PersonRequest) -> HttpResponse:
    """Say after all, with one's name, that it is one's own."""
    if request.method != "POST":
        return redirect("proposals:code")
    proposal = anonymous.claim(code=request.POST.get("code", ""), actor=request.person, at=now())
    return redirect("proposals:proposal", proposal.public_id)


def _ask(request: HttpRequest, form: CodeForm) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "proposals/code.html", {"form": form}, status=status)


def _answered(request: HttpRequest, held: str) -> HttpResponse:
    found = anonymous.find(held)
    forms_, said, wrong = _forms(found.proposal, request), "", False
    deed = _DEEDS.get(request.POST.get("deed", ""))
    if deed is not None:
        name = request.POST["deed"]
        form = forms_.get(name)
        if form is None or form.is_valid():
            try:
                said = deed(held, form.cleaned_data if form else {})
                found = anonymous.find(held) if name != "withdraw" else found
                forms_ = _forms(found.proposal, None)
            except CannotDo as refusal:
                wrong = True
                said = str(refusal)
        else:
            wrong = True
    context = {
        "code": held,
        "title": found.title,
        "proposal": found.proposal,
        "said": said,
        "wrong": wrong,
        "forms": forms_,
        "signed_in": person_of(request) is not None,
        **_told(found.proposal),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "proposals/unnamed.html", context, status=status)


def _told(proposal: Proposal | None) -> dict[str, Any]:
    if proposal is None:
        return {}
    steps = list(proposal.steps.order_by("-on", "-id"))
    to_authors = proposal.notes.filter(audience=ProposalNote.Audience.AUTHORS)
    return {
        "clock": clock_of(proposal, today()),
        "steps": steps_of(proposal),
        "trail": steps,
        "notes": list(to_authors.order_by("id")),
        "may_withdraw": proposal.state in WITHDRAWABLE,
        "may_claim": not proposal.authors.exists(),
        "appeal_until": _appeal_until(proposal),
    }


def _appeal_until(proposal: Proposal) -> date | None:
    """Until when whoever claims it may appeal; None: not, or no longer."""
    if proposal.state not in APPEALABLE:
        return None
    last = appeal_until(proposal, Deed(None, today(), None))
    return last if last >= today() else None


def _forms(proposal: Proposal | None, request: HttpRequest | None) -> dict[str, forms.Form]:
    """What can be filled in: nothing before the night, and its words once it came back."""
    if proposal is None:
        return {}
    deed = request.POST.get("deed", "") if request else ""
    sent = request.POST if request else None
    offered: dict[str, forms.Form] = {"add": LineForm(sent if deed == "add" else None)}
    if proposal.state == State.RETURNED:
        initial = {name: getattr(proposal, name) for name in WORDS}
        offered["mend"] = WordsForm(sent if deed == "mend" else None, initial=initial)
    return offered


def _add(held: str, data: dict[str, Any]) -> str:
    anonymous.answer_unnamed(code=held, text=data["text"], on=today())
    return _("It stands beside your idea now.")


def _mend(held: str, data: dict[str, Any]) -> str:
    found = anonymous.find(held).proposal
    kind = found.kind if found else Proposal.Kind.SUGGESTION
    wording = Wording(kind, *(data[name] for name in WORDS[1:]))
    anonymous.mend_unnamed(code=held, wording=wording, on=today())
    return _("Your idea is on its way again.")


def _withdraw(held: str, _data: dict[str, Any]) -> str:
    anonymous.withdraw_dropped(code=held, on=today())
    return _("Taken back.")


_DEEDS: dict[str, Callable[[str, dict[str, Any]], str]] = {
    "add": _add,
    "mend": _mend,
    "withdraw": _withdraw,
}
