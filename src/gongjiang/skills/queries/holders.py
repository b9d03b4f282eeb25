"""What a person brings to a prerequisite, as far as records know it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import CharField, DateField, F, OuterRef, Q, Subquery, Value

from gongjiang.kernel.periods import Period
from gongjiang.ledger.queries import live
from gongjiang.people.models import Person, Posting
from gongjiang.skills.models import (
    Diploma,
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


def holder_of(person: Person, *, on: date) -> Holder:
    """A person's work, ranks, titles, diplomas and apprenticeships; five queries.

    What was revoked or ended by the day does not count, what begins after it is left out.
    """
    ranks, titles = tuple(_ranks(person.id, on)), tuple(_titles(person.id, on))
    return holder_with(person, ranks, titles, on=on)


def holder_with(
    person: Person, ranks: tuple[HeldRank, ...], titles: tuple[HeldTitle, ...], *, on: date
) -> Holder:
    """The same where ranks and titles have been read already; two queries."""
    work, diplomas = _past(person.id, on)
    return Holder(
        born_on=person.born_on,
        work=work,
        ranks=ranks,
        titles=titles,
        diplomas=diplomas,
        apprenticeships=tuple(
            Apprenticeship(day, f"agreement:{agreement}")
            for day, agreement in live(on=on)
            .filter(kind=GRADUATED, person_id=person.id)
            .order_by("occurred_on", "id")
            .values_list("occurred_on", "subject_id")
        ),
    )


def _past(person_id: int, on: date) -> tuple[tuple[Work, ...], tuple[HeldDiploma, ...]]:
    """Postings whose post is known to be an occupation, proven work elsewhere, and diplomas."""
    known = PostOccupation.objects.filter(
        enterprise_id=OuterRef("employment__employer_id"), post=OuterRef("post")
    )
    columns = ("source", "row", "code", "start", "end", "diploma")
    nothing = Value("", CharField())
    postings = (
        Posting.objects.filter(person_id=person_id, valid_from__lte=on)
        .annotate(
            source=Value("posting", CharField()),
            row=F("id"),
            code=Subquery(known.values("occupation__code")[:1]),
            start=F("valid_from"),
            end=F("valid_to"),
            diploma=nothing,
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
    )
    diplomas = Diploma.objects.filter(person_id=person_id).annotate(
        source=Value("diploma", CharField()),
        row=F("id"),
        code=F("occupation__code"),
        start=F("graduated_on"),
        end=Value(None, DateField()),
        diploma=F("level"),
    )
    rows = postings.values_list(*columns).union(
        elsewhere.values_list(*columns), diplomas.values_list(*columns), all=True
    )
    found = sorted(rows, key=lambda row: (row[3], row[0], row[1]))
    return (
        tuple(
            Work(code, Period(start, end), f"{source}:{row}")
            for source, row, code, start, end, level in found
            if not level
        ),
        tuple(
            HeldDiploma(level, code or "", start, f"{source}:{row}")
            for source, row, code, start, _end, level in found
            if level
        ),
    )


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
