"""One row beside what is held: new, changed, unchanged, or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.people.brought.persons import People, number_shown, told_twice
from gongjiang.people.brought.rows import BroughtLine, BroughtRow, Verdict
from gongjiang.people.roster.standing import Own
from gongjiang.skills.certificate_import import held as recorded
from gongjiang.skills.certificate_import.columns import LABELS
from gongjiang.skills.certificate_import.held import Held
from gongjiang.skills.certificate_import.papers import (
    DAY,
    FILL_IN,
    MEND,
    OperationPaper,
    Paper,
    Papers,
    SkillPaper,
)
from gongjiang.skills.certificate_import.words import issuer_kind
from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import (
    IssuerKind,
    OperationCertificate,
    SkillCertificate,
    SkillRank,
)
from gongjiang.skills.rules.operation import CertificateDays, first_days
from gongjiang.skills.rules.papers import (
    operation_certificate_problems,
    skill_certificate_problems,
)

CHANGEABLE = ("issuer", "verify_url")
"""What is corrected in place: no fact tells of it."""


class Comparison:
    """Compares rows one by one.

    Args:
        today: the latest day a row may name, and the day of a review that names none.
        enterprise: by its name an issuer is known to be the employer.
    """

    def __init__(
        self,
        *,
        people: People,
        papers: Papers,
        rule: OperationRule,
        enterprise: str,
        today: date,
    ) -> None:
        self.people, self.papers, self.rule = people, papers, rule
        self.enterprise, self.today = enterprise, today
        self._told: dict[Any, int] = {}

    @property
    def held(self) -> Held:
        return self.papers.held

    def lines(self, rows: Sequence[BroughtRow]) -> list[BroughtLine]:
        return [self.line(row) for row in rows]

    def line(self, row: BroughtRow) -> BroughtLine:
        """What a row comes to."""
        line = BroughtLine(
            number=row.number,
            name=row.text("name"),
            number_shown=number_shown(row),
            troubles=row.troubles,
        )
        own, paper = self.people.of(row), self.papers.of(row)
        line.person_id = own.person_id if own else None
        if paper is not None:
            line.says = self._in_words(paper)
            self._once(row, paper)
        if own is not None and paper is not None and not row.troubles:
            if isinstance(paper, SkillPaper):
                self._compare_skill(row, line, own, paper)
            else:
                self._compare_operation(row, line, own, paper)
        if row.troubles:
            line.verdict, line.does, line.changes = Verdict.WRONG, {}, []
        return line

    def _in_words(self, paper: Paper) -> str:
        number = recorded.number_shown(paper.number)
        if isinstance(paper, SkillPaper):
            what = [str(SkillRank(paper.rank).label), paper.occupation.name]
        else:
            kind = self.rule.kind(paper.kind_code)
            what = [kind.name if kind else paper.kind_code]
        return " · ".join([*what, number, str(paper.issued_on)])

    def _once(self, row: BroughtRow, paper: Paper) -> None:
        """A certificate stands in one row."""
        key: Any = paper.number
        if isinstance(paper, OperationPaper):
            key = (paper.kind_code, paper.number, paper.issued_on)
        earlier = self._told.setdefault(key, row.number)
        if earlier != row.number:
            shown = recorded.number_shown(paper.number)
            row.troubles.append(told_twice("number", shown, earlier))

    # Of the ladder.

    def _compare_skill(
        self, row: BroughtRow, line: BroughtLine, own: Own, paper: SkillPaper
    ) -> None:
        held = self.held.skills.get(paper.number)
        if held is None:
            self._new_skill(row, line, paper)
            return
        if not self._is_theirs(row, held, own):
            return
        if held.revoked_on is not None:
            row.tell(
                "number",
                recorded.number_shown(held.number),
                _("This certificate was revoked on %(day)s.") % {"day": held.revoked_on},
                MEND,
            )
            return
        said = (paper.rank, paper.occupation.id, paper.issued_on)
        if said != (held.rank, held.occupation_id, held.issued_on):
            self._tell_otherwise(row, held, paper)
            return
        self._compare_details(row, line, held)

    def _new_skill(self, row: BroughtRow, line: BroughtLine, paper: SkillPaper) -> None:
        for key, problem in skill_certificate_problems(
            rank=paper.rank,
            occupation_level=paper.occupation.level,
            issued_on=paper.issued_on,
            verify_url=row.text("verify_url"),
            on=self.today,
        ):
            row.tell(key, row.written(key), problem, MEND)
        self._require_issuer(row)
        kind = issuer_kind(row.text("issuer"), self.enterprise)
        line.verdict = Verdict.NEW
        line.notes.append(_("issuer taken as: %(kind)s") % {"kind": IssuerKind(kind).label})
        if row.has("valid_until"):
            line.notes.append(_("a skill-level certificate has no end; the day is not kept"))
        line.does = {
            "family": "skill",
            "occupation": paper.occupation.id,
            "code": paper.occupation.code,
            "rank": paper.rank,
            "number": paper.number,
            "issuer_kind": kind,
            "issuer": row.text("issuer"),
            "issued_on": paper.issued_on.isoformat(),
            "verify_url": row.text("verify_url"),
        }

    def _tell_otherwise(self, row: BroughtRow, held: SkillCertificate, paper: SkillPaper) -> None:
        differs = {
            "rank": paper.rank != held.rank,
            "occupation": paper.occupation.id != held.occupation_id,
            "issued_on": paper.issued_on != held.issued_on,
        }
        key = next(key for key, differently in differs.items() if differently)
        row.tell(
            key,
            row.written(key),
            _("The record says otherwise: %(rank)s, issued on %(day)s.")
            % {"rank": SkillRank(held.rank).label, "day": held.issued_on},
            _("Mend the cell; if the record is wrong, revoke that certificate first."),
        )

    # For an operation.

    def _compare_operation(
        self, row: BroughtRow, line: BroughtLine, own: Own, paper: OperationPaper
    ) -> None:
        key = (paper.kind_code, paper.number, paper.issued_on)
        held = self.held.operations.get(key)
        if held is None:
            self._new_operation(row, line, own, paper)
        elif self._is_theirs(row, held, own):
            self._compare_details(row, line, held)
            self._compare_days(row, line, held, paper)

    def _new_operation(
        self, row: BroughtRow, line: BroughtLine, own: Own, paper: OperationPaper
    ) -> None:
        kind = self.rule.kind(paper.kind_code)
        assert kind is not None  # noqa: S101  (found by the rule's own kinds)
        counted = first_days(kind, paper.issued_on)
        until = paper.valid_until or counted.valid_until
        due = paper.review_due or counted.review_due
        days = CertificateDays(until, due if due is not None and due < until else None)
        for key, problem in operation_certificate_problems(
            born_on=own.born_on,
            days=days,
            issued_on=paper.issued_on,
            verify_url=row.text("verify_url"),
            on=self.today,
        ):
            row.tell(key, row.written(key), problem, MEND)
        self._require_issuer(row)
        line.verdict = Verdict.NEW
        if paper.valid_until is None:
            line.notes.append(_("its end is counted by the rule: %(day)s") % {"day": until - DAY})
        if paper.review_due is None and days.review_due is not None:
            line.notes.append(
                _("its review is counted by the rule: %(day)s") % {"day": days.review_due - DAY}
            )
        line.does = {
            "family": "operation",
            "kind_code": paper.kind_code,
            "number": paper.number,
            "issuer": row.text("issuer"),
            "issued_on": paper.issued_on.isoformat(),
            "valid_until": days.valid_until.isoformat(),
            "review_due": days.review_due.isoformat() if days.review_due else None,
            "verify_url": row.text("verify_url"),
        }

    def _compare_days(
        self,
        row: BroughtRow,
        line: BroughtLine,
        held: OperationCertificate,
        paper: OperationPaper,
    ) -> None:
        """Later days are a review or renewal; earlier ones contradict the record."""
        until = paper.valid_until or held.valid_until
        due = paper.review_due
        if due is None:
            due = held.review_due if until == held.valid_until else self._next_review(held)
        due = due if due is not None and due < until else None
        if (until, due) == (held.valid_until, held.review_due):
            return
        new = CertificateDays(until, due)
        if new.next_due < CertificateDays(held.valid_until, held.review_due).next_due:
            row.tell(
                "valid_until",
                row.text("valid_until") or row.text("review_due"),
                _("The record says that it holds longer: until %(day)s.")
                % {"day": held.valid_until - DAY},
                _("Mend the days; a certificate that must not be used is suspended instead."),
            )
            return
        self._review(row, line, held, new)

    def _next_review(self, held: OperationCertificate) -> date | None:
        """Within a new term, the review that the rule counts from its first day."""
        kind = self.rule.kind(held.kind_code)
        return first_days(kind, held.valid_until).review_due if kind else None

    def _review(
        self, row: BroughtRow, line: BroughtLine, held: OperationCertificate, new: CertificateDays
    ) -> None:
        on: date = row.values.get("reviewed_on") or self.today
        last = self.held.reviewed.get(held.id, held.issued_on)
        if held.id in self.held.suspended:
            problem = _("This certificate is suspended; it is restored before it is reviewed.")
        elif not last < on <= self.today or new.next_due <= on:
            problem = _("A review comes after the issue and after the review before it.")
        else:
            problem = ""
        if problem:
            row.tell("reviewed_on", row.text("reviewed_on") or str(on), problem, MEND)
            return
        if not row.has("reviewed_on"):
            line.notes.append(_("the review is recorded as of the day of the check"))
        line.verdict = Verdict.CHANGED
        for key, before, after in (
            ("valid_until", held.valid_until, new.valid_until),
            ("review_due", held.review_due, new.review_due),
        ):
            if before != after:
                line.changes.append((str(LABELS[key]), _last_day(before), _last_day(after)))
        line.does |= {
            "family": "operation",
            "certificate": held.id,
            "kind_code": held.kind_code,
            "review": {
                "reviewed_on": on.isoformat(),
                "valid_until": new.valid_until.isoformat(),
                "review_due": new.review_due.isoformat() if new.review_due else None,
            },
            "days_before": [
                held.valid_until.isoformat(),
                held.review_due.isoformat() if held.review_due else None,
            ],
        }

    # Of both.

    def _is_theirs(
        self, row: BroughtRow, held: SkillCertificate | OperationCertificate, own: Own
    ) -> bool:
        if held.person_id == own.person_id:
            return True
        number = recorded.number_shown(held.number)
        row.tell(
            "number",
            number,
            _("A certificate with the number %(number)s is recorded already.") % {"number": number},
            _("Compare it with the paper: it is another person's."),
        )
        return False

    def _compare_details(
        self, row: BroughtRow, line: BroughtLine, held: SkillCertificate | OperationCertificate
    ) -> None:
        line.verdict = Verdict.UNCHANGED
        before, after = {}, {}
        for key in CHANGEABLE:
            if row.has(key) and row.text(key) != getattr(held, key):
                before[key], after[key] = getattr(held, key), row.text(key)
                line.changes.append((str(LABELS[key]), before[key], after[key]))
        if not after:
            return
        if "verify_url" in after and not after["verify_url"].startswith("https://"):
            problem = _("A verification link begins with https://.")
            row.tell("verify_url", after["verify_url"], problem, MEND)
        line.verdict = Verdict.CHANGED
        family = "skill" if isinstance(held, SkillCertificate) else "operation"
        line.does = {"family": family, "certificate": held.id, "set": after, "was": before}

    def _require_issuer(self, row: BroughtRow) -> None:
        if not row.has("issuer") and not row.troubles_at("issuer"):
            missing = _("“%(column)s” is missing.") % {"column": LABELS["issuer"]}
            row.tell("issuer", "", missing, FILL_IN)


def _last_day(excluded: date | None) -> str:
    return "" if excluded is None else str(excluded - DAY)
