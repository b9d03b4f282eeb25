"""May this person do this task now? The answer, and each reason for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.kernel.decision import ALLOWED, Decision, Sentence, refused
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Person, Posting
from gongjiang.people.rules import is_minor
from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import PostRequirement
from gongjiang.skills.queries.operation import Standing, best_standing
from gongjiang.skills.rules.operation import Status


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was asked, and whether it holds."""

    holds: bool
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, and what follows from the reasons: every one of them must hold."""

    person: Person
    requirement: PostRequirement
    at: datetime
    reasons: tuple[Reason, ...]
    standing: Standing | None

    @property
    def decision(self) -> Decision:
        missing = [reason.sentence for reason in self.reasons if not reason.holds]
        return refused(missing[0]) if missing else ALLOWED


def may_do(person: Person, requirement: PostRequirement, at: datetime) -> Answer:
    """Whether somebody may do the task of a post now, with every reason; six queries."""
    on = day_of(at)
    standing = best_standing(person.id, requirement.kind_code, on)
    reasons = (
        _required(requirement, on),
        _works_there(person, requirement, on),
        _of_age(person, on),
        _certified(requirement, standing, on),
    )
    return Answer(person, requirement, at, reasons, standing)


def _required(requirement: PostRequirement, on: date) -> Reason:
    runs = requirement.valid_from <= on and (
        requirement.valid_to is None or on < requirement.valid_to
    )
    sentence = (
        _("The post “%(post)s” of %(unit)s asks for this certificate.")
        if runs
        else _("The post “%(post)s” of %(unit)s does not ask for this certificate on this day.")
    )
    return Reason(runs, sentence % {"post": requirement.post, "unit": requirement.unit})


def _works_there(person: Person, requirement: PostRequirement, on: date) -> Reason:
    under = ids_under([requirement.unit_id], on)
    works = Posting.objects.filter(true_on(on), person_id=person.id, unit_id__in=under).exists()
    sentence = _("Works in %(unit)s.") if works else _("Does not work in %(unit)s today.")
    return Reason(works, sentence % {"unit": requirement.unit})


def _of_age(person: Person, on: date) -> Reason:
    of_age = person.born_on is not None and not is_minor(person.born_on, on)
    return Reason(of_age, _("Is 18 or older.") if of_age else _("Is not known to be 18."))


def _certified(requirement: PostRequirement, standing: Standing | None, on: date) -> Reason:
    kind = content_in_force(OperationRule, on=on).kind(requirement.kind_code)
    said = {"kind": kind.name if kind else requirement.kind_code}
    if standing is None:
        return Reason(False, _("No certificate for %(kind)s is recorded.") % said)
    said |= {"number": standing.certificate.number, "day": str(standing.next_due)}
    sentences = {
        Status.VALID: _("Certificate %(number)s for %(kind)s is valid until %(day)s."),
        Status.REVIEW_DUE: _("Certificate %(number)s for %(kind)s is valid, and due by %(day)s."),
        Status.EXPIRED: _("Certificate %(number)s for %(kind)s is not valid since %(day)s."),
        Status.SUSPENDED: _("Certificate %(number)s for %(kind)s is suspended."),
    }
    return Reason(standing.usable, sentences[standing.status] % said)
