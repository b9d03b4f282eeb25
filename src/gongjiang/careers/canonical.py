"""The ladder an installation starts with: (P), ours, after domain.md §4.1 and §4.2.

The source article says two channels and grades 1 to 23; its table is not published.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

from gongjiang.careers.ladder import Anchor, Criteria, LadderRule, Span
from gongjiang.careers.models import Channel, Merit, Sequence
from gongjiang.careers.round_rules import RoundsRule
from gongjiang.ledger.facts.careers import MeritRecorded
from gongjiang.ledger.facts.mentoring import ApprenticeTaught

O, T, P, M = Sequence.OPERATION, Sequence.TECHNICAL, Sequence.PROFESSIONAL, Sequence.MANAGEMENT  # noqa: E741  (the sequence's letter)

CAP_PERMILLE = 100
"""From this share of a sequence on nobody more rises to grade 16 or above: ours."""

SPANS = (
    Span(
        sequence=O,
        channel=Channel.PROFESSIONAL,
        low=1,
        high=14,
        anchors=(
            Anchor(low=1, high=2, label=gettext_noop("apprentice or elementary worker")),
            Anchor(low=3, high=4, label=gettext_noop("intermediate worker")),
            Anchor(low=5, high=7, label=gettext_noop("senior worker")),
            Anchor(low=8, high=9, label=gettext_noop("technician (skilled)")),
            Anchor(low=10, high=11, label=gettext_noop("senior technician")),
            Anchor(low=12, high=13, label=gettext_noop("special-grade technician")),
            Anchor(low=14, high=14, label=gettext_noop("chief technician")),
        ),
    ),
    Span(
        sequence=T,
        channel=Channel.PROFESSIONAL,
        low=5,
        high=21,
        anchors=(
            Anchor(low=5, high=6, label=gettext_noop("engineering technician")),
            Anchor(low=7, high=9, label=gettext_noop("assistant engineer")),
            Anchor(low=10, high=12, label=gettext_noop("engineer")),
            Anchor(low=13, high=15, label=gettext_noop("senior engineer")),
            Anchor(low=16, high=18, label=gettext_noop("principal engineer")),
            Anchor(low=19, high=21, label=gettext_noop("expert or chief engineer")),
        ),
    ),
    Span(
        sequence=P,
        channel=Channel.PROFESSIONAL,
        low=4,
        high=18,
        anchors=(
            Anchor(low=4, high=6, label=gettext_noop("specialist")),
            Anchor(low=7, high=9, label=gettext_noop("lead specialist")),
            Anchor(low=10, high=12, label=gettext_noop("senior specialist")),
            Anchor(low=13, high=15, label=gettext_noop("specialist at manager level")),
            Anchor(low=16, high=18, label=gettext_noop("principal specialist")),
        ),
    ),
    Span(
        sequence=M,
        channel=Channel.MANAGEMENT,
        low=7,
        high=23,
        anchors=(
            Anchor(low=7, high=8, label=gettext_noop("team leader")),
            Anchor(low=9, high=11, label=gettext_noop("supervisor or section head")),
            Anchor(low=12, high=14, label=gettext_noop("workshop or department manager")),
            Anchor(low=15, high=17, label=gettext_noop("senior manager")),
            Anchor(low=18, high=20, label=gettext_noop("director or plant manager")),
            Anchor(low=21, high=23, label=gettext_noop("vice president or president")),
        ),
    ),
)

CRITERIA = (
    Criteria(sequence=O, low=2, high=2, rank=1),
    Criteria(sequence=O, low=3, high=4, rank=2),
    Criteria(sequence=O, low=5, high=5, rank=3),
    Criteria(sequence=O, low=6, high=7, rank=3, contributions=1),
    Criteria(sequence=O, low=8, high=9, rank=4, contributions=1),
    Criteria(sequence=O, low=10, high=11, rank=5, contributions=1),
    Criteria(sequence=O, low=12, high=13, rank=6, contributions=1),
    Criteria(sequence=O, low=14, high=14, rank=7, contributions=1),
    Criteria(sequence=T, low=6, high=6, title=0, contributions=1),
    Criteria(sequence=T, low=7, high=9, title=1, contributions=1),
    Criteria(sequence=T, low=10, high=12, title=2, contributions=1),
    Criteria(sequence=T, low=13, high=15, title=3, contributions=1),
    Criteria(sequence=T, low=16, high=18, title=3, contributions=1, cap_permille=CAP_PERMILLE),
    Criteria(sequence=T, low=19, high=21, title=4, contributions=1, cap_permille=CAP_PERMILLE),
    Criteria(sequence=P, low=5, high=5),
    Criteria(sequence=P, low=6, high=15, contributions=1),
    Criteria(sequence=P, low=16, high=18, contributions=1, cap_permille=CAP_PERMILLE),
    Criteria(sequence=M, low=8, high=23, contributions=1, vacancy=True),
)

LADDER = LadderRule(
    sequences=SPANS,
    criteria=CRITERIA,
    contribution_kinds=(MeritRecorded.kind, ApprenticeTaught.kind),
    award_level=Merit.Level.ZONE,
    appraisal_month=1,
)

ROUNDS = RoundsRule()
