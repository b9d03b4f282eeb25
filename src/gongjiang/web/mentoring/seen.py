"""One agreement as one reader sees it on a page: read once, asked often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongjiang.governance.models import Attachment
from gongjiang.governance.queries.attachments import attachments_of
from gongjiang.kernel.periods import Period
from gongjiang.mentoring import permissions
from gongjiang.mentoring.models import (
    Agreement,
    AgreementRequest,
    Allowance,
    ExitExam,
    Goal,
    MasterChange,
    MidTermCheck,
    MonthRecord,
    Tenure,
)
from gongjiang.mentoring.queries.agreements import agreements_visible_to
from gongjiang.mentoring.queries.attachments import subject_of
from gongjiang.mentoring.rules.months import month_of_term, month_period
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import Scope
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest

State = Agreement.State


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of an agreement, with its record when there is one."""

    number: int
    period: Period
    record: MonthRecord | None
    practised: tuple[str, ...] = ()

    @property
    def last_day(self) -> date | None:
        end = self.period.end
        return end and end - timedelta(days=1)

    @property
    def waits_for_master(self) -> bool:
        record = self.record
        return record is not None and record.confirmed_at is None and record.returned_at is None

    @property
    def waits_for_apprentice(self) -> bool:
        return self.record is None or self.record.returned_at is not None


class Seen:
    """An agreement, its reader, and what belongs to it, each asked of the database once."""

    def __init__(self, agreement: Agreement, reader: Person, scope: Scope) -> None:
        self.agreement, self.reader, self.scope = agreement, reader, scope
        self.day = scope.day

    @property
    def url(self) -> str:
        return reverse("mentoring:agreement", args=[self.agreement.public_id])

    # Who reads.

    @property
    def is_apprentice(self) -> bool:
        return self.reader.id == self.agreement.apprentice_id

    @property
    def is_master(self) -> bool:
        return self.reader.id == self.agreement.master_id

    # The reader's roles are known; who has none that counts here is not asked for anew.

    @cached_property
    def decides(self) -> bool:
        is_hr = self.agreement.enterprise_id in self.scope.hr
        return is_hr and bool(permissions.may_decide(self.reader, self.agreement, self.day))

    @cached_property
    def witnesses(self) -> bool:
        has_a_role = bool(self.scope.hr or self.scope.teams)
        return has_a_role and bool(permissions.may_witness(self.reader, self.agreement, self.day))

    @cached_property
    def speaks_for_leader(self) -> bool:
        return bool(self.scope.teams or self.decides) and bool(
            permissions.may_opine_as_leader(self.reader, self.agreement, self.day)
        )

    # What belongs to it.

    @cached_property
    def goals(self) -> list[Goal]:
        return list(self.agreement.goals.select_related("signed_off_by").order_by("position"))

    @cached_property
    def records(self) -> dict[int, MonthRecord]:
        found = self.agreement.months.select_related("confirmed_by").order_by("month")
        return {record.month: record for record in found}

    def photos_of(self, line: MonthLine) -> list[Attachment]:
        """The pictures of one month."""
        return list(attachments_of(subject_of(line.record))) if line.record else []

    @cached_property
    def months(self) -> list[MonthLine]:
        """The months that have begun, the latest first; when it is over, those with a record."""
        if self.agreement.registered_at is None:
            return []
        starts_on, ends_on = self.agreement.starts_on, self.agreement.ends_on
        until = min(self.agreement.ended_on or self.day, self.day)
        last = max([month_of_term(starts_on, ends_on, until), *self.records])
        wanted = range(last, 0, -1) if self.agreement.is_open else reversed([*self.records])
        return [self.month(number) for number in wanted]

    def month(self, number: int) -> MonthLine:
        record = self.records.get(number)
        period = month_period(self.agreement.starts_on, number)
        if record is None:
            return MonthLine(number, period, None)
        titles = {goal.position: goal.title for goal in self.goals}
        practised = tuple(titles.get(place, "") for place in record.practised)
        return MonthLine(number, period, record, practised)

    @cached_property
    def exams(self) -> list[ExitExam]:
        """None before the first was opened, which spares a query."""
        if self.agreement.state in {State.DRAFT, State.SIGNED, State.ACTIVE, State.WITHDRAWN}:
            return []
        return list(
            self.agreement.exams.select_related(
                "master_opined_by", "leader_opined_by", "decided_by"
            ).order_by("-number")
        )

    @property
    def exam(self) -> ExitExam | None:
        """The one that is open."""
        return next((exam for exam in self.exams if not exam.outcome), None)

    @cached_property
    def requests(self) -> list[AgreementRequest]:
        if self.agreement.registered_at is None:
            return []
        found = self.agreement.requests.select_related("asked_by", "decided_by")
        return list(found.order_by("-asked_at", "-id"))

    @cached_property
    def change(self) -> MasterChange | None:
        """The change of master that waits for signatures."""
        if self.agreement.state not in {State.ACTIVE, State.EXTENDED}:
            return None
        waiting = self.agreement.changes.filter(took_effect_on=None, closed_at=None)
        return waiting.select_related("to_master", "agreement").first()

    @cached_property
    def tenures(self) -> list[Tenure]:
        if self.agreement.registered_at is None:
            return []
        return list(self.agreement.tenures.select_related("master").order_by("valid_from"))

    @cached_property
    def allowances(self) -> list[Allowance]:
        """Shown to the master they are for, and to HR."""
        if self.agreement.is_open:
            return []
        lines = self.agreement.allowances.select_related("master").order_by("id")
        return [line for line in lines if self.decides or line.master_id == self.reader.id]

    @property
    def midterm(self) -> MidTermCheck | None:
        """It came with the agreement."""
        return getattr(self.agreement, "midterm", None)


def seen_by(request: PersonRequest, public_id: UUID) -> Seen:
    """An agreement that the reader may see; any other is not there."""
    scope = scope_for(request)
    agreements = agreements_visible_to(scope).select_related("midterm")
    agreement = get_object_or_404(agreements, public_id=public_id)
    return Seen(agreement, request.person, scope)
