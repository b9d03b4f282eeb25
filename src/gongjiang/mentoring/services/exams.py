"""The exit examination: opened, marked, given two opinions, and decided by HR."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import add_months, day_of
from gongjiang.ledger.facts.mentoring import AgreementExtended
from gongjiang.mentoring import permissions
from gongjiang.mentoring.models import Agreement, ExitExam
from gongjiang.mentoring.models.exams import FULL_MARKS
from gongjiang.mentoring.rules.months import may_end_early
from gongjiang.mentoring.rules.results import Papers, may_conclude
from gongjiang.mentoring.services.endings import fail, graduate
from gongjiang.mentoring.services.steps import NotNow, insist, running, terms_for, write_down
from gongjiang.mentoring.services.told import leaders_for, tell
from gongjiang.mentoring.terms import MentoringTerms
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person

State = Agreement.State
Outcome = ExitExam.Outcome

EARLIEST_MONTHS = 1
"""So many months before the term is over its examination may begin without a reason: ours."""


@transaction.atomic
def open_exit_exam(
    *, agreement_id: int, actor: Actor, at: datetime, early_reason: str = ""
) -> ExitExam:
    """Begin the exit examination; before the term is over only with a reason, as completed.

    Raises:
        NotAllowed: the actor is not HR of the site, or is part of the agreement.
        NotNow: the agreement does not run, or is being examined.
        CannotDo: it is too early.
    """
    day = day_of(at)
    agreement = running(agreement_id, day, State.ACTIVE, State.EXTENDED)
    permissions.may_decide(actor, agreement, day).require()
    is_early = day < add_months(agreement.ends_on, -EARLIEST_MONTHS)
    if is_early:
        _check_early(agreement, early_reason, terms_for(agreement.enterprise_id, day), day)
    exam = ExitExam.objects.create(
        agreement=agreement,
        number=agreement.exams.count() + 1,
        opened_by_id=actor.id,
        opened_on=day,
        early_reason=early_reason.strip() if is_early else "",
    )
    agreement.state = State.EXIT_EXAM
    agreement.save(update_fields=["state"])
    tell(
        {
            agreement.apprentice_id,
            agreement.master_id,
            *leaders_for(agreement, agreement.unit_id, at),
        },
        agreement,
        what="exam_opened",
        msgid=gettext_noop("The exit examination has begun: marks and two opinions are asked for."),
        at=at,
    )
    return exam


@transaction.atomic
def enter_marks(
    *, agreement_id: int, theory: int, practice: int, actor: Actor, at: datetime
) -> ExitExam:
    """Enter the marks of theory and practice, 0 to 100; until it is decided they may be mended.

    Raises:
        NotAllowed: the actor is not HR of the site, or is part of the agreement.
        NotNow: no examination is open.
        CannotDo: marks outside the range.
    """
    day = day_of(at)
    agreement, exam = _open_exam(agreement_id, day)
    permissions.may_decide(actor, agreement, day).require()
    if not (0 <= theory <= FULL_MARKS and 0 <= practice <= FULL_MARKS):
        raise CannotDo(_("Marks are from 0 to %(full)d.") % {"full": FULL_MARKS})
    exam.theory, exam.practice = theory, practice
    exam.marked_by_id, exam.marked_at = actor.id, at
    exam.save(update_fields=["theory", "practice", "marked_by", "marked_at"])
    return exam


@transaction.atomic
def opine_as_master(
    *, agreement_id: int, agrees: bool, opinion: str, actor: Person, at: datetime
) -> ExitExam:
    """Give the master's opinion on graduation.

    Raises:
        NotAllowed: the actor is not the present master.
        NotNow: no examination is open.
        CannotDo: against it without a reason.
    """
    agreement, exam = _open_exam(agreement_id, day_of(at))
    permissions.may_opine_as_master(actor, agreement).require()
    _check_opinion(opinion, agrees=agrees)
    exam.master_agrees, exam.master_opinion = agrees, opinion.strip()
    exam.master_opined_by = actor
    exam.save(update_fields=["master_agrees", "master_opinion", "master_opined_by"])
    return exam


@transaction.atomic
def opine_as_leader(
    *, agreement_id: int, agrees: bool, opinion: str, actor: Person, at: datetime
) -> ExitExam:
    """Give the team leader's opinion on graduation.

    Raises:
        NotAllowed: the actor does not lead the apprentice's team, or is part of the agreement.
        NotNow: no examination is open.
        CannotDo: against it without a reason.
    """
    day = day_of(at)
    agreement, exam = _open_exam(agreement_id, day)
    permissions.may_opine_as_leader(actor, agreement, day).require()
    _check_opinion(opinion, agrees=agrees)
    exam.leader_agrees, exam.leader_opinion = agrees, opinion.strip()
    exam.leader_opined_by = actor
    exam.save(update_fields=["leader_agrees", "leader_opinion", "leader_opined_by"])
    return exam


@transaction.atomic
def conclude_exam(
    *,
    agreement_id: int,
    outcome: str,
    actor: Actor,
    at: datetime,
    reason: str = "",
    extension_months: int = 0,
) -> Agreement:
    """Decide: graduation with a result, one extension, or failure.

    Args:
        outcome: an `ExitExam.Outcome`.
        extension_months: how long it runs on; only for an extension.

    Raises:
        NotAllowed: the actor is not HR of the site, or is part of the agreement.
        NotNow: no examination is open.
        CannotDo: the papers do not allow it; the sentence says what is missing.
    """
    day = day_of(at)
    agreement, exam = _open_exam(agreement_id, day)
    permissions.may_decide(actor, agreement, day).require()
    terms = terms_for(agreement.enterprise_id, day)
    insist(
        may_conclude(
            outcome,
            papers_of(exam),
            terms,
            extended_before=agreement.extended_on is not None,
            reason=reason,
        )
    )
    exam.outcome, exam.decided_on, exam.decision_reason = outcome, day, reason.strip()
    exam.decided_by_id = actor.id
    exam.save(update_fields=["outcome", "decided_by", "decided_on", "decision_reason"])
    match outcome:
        case Outcome.EXTENDED:
            _extend(agreement, extension_months, terms, actor, day)
        case Outcome.FAILED:
            fail(agreement, actor=actor, at=at)
        case _:
            graduate(agreement, outcome, actor=actor, at=at)
    tell(
        (agreement.apprentice_id, agreement.master_id),
        agreement,
        what="exam_decided",
        msgid=gettext_noop("The exit examination of your agreement has been decided."),
        at=at,
    )
    return agreement


def papers_of(exam: ExitExam) -> Papers:
    """What stands in an examination now."""
    return Papers(
        theory=exam.theory,
        practice=exam.practice,
        master_agrees=exam.master_agrees,
        leader_agrees=exam.leader_agrees,
    )


def _extend(
    agreement: Agreement, months: int, terms: MentoringTerms, actor: Actor, day: date
) -> None:
    if not 1 <= months <= terms.extension_months:
        raise CannotDo(
            _("An extension lasts from 1 to %(most)d months.") % {"most": terms.extension_months}
        )
    agreement.state, agreement.extended_on = State.EXTENDED, day
    agreement.ends_on = add_months(max(agreement.ends_on, day), months)
    agreement.save(update_fields=["state", "extended_on", "ends_on"])
    write_down(
        AgreementExtended(agreement_id=agreement.id, ends_on=agreement.ends_on),
        agreement,
        person_id=agreement.apprentice_id,
        actor=actor,
        on=day,
    )


def _open_exam(agreement_id: int, day: date) -> tuple[Agreement, ExitExam]:
    agreement = running(agreement_id, day, State.EXIT_EXAM)
    exam = agreement.exams.select_for_update().filter(outcome="").first()
    if exam is None:
        raise NotNow(_("No exit examination is open for this agreement."))
    return agreement, exam


def _check_early(agreement: Agreement, reason: str, terms: MentoringTerms, day: date) -> None:
    if not may_end_early(agreement.starts_on, agreement.ends_on, day, terms.early_after_percent):
        raise CannotDo(
            _(
                "It runs until %(ends)s, and may end early as completed once %(percent)d %% of its "
                "term are over."
            )
            % {"ends": agreement.ends_on, "percent": terms.early_after_percent}
        )
    if not reason.strip():
        raise CannotDo(
            _("It runs until %(ends)s: say why it is completed early.")
            % {"ends": agreement.ends_on}
        )


def _check_opinion(opinion: str, *, agrees: bool) -> None:
    if not agrees and not opinion.strip():
        raise CannotDo(_("Say what speaks against graduation."))
