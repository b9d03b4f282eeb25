"""What each reader sees of the index: of which units, and why a number is not there."""

from __future__ import annotations

import pytest

from gongjiang.demo.seasons import AS_OF
from gongjiang.index.indicators import INDICATORS
from gongjiang.index.models import Run, Snapshot
from gongjiang.index.queries.comparison import compare_by_indicator, compare_by_parts
from gongjiang.index.queries.peers import size_band
from gongjiang.index.queries.records import leavers_behind, seats_behind
from gongjiang.index.queries.runs import run_of, runs_until
from gongjiang.index.queries.standings import Absence
from gongjiang.index.queries.units import Overview, beneath, overview, trend
from gongjiang.index.queries.zone import zone_course
from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import path_of, zone
from gongjiang.people.models import Account, Role
from gongjiang.people.queries.units import Reach, reach_of
from gongjiang.people.queries.visibility import scope_of
from index.conftest import MONTHS

pytestmark = pytest.mark.usefixtures("indexed_zone")


def reach(username: str) -> Reach:
    person = Account.objects.get(username=username).person
    assert person is not None
    return reach_of(scope_of(person, AS_OF), AS_OF)


def top() -> Unit:
    found = zone()
    assert found is not None
    return found


def newest() -> Run:
    found = run_of()
    assert found is not None
    return found


def seen(unit: Unit, by: str) -> Overview:
    found = overview(unit, reach(by))
    assert found is not None
    return found


def own_enterprise(by: str) -> Unit:
    [enterprise] = reach(by).scope.hr
    return Unit.objects.get(id=enterprise)


def test_the_zone_shows_values_and_what_its_composites_wait_for():
    shown = seen(top(), "demo-leader")

    assert shown.standing is not None
    assert shown.standing.run.day == AS_OF
    dimensions, forces = shown.standing.composites
    assert (dimensions.score, dimensions.absence) == (None, Absence.LITTLE)
    assert "learning" in dimensions.rooms
    assert "careers" not in dimensions.rooms
    assert "contests" in forces.rooms
    assert "innovation" not in forces.rooms
    talent = shown.standing.indicator("P2")
    assert talent is not None
    assert talent.denominator == talent.n == 800
    assert talent.value == pytest.approx(100 * talent.numerator / 800)
    assert talent.score is not None
    waiting = shown.standing.indicator("P6")
    assert waiting is not None
    assert (waiting.value, waiting.absence) == (None, Absence.WAITS)
    precision = shown.standing.part("D4")
    assert precision is not None
    assert precision.coverage == pytest.approx(4 / 5)  # P1, P2, P3 and P8 are there, P6 is not
    assert precision.score is not None


def test_units_beneath_add_up_to_the_zone():
    shown = seen(top(), "demo-leader")
    areas = beneath(shown, reach("demo-leader"))

    assert [area.unit.kind for area in areas] == [UnitKind.AREA] * len(areas)
    people = [area.standing.people for area in areas if area.standing]
    assert sum(people) == shown.standing.people


def test_a_trend_has_a_point_a_month():
    points = trend(seen(top(), "demo-leader"), reach("demo-leader"))

    assert len(points) == MONTHS
    assert [point.run for point in points] == runs_until(AS_OF, limit=MONTHS)
    assert points[-1].run.day == AS_OF


def test_an_enterprise_is_none_of_another_ones_business():
    assert overview(own_enterprise("demo-hr"), reach("demo-other-hr")) is None
    assert overview(own_enterprise("demo-hr"), reach("demo-hr")) is not None


def test_a_party_unit_has_no_index():
    party = Unit.objects.filter(kind=UnitKind.BRANCH).first()
    assert party is not None
    assert overview(party, reach("demo-leader")) is None


def test_who_may_name_everybody_sees_what_is_withheld_from_others():
    run = newest()
    small = [
        snapshot
        for snapshot in Snapshot.objects.filter(run_id=run.id)
        if all(snapshot.withheld) and Unit.objects.get(id=snapshot.unit_id).kind != UnitKind.ZONE
    ]
    assert small, "the demo has groups under five"
    unit = Unit.objects.get(id=small[0].unit_id)

    hidden = seen(unit, "demo-leader").standing

    assert hidden is not None
    assert hidden.people is None
    assert {each.absence for part in hidden.parts for each in part.indicators} <= {
        Absence.WITHHELD,
        Absence.WAITS,
    }
    assert {part.absence for part in hidden.parts if part.part.code == "D3"} == {Absence.WITHHELD}
    own = [step for step in path_of(unit.id, AS_OF) if step.kind == UnitKind.ENTERPRISE]
    assert own


