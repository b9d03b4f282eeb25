"""What is kept: rules with dates, publicity, appeals, attachments, notices."""

from gongjiang.governance.models.appeals import Appeal
from gongjiang.governance.models.attachments import Attachment
from gongjiang.governance.models.notices import Notice
from gongjiang.governance.models.publicity import Objection, Publicity
from gongjiang.governance.models.rule_sets import RuleSet
from gongjiang.governance.models.subjects import Subject

__all__ = ["Appeal", "Attachment", "Notice", "Objection", "Publicity", "RuleSet", "Subject"]
