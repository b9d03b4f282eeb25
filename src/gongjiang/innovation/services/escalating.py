"""Nobody is ignored: what nobody acts on in time goes up a level, once a level and lapse.

A lapse is told by the day that was missed. The first level above at which somebody sits hears of it
the night after; those above that one, some working days later each, until somebody acts. Beyond the
zone's own desk its leaders are told, and that is the last.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_noop

from gongjiang.governance.services.notices import notify
from gongjiang.innovation.models import Author, Escalation, Proposal
from gongjiang.innovation.queries.desks import holders_of, ladders_of
from gongjiang.innovation.rules.levels import Level
from gongjiang.innovation.services.proposal_steps import last_day, place_of, terms_for
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.proposals import ProposalEscalated
from gongjiang.ledger.services import Occurrence
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Appointment, Role

AT_ONCE = 500


def escalate(*, at: datetime) -> int:
    """Take each lapse as far up as its days allow; how many levels were told.

    Some hundred proposals a transaction; run again, it tells nobody twice.
    """
    day = day_of(at)
    overdue = Proposal.objects.filter(due_on__lt=day).order_by("id")
    ids = list(overdue.values_list("id", flat=True))
    batches = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    return sum(_escalate(batch, day, at) for batch in batches)


@transaction.atomic
def _escalate(ids: Sequence[int], day: date, at: datetime) -> int:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("unit")
    # Asked again under the lock: somebody may have acted since.
    late = list(rows.filter(id__in=ids, due_on__lt=day).order_by("id"))
    made = Escalation.objects.bulk_create(_due(late, day))
    _record({proposal.id: proposal for proposal in late}, made, day)
    _tell(made, day, at)
    return len(made)


def _due(late: Sequence[Proposal], day: date) -> Iterator[Escalation]:
    told = _levels_told(late)
    holders = {each.id: each.holder_unit_id or each.enterprise_id for each in late}
    ladders = ladders_of({*holders.values(), *(each.enterprise_id for each in late)}, day)
    seated = holders_of({unit for ladder in ladders.values() for unit in ladder}, day)
    steps: dict[int, int] = {}
    for proposal in late:
        if proposal.enterprise_id not in steps:
            steps[proposal.enterprise_id] = terms_for(proposal.enterprise_id, day).escalate_days
        ladder = ladders[holders[proposal.id]] or ladders[proposal.enterprise_id]
        # The zone's leaders stand above its desk, in the same unit.
        path = [*ladder[:1], *(unit for unit in ladder[1:] if seated[unit.id]), ladder[-1]]
        first = told[proposal.id] + 1
        for level in range(first, len(path)):
            due_on = proposal.due_on
            if due_on is None or not is_due(due_on, level, steps[proposal.enterprise_id], day):
                break
            yield Escalation(
                proposal=proposal,
                state=proposal.state,
                lapsed_on=due_on,
                level=level,
                from_unit=path[level - 1],
                to_unit=path[level],
                escalated_on=day,
            )


def is_due(due_on: date, level: int, working_days: int, day: date) -> bool:
    """Whether a level hears of a lapse by a day: the first at once, each next so much later."""
    if day <= due_on:
        return False
    return level == 1 or day > last_day(due_on, (level - 1) * working_days)


def _levels_told(late: Sequence[Proposal]) -> Mapping[int, int]:
    """How many levels have heard of the present lapse of each."""
    present = Q(pk__in=[])
    by_day: dict[date | None, list[int]] = defaultdict(list)
    for proposal in late:
        by_day[proposal.due_on].append(proposal.id)
    for due_on, ids in by_day.items():
        present |= Q(lapsed_on=due_on, proposal_id__in=ids)
    highest = Escalation.objects.filter(present).values_list("proposal_id").annotate(Max("level"))
    return Counter(dict(highest))


def _record(proposals: Mapping[int, Proposal], made: Sequence[Escalation], day: date) -> None:
    if not made:
        return
    ledger.record_many(
        Occurrence(
            fact=ProposalEscalated(
                escalation_id=each.id,
                proposal_id=each.proposal_id,
                state_code=each.state,
                level=each.level,
            ),
            unit=place_of(proposals[each.proposal_id], day),
            enterprise=proposals[each.proposal_id].enterprise_id,
            on=day,
        )
        for each in made
    )


def _tell(made: Sequence[Escalation], day: date, at: datetime) -> None:
    """One line to each of those above, however many ideas wait: not a line an idea."""
    waiting: dict[tuple[Unit, bool], set[int]] = defaultdict(set)
    for each in made:
        is_last = each.from_unit_id == each.to_unit_id
        waiting[each.to_unit, is_last].add(each.proposal_id)
    holders = holders_of([unit for unit, _last in waiting], day)
    leaders = _leaders(day) if any(unit.kind == Level.ZONE for unit, _last in waiting) else []
    authors = _authors(made)
    for (unit, is_last), ids in waiting.items():
        sit_there = [] if is_last else holders[unit.id]
        above = set(sit_there or (leaders if unit.kind == Level.ZONE else []))
        alone = {person for person in above if ids <= authors[person]}
        notify(
            above - alone,
            kind="innovation.proposal.escalated",
            msgid=gettext_noop("%(count)d ideas wait longer than promised beneath “%(unit)s”."),
            link="/proposals/desk",
            count=len(ids),
            unit=unit.name,
            at=at,
        )


def _leaders(day: date) -> list[int]:
    seats = Appointment.objects.filter(true_on(day), role=Role.LEADER, unit__kind=Level.ZONE)
    return list(seats.values_list("person_id", flat=True))


def _authors(made: Sequence[Escalation]) -> Mapping[int, set[int]]:
    """Of which of these proposals somebody is an author."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Author.objects.filter(proposal_id__in={each.proposal_id for each in made})
    for proposal_id, person_id in rows.values_list("proposal_id", "person_id"):
        found[person_id].add(proposal_id)
    return found