def test_everybody_is_told_the_zone_and_its_months():
    course = zone_course(top(), AS_OF)

    assert course is not None
    assert course.standing.people == newest_people()
    assert len(course.months) == MONTHS


def test_a_month_says_what_the_standing_of_its_day_says():
    unit = own_enterprise("demo-hr")
    for reader in ("demo-hr", "demo-leader"):
        shown = seen(unit, reader)
        [month] = trend(shown, reach(reader), months=1)
        assert shown.standing is not None
        for part in shown.standing.parts:
            assert month.parts.get(part.part.code) == part.score
            for each in part.indicators:
                assert month.values.get(each.definition.id) == each.value
                assert month.scores.get(each.definition.id) == each.score
        for composite in shown.standing.composites:
            assert month.parts.get(composite.code) == composite.score


def newest_people() -> int:
    return Snapshot.objects.get(run_id=newest().id, unit_id=top().id).people


@pytest.mark.parametrize(
    ("people", "band"), [(1, (0, 20)), (20, (20, 300)), (300, (300, 1000)), (5000, (1000, None))]
)
def test_enterprises_are_compared_within_a_band_of_size(people: int, band):
    assert size_band(people) == band


def test_each_rank_stands_within_its_interval_and_overlaps_are_ties():
    unit = own_enterprise("demo-hr")
    found = compare_by_indicator(unit, newest(), reach("demo-leader"), "F35")

    assert found is not None
    ranked = [peer for peer in found.peers if peer.rank]
    assert unit in [peer.unit for peer in found.peers]
    assert all(peer.best <= peer.rank <= peer.worst for peer in ranked)
    assert [peer.best for peer in ranked] == sorted(peer.best for peer in ranked)
    assert all(peer.tie >= 1 for peer in ranked)
    assert any(peer.worst > peer.best for peer in ranked)


def test_peers_inside_whom_the_reader_may_not_look_are_not_named():
    unit = own_enterprise("demo-hr")
    found = compare_by_indicator(unit, newest(), reach("demo-hr"), "L4")

    assert found is not None
    named = [peer.unit for peer in found.peers if peer.unit is not None]
    assert named == [unit]
    assert all(peer.value is None for peer in found.peers if peer.unit is None)


def test_what_is_compared_by_parts_says_what_was_varied():
    unit = own_enterprise("demo-hr")
    found = compare_by_parts(unit, newest(), reach("demo-leader"), ["D3", "D4"])

    assert found is not None
    assert found.varied
    assert compare_by_parts(unit, newest(), reach("demo-leader"), ["F1"]) is None


def test_an_indicator_that_was_not_measured_cannot_be_compared():
    with pytest.raises(CannotDo):
        compare_by_indicator(own_enterprise("demo-hr"), newest(), reach("demo-leader"), "P6")


@pytest.mark.parametrize(("name", "part"), [("P2", "numerator"), ("P2", ""), ("L4", "")])
def test_the_records_behind_an_indicator_are_as_many_as_it_counts(name: str, part: str):
    run, unit = newest(), own_enterprise("demo-hr")
    scope = reach("demo-hr").scope

    found = seats_behind(name, part, unit, run, scope, limit=1000)

    told = seen(unit, "demo-hr").standing
    assert found is not None
    assert told is not None
    standing = told.indicator(name)
    assert standing is not None
    if standing.value is not None:
        expected = standing.numerator if part == "numerator" else standing.n
        assert found.total == expected
    assert len(found.page) == found.visible <= found.total


def test_leavers_are_listed_as_many_as_they_count():
    run = newest()
    found = leavers_behind(top(), run, reach("demo-leader").scope, limit=10)
    [sums] = Snapshot.objects.filter(run_id=run.id, unit_id=top().id).values_list("sums", flat=True)

    before = run.indicators[: run.indicators.index("F35")]
    voluntary = sum(len(INDICATORS[name].parts) for name in before)
    assert found.total == sums[voluntary]
    assert (found.visible, found.page) == (0, [])
    mine = leavers_behind(own_enterprise("demo-hr"), run, reach("demo-hr").scope, limit=500)
    assert mine.visible <= mine.total
    assert Role.HR in reach("demo-hr").scope.roles
