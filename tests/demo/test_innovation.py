"""The demo's ideas and what they brought: by the figures themselves, to the zone's size."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest
from django.db.models import Count, F, Max, Q, Sum

from gongjiang.demo.ideas.authors import how_many
from gongjiang.demo.seasons import AS_OF, REFORM
from gongjiang.demo.workdays import workdays
from gongjiang.governance.working_days import NATIONAL
from gongjiang.innovation.models import (
    Author,
    AwardShare,
    BenefitEntry,
    Challenge,
    Effect,
    Escalation,
    InnovationProject,
    Patent,
    Proposal,
    ProposalReview,
    Scheme,
    Source,
    SpreadOffer,
    State,
    Studio,
    StudioReview,
)
from gongjiang.innovation.rules.proposals import ADOPTED_ONCE
from gongjiang.people.models import Account
from gongjiang.reports.figures.register import FIGURES
from zones import DEMO_PLAN

pytestmark = pytest.mark.usefixtures("demo_zone")


def test_as_many_proposals_as_the_article_says_by_the_zones_size():
    assert Proposal.objects.count() == how_many(DEMO_PLAN)
    assert how_many(DEMO_PLAN) / 60 >= 10_100 * DEMO_PLAN.scale


def test_there_are_more_each_year_and_fewest_around_spring_festival():
    days = Counter(
        (day.year, day.month) for day in Proposal.objects.values_list("submitted_on", flat=True)
    )

    years = [sum(n for (year, _), n in days.items() if year == each) for each in (2018, 2021)]
    assert years[0] < years[1]
    assert days[2020, 2] < min(days[2020, 1], days[2020, 3]) / 2


def test_some_write_much_and_many_nothing_and_new_authors_come_each_month():
    since = AS_OF - timedelta(days=365)
    counts = Counter(
        Author.objects.filter(proposal__submitted_on__gt=since).values_list("person", flat=True)
    )
    first: dict[int, object] = {}
    for person, day in Author.objects.order_by("proposal__submitted_on").values_list(
        "person", "proposal__submitted_on"
    ):
        first.setdefault(person, (day.year, day.month))

    assert 0.3 < len(counts) / DEMO_PLAN.workers < 0.8
    assert max(counts.values()) >= 8
    assert len(set(first.values())) == 60


def test_words_are_varied_and_some_repeat_what_was_said_before():
    said = Proposal.objects.values_list("title", "problem", "cause", "method", "expected")
    titles = Counter(title for title, *_rest in said)

    assert len(set(said)) > 0.99 * len(said)
    assert len(titles) > 0.6 * len(said)
    assert not any("{" in word for words in said for word in words)


def test_two_thirds_of_what_was_decided_were_adopted():
    decided = Proposal.objects.exclude(decided_on=None)

    adopted = decided.filter(state__in=ADOPTED_ONCE).count()

    assert 0.6 < adopted / decided.count() < 0.7
    assert set(Proposal.objects.values_list("state", flat=True)) >= {
        *ADOPTED_ONCE, State.SUBMITTED, State.REVIEWING, State.REJECTED, State.NOT_ADOPTED,
        State.RESERVED, State.WITHDRAWN,
    } - {State.REWORK}  # fmt: skip


def test_most_answers_came_in_time_and_what_did_not_went_up():
    decided = Proposal.objects.exclude(decided_on=None)
    in_time = decided.filter(decided_on__lte=F("reply_by")).count()

    assert 0.88 < in_time / decided.count() < 0.99
    assert Escalation.objects.filter(level__gt=1).exists()
    late = Proposal.objects.filter(due_on__lt=AS_OF - timedelta(days=2))
    assert all(each.escalations.exists() for each in late)


def test_working_days_are_counted_as_the_calendar_counts_them():
    for day in (REFORM, AS_OF, AS_OF - timedelta(days=61)):
        for count in (1, 3, 13):
            found = workdays().after(np.array([np.datetime64(day)]), count)[0].item()
            assert found == NATIONAL.run_after(day, count).last


def test_few_benefits_of_proposals_are_in_money_and_all_are_plausible():
    proposals = Effect.objects.filter(claims__source=Source.PROPOSAL)
    median = sorted(proposals.values_list("estimated_fen", flat=True))[proposals.count() // 2]

    assert 0.02 < proposals.count() / Proposal.objects.count() < 0.04
    assert 500_000 < median < 2_000_000
    assert proposals.filter(state="CONFIRMED").exists()
    for effect in proposals.filter(state="CONFIRMED")[:20]:
        assert BenefitEntry.objects.filter(claim__effect=effect).count() == 12


def test_most_of_the_benefit_comes_from_elsewhere():
    by_source = dict(BenefitEntry.objects.values_list("claim__source").annotate(Sum("amount_fen")))
    whole = sum(by_source.values())

    assert by_source[Source.PROPOSAL] <= 0.15 * whole
    assert {Source.PROJECT, Source.PATENT, Source.FIVE_SMALL, Source.CONVERSION} <= set(by_source)


def test_what_is_paid_for_results_grows_by_year():
    shares = Scheme.objects.filter(basis="PERCENT").order_by("valid_from")
    by_year = {scheme.valid_from.year: scheme.share_bp for scheme in shares}

    assert list(by_year.values()) == sorted(by_year.values())
    assert len(by_year) > 3
    assert AwardShare.objects.exists()


def test_projects_patents_studios_and_challenges_are_at_every_step():
    projects = set(InnovationProject.objects.values_list("state", flat=True))

    assert {"RUNNING", "ACCEPTED"} <= projects
    assert Patent.objects.exclude(granted_on=None).exists()
    assert Studio.objects.filter(state="NAMED").exists()
    assert StudioReview.objects.aggregate(Max("year"))["year__max"] == AS_OF.year - 1
    assert Challenge.objects.filter(state="SETTLED").exists()
    assert SpreadOffer.objects.filter(state="VERIFIED").exists()


def test_whoever_decides_has_something_to_decide_today():
    accounts = {each.username: each.person_id for each in Account.objects.all()}
    waiting = Proposal.objects.filter(chair=accounts["demo-panel-chair"], state=State.REVIEWING)

    assert waiting.exists()
    assert ProposalReview.objects.filter(
        reviewer=accounts["demo-reviewer"], score=None, proposal__state=State.REVIEWING
    ).exists()
    assert Studio.objects.filter(leader=accounts["demo-studio-leader"]).exists()
    finance = Account.objects.get(username="demo-finance").person
    seat = finance.appointments.get(role="FINANCE", valid_to=None)
    assert Proposal.objects.filter(enterprise=seat.unit_id, state=State.ACCEPTED).exists()


def test_figure_27_is_what_is_in_the_table():
    value = FIGURES[27].derive(AS_OF)
    twelve = Proposal.objects.aggregate(
        n=Count("id", filter=Q(submitted_on__gte="2021-11-01", submitted_on__lt="2022-11-01"))
    )["n"]

    assert value.records == twelve
    assert value.number == pytest.approx(twelve / 12, abs=0.05)
    assert sum(1 for _ in FIGURES[27].rows(AS_OF)) == twelve
