"""Jobs whose worker was killed, or lost its machine, are taken up again."""

from __future__ import annotations

from django.db import connection

from gongjiang.kernel.jobs import MOST_ATTEMPTS

# One statement: of two workers that recover at once, the second finds the job no longer stalled.
TAKE_UP_AGAIN = """
    UPDATE procrastinate_jobs
       SET status = (CASE WHEN attempts + 1 < %(most)s THEN 'todo' ELSE 'failed' END
                    )::procrastinate_job_status,
           attempts = attempts + 1, abort_requested = false, scheduled_at = NULL, worker_id = NULL
     WHERE status = 'doing'
       AND (worker_id IS NULL OR worker_id IN (
            SELECT id FROM procrastinate_workers
             WHERE last_heartbeat < now() - make_interval(secs => %(seconds)s)))
"""


def recover_stalled(*, seconds: float) -> int:
    """Queue again the jobs of dead workers, but give up one that outlasted its attempts.

    Args:
        seconds: a worker unheard for so long is dead.

    Returns:
        how many jobs had no living worker.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE_UP_AGAIN, {"most": MOST_ATTEMPTS, "seconds": seconds})
        found: int = cursor.rowcount
    return found
