"""What the processes that serve pages count, each for itself; a scrape adds them up.

Where `PROMETHEUS_MULTIPROC_DIR` names a folder (`gongjiang up` does), the counts stand in files
there, and whichever process is asked answers for all.
"""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

OWN = CollectorRegistry()
REQUESTS = Counter(
    "gongjiang_requests",
    "Requests answered, by the name of their route.",
    ("route", "method", "status"),
    registry=OWN,
)
REQUEST_SECONDS = Histogram(
    "gongjiang_request_seconds",
    "Time to answer, by the name of the route.",
    ("route",),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 10.0),
    registry=OWN,
)


def counted() -> bytes:
    """What every process has counted, as Prometheus reads it."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(OWN)
    of_all = CollectorRegistry()
    MultiProcessCollector(of_all)  # type: ignore[no-untyped-call]
    return generate_latest(of_all)
