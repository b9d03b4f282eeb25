"""Whether a certificate or a pass holds: for anyone who was shown one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gongjiang.kernel.periods import now, today
from gongjiang.people.identity import keyring
from gongjiang.people.models import Person
from gongjiang.skills.models import SkillCertificate
from gongjiang.skills.rules.passes import is_pass, pass_verdict
from gongjiang.web.skills.forms import VerifyForm


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a number or a pass, and say what it is. Nothing is kept."""
    form = VerifyForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        text = form.cleaned_data["text"]
        context["asked"] = True
        if is_pass(text.encode()):
            trusted = keyring().public_keys().values()
            context["verdict"] = pass_verdict(text, at=now(), trusted=trusted)
        else:
            context["certificate"] = _certificate(text)
            context["day"] = today()
    return render(request, "skills/verify.html", context)


def _certificate(number: str) -> dict[str, Any] | None:
    """What a certificate's own paper says, with the holder's surname alone."""
    found = (
        SkillCertificate.objects.filter(number=number, person__state=Person.State.ACTIVE)
        .select_related("person", "occupation")
        .first()
    )
    if found is None:
        return None
    return {
        "row": found,
        "surname": str(found.person)[:1] + "**",
        "counts": found.counts_on(today()),
    }
