"""What is kept of people."""

from gongjiang.people.models.access import AccessBasis, Account, Appointment, Look, Role, Submission
from gongjiang.people.models.person import Person
from gongjiang.people.models.work import Employment, EmploymentKind, EndReason, Posting, PostKind

__all__ = [
    "AccessBasis",
    "Account",
    "Appointment",
    "Employment",
    "EmploymentKind",
    "EndReason",
    "Look",
    "Person",
    "PostKind",
    "Posting",
    "Role",
    "Submission",
]
