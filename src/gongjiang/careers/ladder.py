"""The ladder as a rule: sequences, their spans and anchors, and what each grade asks.

Effective-dated like every rule (`governance`). The zone's own holds where an enterprise has
approved none; an enterprise that brings its own names its rungs and says which grade of the
zone's scale each one is, so that grades can be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, ClassVar, Self

from annotated_types import Ge, Le, MaxLen, MinLen
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from gongjiang.careers.models import HIGHEST, LOWEST, Channel, Mark, Merit, Sequence
from gongjiang.careers.rules.ladder import LEVELS, MARKS, NO_TITLE, Asked, Ladder, ladder_of
from gongjiang.governance.contents import RuleContent
from gongjiang.governance.contents.base import TOLD
from gongjiang.kernel.decision import Sentence
from gongjiang.ledger.facts import all_fact_classes

Grade = Annotated[int, Ge(LOWEST), Le(HIGHEST)]
Months = Annotated[int, Ge(1), Le(240)]
Words = Annotated[str, MinLen(1), MaxLen(60)]
Kind = Annotated[str, MinLen(1), MaxLen(80)]


class Plain(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Anchor(Plain):
    """What a range of grades is called; the software's own names are translated."""

    low: Grade
    high: Grade
    label: Words

    @property
    def name(self) -> str:
        return gettext(self.label)


class Span(Plain):
    """One sequence: its channel, and its first and last grade."""

    sequence: Sequence
    channel: Channel
    low: Grade
    high: Grade
    anchors: tuple[Anchor, ...] = ()


class Criteria(Plain):
    """What is asked of whoever would enter the grades `low` to `high` of a sequence.

    Attributes:
        months: whole months in the grade below. exceptional_months: the same with award evidence.
        appraisals: how many of the last annual appraisals must be `mark` or better.
        rank: least skill rank (0: none asked); title: least title level (null: none asked).
        either: whether rank or title is enough where both are asked.
        training_hours, contributions: since the grade below was entered.
        veto_months: no serious event against discipline or safety for so long.
        vacancy: whether a post must be vacant.
        cap_permille: the share of the sequence that may stand in this grade or above; one always.
    """

    sequence: Sequence
    low: Grade
    high: Grade
    months: Months = 24
    exceptional_months: Months = 12
    appraisals: Annotated[int, Ge(0), Le(10)] = 2
    mark: Mark = Mark.B
    rank: Annotated[int, Ge(0), Le(7)] = 0
    title: Annotated[int, Ge(0), Le(4)] | None = None
    either: bool = False
    training_hours: Annotated[int, Ge(0), Le(2000)] = 0
    contributions: Annotated[int, Ge(0), Le(20)] = 0
    veto_months: Annotated[int, Ge(0), Le(120)] = 12
    vacancy: bool = False
    cap_permille: Annotated[int, Ge(0), Le(1000)] = 0

    def asked(self) -> Asked:
        return Asked(
            months=self.months,
            exceptional_months=self.exceptional_months,
            appraisals=self.appraisals,
            mark=MARKS.index(self.mark),
            rank=self.rank,
            title=NO_TITLE if self.title is None else self.title,
            either=int(self.either),
            hours=self.training_hours,
            contributions=self.contributions,
            veto_months=self.veto_months,
            vacancy=int(self.vacancy),
            cap=self.cap_permille,
        )


class Rung(Plain):
    """What an enterprise calls a grade of its own, and which grade of the zone's scale that is."""

    sequence: Sequence
    grade: Grade
    name: Words


