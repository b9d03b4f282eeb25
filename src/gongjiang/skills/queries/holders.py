"""What a person brings to a prerequisite, as far as records know it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import CharField, DateField, F, OuterRef, Q, Subquery, Value

from gongjiang.kernel.periods import Period
from gongjiang.ledger.queries import live
from gongjiang.people.models import Person, Posting
from gongjiang.skills.models import (
    Diploma,
    DiplomaLevel,
    Experience,
    PostOccupation,
    SkillAppointment,
    SkillCertificate,
    Title,
)
from gongjiang.skills.rules.holder import (
    Apprenticeship,
    HeldDiploma,
    HeldRank,
    HeldTitle,
    Holder,
    Work,
)

GRADUATED = "mentoring.agreement.graduated"
"""The fact that an apprenticeship was completed; the room that records it stands above this one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line of somebody's past that a paper tells of: an occupation or a diploma, and where."""

    what: str
    where: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Past:
    """What somebody has behind them. Personal data.

    Attributes:
        told: work elsewhere, then diplomas, each the newest first: what no employment here shows.
    """

    work: tuple[Work, ...]
    diplomas: tuple[HeldDiploma, ...]
    apprenticeships: tuple[Apprenticeship, ...]
    told: tuple[Told, ...]


def holder_of(person: Person, *, on: date) -> Holder:
    """A person's work, ranks, titles, diplomas and apprenticeships; four queries.

    What was revoked or ended by the day does not count, what begins after it is left out.
    """
    ranks, titles = tuple(_ranks(person.id, on)), tuple(_titles(person.id, on))
    return holder_with(person, ranks, titles, past_of(person.id, on))


def holder_with(
    person: Person, ranks: tuple[HeldRank, ...], titles: tuple[HeldTitle, ...], past: Past
) -> Holder:
    """The same where everything has been read already."""
    return Holder(
        born_on=person.born_on,
        work=past.work,
        ranks=ranks,
        titles=titles,
        diplomas=past.diplomas,
        apprenticeships=past.apprenticeships,
    )


def past_of(person_id: int, on: date) -> Past:
    """Postings whose post is known to be an occupation, proven work elsewhere, diplomas, and
    apprenticeships completed; one query."""
    by_source: dict[str, list[_Row]] = {source: [] for source in _SOURCES}
    for row in sorted(_rows(person_id, on), key=lambda row: (row.start, row.source, row.id)):
        by_source[row.source].append(row)
    postings, elsewhere, diplomas, graduated = by_source.values()
    worked = sorted((*postings, *elsewhere), key=lambda row: (row.start, row.source, row.id))
    return Past(
        work=tuple(Work(row.code, Period(row.start, row.end), row.at) for row in worked),
        diplomas=tuple(
            HeldDiploma(row.level, row.code or "", row.start, row.at) for row in diplomas
        ),
        apprenticeships=tuple(Apprenticeship(row.start, row.at) for row in graduated),
        told=tuple(
            Told(
                str(DiplomaLevel(row.level).label) if row.level else row.occupation,
                row.place,
                row.start,
                row.end,
            )
            for row in (*reversed(elsewhere), *reversed(diplomas))
        ),
    )


_SOURCES = ("posting", "experience", "diploma", "agreement")


class _Row(NamedTuple):
    """A row of any of them; `level` is a diploma's."""

    source: str
    id: int
    code: str
    start: date
    end: date | None
    level: str
    occupation: str
    place: str

    @property
    def at(self) -> str:
        return f"{self.source}:{self.id}"


def _rows(person_id: int, on: date) -> Iterator[_Row]:
    known = PostOccupation.objects.filter(
        enterprise_id=OuterRef("employment__employer_id"), post=OuterRef("post")
    )
    columns = ("source", "row", "code", "start", "end", "diploma", "named", "place")
    nothing, never = Value("", CharField()), Value(None, DateField())
    postings = (
        Posting.objects.filter(person_id=person_id, valid_from__lte=on)
        .annotate(
            source=Value("posting", CharField()),
            row=F("id"),
            code=Subquery(known.values("occupation__code")[:1]),
            start=F("valid_from"),
            end=F("valid_to"),
            diploma=nothing,
            named=nothing,
            place=nothing,
        )
        .filter(code__isnull=False)
    )
    elsewhere = Experience.objects.filter(person_id=person_id).annotate(
        source=Value("experience", CharField()),
        row=F("id"),
        code=F("occupation__code"),
        start=F("valid_from"),
        end=F("valid_to"),
        diploma=nothing,
        named=F("occupation__name"),
        place=F("employer_name"),
    )
    diplomas = Diploma.objects.filter(person_id=person_id).annotate(
        source=Value("diploma", CharField()),
        row=F("id"),
        code=F("occupation__code"),
        start=F("graduated_on"),
        end=never,
        diploma=F("level"),
        named=nothing,
        place=F("school"),
    )
    graduated = (
        live(on=on)
        .filter(kind=GRADUATED, person_id=person_id)
        .annotate(
            source=Value("agreement", CharField()),
            row=F("subject_id"),
            code=nothing,
            start=F("occurred_on"),
            end=never,
            diploma=nothing,
            named=nothing,
            place=nothing,
        )
    )
    parts = [part.values_list(*columns) for part in (elsewhere, diplomas, graduated)]
    return map(_Row._make, postings.values_list(*columns).union(*parts, all=True))


def _ranks(person_id: int, on: date) -> Iterator[HeldRank]:
    certificates = SkillCertificate.objects.filter(
        Q(revoked_on__isnull=True) | Q(revoked_on__gt=on), person_id=person_id, issued_on__lte=on
    )
    for row, code, rank, since in certificates.order_by("issued_on", "id").values_list(
        "id", "occupation__code", "rank", "issued_on"
    ):
        yield HeldRank(code, rank, since, f"certificate:{row}")
    appointments = SkillAppointment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        person_id=person_id,
        valid_from__lte=on,
        until__gt=on,
    )
    for row, code, rank, since in appointments.order_by("valid_from", "id").values_list(
        "id", "occupation__code", "rank", "valid_from"
    ):
        yield HeldRank(code, rank, since, f"appointment:{row}")


def _titles(person_id: int, on: date) -> Iterator[HeldTitle]:
    titles = Title.objects.filter(
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on),
        person_id=person_id,
        conferred_on__lte=on,
    )
    for row, level, since in titles.order_by("conferred_on", "id").values_list(
        "id", "level", "conferred_on"
    ):
        yield HeldTitle(level, since, f"title:{row}")
