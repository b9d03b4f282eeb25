"""One person, as far as the reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import age_on, now
from gongjiang.orgs.models import Tree
from gongjiang.orgs.queries import ids_under
from gongjiang.people import identity
from gongjiang.people.models import Appointment, Employment, EmploymentKind, Look, Posting
from gongjiang.people.permissions import appointable
from gongjiang.people.queries.roles import seats_of
from gongjiang.people.queries.standing import places_of
from gongjiang.people.queries.visibility import (
    Sight,
    dispatched_to,
    employments_visible_to,
    postings_visible_to,
)
from gongjiang.people.rules import is_minor, masked
from gongjiang.people.services.identities import open_number as open_sealed_number
from gongjiang.people.services.looks import note_look
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.people.timeline import working_life
from gongjiang.web.people.views.seen import Seen, seen_or_404

LABELS: dict[identity.Field, Sentence] = {
    "national_id": _("National ID"),
    "phone": _("Phone number"),
}
SHOWN: dict[identity.Field, tuple[int, int]] = {"national_id": (3, 2), "phone": (3, 4)}
"""How many characters of a masked number are shown, first and last."""

GROUNDS: dict[Sight, Sentence] = {
    Sight.OWN: _("This is you."),
    Sight.EMPLOYER: _("You see the employment with your enterprise."),
    Sight.SITE: _("You see this person because they work on your site or in your team."),
    Sight.BASIS: _("You see this person on a recorded legal ground."),
    Sight.KEPT: _("A restricted record: it is kept, and no longer used."),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a person, masked; absent ones are not listed."""

    field: identity.Field
    label: Sentence
    masked: str


@require_safe
@person_required
def person(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Employments, posts and roles, each reader's own part; that it was read is noted."""
    seen = seen_or_404(request, public_id)
    who, day = seen.person, seen.scope.day
    employments = list(employments_visible_to(seen.scope, who.id).select_related("employer"))
    postings = list(
        postings_visible_to(seen.scope, who.id).select_related("unit").order_by("valid_from", "id")
    )
    held = [p for p in postings if p.valid_from <= day and (p.valid_to is None or p.valid_to > day)]
    wanted = {(p.unit_id, p.valid_from) for p in postings} | {(p.unit_id, day) for p in held}
    places = places_of(wanted)
    note_look(person=who, by=request.person, what=Look.What.RECORD, at=now())
    context = {
        "who": who,
        "seen": seen,
        "ground": GROUNDS[seen.sight],
        "is_minor": bool(who.born_on and is_minor(who.born_on, day)),
        "age": age_on(who.born_on, day) if who.born_on else None,
        "close": seen.sight in {Sight.OWN, Sight.EMPLOYER},
        "now": [(posting, places[posting.unit_id, day]) for posting in held],
        "steps": working_life(employments, postings, places),
        "roles": roles_visible_to(seen),
        "numbers": _numbers(seen, employments),
        "deeds": _deeds(seen, employments, held),
    }
    return render(request, "people/person.html", context)


def roles_visible_to(seen: Seen) -> list[Appointment]:
    """The roles a reader may be told of: at home those of the administrative tree.

    A Party role says that somebody is a member: only they themselves see it here.
    """
    seats = seats_of(seen.person, seen.scope.day)
    if seen.sight is not Sight.OWN:
        inside = ids_under(seen.scope.sites, seen.scope.day)
        seats = seats.filter(unit__tree=Tree.ADMINISTRATIVE, unit_id__in=inside)
    return list(seats.order_by("valid_from", "id"))


def _numbers(seen: Seen, employments: list[Employment]) -> list[Number]:
    """Masked numbers, for whoever may open them: the person, and a present employer's HR."""
    present = any(e.valid_from <= seen.scope.day and e.valid_to is None for e in employments)
    if seen.sight is not Sight.OWN and not (present and seen.sight is Sight.EMPLOYER):
        return []
    found = []
    for field in get_args(identity.Field):
        cipher = getattr(seen.person, f"{field}_cipher")
        if cipher:
            first, last = SHOWN[field]
            clear = identity.open_sealed(field, cipher, owner=seen.person.public_id)
            found.append(Number(field, LABELS[field], masked(clear, first=first, last=last)))
    return found


@dataclass(frozen=True, slots=True)
class Deeds:
    """Which deeds to offer; each decides anew when it is asked for."""

    manage: bool
    take_on: bool
    hire: bool
    appoint: bool
    recover: bool
    reassign: bool

    def __bool__(self) -> bool:
        return self.manage or self.hire or self.appoint or self.reassign


def _deeds(seen: Seen, employments: list[Employment], held: list[Posting]) -> Deeds:
    running = [e for e in employments if e.valid_to is None and e.employer_id in seen.scope.hr]
    own = seen.sight is Sight.OWN
    return Deeds(
        manage=bool(running),
        take_on=any(e.kind == EmploymentKind.INTERN for e in running),
        hire=bool(seen.scope.hr) and not running and not own,
        appoint=bool(appointable(seen.scope)) and not own and bool(held),
        recover=bool(running) and not own and hasattr(seen.person, "account"),
        reassign=bool(seen.scope.hr)
        and not running
        and dispatched_to(seen.scope).filter(person=seen.person).exists(),
    )


@require_POST
@person_required
def open_number(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One number in clear, in place of the masked one; logged with its reason."""
    seen = seen_or_404(request, public_id)
    field = _field(request)
    context = {"who": seen.person, "field": field, "label": LABELS[field], "seen": seen}
    try:
        context["number"] = open_sealed_number(
            person=seen.person,
            field=field,
            actor=request.person,
            reason=request.POST.get("reason", ""),
            at=now(),
        )
    except CannotDo as refusal:
        context["refusal"] = str(refusal)
    return render(request, "people/number.html", context)


def _field(request: PersonRequest) -> identity.Field:
    for field in get_args(identity.Field):
        if request.POST.get("field") == field:
            known: identity.Field = field
            return known
    msg = "There is no such number."
    raise BadRequest(msg)