class LadderRule(RuleContent):
    """A ladder's content (domain.md §4.1, §4.2).

    Attributes:
        rungs: an enterprise's own names for grades; empty in the zone's ladder.
        training_kinds, contribution_kinds: the facts whose hours or number count.
        award_level: who must have given the award that an exceptional promotion rests on.
        appraisal_month: by the end of this month the appraisal of the year before is decided.
    """

    key: ClassVar[str] = "careers.ladder"
    title = _("Career ladder")
    labels = {
        "sequences": _("Sequences"),
        "criteria": _("What each grade asks"),
        "rungs": _("Own names of grades"),
        "training_kinds": _("Records that count as training"),
        "contribution_kinds": _("Records that count as a contribution"),
        "award_level": _("Least level of an award for exceptional promotion"),
        "appraisal_month": _("Month in which last year's appraisal is decided"),
    }

    sequences: Annotated[tuple[Span, ...], MinLen(1), MaxLen(4)]
    criteria: Annotated[tuple[Criteria, ...], MinLen(1), MaxLen(92)]
    rungs: Annotated[tuple[Rung, ...], MaxLen(92)] = ()
    training_kinds: tuple[Kind, ...] = ()
    contribution_kinds: tuple[Kind, ...] = ()
    award_level: Merit.Level = Merit.Level.ZONE
    appraisal_month: Annotated[int, Ge(1), Le(12)] = 1

    @property
    def channels(self) -> frozenset[Channel]:
        return frozenset(span.channel for span in self.sequences)

    @property
    def grades(self) -> tuple[int, int]:
        """The first and the last grade of the whole scale."""
        return min(span.low for span in self.sequences), max(span.high for span in self.sequences)

    def span(self, sequence: str) -> Span | None:
        return next((span for span in self.sequences if span.sequence == sequence), None)

    def in_span(self, sequence: str, grade: int) -> bool:
        span = self.span(sequence)
        return span is not None and span.low <= grade <= span.high

    def asks(self, sequence: str, grade: int) -> Criteria | None:
        """What is asked of whoever would enter a grade; None where none is entered from below."""
        return next(
            (
                each
                for each in self.criteria
                if each.sequence == sequence and each.low <= grade <= each.high
            ),
            None,
        )

    def anchor(self, sequence: str, grade: int) -> str:
        """What a grade is called, in the enterprise's own words where it has some."""
        for rung in self.rungs:
            if (rung.sequence, rung.grade) == (sequence, grade):
                return rung.name
        span = self.span(sequence)
        found = (a.name for a in (span.anchors if span else ()) if a.low <= grade <= a.high)
        return next(found, "")

    def arrays(self) -> Ladder:
        """The same for judging many at once."""
        return ladder_of(
            {str(span.sequence): (span.low, span.high) for span in self.sequences},
            {
                (str(each.sequence), grade): each.asked()
                for each in self.criteria
                for grade in range(each.low, each.high + 1)
            },
            appraisal_month=self.appraisal_month,
            award_level=LEVELS.index(self.award_level),
        )

    def readable(self) -> list[tuple[Sentence, list[Sentence]]]:
        """For showing: a line a sequence and a line a range of grades."""
        kinds = [*self.training_kinds, *self.contribution_kinds]
        return [
            (self.labels["sequences"], [_span_in_words(span) for span in self.sequences]),
            (self.labels["criteria"], [_criteria_in_words(each) for each in self.criteria]),
            (self.labels["rungs"], [f"{r.sequence}{r.grade} {r.name}" for r in self.rungs]),
            (self.labels["contribution_kinds"], list(dict.fromkeys(kinds))),
            (self.labels["award_level"], [self.award_level.label]),
            (self.labels["appraisal_month"], [str(self.appraisal_month)]),
        ]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        for problem in _problems(self):
            raise PydanticCustomError(TOLD, "{sentence}", {"sentence": str(problem)})
        return self


def _span_in_words(span: Span) -> str:
    anchors = gettext(", ").join(f"{a.low}-{a.high} {a.name}" for a in span.anchors)
    return f"{span.sequence} {span.low}-{span.high} ({anchors})"


def _criteria_in_words(each: Criteria) -> str:
    said = gettext("%(grades)s: %(months)d months, the last %(appraisals)d appraisals %(mark)s") % {
        "grades": f"{each.sequence}{each.low}-{each.high}",
        "months": each.months,
        "appraisals": each.appraisals,
        "mark": each.mark,
    }
    more = {
        gettext("skill rank %(rank)d"): each.rank > 0,
        gettext("title %(title)d"): each.title is not None,
        gettext("%(hours)d hours of training"): each.training_hours > 0,
        gettext("%(contributions)d contributions"): each.contributions > 0,
        gettext("a vacancy"): each.vacancy,
        gettext("at most %(cap)d per mille of the sequence"): each.cap_permille > 0,
    }
    values = {
        "rank": each.rank,
        "title": each.title,
        "hours": each.training_hours,
        "contributions": each.contributions,
        "cap": each.cap_permille,
    }
    return gettext(", ").join([said, *(words % values for words, asked in more.items() if asked)])


def _problems(rule: LadderRule) -> Iterator[Sentence]:
    spans = Counter(span.sequence for span in rule.sequences)
    for sequence in (name for name, times in spans.items() if times > 1):
        yield _("The sequence %(sequence)s stands there twice.") % {"sequence": sequence.value}
    for span in rule.sequences:
        yield from _wrong_span(rule, span)
    for each in rule.criteria:
        if not (rule.in_span(each.sequence, each.low) and rule.in_span(each.sequence, each.high)):
            yield _("%(grade)s lies outside the span of its sequence.") % {
                "grade": f"{each.sequence.value}{each.low}-{each.high}"
            }
        if each.exceptional_months > each.months:
            yield _("An exceptional promotion cannot take longer than an ordinary one.")
    yield from _wrong_rungs(rule)
    for kind in (*rule.training_kinds, *rule.contribution_kinds):
        if kind not in all_fact_classes():
            yield _("No record is called %(kind)s.") % {"kind": kind}


def _wrong_span(rule: LadderRule, span: Span) -> Iterator[Sentence]:
    if span.low >= span.high:
        yield _("The span of %(sequence)s must rise.") % {"sequence": span.sequence.value}
    asked = Counter(
        grade
        for each in rule.criteria
        if each.sequence == span.sequence
        for grade in range(each.low, each.high + 1)
    )
    for grade in range(span.low + 1, span.high + 1):
        if asked[grade] != 1:
            yield _("Say exactly once what %(grade)s asks.") % {
                "grade": f"{span.sequence.value}{grade}"
            }


def _wrong_rungs(rule: LadderRule) -> Iterator[Sentence]:
    names = Counter((rung.sequence, rung.name) for rung in rule.rungs)
    grades = Counter((rung.sequence, rung.grade) for rung in rule.rungs)
    if any(times > 1 for times in (*names.values(), *grades.values())):
        yield _("Each own name stands for one grade, and each grade has one own name.")
    for rung in rule.rungs:
        if not rule.in_span(rung.sequence, rung.grade):
            yield _("%(grade)s lies outside the span of its sequence.") % {
                "grade": f"{rung.sequence.value}{rung.grade}"
            }
