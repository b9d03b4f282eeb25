"""The roster as a kind of import: what of it is the roster's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Decision, Sentence
from gongjiang.kernel.jobs import defer
from gongjiang.kernel.periods import day_of, today
from gongjiang.orgs.models import Unit
from gongjiang.people import permissions
from gongjiang.people.actors import Actor
from gongjiang.people.brought.kinds import Kind, Resting
from gongjiang.people.brought.rows import plain
from gongjiang.people.brought.telling import Tell
from gongjiang.people.models import RosterFile, RosterHabits, RosterImport
from gongjiang.people.roster import applying, undoing
from gongjiang.people.roster.basis import basis_of
from gongjiang.people.roster.columns import COLUMNS, LEFT_ASIDE
from gongjiang.people.roster.keeping import keep_lines
from gongjiang.people.roster.proposal import Proposal, Terms, propose
from gongjiang.people.roster.reading import rows_of
from gongjiang.people.roster.row import Row
from gongjiang.workbooks.tables.table import Table


class Roster(Kind[RosterImport, Row]):
    """An employer's own list of its people."""

    code: ClassVar[str] = "people.roster"
    imports = RosterImport
    files = RosterFile
    columns = COLUMNS
    left_aside = LEFT_ASIDE
    jobs: ClassVar[Mapping[str, str]] = {
        "check": "people.check_roster",
        "apply": "people.apply_roster",
        "undo": "people.undo_roster",
        "annotate": "people.annotate_roster",
    }
    changed: ClassVar[Sentence] = _(
        "The roll has changed since this file was checked. Check it again; it takes a moment."
    )

    def may(self, actor: Actor, enterprise: Unit) -> Decision:
        return permissions.may_manage_employment(actor, enterprise, today())

    def job(self, brought: RosterImport) -> dict[str, int]:
        return {"roster_id": brought.id}

    def remembered(self, brought: RosterImport) -> Mapping[str, str]:
        habits = _habits(brought)
        return habits.columns if habits else {}

    def missing(self, table: Table) -> list[str]:
        """As an export names people by a number of ours, it need not give their national ID."""
        missing = super().missing(table)
        return [key for key in missing if key != "national_id" or "person" not in table.mapping]

    def rows(self, table: Table) -> Iterator[Row]:
        return rows_of(table)

    def compare(
        self,
        brought: RosterImport,
        headings: Mapping[str, str],
        rows: Sequence[Row],
        at: datetime,
    ) -> dict[str, Any]:
        proposal = propose(_terms(brought, at), rows)
        openings = keep_lines(brought, proposal, headings)
        counts = proposal.counts()
        return {"counts": counts, "assumed": _assumed(proposal), "openings": openings}

    def basis(self, brought: RosterImport) -> str:
        return basis_of(brought)

    def lock(self, brought: RosterImport) -> None:
        applying.lock_what_changes(brought)

    def write(self, brought: RosterImport, *, by: int | None, at: datetime, tell: Tell) -> None:
        applying.open_the_units(brought)
        applying.write_lines(brought, by=by, at=at, tell=tell)
        _remember(brought)
        if brought.holds.exists():
            defer("governance.tell_of_holds", roster_id=brought.id)

    def resting(self, brought: RosterImport, *, limit: int) -> list[Resting]:
        return undoing.resting_on(brought, limit=limit)

    def take_back(
        self, brought: RosterImport, *, reason: str, by: int | None, at: datetime, tell: Tell
    ) -> None:
        undoing.take_back(brought, reason=reason, by=by, at=at, tell=tell)


ROSTER = Roster()


def _habits(roster: RosterImport) -> RosterHabits | None:
    return RosterHabits.objects.filter(enterprise=roster.enterprise_id).first()


def _terms(roster: RosterImport, at: datetime) -> Terms:
    habits = _habits(roster)
    return Terms(
        enterprise=roster.enterprise_id,
        scope=roster.scope_id,
        today=day_of(at),
        changes_on=roster.changes_on,
        leaving_on=roster.leaving_on,
        post_kinds={**(habits.post_kinds if habits else {}), **roster.post_kinds},
    )


def _assumed(proposal: Proposal) -> dict[str, Any]:
    """What the file left open and was taken so: said before it is applied, and then remembered."""
    guessed = proposal.guessed.most_common()
    notes = Counter(note for line in proposal.lines for note in line.notes)
    return {
        "post_kinds": {plain(post): kind for (post, kind), _rows in guessed},
        "posts": [{"post": post, "kind": kind, "rows": rows} for (post, kind), rows in guessed],
        "notes": {str(note): count for note, count in notes.items()},
    }


def _remember(roster: RosterImport) -> None:
    """What was agreed for a file that was applied holds for the enterprise's next one."""
    habits, _made = RosterHabits.objects.select_for_update().get_or_create(
        enterprise=roster.enterprise
    )
    habits.columns = {**habits.columns, **roster.reading.get("mapping", {})}
    habits.post_kinds = {**habits.post_kinds, **roster.assumed.get("post_kinds", {})}
    habits.post_kinds |= roster.post_kinds
    habits.save()
