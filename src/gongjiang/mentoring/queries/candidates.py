"""Who could be taught and who could teach in an enterprise, as the matching asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from gongjiang.kernel.periods import add_months
from gongjiang.mentoring.models import Agreement
from gongjiang.mentoring.queries.ranks import ranks_on
from gongjiang.mentoring.queries.standing import places_taken
from gongjiang.mentoring.rules.matching import Learner, Teacher
from gongjiang.mentoring.terms import MentoringTerms
from gongjiang.orgs.models import Ancestry, UnitKind
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Appointment, Person, Posting, PostKind, Role
from gongjiang.people.queries.shifts import shifts_on

NEW_FOR_MONTHS = 6
"""So long after coming somebody is proposed as a new worker: ours."""
AT_THE_BENCH = (PostKind.PRODUCTION, PostKind.TECHNICAL, PostKind.LOGISTICS)
MOST_LEARNERS = 300
"""A proposal longer than this is nobody's to read: ours."""


def learners_of(kind: str, enterprise_id: int, unit_id: int, day: date) -> list[Learner]:
    """Who is without a master in a unit: of new workers the newest, else those with a rank.

    Args:
        kind: an `Agreement.Kind`.
        unit_id: the enterprise, or a unit of it.
    """
    posts = _posted(unit_id, day).exclude(person_id__in=_with_agreement(enterprise_id, kind))
    if kind == Agreement.Kind.NEW_WORKER:
        since = add_months(day, -NEW_FOR_MONTHS)
        found = list(
            posts.filter(employment__valid_from__gt=since, employment__follows=None).order_by(
                "-employment__valid_from", "person_id"
            )[:MOST_LEARNERS]
        )
        ranks = ranks_on([post.person_id for post in found], day)
    else:
        everybody = list(posts.order_by("person_id"))
        ranks = ranks_on([post.person_id for post in everybody], day)
        found = [post for post in everybody if ranks[post.person_id]][:MOST_LEARNERS]
    workshops = _workshops({post.unit_id for post in found}, day)
    shifts = shifts_on({post.unit_id for post in found}, day)
    former = _former_masters([post.person_id for post in found])
    return [
        Learner(
            person_id=post.person_id,
            team_id=post.unit_id,
            workshop_id=workshops.get(post.unit_id, 0),
            post=post.post,
            rank=ranks[post.person_id],
            shift=shifts.get(post.unit_id, ""),
            former_master_id=former.get(post.person_id, 0),
        )
        for post in _one_each(found)
    ]


def teachers_of(enterprise_id: int, day: date, terms: MentoringTerms) -> list[Teacher]:
    """Who has the rank to teach in an enterprise, and a place left."""
    posts = _one_each(_posted(enterprise_id, day).order_by("person_id", "valid_from"))
    ranks = ranks_on([post.person_id for post in posts], day)
    able = [post for post in posts if ranks[post.person_id] >= terms.least_rank]
    ids = [post.person_id for post in able]
    taken = places_taken(ids)
    named = _named_masters(enterprise_id, day)
    workshops = _workshops({post.unit_id for post in able}, day)
    shifts = shifts_on({post.unit_id for post in able}, day)
    return [
        Teacher(
            person_id=post.person_id,
            team_id=post.unit_id,
            workshop_id=workshops.get(post.unit_id, 0),
            post=post.post,
            rank=ranks[post.person_id],
            taken=taken[post.person_id],
            named=post.person_id in named,
            shift=shifts.get(post.unit_id, ""),
        )
        for post in able
        if taken[post.person_id] < terms.most_apprentices
    ]


def _posted(unit_id: int, day: date) -> QuerySet[Posting]:
    return Posting.objects.filter(
        true_on(day),
        unit_id__in=ids_under([unit_id], day),
        post_kind__in=AT_THE_BENCH,
        person__state=Person.State.ACTIVE,
    )


def _with_agreement(enterprise_id: int, kind: str) -> QuerySet[Agreement, int]:
    """Who has an agreement open anywhere, or had one of this kind here."""
    here = Agreement.objects.filter(
        enterprise_id=enterprise_id, kind=kind, state__in=Agreement.REGISTERED
    )
    open_ones = Agreement.objects.filter(state__in=Agreement.OPEN)
    return here.values_list("apprentice_id", flat=True).union(
        open_ones.values_list("apprentice_id", flat=True)
    )


def _one_each(posts: Iterable[Posting]) -> list[Posting]:
    """One post a person: the first."""
    kept: dict[int, Posting] = {}
    for post in posts:
        kept.setdefault(post.person_id, post)
    return list(kept.values())


def _workshops(unit_ids: set[int], day: date) -> dict[int, int]:
    """The workshop directly above each team; units without one are left out."""
    above = Ancestry.objects.filter(
        true_on(day), descendant_id__in=unit_ids, ancestor__kind=UnitKind.WORKSHOP
    )
    # The nearest is read last, and stays.
    return dict(above.order_by("-depth").values_list("descendant_id", "ancestor_id"))


def _named_masters(enterprise_id: int, day: date) -> set[int]:
    seats = Appointment.objects.filter(
        true_on(day), role=Role.MASTER, unit_id__in=ids_under([enterprise_id], day)
    )
    return set(seats.values_list("person_id", flat=True))


def _former_masters(person_ids: list[int]) -> dict[int, int]:
    """Who taught each of them last; who failed with one gets another."""
    ended = Agreement.objects.filter(apprentice_id__in=person_ids, state=Agreement.State.GRADUATED)
    return dict(ended.order_by("ended_on").values_list("apprentice_id", "master_id"))
