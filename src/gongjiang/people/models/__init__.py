"""What is kept of people."""

from gongjiang.people.models.access import AccessBasis, Account, Appointment, Look, Role, Submission
from gongjiang.people.models.brought import (
    Brought,
    BroughtFile,
    WorkbookFile,
    WorkbookHabits,
    WorkbookImport,
    WorkbookLine,
)
from gongjiang.people.models.person import Person
from gongjiang.people.models.requests import CorrectionRequest, ErasureRequest
from gongjiang.people.models.roster import (
    EmploymentHold,
    RosterFile,
    RosterHabits,
    RosterImport,
    RosterLine,
)
from gongjiang.people.models.sessions import Session
from gongjiang.people.models.shifts import Shift, TeamShift
from gongjiang.people.models.slips import ActivationSlip, Recovery
from gongjiang.people.models.work import Employment, EmploymentKind, EndReason, Posting, PostKind

__all__ = [
    "AccessBasis",
    "Account",
    "ActivationSlip",
    "Appointment",
    "Brought",
    "BroughtFile",
    "CorrectionRequest",
    "Employment",
    "EmploymentHold",
    "EmploymentKind",
    "EndReason",
    "ErasureRequest",
    "Look",
    "Person",
    "PostKind",
    "Posting",
    "Recovery",
    "Role",
    "RosterFile",
    "RosterHabits",
    "RosterImport",
    "RosterLine",
    "Session",
    "Shift",
    "Submission",
    "TeamShift",
    "WorkbookFile",
    "WorkbookHabits",
    "WorkbookImport",
    "WorkbookLine",
]
