"""Jobs are kept, listed and logged, so they hold ids alone."""

from __future__ import annotations

from gongjiang.ops.fsck.check import Check

BARE_IDS = Check(
    name="jobs.hold_ids_alone",
    sentence="Each argument of a job is a number or a flag; nothing that it stands for.",
    table="procrastinate_jobs",
    sql="""
        SELECT DISTINCT job.id FROM procrastinate_jobs job, jsonb_each(job.args) AS argument
        WHERE jsonb_typeof(argument.value) NOT IN ('number', 'boolean')
    """,
)

CHECKS = (BARE_IDS,)
