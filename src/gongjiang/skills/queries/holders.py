"""What a person brings to a prerequisite, as far as records know it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import OuterRef, Q, Subquery

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
    """A person's work, ranks, titles, diplomas and apprenticeships; seven queries.

    What was revoked or ended by the day does not count, what begins after it is left out.
    """
    return Holder(
        born_on=person.born_on,
        work=tuple(_work(person.id, on)),
        ranks=tuple(_ranks(person.id, on)),
        titles=tuple(_titles(person.id, on)),
        diplomas=tuple(
            HeldDiploma(level, code or "", day, f"diploma:{row}")
            for row, level, code, day in Diploma.objects.filter(person_id=person.id)
            .order_by("graduated_on", "id")
            .values_list("id", "level", "occupation__code", "graduated_on")
        ),
        apprenticeships=tuple(
            Apprenticeship(day, f"agreement:{agreement}")
            for day, agreement in live(on=on)
            .filter(kind=GRADUATED, person_id=person.id)
            .order_by("occurred_on", "id")
            .values_list("occurred_on", "subject_id")
        ),
    )


def _work(person_id: int, on: date) -> Iterator[Work]:
    """Postings whose post is known to be an occupation, and proven work elsewhere."""
    known = PostOccupation.objects.filter(
        enterprise_id=OuterRef("employment__employer_id"), post=OuterRef("post")
    )
    postings = (
        Posting.objects.filter(person_id=person_id, valid_from__lte=on)
        .annotate(code=Subquery(known.values("occupation__code")[:1]))
        .filter(code__isnull=False)
        .order_by("valid_from", "id")
    )
    for row, code, start, end in postings.values_list("id", "code", "valid_from", "valid_to"):
        yield Work(code, Period(start, end), f"posting:{row}")
    elsewhere = Experience.objects.filter(person_id=person_id).order_by("valid_from", "id")
    for row, code, start, end in elsewhere.values_list(
        "id", "occupation__code", "valid_from", "valid_to"
    ):
        yield Work(code, Period(start, end), f"experience:{row}")


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
