"""Lines typed into the market's forms, read: steps, judges and shares, each naming its mistake."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from gongjiang.innovation.services.challenges import NewMilestone
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import read_day
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Person, Posting

PARTS = 3


def steps_in(text: str) -> list[NewMilestone]:
    """Each line: title; last day; yuan.

    Raises:
        CannotDo: a line cannot be read; the sentence quotes it.
    """
    return [_step(line) for line in _lines(text)]


def people_in(text: str, enterprise_id: int, day: date) -> list[Person]:
    """Each line a name of somebody who works in the enterprise; two queries.

    Raises:
        CannotDo: nobody, or more than one, is called so there.
    """
    names = _lines(text)
    working = Posting.objects.filter(true_on(day), unit_id__in=ids_under([enterprise_id], day))
    found: dict[str, list[Person]] = {}
    people = Person.objects.filter(
        id__in=working.values("person_id"), name__in=names, state=Person.State.ACTIVE
    )
    for person in people:
        found.setdefault(person.name, []).append(person)
    for name in names:
        if len(found.get(name, [])) != 1:
            raise CannotDo(
                _("“%(name)s” is not exactly one person of this enterprise.") % {"name": name}
            )
    return [found[name][0] for name in names]


def shares_in(text: str, enterprise_id: int, day: date) -> list[tuple[Person, int]]:
    """Each line a name and a share in percent, as basis points.

    Raises:
        CannotDo: a line cannot be read, or its name is not exactly one person.
    """
    pairs = [_share(line) for line in _lines(text)]
    people = people_in("\n".join(name for name, _share_bp in pairs), enterprise_id, day)
    return [(person, share) for person, (_name, share) in zip(people, pairs, strict=True)]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _step(line: str) -> NewMilestone:
    parts = [part.strip() for part in line.replace("；", ";").split(";")]
    if len(parts) == PARTS:
        try:
            fen = Decimal(parts[2].replace(",", "")) * 100
            if fen == int(fen):
                return NewMilestone(
                    title=parts[0][:120], due_on=read_day(parts[1]), amount_fen=int(fen)
                )
        except (InvalidOperation, ValueError, OverflowError):
            pass
    raise CannotDo(_("This line is no step: “%(line)s”.") % {"line": line})


def _share(line: str) -> tuple[str, int]:
    name, _space, share = line.replace("%", "").replace("　", " ").rpartition(" ")
    try:
        points = Decimal(share) * 100
        if name.strip() and points == int(points):
            return name.strip(), int(points)
    except (InvalidOperation, ValueError, OverflowError):
        pass
    raise CannotDo(_("This line has no name and share: “%(line)s”.") % {"line": line})
