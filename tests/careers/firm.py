"""An enterprise with everybody a promotion needs, made by the deeds a user would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count

from gongjiang.careers.models import Promotion, PromotionRound
from gongjiang.careers.services import applying, effect, panels, reviewing
from gongjiang.careers.services.grades import place
from gongjiang.careers.services.records import About, record_appraisal, record_merit
from gongjiang.careers.services.rounds import Days, name_member, open_round
from gongjiang.governance.services.publicity import close_publicity
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.ledger.queries import facts_of
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from gongjiang.skills.models import Occupation
from gongjiang.skills.services.certificates import NewCertificate, record_certificate
from gongjiang.skills.services.titles import NewTitle, confer_title
from world import NOON, OPENING, TODAY, Site, make_person, make_worker

PUBLIC_FROM = TODAY
AFTER_PUBLICITY = datetime(2022, 12, 6, 9, tzinfo=SHANGHAI)
"""Five working days from 28 November are over on 3 December, a Saturday."""

EFFECT = date(2022, 12, 5)

_numbers = count(1)


@dataclass
class Firm:
    """Everybody a promotion needs, and the open round.

    Attributes:
        second_hr: may handle what concerns the first.
        reviewer: speaks for the whole workshop.
        panel: three members. committee: three, the first of whom has the chair.
        worker: O5, with all that O6 asks.
    """

    site: Site
    round: PromotionRound
    second_hr: Person
    reviewer: Person
    panel: list[Person]
    committee: list[Person]
    worker: Person

    @property
    def hr(self) -> Person:
        return self.site.hr

    @property
    def enterprise(self) -> Unit:
        return self.site.enterprise

    def about(self, person: Person) -> About:
        return About(person=person, enterprise=self.enterprise, actor=self.hr)

    def apply(self, person: Person | None = None, **wish: object) -> Promotion:
        return applying.apply(
            round_id=self.round.id,
            actor=person or self.worker,
            wish=applying.Wish(**wish),
            at=NOON,
        )

    def reviewed(self, promotion: Promotion) -> Promotion:
        return reviewing.support(
            promotion_id=promotion.id, actor=self.reviewer, note="同意", at=NOON
        )

    def qualified(self, promotion: Promotion) -> Promotion:
        return reviewing.qualify(promotion_id=promotion.id, actor=self.hr, note="", at=NOON)

    def scored(self, promotion: Promotion, *scores: int) -> None:
        for member, score in zip(self.panel, scores or (80, 85, 90), strict=True):
            panels.give_score(
                promotion_id=promotion.id, actor=member, score=Decimal(score), remark="", at=NOON
            )

    def defended(self, promotion: Promotion) -> Promotion:
        return panels.close_defence(promotion_id=promotion.id, actor=self.hr, note="", at=NOON)

    def voted(self, promotion: Promotion, *votes: str) -> None:
        for member, vote in zip(self.committee, votes or ("YES", "YES", "NO"), strict=True):
            panels.cast_vote(promotion_id=promotion.id, actor=member, vote=vote, at=NOON)

    def decided(self, promotion: Promotion) -> Promotion:
        return panels.decide(promotion_id=promotion.id, actor=self.committee[0], note="", at=NOON)

    def at_the_defence(self, person: Person | None = None) -> Promotion:
        return self.qualified(self.reviewed(self.apply(person)))

    def before_the_committee(self, person: Person | None = None) -> Promotion:
        promotion = self.at_the_defence(person)
        self.scored(promotion)
        return self.defended(promotion)

    def decided_for(self, person: Person | None = None) -> Promotion:
        promotion = self.before_the_committee(person)
        self.voted(promotion)
        return self.decided(promotion)

    def made_public(self, promotion: Promotion) -> None:
        publicity = effect.publish(
            promotion_id=promotion.id, actor=self.hr, from_day=PUBLIC_FROM, at=NOON
        )
        close_publicity(publicity_id=publicity.id, actor=self.hr, at=AFTER_PUBLICITY)

    def in_effect(self, promotion: Promotion) -> Promotion:
        return effect.take_effect(promotion_id=promotion.id, actor=self.hr, at=AFTER_PUBLICITY)


def make_firm(site: Site) -> Firm:
    second = make_worker(site, "钱人事", on=OPENING).person
    appoint(person=second, role=Role.HR, unit=site.enterprise, actor=SYSTEM, on=OPENING)
    reviewer = make_worker(site, "周主任", on=OPENING, unit=site.workshop).person
    appoint(person=reviewer, role=Role.REVIEWER, unit=site.workshop, actor=SYSTEM, on=OPENING)
    opened = open_round(
        enterprise=site.enterprise,
        title="2022年第四季度晋级",
        days=Days(opens=TODAY, closes=TODAY + timedelta(days=3), counted=TODAY, effect=EFFECT),
        actor=site.hr,
        at=NOON,
    )
    panel = [make_worker(site, f"评委{i}", on=OPENING).person for i in "一二三"]
    committee = [make_worker(site, f"委员{i}", on=OPENING).person for i in "一二三"]
    seats = [
        *((person, "PANEL") for person in panel),
        (committee[0], "CHAIR"),
        *((person, "COMMITTEE") for person in committee[1:]),
    ]
    for person, seat in seats:
        name_member(round_id=opened.id, person=person, seat=seat, actor=site.hr, at=NOON)
    firm = Firm(site, opened, second, reviewer, panel, committee, make_person("占位"))
    firm.worker = senior_worker(firm, "王工")
    return firm


def senior_worker(
    firm: Firm, name: str, *, since: date = date(2020, 6, 1), rank: int = 3
) -> Person:
    """Somebody with all that O6 asks, when in O5 for long enough."""
    person = make_worker(firm.site, name, on=date(2018, 3, 1)).person
    graded(firm, person, "O", 5, since)
    if rank:
        certified(firm, person, rank)
    appraised(firm, person, (2020, "B"), (2021, "A"))
    record_merit(
        about=firm.about(person), kind="PROPOSAL", level="ENTERPRISE", title="夹具改进", on=TODAY
    )
    return person


def graded(firm: Firm, person: Person, sequence: str, grade: int, since: date) -> None:
    place(
        person=person,
        enterprise=firm.enterprise,
        sequence=sequence,
        grade=grade,
        actor=firm.hr,
        on=since,
    )


def certified(firm: Firm, person: Person, rank: int) -> None:
    new = NewCertificate(
        occupation=Occupation.objects.filter(level=Occupation.Level.DETAILED)[0],
        rank=rank,
        number=f"T{next(_numbers):012d}",
        issuer_kind="ENTERPRISE",
        issuer="示范",
        issued_on=date(2019, 5, 1),
    )
    record_certificate(person=person, new=new, actor=firm.hr, on=TODAY)


def titled(firm: Firm, person: Person, level: int) -> None:
    new = NewTitle(
        level=level,
        field="ENGINEERING",
        name="职称",
        issuer="示范",
        conferred_on=date(2019, 5, 1),
    )
    confer_title(person=person, new=new, actor=firm.hr, on=TODAY)


def appraised(firm: Firm, person: Person, *marks: tuple[int, str]) -> None:
    for year, mark in marks:
        record_appraisal(about=firm.about(person), year=year, mark=mark, on=date(year + 1, 1, 20))


def kinds_of(person: Person) -> list[str]:
    return [fact.kind for fact in facts_of(person.id) if fact.kind.startswith("careers.")]
