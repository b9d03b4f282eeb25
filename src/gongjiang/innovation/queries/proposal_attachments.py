"""Whose pictures of an idea are whose to open: whoever may see the proposal."""

from __future__ import annotations

from gongjiang.governance.models import Subject
from gongjiang.governance.queries.attachments import register_owner
from gongjiang.governance.queries.reach import Reach
from gongjiang.innovation.models import Proposal
from gongjiang.innovation.queries.proposals import desk_of, proposals_visible_to
from gongjiang.innovation.subjects import PROPOSAL
from gongjiang.people.models import Person


def subject_of(proposal: Proposal) -> Subject:
    return Subject(PROPOSAL, proposal.id)


def _sees_proposal(reach: Reach, row: int) -> bool:
    desk = desk_of(Person.objects.get(id=reach.reader_id), reach.day)
    return proposals_visible_to(desk).filter(id=row).exists()


register_owner(PROPOSAL, _sees_proposal)
