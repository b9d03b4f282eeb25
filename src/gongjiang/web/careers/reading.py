"""What several pages of this room read alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django import forms
from django.http import HttpResponse

from gongjiang.careers.models import Conversion, Measure, Promotion
from gongjiang.kernel.periods import now
from gongjiang.web.careers.deeds import Deed, deed_named
from gongjiang.web.governance.reading import reach_for
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.house.writes import submit

Case = Promotion | Conversion | Measure
Sent = Mapping[str, forms.Form]


def take(
    request: PersonRequest,
    row: Case,
    name: str,
    deeds: Mapping[str, Deed[Case]],
    *,
    address: str,
    page: Callable[[Sent], HttpResponse],
) -> HttpResponse:
    """Take one step of a case, or draw its page again with what stands in the way.

    Raises:
        Http404: no step is called so.
        NotAllowed: this reader may not take it.
    """
    deed = deed_named(deeds, name)
    deed.may(request.person, row, reach_for(request).day).require()
    form = deed.form(request.POST)

    def do() -> str:
        deed.do(row, request.person, form.cleaned_data, now())
        return address

    return submit(request, form, do, said=deed.said) or page({name: form})
