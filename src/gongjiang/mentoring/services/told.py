"""Who is told of what happens to an agreement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from gongjiang.governance.models import Notice
from gongjiang.governance.services.notices import notify
from gongjiang.kernel.periods import day_of
from gongjiang.mentoring.models import Agreement
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Appointment, Role
from gongjiang.people.queries.standing import leaders_of


def tell(
    persons: Iterable[int],
    agreement: Agreement,
    *,
    what: str,
    msgid: str,
    at: datetime,
    **parameters: str | int,
) -> None:
    """Tell these persons; the notice leads to the agreement.

    Args:
        what: the last word of the notice's kind.
        msgid: marked by gettext_noop where it is written.
    """
    notify(
        persons,
        kind=f"mentoring.{what}",
        msgid=msgid,
        at=at,
        link=address(agreement),
        **parameters,
    )


def tell_once(
    persons: Iterable[int],
    agreement: Agreement,
    *,
    what: str,
    msgid: str,
    at: datetime,
    about: str = "",
    **parameters: str | int,
) -> int:
    """As `tell`, but nobody twice of the same thing; how many were told.

    Args:
        about: what of the agreement it is about, as the end of its address.
    """
    link, kind = address(agreement) + about, f"mentoring.{what}"
    told = set(Notice.objects.filter(kind=kind, link=link).values_list("person_id", flat=True))
    new = set(persons) - told
    notify(new, kind=kind, msgid=msgid, at=at, link=link, **parameters)
    return len(new)


def hr_of(agreement: Agreement, at: datetime) -> list[int]:
    """HR of the site, without those who are part of the agreement."""
    seats = Appointment.objects.filter(
        true_on(day_of(at)), role=Role.HR, unit_id=agreement.enterprise_id
    ).exclude(person_id__in=[agreement.master_id, agreement.apprentice_id])
    return list(seats.values_list("person_id", flat=True))


def leaders_for(agreement: Agreement, unit_id: int, at: datetime) -> list[int]:
    """Who leads the apprentice's team, without those who are part of the agreement."""
    parties = {agreement.master_id, agreement.apprentice_id}
    leaders = leaders_of([unit_id], day_of(at)).get(unit_id, [])
    return [leader.id for leader in leaders if leader.id not in parties]


def address(agreement: Agreement) -> str:
    return f"/mentoring/agreements/{agreement.public_id}"
