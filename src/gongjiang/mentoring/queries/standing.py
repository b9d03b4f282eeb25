"""Where the two sides of a pair stand on a day, and how full a master's hands are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date

from gongjiang.mentoring.models import Agreement, MasterChange
from gongjiang.mentoring.queries.ranks import ranks_on
from gongjiang.mentoring.rules.guards import Pair
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Posting


def posting_at(person_id: int, enterprise_id: int, day: date) -> Posting | None:
    """Where somebody is posted within an enterprise on a day, whoever employs them."""
    posts = Posting.objects.filter(
        true_on(day), person_id=person_id, unit_id__in=ids_under([enterprise_id], day)
    )
    return posts.select_related("unit").order_by("valid_from", "id").first()


def places_taken(master_ids: Collection[int], *, except_agreement: int = 0) -> Counter[int]:
    """How many apprentices each master has, drafts and changes on their way included."""
    held = Agreement.objects.filter(master_id__in=master_ids, state__in=Agreement.OPEN)
    coming = MasterChange.objects.filter(
        to_master_id__in=master_ids, took_effect_on=None, closed_at=None
    )
    taken = Counter(held.exclude(id=except_agreement).values_list("master_id", flat=True))
    taken.update(
        coming.exclude(agreement_id=except_agreement).values_list("to_master_id", flat=True)
    )
    return taken


def pair_on(
    *,
    master_id: int,
    apprentice_id: int,
    enterprise_id: int,
    day: date,
    agreement_id: int = 0,
) -> Pair:
    """What the guards ask of a pair, read from the records.

    Args:
        agreement_id: the pair's own agreement, which takes no place from itself; 0: none yet.
    """
    ranks = ranks_on({master_id, apprentice_id}, day)
    others = Agreement.objects.filter(apprentice_id=apprentice_id, state__in=Agreement.OPEN)
    return Pair(
        master_id=master_id,
        apprentice_id=apprentice_id,
        day=day,
        master_at_site=posting_at(master_id, enterprise_id, day) is not None,
        apprentice_at_site=posting_at(apprentice_id, enterprise_id, day) is not None,
        master_rank=ranks[master_id],
        apprentice_rank=ranks[apprentice_id],
        places_taken=places_taken([master_id], except_agreement=agreement_id)[master_id],
        is_apprentice_elsewhere=others.exclude(id=agreement_id).exists(),
    )
