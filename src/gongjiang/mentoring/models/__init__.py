"""What is kept of masters and apprentices."""

from gongjiang.mentoring.models.agreements import Agreement, Goal, MasterChange, Tenure
from gongjiang.mentoring.models.allowances import Allowance
from gongjiang.mentoring.models.exams import ExitExam
from gongjiang.mentoring.models.pairing import PairingLine, PairingRun
from gongjiang.mentoring.models.records import MidTermCheck, MonthRecord
from gongjiang.mentoring.models.requests import AgreementRequest

__all__ = [
    "Agreement",
    "AgreementRequest",
    "Allowance",
    "ExitExam",
    "Goal",
    "MasterChange",
    "MidTermCheck",
    "MonthRecord",
    "PairingLine",
    "PairingRun",
    "Tenure",
]
