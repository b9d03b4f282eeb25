"""Who may be whose master: each refusal, and the sentence that says what opens it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongjiang.mentoring.rules.guards import Pair, fits_term, may_pair, renews_rightly
from gongjiang.mentoring.services.defaults import DEFAULT

ALLOWED = Pair(
    master_id=1,
    apprentice_id=2,
    day=date(2022, 3, 1),
    master_at_site=True,
    apprentice_at_site=True,
    master_rank=4,
    apprentice_rank=1,
    places_taken=2,
)


def test_a_fitting_pair_is_allowed():
    assert may_pair(ALLOWED, DEFAULT)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"apprentice_id": 1}, "Nobody is their own master"),
        ({"master_at_site": False}, "The master does not work in this enterprise on 2022-03-01"),
        ({"apprentice_at_site": False}, "The apprentice does not work in this enterprise"),
        ({"master_rank": 2}, "A master needs skill rank 3 or higher, and this one has rank 2"),
        (
            {"apprentice_rank": 4},
            "own rank, 4, is too high for a master of rank 4: choose a master of rank 5 or higher.",
        ),
        ({"apprentice_rank": 7, "master_rank": 7}, "no rank stands 1 above it"),
        ({"places_taken": 3}, "This master has 3 apprentices already, and the terms allow 3"),
        ({"is_apprentice_elsewhere": True}, "another agreement that is still open"),
    ],
)
def test_what_stands_in_the_way_is_said(change: dict[str, object], sentence: str):
    decision = may_pair(replace(ALLOWED, **change), DEFAULT)  # type: ignore[arg-type]

    assert not decision
    assert sentence in str(decision.reason)


@pytest.mark.parametrize(
    ("master", "apprentice", "allowed"),
    [(3, 2, True), (3, 3, False), (5, 4, True), (2, 0, False), (7, 6, True), (3, 0, True)],
)
def test_a_master_has_rank_three_and_stands_one_above(master: int, apprentice: int, allowed: bool):
    pair = replace(ALLOWED, master_rank=master, apprentice_rank=apprentice)

    assert bool(may_pair(pair, DEFAULT)) is allowed


def test_an_enterprise_may_ask_for_less_or_more():
    strict = DEFAULT.model_copy(update={"most_apprentices": 1, "ranks_above": 2})

    assert "has 2 apprentices already, and the terms allow 1" in str(
        may_pair(ALLOWED, strict).reason
    )
    assert may_pair(replace(ALLOWED, places_taken=0, apprentice_rank=2), strict)
    assert not may_pair(replace(ALLOWED, places_taken=0, apprentice_rank=3), strict)


@pytest.mark.parametrize(
    ("kind", "months", "allowed"),
    [
        ("NEW_WORKER", 5, False),
        ("NEW_WORKER", 6, True),
        ("NEW_WORKER", 12, True),
        ("NEW_WORKER", 13, False),
        ("SKILL_MASTER", 11, False),
        ("SKILL_MASTER", 12, True),
        ("SKILL_MASTER", 36, True),
        ("SKILL_MASTER", 37, False),
    ],
)
def test_how_long_an_agreement_lasts(kind: str, months: int, allowed: bool):
    assert bool(fits_term(kind, months, DEFAULT)) is allowed


def test_after_a_failure_another_master_takes_over_for_a_year():
    assert "another master takes over" in str(
        renews_rightly(former_master=1, master=1, months=12, most=12).reason
    )
    assert not renews_rightly(former_master=1, master=3, months=13, most=12)
    assert renews_rightly(former_master=1, master=3, months=12, most=12)
