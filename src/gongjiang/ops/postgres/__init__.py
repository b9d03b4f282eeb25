"""The embedded PostgreSQL: one server a home, shared by whoever uses it, stopped by the last.

    with postgres.running(home):
        ...                             # DATABASES of config/databases.py can connect

With DATABASE_URL set nothing is supervised: that server is someone else's to start.
"""

from gongjiang.ops.postgres.cluster import StartFailed
from gongjiang.ops.postgres.lowered import NoAccount
from gongjiang.ops.postgres.sharing import (
    InUse,
    NotWhole,
    at_rest,
    ensure_running,
    is_new,
    kept_running,
    running,
    serving_alone,
    working,
)

__all__ = [
    "InUse",
    "NoAccount",
    "NotWhole",
    "StartFailed",
    "at_rest",
    "ensure_running",
    "is_new",
    "kept_running",
    "running",
    "serving_alone",
    "working",
]
