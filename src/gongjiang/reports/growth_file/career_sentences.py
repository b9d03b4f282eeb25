"""The facts of careers as sentences. Discipline is told to the person as being there, no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.careers.models import DisciplineEvent, Mark, Measure, Merit, Reason, SpellEnd
from gongjiang.kernel.decision import Sentence
from gongjiang.ledger.facts import careers
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.queries import Recorded
from gongjiang.reports.growth_file.telling import Names, Told

Telling = Callable[[Any, Recorded, Names], Told]


def _grade(fact: careers.GradeEntered, _entry: Recorded, _names: Names) -> Told:
    now = f"{fact.sequence}{fact.grade}"
    parts = [str(Reason(fact.reason).label)]
    if fact.from_sequence is not None:
        parts.append(_("from %(grade)s") % {"grade": f"{fact.from_sequence}{fact.from_grade}"})
    return Told(_("Came to hold grade %(grade)s") % {"grade": now}, _("; ").join(parts))


def _left(fact: careers.GradeLeft, _entry: Recorded, _names: Names) -> Told:
    return Told(_("Holds the grade no longer"), str(SpellEnd(fact.reason).label))


def _applied(
    fact: careers.PromotionApplied | careers.PromotionNominated, _entry: Recorded, _names: Names
) -> Told:
    grade = {"grade": f"{fact.sequence}{fact.to_grade}"}
    words = (
        _("Applied for grade %(grade)s")
        if isinstance(fact, careers.PromotionApplied)
        else _("Nominated for grade %(grade)s")
    )
    return Told(words % grade, _("exceptional promotion") if fact.exceptional else "")


def _defended(fact: careers.PromotionDefended, _entry: Recorded, _names: Names) -> Told:
    said = _("%(members)d scores, mean %(mean)s") % {"members": fact.members, "mean": fact.mean}
    return Told(_("Passed the defence"), said)


def _decided(fact: careers.PromotionDecided, _entry: Recorded, _names: Names) -> Told:
    said = _("%(votes)d of %(members)d votes") % {
        "votes": fact.votes_for,
        "members": fact.members,
    }
    return Told(_("The committee decided for the promotion"), said)


def _rejected(fact: careers.PromotionRejected, _entry: Recorded, _names: Names) -> Told:
    until = _("one applies again from %(day)s") % {"day": fact.cool_off_until}
    return Told(_("The promotion was turned down"), until)


def _re_reviewed(fact: careers.PromotionReReviewed, _entry: Recorded, _names: Names) -> Told:
    words = _("the appeal was upheld") if fact.upheld else _("the appeal was turned down")
    return Told(_("The promotion was looked at again"), words)


def _conversion(fact: careers.ConversionAsked, _entry: Recorded, _names: Names) -> Told:
    grades = {
        "before": f"{fact.from_sequence}{fact.from_grade}",
        "after": f"{fact.to_sequence}{fact.to_grade}",
    }
    return Told(_("Asked to change from %(before)s to %(after)s") % grades)


def _on_probation(fact: careers.ConversionTookEffect, _entry: Recorded, _names: Names) -> Told:
    until = _("on probation until %(day)s") % {"day": fact.probation_until}
    return Told(_("Changed the sequence"), until)


def _measure(fact: careers.MeasureTaken, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("A measure about the grade took effect"), str(Measure.Kind(fact.measure_kind).label)
    )


def _appraised(fact: careers.Appraised, _entry: Recorded, _names: Names) -> Told:
    return Told(_("Appraised for %(year)d") % {"year": fact.year}, str(Mark(fact.mark).label))


def _disciplined(fact: careers.Disciplined, _entry: Recorded, _names: Names) -> Told:
    kind = str(DisciplineEvent.Kind(fact.discipline_kind).label)
    return Told(_("A breach was recorded"), _("serious") + _("; ") + kind if fact.serious else kind)


def _merit(fact: careers.MeritRecorded, _entry: Recorded, _names: Names) -> Told:
    parts = [str(Merit.Kind(fact.merit_kind).label), str(Merit.Level(fact.level).label)]
    return Told(_("A contribution or award was recorded"), _("; ").join(parts))


def _vacancy(
    fact: careers.VacancyOpened | careers.VacancyFilled, _entry: Recorded, _names: Names
) -> Told:
    grade = {"grade": f"M{fact.grade}"}
    if isinstance(fact, careers.VacancyOpened):
        return Told(_("A post of grade %(grade)s became vacant") % grade)
    return Told(_("Filled a vacant post of grade %(grade)s") % grade)


def _plainly(words: Callable[[], Sentence]) -> Telling:
    """A fact that is told by one sentence."""
    return lambda _fact, _entry, _names: Told(str(words()))


CAREERS: dict[type[Fact], Telling] = {
    careers.GradeEntered: _grade,
    careers.GradeLeft: _left,
    careers.RoundOpened: _plainly(lambda: _("A promotion round was opened")),
    careers.RoundClosed: _plainly(lambda: _("A promotion round was closed")),
    careers.PromotionApplied: _applied,
    careers.PromotionNominated: _applied,
    careers.PromotionReviewed: _plainly(lambda: _("The department supported the promotion")),
    careers.PromotionQualified: _plainly(lambda: _("Qualified for the next grade")),
    careers.PromotionDefended: _defended,
    careers.PromotionDecided: _decided,
    careers.PromotionPublished: _plainly(lambda: _("The promotion was made public")),
    careers.PromotionRejected: _rejected,
    careers.PromotionWithdrawn: _plainly(lambda: _("Took the application back")),
    careers.PromotionTookEffect: _plainly(lambda: _("The promotion took effect")),
    careers.PromotionAppealed: _plainly(lambda: _("Appealed about a promotion")),
    careers.PromotionReReviewed: _re_reviewed,
    careers.ConversionAsked: _conversion,
    careers.ConversionTookEffect: _on_probation,
    careers.ConversionConfirmed: _plainly(lambda: _("The change of sequence was confirmed")),
    careers.ConversionReturned: _plainly(lambda: _("Returned to the former sequence and grade")),
    careers.ConversionRejected: _plainly(lambda: _("The change of sequence was not agreed to")),
    careers.ConversionWithdrawn: _plainly(lambda: _("Took the change of sequence back")),
    careers.MeasureTaken: _measure,
    careers.MeasureLifted: _plainly(lambda: _("The freeze of the grade was lifted")),
    careers.Appraised: _appraised,
    careers.Disciplined: _disciplined,
    careers.MeritRecorded: _merit,
    careers.VacancyOpened: _vacancy,
    careers.VacancyFilled: _vacancy,
    careers.VacancyWithdrawn: _plainly(lambda: _("A vacant post is not to be filled")),
}
