"""A mistake is mended by a later fact, and the ledger can be asked what it knew before."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjiang.ledger.facts.people import Left, RoleAppointed
from gongjiang.ledger.queries import facts_of, history_of, live, live_sql, standing_entry
from gongjiang.ledger.services import AlreadyCorrected, annul, correct, record
from ledger.facts_for_tests import hired

DAY = date(2022, 3, 1)

pytestmark = pytest.mark.django_db


def test_a_correction_takes_the_place_of_the_entry():
    wrong = record(hired(), person=1, unit=2, on=DAY)

    right = correct(wrong, hired(), person=1, unit=3, on=DAY, by=9)

    [fact] = facts_of(1)
    assert (fact.entry_id, fact.unit_id, fact.corrects_id) == (right, 3, wrong)
    assert [past.entry_id for past in history_of(1)] == [wrong, right]
    assert standing_entry(kind="people.person.hired", subject_id=1) == right


def test_the_same_correction_again_is_the_first_one():
    wrong = record(hired(), person=1, unit=2, on=DAY)
    right = correct(wrong, hired(), person=1, unit=3, on=DAY, by=9)

    assert correct(wrong, hired(), person=1, unit=3, on=DAY, by=9) == right


def test_an_entry_is_corrected_once_and_then_its_correction():
    wrong = record(hired(), person=1, unit=2, on=DAY)
    better = correct(wrong, hired(), person=1, unit=3, on=DAY, by=9)

    with pytest.raises(AlreadyCorrected):
        correct(wrong, hired(), person=1, unit=4, on=DAY, by=9)

    best = correct(better, hired(), person=1, unit=4, on=DAY, by=9)
    assert [fact.entry_id for fact in facts_of(1)] == [best]


def test_a_fact_cannot_become_one_of_another_kind():
    entry = record(hired(), person=1, on=DAY)
    left = Left(employment_id=1, employer_id=7, reason="RESIGNED", voluntary=True)

    with pytest.raises(ValueError, match="cannot become"):
        correct(entry, left, person=1, on=DAY, by=9)


def test_an_annulled_entry_stops_counting():
    entry = record(hired(), person=1, on=DAY)

    annul(entry, reason="Typed for the wrong person.", by=9)

    assert facts_of(1) == []
    assert len(history_of(1)) == 2


def test_annulling_twice_is_annulling_once():
    entry = record(hired(), person=1, on=DAY)

    first = annul(entry, reason="A slip.", by=9)

    assert annul(entry, reason="A slip.", by=9) == first
    with pytest.raises(AlreadyCorrected):
        annul(entry, reason="Another reason.", by=9)


def test_an_annulment_is_mended_by_the_fact_that_stood_there():
    entry = record(hired(), person=1, unit=2, on=DAY)
    annulment = annul(entry, reason="A slip.", by=9)

    with pytest.raises(AlreadyCorrected):
        annul(annulment, reason="It was right.", by=9)
    again = correct(annulment, hired(), person=1, unit=2, on=DAY, by=9)

    assert [fact.entry_id for fact in facts_of(1)] == [again]


def recorded_at(entry_id: int) -> datetime:
    [moment] = live_or_not(entry_id)
    return moment


def live_or_not(entry_id: int) -> list[datetime]:
    return [fact.recorded_at for fact in history_of(1) if fact.entry_id == entry_id]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["record", "correct", "annul"]),
        st.integers(min_value=0, max_value=20),  # which of the standing entries
        st.integers(min_value=0, max_value=30),  # days after DAY
    ),
    min_size=1,
    max_size=12,
)


class NaiveLedger:
    """What the ledger should answer, kept as a plain list."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, date, int | None, bool]] = []

    def standing(self) -> list[int]:
        corrected = {corrects for _, _, corrects, _ in self.rows}
        return [entry for entry, _, _, counts in self.rows if counts and entry not in corrected]

    def live(self, *, on: date | None, known: int) -> set[int]:
        """Those that count among the first `known` rows, happened by `on`."""
        rows = self.rows[:known]
        corrected = {corrects for _, _, corrects, _ in rows}
        return {
            entry
            for entry, day, _, counts in rows
            if counts and entry not in corrected and (on is None or day <= on)
        }


def play(steps: list[tuple[str, int, int]]) -> NaiveLedger:
    """Write the steps into the ledger and into the naive one."""
    naive = NaiveLedger()
    for number, (deed, which, later) in enumerate(steps):
        day, standing = DAY + timedelta(days=later), naive.standing()
        if deed == "record" or not standing:
            entry = record(RoleAppointed(appointment_id=number, role="HR"), person=1, on=day)
            naive.rows.append((entry, day, None, True))
            continue
        old = standing[which % len(standing)]
        if deed == "correct":
            subject = live().get(id=old).subject_id
            fact = RoleAppointed(appointment_id=subject, role=f"ROLE{number}")
            entry = correct(old, fact, person=1, on=day, by=9)
            naive.rows.append((entry, day, old, True))
        else:
            entry = annul(old, reason="A slip.", by=9)
            naive.rows.append((entry, live_day(naive, old), old, False))
    return naive


def live_day(naive: NaiveLedger, entry_id: int) -> date:
    return next(day for entry, day, _, _ in naive.rows if entry == entry_id)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=STEPS, on=st.none() | st.integers(min_value=-1, max_value=31), known=st.integers(0, 12)
)
def test_what_counts_is_what_a_naive_ledger_says(
    steps: list[tuple[str, int, int]], on: int | None, known: int
):
    with transaction.atomic():
        naive = play(steps)
        day = None if on is None else DAY + timedelta(days=on)
        known = min(max(known, 1), len(naive.rows))
        moment = recorded_at(naive.rows[known - 1][0])

        told = set(live(on=day, known_at=moment).values_list("id", flat=True))

        assert told == naive.live(on=day, known=known)
        assert set(live(on=day).values_list("id", flat=True)) == naive.live(
            on=day, known=len(naive.rows)
        )
        transaction.set_rollback(True)


def test_live_as_sql_gives_the_same_entries():
    wrong = record(hired(), person=1, unit=2, on=DAY)
    right = correct(wrong, hired(), person=1, unit=3, on=DAY, by=9)
    record(hired(2), person=2, on=DAY + timedelta(days=1))

    sql, params = live_sql(["people.person.hired"], on=DAY)

    with transaction.get_connection().cursor() as cursor:
        cursor.execute(f"SELECT id FROM ({sql}) AS fact", params)
        assert cursor.fetchall() == [(right,)]
