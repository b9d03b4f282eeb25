"""What the ledger remembers of proposals: a few facts each, as the services record them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.clerks import LATEST, NOBODY, OFFICE_HOURS, OFFICE_OPENS, SECOND, seconds_into
from gongjiang.demo.ideas import where
from gongjiang.demo.ideas.course import OUTCOMES, REJECTED
from gongjiang.innovation.models import Proposal
from gongjiang.kernel.columns import Days, Flags, Ints, Moments, texts_at
from gongjiang.ledger.bulk import NONE, Batch, Detail
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.proposals import (
    ProposalAccepted,
    ProposalAuthored,
    ProposalClosed,
    ProposalDecided,
    ProposalImplemented,
    ProposalScreened,
    ProposalStandardised,
    ProposalStarted,
    ProposalSubmitted,
    ProposalWithdrawn,
)

KINDS = tuple(str(kind) for kind in Proposal.Kind.values)
NIGHT = 17 * 3600
"""One in the morning in Shanghai, in UTC: anonymous ideas of a day are written down together."""


def write(build: Build) -> None:
    _submitted(build)
    _decided(build)
    _carried_out(build)
    _ended(build)


def night_after(on: Days) -> Moments:
    return seconds_into(on, NIGHT)


def first_moments(build: Build) -> Moments:
    """When the submission of each was recorded."""
    handed = build.ideas.handed
    return np.where(handed.anonymous, night_after(handed.on), handed.at)


def acted(build: Build, what: str, on: Days) -> Moments:
    """When a deed of these days was recorded: in office hours, and after the submission."""
    chance = build.plan.rng(f"moments of {what}").integers(0, OFFICE_HOURS, size=len(on))
    at = seconds_into(on, OFFICE_OPENS + chance)
    late = first_moments(build)
    at = np.where((at < late) & (on == build.ideas.handed.on), late + 60 * SECOND, at)
    return np.minimum(at, LATEST)


@dataclass(frozen=True, slots=True)
class Deeds:
    """What was done with some ideas, a row a deed.

    Attributes:
        rows: in `Handed`; `by`: rows in `Persons`, NOBODY for an anonymous author.
    """

    rows: Ints
    on: Days
    at: Moments
    by: Ints


def batch(
    build: Build,
    fact: type[Fact],
    deeds: Deeds,
    detail: Mapping[str, Detail],
    *,
    subject: Ints | None = None,
    person: Ints | None = None,
    corrects: Ints | None = None,
) -> Batch:
    """Facts at the units of proposals; of nobody, unless persons (rows) are given."""
    rows = deeds.rows
    return Batch(
        fact=fact,
        subject=build.ideas.ids[rows] if subject is None else subject,
        on=deeds.on,
        person=np.full(len(rows), NONE) if person is None else build.person_ids[person],
        unit=where.stands_at(build, rows, deeds.on),
        enterprise=where.firm_of(build)[rows],
        actor=np.where(deeds.by == NOBODY, NONE, build.person_ids[deeds.by]),
        recorded_at=deeds.at,
        detail=detail,
        corrects=corrects,
    )


def on_days(build: Build, what: str, on: Days, by: Ints, some: Flags | None = None) -> Deeds:
    """The deeds on the days that are known; of some of them."""
    there = ~np.isnat(on)
    rows = np.flatnonzero(there if some is None else there & some)
    return Deeds(rows, on[rows], acted(build, what, on)[rows], by[rows])


def _submitted(build: Build) -> None:
    handed, of = build.ideas.handed, build.ideas.authors
    by, at = where.first_author(build), first_moments(build)
    whole = Deeds(np.arange(len(handed)), handed.on, at, by)
    kinds = {"kind_code": texts_at(KINDS, kinds_of(build)), "anonymous": handed.anonymous}
    shared = Deeds(of.idea, handed.on[of.idea], at[of.idea], by[of.idea])
    build.facts += [
        batch(build, ProposalSubmitted, whole, kinds),
        batch(build, ProposalAuthored, shared, {"share_bp": of.share_bp}, person=of.person),
    ]


def kinds_of(build: Build) -> Ints:
    """For each idea its place in KINDS: most are improvements of one's own work."""
    chance = build.plan.rng("kinds of proposals").random(len(build.ideas.handed))
    return (chance > SHARE_SUGGESTIONS).astype(np.int64)


SHARE_SUGGESTIONS = 0.38  # ours


def _decided(build: Build) -> None:
    told, handed = build.ideas.course, build.ideas.handed
    screened = on_days(build, "screening", told.screened_on, where.screeners(build))
    rejected = told.outcome[screened.rows] == REJECTED
    in_time = told.screened_on <= told.screen_due
    by = np.where(told.outcome == REJECTED, where.screeners(build), where.chairs(build))
    what = np.where(told.outcome == REJECTED, "screening", "decision")
    decided = on_days(build, "decision", told.decided_on, by)
    # A rejection at the first look is recorded with it.
    same = what[decided.rows] == "screening"
    at = np.where(same, acted(build, "screening", told.screened_on)[decided.rows], decided.at)
    decided = Deeds(decided.rows, decided.on, at, decided.by)
    rows = decided.rows
    build.facts += [
        batch(
            build,
            ProposalScreened,
            screened,
            {
                "outcome": texts_at(("OK", "REJECTED"), rejected.astype(np.int64)),
                "in_time": in_time[screened.rows],
            },
        ),
        batch(
            build,
            ProposalDecided,
            decided,
            {
                "outcome": texts_at([str(each) for each in OUTCOMES], told.outcome[rows]),
                "in_time": (told.decided_on <= told.reply_by)[rows],
                "submitted_on": handed.on[rows],
            },
        ),
    ]


def _carried_out(build: Build) -> None:
    told = build.ideas.course
    chairs, owners = where.chairs(build), where.owners(build)
    started = on_days(build, "start", told.started_on, chairs)
    accepted = on_days(build, "acceptance", told.accepted_on, where.accepters(build))
    # Where it was reworked, what was recorded first is corrected by the later day.
    first = on_days(build, "first practice", told.first_done_on, owners)
    done = on_days(build, "practice", told.implemented_on, owners)
    both = Deeds(
        rows=np.concatenate([first.rows, done.rows]),
        on=np.concatenate([first.on, done.on]),
        at=np.concatenate([first.at, done.at]),
        by=np.concatenate([first.by, done.by]),
    )
    corrects = np.full(len(both.rows), -1)
    of_first = np.full(len(told), -1)
    of_first[first.rows] = np.arange(len(first.rows))
    corrects[len(first.rows) :] = of_first[done.rows]
    build.facts += [
        batch(build, ProposalStarted, started, {"pilot": told.pilot[started.rows]}),
        batch(
            build,
            ProposalImplemented,
            both,
            {"adopted_on": told.decided_on[both.rows]},
            corrects=corrects,
        ),
        batch(build, ProposalAccepted, accepted, {}),
    ]


def _ended(build: Build) -> None:
    told, handed = build.ideas.course, build.ideas.handed
    finance = build.ideas.desks.finance[handed.firm]
    closed = on_days(build, "closing", told.closed_on, finance)
    standard = on_days(build, "standard", told.standardised_on, where.chairs(build))
    withdrawn = on_days(build, "withdrawal", told.withdrawn_on, where.first_author(build))
    build.facts += [
        batch(build, ProposalClosed, closed, {"submitted_on": handed.on[closed.rows]}),
        batch(build, ProposalStandardised, standard, {}),
        batch(build, ProposalWithdrawn, withdrawn, {}),
    ]
