"""The workers that do jobs; what a job is stands in `kernel.jobs` (decision 0011).

with jobs.worked_off():     # beside the server of pages: a worker process, kept alive
    ...
jobs.work()                 # this process, until it is told to end
"""

from gongjiang.ops.jobs.process import work
from gongjiang.ops.jobs.supervision import worked_off

__all__ = ["work", "worked_off"]
