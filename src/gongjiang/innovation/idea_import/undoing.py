"""Brought ideas are taken back, as long as nothing has been done about them since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Proposal
from gongjiang.innovation.services.similarity import leave_out
from gongjiang.kernel.decision import Sentence
from gongjiang.ledger.facts.proposals import ProposalEscalated
from gongjiang.ledger.selected import annul_selected
from gongjiang.people.brought.kinds import Resting
from gongjiang.people.brought.rows import Verdict
from gongjiang.people.brought.telling import Count, Tell
from gongjiang.people.models import WorkbookImport

RESTING_LABELS: Mapping[str, Sentence] = {
    "step": _("a step of the idea since"),
    "note": _("a line written about the idea"),
    "file": _("a file added to the idea"),
    "claim": _("a benefit claimed for the idea"),
    "award": _("an award for the idea"),
    "link": _("the idea is linked to another one"),
    "offer": _("the idea was offered to another team"),
    "use": _("the idea is named where it has led to something"),
}
"""What may rest on an import, in a word."""

RESTING = """
    WITH made (id, step) AS (SELECT * FROM unnest(%(ideas)s::bigint[], %(steps)s::bigint[]))
    SELECT found.what, found.day, author.person_id FROM (
        SELECT 'step' AS what, s.on AS day, made.id FROM made
        JOIN innovation_proposalstep s ON s.proposal_id = made.id AND s.id > made.step
        UNION ALL
        SELECT 'note', n.on, made.id FROM made
        JOIN innovation_proposalnote n ON n.proposal_id = made.id
        UNION ALL
        SELECT 'file', NULL, made.id FROM made JOIN governance_attachment a
          ON a.subject_type = 'proposal' AND a.subject_id = made.id
        UNION ALL
        SELECT 'claim', NULL, made.id FROM made
        JOIN innovation_claim c ON c.source = 'PROPOSAL' AND c.source_id = made.id
        UNION ALL
        SELECT 'award', NULL, made.id FROM made
        JOIN innovation_award a ON a.source = 'PROPOSAL' AND a.source_id = made.id
        UNION ALL
        SELECT 'link', NULL, made.id FROM made
        JOIN innovation_proposallink l ON made.id IN (l.later_id, l.earlier_id)
        UNION ALL
        SELECT 'offer', o.offered_on, made.id FROM made
        JOIN innovation_spreadoffer o ON o.proposal_id = made.id
        UNION ALL
        SELECT 'use', NULL, made.id FROM made
        JOIN innovation_looplink l ON l.innovation = 'PROPOSAL' AND l.innovation_id = made.id
    ) AS found JOIN innovation_author AS author ON author.proposal_id = found.id
    ORDER BY found.day, found.id LIMIT %(limit)s
"""

# All that stands about these ideas: what applying recorded, and that a lapse was told upwards,
# which the night does by itself.
THEIRS = """
    SELECT e.id FROM ledger_entry e
    WHERE (e.subject_type = 'proposal' AND e.subject_id = ANY(%s)
           OR e.kind = %s AND (e.detail->>'proposal_id')::bigint = ANY(%s))
      AND NOT EXISTS (SELECT FROM ledger_entry c WHERE c.corrects_id = e.id)
"""


def resting_on(brought: WorkbookImport, *, limit: int) -> list[Resting]:
    """What has been done about these ideas since, the earliest first."""
    made = _made(brought)
    params: dict[str, Any] = {
        "ideas": [each["idea"] for each in made],
        "steps": [each["step"] for each in made],
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(RESTING, params)
        return [Resting(*row) for row in cursor.fetchall()]


def take_back(
    brought: WorkbookImport, *, reason: str, by: int | None, at: datetime, tell: Tell
) -> None:
    """Annul the facts, delete the ideas, and let nobody find them by their words any more.

    Raises:
        AlreadyCorrected: one of the facts was corrected since.
        IntegrityError: other records rest on one of the ideas.
    """
    ids = [each["idea"] for each in _made(brought)]
    taken_back = Count(tell, 2 * len(ids))
    annul_selected(THEIRS, [ids, ProposalEscalated.kind, ids], reason=reason, by=by)
    taken_back.add(len(ids))
    Proposal.objects.filter(id__in=ids).delete()
    leave_out(ids, at=at)
    taken_back.add(len(ids))


def _made(brought: WorkbookImport) -> list[dict[str, int]]:
    return list(brought.lines.filter(verdict=Verdict.NEW).values_list("made", flat=True))
