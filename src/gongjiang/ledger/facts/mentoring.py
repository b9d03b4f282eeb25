"""What can have happened between masters and apprentices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongjiang.ledger.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(Fact):
    """Master and apprentice have both signed. The entry's person is the apprentice."""

    kind = "mentoring.agreement.signed"
    subject = "agreement"

    agreement_id: int
    master_id: int


@dataclass(frozen=True, kw_only=True)
class AgreementStarted(Fact):
    """HR registered an agreement; the entry's day is its first. The person is the apprentice.

    Attributes:
        mentoring_kind: NEW_WORKER or SKILL_MASTER.
        ends_on: the first day after it, as agreed.
    """

    kind = "mentoring.agreement.started"
    subject = "agreement"

    agreement_id: int
    master_id: int
    mentoring_kind: str
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class GoalSignedOff(Fact):
    """Somebody other than the master saw that an apprentice has learned one goal."""

    kind = "mentoring.goal.signed_off"
    subject = "mentoring_goal"

    mentoring_goal_id: int
    agreement_id: int


@dataclass(frozen=True, kw_only=True)
class MonthRecorded(Fact):
    """The master confirmed an apprentice's record of a month; the quantity is hours practised."""

    kind = "mentoring.month.recorded"
    subject = "month_record"

    month_record_id: int
    agreement_id: int
    month: int
    quantity: Decimal


@dataclass(frozen=True, kw_only=True)
class MidTermChecked(Fact):
    """An apprentice was looked at halfway."""

    kind = "mentoring.midterm.checked"
    subject = "midterm_check"

    midterm_check_id: int
    agreement_id: int
    on_track: bool


@dataclass(frozen=True, kw_only=True)
class MasterChanged(Fact):
    """Another master took over. The entry's person is the apprentice."""

    kind = "mentoring.master.changed"
    subject = "master_change"

    master_change_id: int
    agreement_id: int
    from_master_id: int
    to_master_id: int


@dataclass(frozen=True, kw_only=True)
class RequestDecided(Fact):
    """HR answered an objection, a wish for another master, or for an early end.

    The entry's person is who asked.
    """

    kind = "mentoring.request.decided"
    subject = "agreement_request"

    agreement_request_id: int
    agreement_id: int
    request_kind: str
    granted: bool


@dataclass(frozen=True, kw_only=True)
class AgreementExtended(Fact):
    """The exit examination was not passed, and the agreement runs on until a later day."""

    kind = "mentoring.agreement.extended"
    subject = "agreement"

    agreement_id: int
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class ApprenticeGraduated(Fact):
    """An apprentice graduated (出师): EXCELLENT, GOOD or PASS. The person is the apprentice."""

    kind = "mentoring.agreement.graduated"
    subject = "agreement"

    agreement_id: int
    master_id: int
    result: str


@dataclass(frozen=True, kw_only=True)
class ApprenticeTaught(Fact):
    """A master's apprentice graduated: the master's contribution, one for each who taught.

    Attributes:
        months: full months of the agreement taught by this master.
    """

    kind = "mentoring.apprentice.taught"
    subject = "agreement"

    agreement_id: int
    apprentice_id: int
    result: str
    months: int


@dataclass(frozen=True, kw_only=True)
class AgreementFailed(Fact):
    """An agreement ended without graduation, after the exit examination."""

    kind = "mentoring.agreement.failed"
    subject = "agreement"

    agreement_id: int
    master_id: int


@dataclass(frozen=True, kw_only=True)
class AgreementTerminated(Fact):
    """An agreement ended before its exit examination: OBJECTION, DISSOLVED or LEFT."""

    kind = "mentoring.agreement.terminated"
    subject = "agreement"

    agreement_id: int
    master_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AllowanceDue(Fact):
    """A master's allowance for an agreement that is over, by result. The person is the master."""

    kind = "mentoring.allowance.due"
    subject = "allowance"

    allowance_id: int
    agreement_id: int
    months: int
    amount_fen: int
