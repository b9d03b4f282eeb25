"""What an exit examination may lead to, and what a result earns the master."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.kernel.money import split
from gongjiang.mentoring.models import Agreement, ExitExam
from gongjiang.mentoring.terms import MentoringTerms

Result = Agreement.Result
Outcome = ExitExam.Outcome

ORDER = (Result.PASS, Result.GOOD, Result.EXCELLENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What stands in an exit examination when it is decided; None: not there yet."""

    theory: int | None
    practice: int | None
    master_agrees: bool | None
    leader_agrees: bool | None


def best_result(theory: int, practice: int, terms: MentoringTerms) -> str | None:
    """The best result that these marks allow; None: they do not pass."""
    lower = min(theory, practice)
    if lower >= terms.excellent_marks:
        return Result.EXCELLENT
    if lower >= terms.good_marks:
        return Result.GOOD
    return Result.PASS if lower >= terms.pass_marks else None


def is_complete(papers: Papers) -> Decision:
    """Whether both marks and both opinions are there."""
    missing = [
        word
        for word, value in (
            (_("theory"), papers.theory),
            (_("practice"), papers.practice),
            (_("the master's opinion"), papers.master_agrees),
            (_("the team leader's opinion"), papers.leader_agrees),
        )
        if value is None
    ]
    if missing:
        return refused(
            _("Before it can be decided, these are missing: %(missing)s.")
            % {"missing": _(", ").join(missing)}
        )
    return ALLOWED


def may_graduate(papers: Papers, terms: MentoringTerms) -> Decision:
    """Both marks pass, and master and team leader agree."""
    complete = is_complete(papers)
    if not complete:
        return complete
    marks = {_("theory"): papers.theory or 0, _("practice"): papers.practice or 0}
    for part, mark in marks.items():
        if mark < terms.pass_marks:
            return refused(
                _("Graduation needs %(pass)d marks in %(part)s, and there are %(mark)d.")
                % {"pass": terms.pass_marks, "part": part, "mark": mark}
            )
    if not (papers.master_agrees and papers.leader_agrees):
        return refused(
            _("Graduation needs the consent of master and team leader, and one is against it.")
        )
    return ALLOWED


def may_conclude(
    outcome: str, papers: Papers, terms: MentoringTerms, *, extended_before: bool, reason: str
) -> Decision:
    """Whether HR may decide so: a result no better than the marks, an extension only once.

    Less than the papers allow needs a reason.
    """
    graduates = may_graduate(papers, terms)
    if outcome in Result.values:
        return graduates and _no_better(outcome, papers, terms, reason)
    complete = is_complete(papers)
    if not complete:
        return complete
    if outcome == Outcome.EXTENDED and extended_before:
        return refused(_("An agreement is extended once: decide on graduation, or that it failed."))
    if graduates and not reason.strip():
        return refused(_("The papers allow graduation: say why it is decided otherwise."))
    return ALLOWED


def _no_better(outcome: str, papers: Papers, terms: MentoringTerms, reason: str) -> Decision:
    best = best_result(papers.theory or 0, papers.practice or 0, terms)
    chosen, allowed = ORDER.index(Result(outcome)), ORDER.index(Result(best or Result.PASS))
    if chosen > allowed:
        return refused(
            _("These marks allow “%(best)s” at best.") % {"best": Result(best or "PASS").label}
        )
    if chosen < allowed and not reason.strip():
        return refused(
            _("These marks allow “%(best)s”: say why a lower result is given.")
            % {"best": Result(best or "PASS").label}
        )
    return ALLOWED


@dataclass(frozen=True, slots=True)
class Earned:
    """One master's allowance, in fen."""

    master_id: int
    months: int
    monthly_fen: int
    percent: int
    prize_fen: int

    @property
    def amount_fen(self) -> int:
        return self.months * self.monthly_fen * self.percent // 100 + self.prize_fen


def earned(
    months: Mapping[int, int], terms: MentoringTerms, *, percent: int, excellent: bool
) -> list[Earned]:
    """What each master earns: by months and result; the prize for “excellent” split by months.

    Args:
        months: by master, those with a confirmed record.
    """
    prize = terms.prize_fen if excellent and any(months.values()) else 0
    prizes = split(prize, list(months.values())) if prize else [0] * len(months)
    lines = (
        Earned(master, count, terms.monthly_fen, percent, share)
        for (master, count), share in zip(months.items(), prizes, strict=True)
    )
    return [line for line in lines if line.amount_fen > 0]
