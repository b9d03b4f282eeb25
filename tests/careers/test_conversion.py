"""A change of sequence: level first, then upward; and the way back."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from careers.firm import Firm, graded, titled
from gongjiang.careers.models import Conversion, GradeSpell
from gongjiang.careers.queries.explained import explanation_of
from gongjiang.careers.rules.conversions import WouldPromote
from gongjiang.careers.rules.eligibility import Criterion
from gongjiang.careers.services import conversions
from gongjiang.careers.services.conversions import Target
from gongjiang.careers.services.grades import OutsideSpan
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.ledger.queries import facts_of
from gongjiang.people.models import Person
from world import NOON, TODAY, make_worker

IN_MAY = datetime(2023, 5, 28, 9, tzinfo=SHANGHAI)


@pytest.fixture
def engineer(firm: Firm) -> Person:
    """O10 since 2020, with a title that lets them be T10 or lower."""
    person = make_worker(firm.site, "许工", on=date(2018, 3, 1)).person
    graded(firm, person, "O", 10, date(2020, 6, 1))
    titled(firm, person, 2)
    return person


def asked(firm: Firm, person: Person, sequence: str = "T", grade: int = 10) -> Conversion:
    return conversions.ask_conversion(
        person=person,
        enterprise=firm.enterprise,
        to=Target(sequence=sequence, grade=grade, unit=firm.site.other_team),
        statement="转技术岗",
        actor=person,
        at=NOON,
    )


def agreed(firm: Firm, conversion: Conversion) -> Conversion:
    for side, actor in (("from", firm.reviewer), ("to", firm.reviewer), ("hr", firm.hr)):
        conversions.agree(conversion_id=conversion.id, side=side, actor=actor, note="", at=NOON)
    return conversion


def begun(firm: Firm, conversion: Conversion, months: int = 6) -> Conversion:
    return conversions.begin_probation(
        conversion_id=conversion.id, months=months, actor=firm.hr, at=NOON
    )


def grades_of(person: Person) -> list[str]:
    return [str(spell) for spell in GradeSpell.objects.filter(person=person).order_by("valid_from")]


def test_agreed_on_probation_confirmed(firm: Firm, engineer: Person):
    conversion = begun(firm, agreed(firm, asked(firm, engineer)))
    spell = GradeSpell.objects.get(person=engineer, valid_to=None)
    assert (str(spell), spell.reason, spell.probation_until) == (
        "T10",
        "CONVERSION",
        date(2023, 5, 28),
    )
    with pytest.raises(CannotDo, match="2023-05-28"):
        conversions.confirm(conversion_id=conversion.id, actor=firm.hr, note="", at=NOON)

    conversions.confirm(conversion_id=conversion.id, actor=firm.hr, note="", at=IN_MAY)

    assert Conversion.objects.get(id=conversion.id).state == "CONFIRMED"
    assert [f.kind for f in facts_of(engineer.id) if ".conversion." in f.kind] == [
        "careers.conversion.asked",
        "careers.conversion.took_effect",
        "careers.conversion.confirmed",
    ]


def test_months_at_the_same_grade_go_on_and_probation_waits(firm: Firm, engineer: Person):
    begun(firm, agreed(firm, asked(firm, engineer)))

    found = explanation_of(engineer.id, firm.enterprise.id, TODAY)

    assert (found.since, found.months) == (date(2020, 6, 1), 29)
    probation = found.item(Criterion.PROBATION)
    assert probation is not None
    assert (probation.satisfied, probation.day) == (False, date(2023, 5, 28))


def test_returned_to_where_they_were(firm: Firm, engineer: Person):
    conversion = begun(firm, agreed(firm, asked(firm, engineer)))

    conversions.return_from_probation(
        conversion_id=conversion.id, actor=firm.hr, reason="不适应", at=IN_MAY
    )

    assert grades_of(engineer) == ["O10", "T10", "O10"]
    found = explanation_of(engineer.id, firm.enterprise.id, IN_MAY.date())
    assert found.since == date(2020, 6, 1)


def test_never_converted_and_promoted_in_one_step(firm: Firm, engineer: Person):
    with pytest.raises(WouldPromote, match="never both in one step"):
        asked(firm, engineer, grade=11)


def test_not_while_a_promotion_is_under_way(firm: Firm):
    firm.apply()

    with pytest.raises(CannotDo, match="never convert and promote"):
        asked(firm, firm.worker, "P", 5)


def test_a_promotion_in_between_lets_the_change_lapse(firm: Firm):
    """Asked for at O5; O6 by the time it would take effect: it would lead another way now."""
    conversion = agreed(firm, asked(firm, firm.worker, "P", 5))
    promotion = firm.decided_for()
    firm.made_public(promotion)
    firm.in_effect(promotion)

    with pytest.raises(CannotDo, match="has changed since"):
        conversions.begin_probation(conversion_id=conversion.id, months=6, actor=firm.hr, at=IN_MAY)


@pytest.mark.parametrize(
    ("sequence", "grade", "refusal"),
    [
        ("T", 4, "the grades 5 to 21"),
        ("T", 7, "at most 2 grades lower"),
        ("O", 10, "in already"),
        ("P", 3, "the grades 4 to 18"),
    ],
)
def test_where_a_change_does_not_lead(
    firm: Firm, engineer: Person, sequence: str, grade: int, refusal: str
):
    with pytest.raises(CannotDo, match=refusal):
        asked(firm, engineer, sequence, grade)


def test_outside_the_span_is_said_as_such(firm: Firm, engineer: Person):
    with pytest.raises(OutsideSpan):
        asked(firm, engineer, "M", 6)


def test_not_before_a_year_in_the_grade(firm: Firm):
    person = make_worker(firm.site, "新工", on=date(2018, 3, 1)).person
    graded(firm, person, "O", 7, date(2022, 1, 10))

    with pytest.raises(CannotDo, match="2023-01-10"):
        asked(firm, person, "P", 7)


def test_the_target_asks_for_its_title(firm: Firm):
    person = make_worker(firm.site, "新工", on=date(2018, 3, 1)).person
    graded(firm, person, "O", 10, date(2020, 1, 10))

    with pytest.raises(CannotDo, match="certificate or title"):
        asked(firm, person, "T", 10)


def test_all_three_must_agree_each_for_itself(firm: Firm, engineer: Person):
    conversion = asked(firm, engineer)
    with pytest.raises(NotAllowed):
        conversions.agree(conversion_id=conversion.id, side="to", actor=firm.hr, note="", at=NOON)
    conversions.agree(conversion_id=conversion.id, side="hr", actor=firm.hr, note="", at=NOON)

    with pytest.raises(CannotDo, match="Both departments and HR"):
        begun(firm, conversion)


def test_a_probation_lasts_three_to_six_months(firm: Firm, engineer: Person):
    conversion = agreed(firm, asked(firm, engineer))

    with pytest.raises(CannotDo, match="3 to 6 months"):
        begun(firm, conversion, months=12)


def test_a_refusal_has_a_reason_and_ends_it(firm: Firm, engineer: Person):
    conversion = asked(firm, engineer)

    conversions.reject_conversion(
        conversion_id=conversion.id, side="to", actor=firm.reviewer, reason="无编制", at=NOON
    )

    with pytest.raises(CannotDo):
        conversions.agree(conversion_id=conversion.id, side="hr", actor=firm.hr, note="", at=NOON)
