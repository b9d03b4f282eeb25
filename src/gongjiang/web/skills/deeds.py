"""A deed of this room as a page with one form, or as a button that answers with a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import CannotDo
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.house.writes import done_once, submit


def form_page(
    request: PersonRequest,
    form: forms.Form,
    deed: Callable[[], str],
    *,
    heading: Sentence,
    lead: Sentence = "",
    back: str,
    said: Sentence,
    save: Sentence = "",
) -> HttpResponse:
    """A page with one form; sent, it does the deed and goes to the address it answers with."""
    if request.method == "POST" and (done := submit(request, form, deed, said=said)):
        return done
    context: dict[str, Any] = {
        "form": form,
        "heading": heading,
        "lead": lead,
        "back": back,
        "save": save,
    }
    status = 422 if form.errors else 200
    return render(request, "skills/form.html", context, status=status)


def pressed(
    request: PersonRequest, deed: Callable[[], str], *, said: Sentence, back: str
) -> HttpResponse:
    """A button's deed: done once; what stands in the way is said on the page it came from."""
    try:
        address = done_once(request, deed)
    except CannotDo as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back)
    messages.success(request, str(said))
    return HttpResponseRedirect(str(address))
