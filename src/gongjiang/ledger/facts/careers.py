"""What can have happened on the career ladder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongjiang.ledger.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class GradeEntered(Fact):
    """A person came to hold a grade with the entry's enterprise.

    Attributes:
        sequence, from_sequence: O, T, P or M.
        reason: INITIAL, PROMOTION, EXCEPTIONAL, CONVERSION, RETURN, DEMOTION or TABLE_CHANGE.
        from_sequence, from_grade: what the spell just before was, on the same track.
        track: PRIMARY or SECONDARY.
    """

    kind = "careers.grade.entered"
    subject = "spell"

    spell_id: int
    sequence: str
    grade: int
    reason: str
    from_sequence: str | None = None
    from_grade: int | None = None
    track: str = "PRIMARY"


@dataclass(frozen=True, kw_only=True)
class GradeLeft(Fact):
    """A grade ended without a next one: EMPLOYMENT_ENDED or LAID_DOWN."""

    kind = "careers.grade.left"
    subject = "spell"

    spell_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Fact):
    """An enterprise opened a promotion round."""

    kind = "careers.round.opened"
    subject = "round"

    round_id: int
    counted_on: date


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Fact):
    """Nobody is under way in the round any more."""

    kind = "careers.round.closed"
    subject = "round"

    round_id: int
    effective: int
    rejected: int


@dataclass(frozen=True, kw_only=True)
class _PromotionFact(Fact):
    subject = "promotion"

    promotion_id: int


@dataclass(frozen=True, kw_only=True)
class PromotionApplied(_PromotionFact):
    """A person applied for the next grade."""

    kind = "careers.promotion.applied"

    round_id: int
    sequence: str
    to_grade: int
    exceptional: bool


@dataclass(frozen=True, kw_only=True)
class PromotionNominated(_PromotionFact):
    """A leader or HR named a person for the next grade; the entry's actor is who did."""

    kind = "careers.promotion.nominated"

    round_id: int
    sequence: str
    to_grade: int
    exceptional: bool


@dataclass(frozen=True, kw_only=True)
class PromotionReviewed(_PromotionFact):
    """The department supports it."""

    kind = "careers.promotion.reviewed"


@dataclass(frozen=True, kw_only=True)
class PromotionQualified(_PromotionFact):
    """HR found that every criterion is met."""

    kind = "careers.promotion.qualified"


@dataclass(frozen=True, kw_only=True)
class PromotionDefended(_PromotionFact):
    """The defence was passed, by so many members' scores."""

    kind = "careers.promotion.defended"

    members: int
    mean: Decimal


@dataclass(frozen=True, kw_only=True)
class PromotionDecided(_PromotionFact):
    """The committee is for it."""

    kind = "careers.promotion.decided"

    members: int
    votes_for: int
    votes_against: int


@dataclass(frozen=True, kw_only=True)
class PromotionPublished(_PromotionFact):
    """It was made public, for objections."""

    kind = "careers.promotion.published"

    publicity_id: int


@dataclass(frozen=True, kw_only=True)
class PromotionRejected(_PromotionFact):
    """It was turned down at the step after this one; its reason stays with the case."""

    kind = "careers.promotion.rejected"

    rejected_from: str
    cool_off_until: date


@dataclass(frozen=True, kw_only=True)
class PromotionWithdrawn(_PromotionFact):
    """The person took it back."""

    kind = "careers.promotion.withdrawn"


@dataclass(frozen=True, kw_only=True)
class PromotionTookEffect(_PromotionFact):
    """The new grade began; the fact of the grade itself names the same spell."""

    kind = "careers.promotion.took_effect"

    spell_id: int


@dataclass(frozen=True, kw_only=True)
class PromotionAppealed(Fact):
    """The person asked that a rejection be looked at again."""

    kind = "careers.promotion.appealed"
    subject = "appeal"

    appeal_id: int
    promotion_id: int


