"""All indicators by their id. A room that makes one derivable adds its file, and its line here."""

from __future__ import annotations

from collections.abc import Mapping

from gongjiang.index.indicators import waiting_forces, waiting_growth, waiting_skill
from gongjiang.index.indicators.age_balance import AgeBalance
from gongjiang.index.indicators.apprentices import QualifiedApprentices
from gongjiang.index.indicators.base import Definition, Indicator
from gongjiang.index.indicators.benefits import BenefitPerHead
from gongjiang.index.indicators.certified_posts import CertifiedOnPosts
from gongjiang.index.indicators.echelon import BackbonesExported, ReserveDepth, SuccessorsReady
from gongjiang.index.indicators.grade_span import GradeSpan
from gongjiang.index.indicators.grade_speed import OnTime, TimeToNextGrade
from gongjiang.index.indicators.innovations import ItemsAccepted, LoopsClosed, PatentsGranted
from gongjiang.index.indicators.leavers import Leavers
from gongjiang.index.indicators.pairing import PairedInTime
from gongjiang.index.indicators.proposal_authors import (
    Breadth,
    FirstTimers,
    Participation,
    ProposalsPerHead,
)
from gongjiang.index.indicators.proposal_course import (
    AdoptedAndDone,
    AnsweredInTime,
    TimeToPractice,
)
from gongjiang.index.indicators.sequence_changes import FilledFromWithin, SequenceChanges
from gongjiang.index.indicators.skill_matrix import MultiSkill, TimeToIndependence
from gongjiang.index.indicators.skill_ranks import (
    HighlySkilled,
    RankRise,
    RanksFilled,
    SkilledAndTitled,
)
from gongjiang.index.indicators.studios import IdeasSpread, StudiosQualified
from gongjiang.index.indicators.technical_staff import TechnicalStaff

INDICATORS: Mapping[str, Indicator] = {
    each.definition.id: each
    for each in (
        AgeBalance(),
        Leavers(),
        PairedInTime(),
        QualifiedApprentices(),
        TechnicalStaff(),
        RankRise(),
        TimeToIndependence(),
        RanksFilled(),
        HighlySkilled(),
        CertifiedOnPosts(),
        MultiSkill(),
        SkilledAndTitled(),
        TimeToNextGrade(),
        OnTime(),
        SequenceChanges(),
        GradeSpan(),
        FilledFromWithin(),
        SuccessorsReady(),
        ReserveDepth(),
        BackbonesExported(),
        ProposalsPerHead(),
        Participation(),
        AdoptedAndDone(),
        FirstTimers(),
        AnsweredInTime(),
        Breadth(),
        TimeToPractice(),
        ItemsAccepted(),
        PatentsGranted(),
        LoopsClosed(),
        BenefitPerHead(),
        StudiosQualified(),
        IdeasSpread(),
    )
}
"""Those that are derived, in the order in which snapshots keep them."""

DEFINITIONS: Mapping[str, Definition] = {
    definition.id: definition
    for definition in (
        *(each.definition for each in INDICATORS.values()),
        *waiting_growth.WAITING,
        *waiting_skill.WAITING,
        *waiting_forces.WAITING,
    )
}
"""Everything that a framework may weigh, derived or not."""
