"""Coverage and depth of key positions (domain.md §4.5)."""

from __future__ import annotations

from fractions import Fraction

from gongjiang.careers.rules.echelon import ECHELONS, Bench, bench_of


def test_only_successors_who_are_ready_now_cover_and_all_of_them_make_the_depth():
    found = bench_of([["NOW", "3-5Y"], ["1-2Y", "1-2Y", "3-5Y"], [], ["NOW", "NOW"]])
    assert found == Bench(positions=4, covered=2, successors=7)
    assert (found.coverage, found.depth) == (Fraction(1, 2), Fraction(7, 4))


def test_without_key_positions_there_is_no_share():
    assert bench_of([]) == Bench(0, 0, 0)
    assert bench_of([]).coverage is None
    assert bench_of([]).depth is None


def test_benches_of_two_units_add_up():
    one, other = bench_of([["NOW"]]), bench_of([[], ["1-2Y"]])
    assert one + other == bench_of([["NOW"], [], ["1-2Y"]])


def test_readiness_gives_the_echelon():
    assert ECHELONS == {"NOW": "A", "1-2Y": "B", "3-5Y": "C"}