@dataclass(frozen=True, kw_only=True)
class PromotionReReviewed(Fact):
    """The appeal was decided: upheld, the promotion goes on from where it was rejected."""

    kind = "careers.promotion.re_reviewed"
    subject = "appeal"

    appeal_id: int
    promotion_id: int
    upheld: bool


@dataclass(frozen=True, kw_only=True)
class _ConversionFact(Fact):
    subject = "conversion"

    conversion_id: int


@dataclass(frozen=True, kw_only=True)
class ConversionAsked(_ConversionFact):
    """A person, or HR for them, asked for another sequence."""

    kind = "careers.conversion.asked"

    from_sequence: str
    from_grade: int
    to_sequence: str
    to_grade: int


@dataclass(frozen=True, kw_only=True)
class ConversionTookEffect(_ConversionFact):
    """Both departments and HR agreed; the probation began."""

    kind = "careers.conversion.took_effect"

    spell_id: int
    probation_until: date


@dataclass(frozen=True, kw_only=True)
class ConversionConfirmed(_ConversionFact):
    """The probation was passed."""

    kind = "careers.conversion.confirmed"


@dataclass(frozen=True, kw_only=True)
class ConversionReturned(_ConversionFact):
    """The person went back to the former sequence and grade."""

    kind = "careers.conversion.returned"

    spell_id: int


@dataclass(frozen=True, kw_only=True)
class ConversionRejected(_ConversionFact):
    """One of those who must agree did not."""

    kind = "careers.conversion.rejected"


@dataclass(frozen=True, kw_only=True)
class ConversionWithdrawn(_ConversionFact):
    """It was taken back before all had agreed."""

    kind = "careers.conversion.withdrawn"


@dataclass(frozen=True, kw_only=True)
class MeasureTaken(Fact):
    """A demotion or a freeze took effect; its ground stays with the case."""

    kind = "careers.measure.took_effect"
    subject = "measure"

    measure_id: int
    measure_kind: str


@dataclass(frozen=True, kw_only=True)
class MeasureLifted(Fact):
    """A freeze ended before its day."""

    kind = "careers.measure.lifted"
    subject = "measure"

    measure_id: int


@dataclass(frozen=True, kw_only=True)
class Appraised(Fact):
    """The appraisal of a year was decided: A to E."""

    kind = "careers.appraisal.recorded"
    subject = "appraisal"

    appraisal_id: int
    year: int
    mark: str


@dataclass(frozen=True, kw_only=True)
class Disciplined(Fact):
    """A breach of discipline or safety was recorded; what it was stays with HR."""

    kind = "careers.discipline.recorded"
    subject = "discipline"

    discipline_id: int
    discipline_kind: str
    serious: bool


@dataclass(frozen=True, kw_only=True)
class MeritRecorded(Fact):
    """HR recorded a contribution or an award that no other room records.

    Attributes:
        merit_kind: PROPOSAL, APPRENTICE, COURSE, CONTEST or AWARD.
        level: TEAM, ENTERPRISE, ZONE, CITY, PROVINCE or NATION.
    """

    kind = "careers.merit.recorded"
    subject = "merit"

    merit_id: int
    merit_kind: str
    level: str


@dataclass(frozen=True, kw_only=True)
class VacancyOpened(Fact):
    """A management post was to be filled."""

    kind = "careers.vacancy.opened"
    subject = "vacancy"

    vacancy_id: int
    grade: int


@dataclass(frozen=True, kw_only=True)
class VacancyFilled(Fact):
    """A management post was filled: INTERNAL, by one's own people, or EXTERNAL."""

    kind = "careers.vacancy.filled"
    subject = "vacancy"

    vacancy_id: int
    grade: int
    origin: str


@dataclass(frozen=True, kw_only=True)
class VacancyWithdrawn(Fact):
    """A management post is not to be filled after all."""

    kind = "careers.vacancy.withdrawn"
    subject = "vacancy"

    vacancy_id: int
