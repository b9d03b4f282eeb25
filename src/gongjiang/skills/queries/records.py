"""What somebody holds, for a page about them; and lists for offices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Subquery

from gongjiang.orgs.models import Ancestry
from gongjiang.orgs.queries import ends_after, ids_under, true_on
from gongjiang.people.models import Employment, Person, Posting
from gongjiang.people.queries.visibility import Scope
from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import (
    BridgeApplication,
    Occupation,
    OperationCertificate,
    PostAssignment,
    PostOccupation,
    PostRequirement,
    SkillAppointment,
    SkillCertificate,
    Title,
)
from gongjiang.skills.queries.operation import Standing, standings
from gongjiang.skills.rules.holder import HeldRank, HeldTitle


@dataclass(frozen=True, slots=True)
class SkillRecord:
    """What one person holds on a day. Personal data.

    Attributes:
        rank: the highest that counts; 0: none.
        occupation: what their next rank would be in: that of the highest certificate, else that
            of the post they are in; None: no record says.
    """

    certificates: Sequence[SkillCertificate]
    appointments: Sequence[SkillAppointment]
    titles: Sequence[Title]
    operation: Sequence[Standing]
    rank: int
    occupation: Occupation | None

    def ranks_held(self, on: date) -> tuple[HeldRank, ...]:
        """What prerequisites may ask of: what counts on a day."""
        certificates = (
            HeldRank(each.occupation.code, each.rank, each.issued_on, f"certificate:{each.id}")
            for each in self.certificates
            if each.counts_on(on)
        )
        terms = (
            HeldRank(each.occupation.code, each.rank, each.valid_from, f"appointment:{each.id}")
            for each in self.appointments
            if each.runs_on(on)
        )
        return (*certificates, *terms)

    def titles_held(self, on: date) -> tuple[HeldTitle, ...]:
        """The titles that count on a day."""
        return tuple(
            HeldTitle(each.level, each.conferred_on, f"title:{each.id}")
            for each in self.titles
            if each.conferred_on <= on and (each.withdrawn_on is None or on < each.withdrawn_on)
        )


def record_of(person_id: int, on: date, rule: OperationRule | None = None) -> SkillRecord:
    """What somebody holds, the highest and newest first; four queries, one more without a rule,
    and one more where no certificate says in which occupation they work."""
    certificates = list(
        SkillCertificate.objects.filter(person_id=person_id)
        .select_related("occupation")
        .order_by("-rank", "-issued_on")
    )
    appointments = list(
        SkillAppointment.objects.filter(person_id=person_id)
        .select_related("occupation", "employer")
        .order_by("-valid_from")
    )
    counting = [each for each in certificates if each.counts_on(on)]
    running = [each for each in appointments if each.runs_on(on)]
    ranks = [each.rank for each in counting] + [each.rank for each in running]
    held = OperationCertificate.objects.filter(person_id=person_id).order_by("-valid_until")
    return SkillRecord(
        certificates=certificates,
        appointments=appointments,
        titles=list(Title.objects.filter(person_id=person_id).order_by("-level", "-conferred_on")),
        operation=standings(held, on, rule),
        rank=max(ranks, default=0),
        occupation=counting[0].occupation if counting else _occupation_of_post(person_id, on),
    )


def applications_of(person_id: int) -> list[BridgeApplication]:
    """Somebody's applications over the bridge, the newest first."""
    found = BridgeApplication.objects.filter(person_id=person_id).select_related("occupation")
    return list(found.order_by("-applied_on", "-id"))


def posts_of(person_id: int, on: date) -> list[PostRequirement]:
    """The posts that need a certificate which somebody is on, for their pass."""
    held = PostAssignment.objects.filter(true_on(on), person_id=person_id)
    found = PostRequirement.objects.filter(id__in=held.values("requirement_id"))
    return list(found.select_related("unit").order_by("post", "id"))


def requirements_around(person_id: int, on: date) -> list[PostRequirement]:
    """The requirements of the units in or above which somebody works: what may be asked of them."""
    working = Posting.objects.filter(true_on(on), person_id=person_id)
    above = Ancestry.objects.filter(true_on(on), descendant_id__in=working.values("unit_id"))
    found = PostRequirement.objects.filter(true_on(on), unit_id__in=above.values("ancestor_id"))
    return list(found.select_related("unit").order_by("post", "id"))


def workforce(scope: Scope) -> QuerySet[Employment, int]:
    """The persons employed by the enterprises whose HR the reader is, on the day."""
    return Employment.objects.filter(
        true_on(scope.day), employer_id__in=scope.hr, person__state=Person.State.ACTIVE
    ).values_list("person_id", flat=True)


def team(scope: Scope) -> QuerySet[Posting, int]:
    """The persons at work in the teams that the reader leads, on the day."""
    under = ids_under(scope.teams, scope.day)
    return Posting.objects.filter(true_on(scope.day), unit_id__in=under).values_list(
        "person_id", flat=True
    )


def certificates_in(scope: Scope) -> QuerySet[SkillCertificate]:
    """The certificates of the people of whom the reader is HR."""
    return SkillCertificate.objects.filter(person_id__in=workforce(scope)).select_related(
        "person", "occupation"
    )


def expiring_in(scope: Scope, until: date) -> QuerySet[OperationCertificate]:
    """The operation certificates whose review or end comes before a day, or has been missed, of
    people whom the reader leads or is HR of."""
    persons = Person.objects.filter(Q(id__in=workforce(scope)) | Q(id__in=team(scope)))
    return OperationCertificate.objects.filter(
        Q(valid_until__lt=until) | Q(review_due__lt=until), person__in=persons
    ).select_related("person")


def requirements_in(scope: Scope) -> QuerySet[PostRequirement]:
    """The requirements of the enterprises whose HR the reader is, and those that apply to the
    teams they lead."""
    under = ids_under((*scope.hr, *scope.teams), scope.day)
    above = Ancestry.objects.filter(true_on(scope.day), descendant_id__in=scope.teams)
    return (
        PostRequirement.objects.filter(
            Q(unit_id__in=under) | Q(unit_id__in=above.values("ancestor_id")),
            ends_after(scope.day),
        )
        .select_related("unit")
        .order_by("unit__name_pinyin", "post", "id")
    )


def _occupation_of_post(person_id: int, on: date) -> Occupation | None:
    """Of the posting that began first of those that run on a day; one query."""
    running = Posting.objects.filter(true_on(on), person_id=person_id)
    postings = running.order_by("employment_id", "id")
    post = {
        "enterprise_id": Subquery(postings.values("employment__employer_id")[:1]),
        "post": Subquery(postings.values("post")[:1]),
    }
    named = PostOccupation.objects.filter(**post).select_related("occupation").first()
    return named.occupation if named else None
