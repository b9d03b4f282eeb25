"""At full size the figures are the article's, to the last person: GONGJIANG_FULL_MACHINE=1."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import Sum

from gongjiang.careers.output_rule import OUTPUT
from gongjiang.careers.queries.output import Category, trained_output
from gongjiang.demo.growth import flagship, pipeline
from gongjiang.demo.plan import Plan
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.story import build_zone, finish_zone
from gongjiang.innovation.models import BenefitEntry, Proposal, Source
from gongjiang.kernel.periods import window_of_months
from gongjiang.orgs.models import Unit
from gongjiang.reports.figures.register import FIGURES

FULL = {
    Category.TECHNICIAN: flagship.TECHNICIANS,
    Category.ENGINEER: flagship.ENGINEERS,
    Category.MANAGER: flagship.MANAGERS,
}

FIVE, MONTHS, A_MONTH = 5, 60, 10_100
TEN_BILLION = 10_000_000_000
MOST_FROM_PROPOSALS = 0.15


@pytest.mark.full_machine
@pytest.mark.commits
def test_at_full_size_the_figures_are_the_articles():
    build_zone(Plan())
    finish_zone()
    unit = Unit.objects.get(name="示范硅材料股份有限公司", kind="ENTERPRISE")
    window = window_of_months(AS_OF, 24)

    asked = (1, 9, 10, 14, 19, 25, 27, 28)
    found = {number: FIGURES[number].derive(AS_OF).number for number in asked}
    months = Proposal.objects.count() / MONTHS
    by_source = dict(BenefitEntry.objects.values_list("claim__source").annotate(Sum("amount_fen")))
    trained = {
        category: Counter(
            entry.enterprise_id for entry in trained_output(category, OUTPUT) if entry.on in window
        )[unit.id]
        for category in FULL
    }

    assert found[1] == Plan().workers
    assert 20_000 < found[9] < 21_000
    assert found[10] > 25
    assert 24 <= found[14] <= 36
    assert found[19] == pipeline.EXPORTED
    assert trained == FULL
    assert found[25] == FIVE
    assert months >= A_MONTH
    assert found[27] >= A_MONTH
    assert found[28] > TEN_BILLION
    assert by_source[Source.PROPOSAL] <= MOST_FROM_PROPOSALS * sum(by_source.values())
