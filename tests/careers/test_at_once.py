"""Panel members and HR press in the same second: one outcome, no lost vote."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connections

from careers.firm import AFTER_PUBLICITY as AFTER
from careers.firm import Firm, make_firm
from gongjiang.careers.models import CommitteeVote, GradeSpell, PanelScore, Promotion
from gongjiang.careers.services import effect, panels, reviewing
from gongjiang.careers.services.defaults import install_ladder
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.ledger.facts.careers import PromotionDecided
from gongjiang.ledger.queries import facts_of
from gongjiang.people.actors import SYSTEM
from world import NOON, TODAY, make_world

pytestmark = pytest.mark.commits


@pytest.fixture
def firm(committing_db: str) -> Firm:
    world = make_world()
    install_defaults(actor=SYSTEM, on=TODAY)
    install_ladder(actor=SYSTEM, on=TODAY)
    return make_firm(world.a)


def together(*deeds: Callable[[], object]) -> list[str]:
    """Do these at once, each on a connection of its own; the names of what they raised."""
    gate, raised = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            gate.wait()
            deed()
        except Exception as error:  # noqa: BLE001  (whatever it is, it is looked at)
            raised.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_two_members_and_hr_at_once_lose_no_score(firm: Firm):
    """HR closes before, between or after them; whatever was acknowledged stands."""
    promotion = firm.at_the_defence()
    panels.give_score(
        promotion_id=promotion.id, actor=firm.panel[0], score=Decimal(80), remark="", at=NOON
    )

    def scores(member: int) -> Callable[[], object]:
        return lambda: panels.give_score(
            promotion_id=promotion.id,
            actor=firm.panel[member],
            score=Decimal(80),
            remark="",
            at=NOON,
        )

    raised = together(scores(1), scores(2), lambda: firm.defended(promotion))

    promotion.refresh_from_db()
    assert PanelScore.objects.filter(promotion=promotion).count() == 3
    assert raised == ([] if promotion.state == "DEFENDED" else ["CannotDo"])


def test_two_members_and_the_chair_at_once_lose_no_vote(firm: Firm):
    """The chair decides before, between or after them: on all votes, or not yet."""
    promotion = firm.before_the_committee()
    vote(firm, promotion, 0)()

    raised = together(
        vote(firm, promotion, 1), vote(firm, promotion, 2), lambda: firm.decided(promotion)
    )

    promotion.refresh_from_db()
    assert CommitteeVote.objects.filter(promotion=promotion).count() == 3
    assert raised == ([] if promotion.state == "DECIDED" else ["CannotDo"])
    decided = [fact.fact for fact in facts_of(firm.worker.id) if fact.kind == PromotionDecided.kind]
    assert [fact.votes_for for fact in decided] == ([] if raised else [3])


def test_a_member_who_presses_three_times_votes_once(firm: Firm):
    promotion = firm.before_the_committee()

    raised = together(*[vote(firm, promotion, 0)] * 3)

    assert raised == ["CannotDo"] * 2
    assert CommitteeVote.objects.get(promotion=promotion).member.person == firm.committee[0]


def vote(firm: Firm, promotion: Promotion, member: int) -> Callable[[], object]:
    return lambda: panels.cast_vote(
        promotion_id=promotion.id, actor=firm.committee[member], vote="YES", at=NOON
    )


def test_a_rejection_and_a_decision_at_once_have_one_outcome(firm: Firm):
    promotion = firm.before_the_committee()
    firm.voted(promotion)
    chair = firm.committee[0]

    raised = together(
        lambda: panels.decide(promotion_id=promotion.id, actor=chair, note="", at=NOON),
        lambda: reviewing.reject(promotion_id=promotion.id, actor=chair, reason="否", at=NOON),
    )

    promotion.refresh_from_db()
    assert CommitteeVote.objects.filter(promotion=promotion).count() == 3
    assert len(raised) == 1
    assert promotion.state in {"DECIDED", "REJECTED"}


def test_two_in_hr_put_it_into_effect_once(firm: Firm):
    promotion = firm.decided_for()
    firm.made_public(promotion)

    raised = together(
        lambda: firm.in_effect(promotion),
        lambda: effect.take_effect(promotion_id=promotion.id, actor=firm.second_hr, at=AFTER),
    )

    assert raised == ["NotNow"]
    assert GradeSpell.objects.filter(person=firm.worker).count() == 2


def test_one_person_applies_once(firm: Firm):
    raised = together(firm.apply, firm.apply)

    assert raised == ["AlreadyUnderWay"]
    assert Promotion.objects.filter(person=firm.worker).count() == 1
