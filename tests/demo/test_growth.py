"""The demo's people grew as the article says: by the figures themselves, to the zone's size."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest
from django.db import connections

from gongjiang.careers.models import (
    Appraisal,
    Export,
    GradeSpell,
    KeyPosition,
    Merit,
    Promotion,
    Reason,
    Track,
)
from gongjiang.careers.output_rule import OUTPUT
from gongjiang.careers.queries.explained import explanation_of
from gongjiang.careers.queries.output import Category, Entry, trained_output
from gongjiang.careers.rules.explanation import from_json
from gongjiang.demo import loading
from gongjiang.demo.growth import flagship, pipeline
from gongjiang.demo.seasons import AS_OF, REFORM
from gongjiang.kernel.periods import window_of_months
from gongjiang.mentoring.models import Agreement, MonthRecord
from gongjiang.mentoring.services.defaults import DEFAULT as TERMS
from gongjiang.ops.fsck import check_everything
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Employment, Posting
from gongjiang.reports.figures.register import FIGURES
from gongjiang.skills.models import OperationCertificate, SkillCertificate, Title
from gongjiang.skills.queries.columns import rank_spans
from zones import DEMO_PLAN

pytestmark = pytest.mark.usefixtures("demo_zone")

FLAGSHIP = "示范硅材料股份有限公司"
TWO_YEARS = window_of_months(AS_OF, 24)
LEAST_WAIT, MOST_WAIT = 24, 36


@pytest.fixture
def flagship_unit() -> Unit:
    return Unit.objects.get(name=FLAGSHIP, kind="ENTERPRISE")


def trained(category: Category, enterprise: Unit) -> list[Entry]:
    return [
        entry
        for entry in trained_output(category, OUTPUT)
        if entry.on in TWO_YEARS and entry.enterprise_id == enterprise.id
    ]


@pytest.mark.parametrize(
    ("category", "full"),
    [
        (Category.TECHNICIAN, flagship.TECHNICIANS),
        (Category.ENGINEER, flagship.ENGINEERS),
        (Category.MANAGER, flagship.MANAGERS),
    ],
)
def test_the_flagship_trained_as_many_as_the_article_says(
    category: Category, full: int, flagship_unit: Unit
):
    count = len(trained(category, flagship_unit))

    # In a small zone chance is large beside the few there are.
    assert count == pytest.approx(flagship.wanted(DEMO_PLAN, full), abs=4)
    assert count > 0


def test_nobody_was_trained_before_they_graduated(flagship_unit: Unit):
    for category in Category:
        for entry in trained(category, flagship_unit):
            assert Agreement.objects.filter(
                apprentice_id=entry.person_id, state="GRADUATED", ended_on__lt=entry.on
            ).exists()


def test_the_time_to_rise_one_grade_is_two_to_three_years():
    [figure] = [figure for figure in FIGURES.values() if figure.definition.id == 14]

    found = figure.derive(AS_OF)

    assert found.number is not None
    assert LEAST_WAIT <= found.number <= MOST_WAIT


def test_a_quarter_of_the_industrial_talent_is_technical_staff():
    figures = {figure.definition.id: figure for figure in FIGURES.values()}

    staff, industrial = figures[9].derive(AS_OF).number, figures[1].derive(AS_OF).number

    assert staff is not None
    assert industrial is not None
    assert staff / industrial > 1 / 4


def test_backbones_went_to_siblings_and_the_new_base(flagship_unit: Unit):
    sent = Export.objects.filter(enterprise=flagship_unit)

    assert sent.filter(grade__gte=pipeline.LEAST_GRADE).count() == sent.count()
    assert sent.count() >= flagship.wanted(DEMO_PLAN, pipeline.EXPORTED)


def test_grades_are_held_for_every_reason():
    reasons = Counter(GradeSpell.objects.values_list("reason", flat=True))

    assert set(reasons) >= {Reason.INITIAL, Reason.PROMOTION, Reason.CONVERSION, Reason.DEMOTION}
    assert GradeSpell.objects.filter(track=Track.SECONDARY, valid_to=None, sequence="M").exists()
    assert GradeSpell.objects.filter(valid_from__lt=REFORM, reason=Reason.PROMOTION).count() == 0


def test_each_rise_of_a_worker_rests_on_a_certificate_of_its_rank():
    asked = {3: 2, 5: 3, 8: 4}
    for grade, rank in asked.items():
        for spell in GradeSpell.objects.filter(sequence="O", grade=grade, reason="PROMOTION"):
            held = rank_spans([spell.person_id])
            day = np.datetime64(spell.valid_from)
            assert (held.value[held.start <= day] >= rank).any()


def test_masters_stand_above_their_apprentices_and_teach_three_at_most():
    running = list(Agreement.objects.filter(state="ACTIVE"))
    ranks = rank_spans()

    def rank_on(person: int, day: object) -> int:
        mine = (ranks.person == person) & (ranks.start <= np.datetime64(str(day)))
        return int(ranks.value[mine].max(initial=0))

    assert running
    assert max(Counter(each.master_id for each in running).values()) <= TERMS.most_apprentices
    for each in running:
        master = rank_on(each.master_id, each.starts_on)
        assert master >= TERMS.least_rank
        assert master > rank_on(each.apprentice_id, each.starts_on)


def test_most_new_workers_have_a_master_within_the_month_and_not_all():
    since = AS_OF - timedelta(days=365)
    new = Posting.objects.filter(
        employment__kind="REGULAR",
        employment__valid_from__gt=since,
        employment__valid_from__lt=AS_OF - timedelta(days=30),
        post_kind__in=["PRODUCTION", "LOGISTICS"],
        unit__kind="TEAM",
    ).select_related("employment")
    began = {posting.person_id: posting.employment.valid_from for posting in new}
    paired = {
        agreement.apprentice_id
        for agreement in Agreement.objects.filter(apprentice__in=began)
        if (agreement.starts_on - began[agreement.apprentice_id]).days <= 30
    }

    assert 0.6 < len(paired) / len(began) < 1


def test_certificates_titles_and_permits_lie_within_an_employment():
    days = [
        *SkillCertificate.objects.values_list("person", "issued_on"),
        *Title.objects.values_list("person", "conferred_on"),
        *OperationCertificate.objects.values_list("person", "issued_on"),
        *Merit.objects.values_list("person", "occurred_on"),
        *Appraisal.objects.values_list("person", "decided_on"),
    ]
    spans = Employment.objects.values_list("person", "valid_from", "valid_to")
    by_person: dict[int, list[tuple[object, object]]] = {}
    for person, since, until in spans:
        by_person.setdefault(person, []).append((since, until))

    assert days
    for person, day in days:
        assert any(
            since <= day and (until is None or day < until) for since, until in by_person[person]
        )


def test_some_permits_have_expired_and_most_hold():
    held = OperationCertificate.objects.all()
    over = held.filter(valid_until__lte=AS_OF)

    assert held.exists()
    assert over.count() < held.count() / 2


def test_not_every_key_position_has_somebody_who_could_follow_now():
    positions = KeyPosition.objects.filter(valid_to=None)
    covered = positions.filter(successors__readiness="NOW", successors__valid_to=None).distinct()

    assert 0 < covered.count() < positions.count()


def test_a_case_of_the_open_round_says_what_the_room_would_say():
    for case in Promotion.objects.select_related("round"):
        said = explanation_of(case.person_id, case.enterprise_id, case.round.counted_on)
        kept = from_json(case.file)
        assert (said.eligible, said.target, said.months) == (True, kept.target, kept.months)
        assert said.items == kept.items


def test_what_is_close_by_is_told_month_by_month():
    assert MonthRecord.objects.filter(confirmed_at__isnull=False).exists()
    assert MonthRecord.objects.filter(confirmed_at__isnull=True).exists()
    assert {"SIGNED", "ACTIVE", "GRADUATED", "FAILED", "TERMINATED"} <= set(
        Agreement.objects.values_list("state", flat=True)
    )


def test_the_zone_is_consistent():
    assert [broken.as_json() for broken in check_everything().broken] == []


@pytest.mark.commits
def test_keys_and_indexes_are_made_again_as_they_were():
    with connections["owner"].cursor() as cursor:
        before = _keys(cursor)
        aside = loading.lay_aside(cursor, workers=loading.WORTH_IT)
        between = _keys(cursor)
        loading.make_again(cursor, aside[: len(aside) // 2])  # killed there, and begun again
        loading.make_again(cursor, aside)
        after = _keys(cursor)

    assert len(between) < len(before)
    assert after == before


def _keys(cursor) -> list[tuple[str, ...]]:
    """Each constraint and index; what PostgreSQL makes of a condition it writes a second time."""
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, contype::text FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace "
        "UNION ALL SELECT tablename, indexname, 'index' FROM pg_indexes "
        "WHERE schemaname = 'public' ORDER BY 1, 2, 3"
    )
    return cursor.fetchall()
