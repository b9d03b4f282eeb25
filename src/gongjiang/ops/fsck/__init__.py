"""Check every invariant that reaches across tables: each state has its fact, trees are trees.

    report = check_everything()
    report.broken        # what does not hold, with the ids that show it

A room adds its checks to `CHECKS`, each a sentence and a query for what contradicts it.
"""

from gongjiang.ops.fsck.check import Broken, Check, Report
from gongjiang.ops.fsck.run import CHECKS, check_everything

__all__ = ["CHECKS", "Broken", "Check", "Report", "check_everything"]
