"""How the installation stands, asked of it whenever Prometheus asks."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import Error
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from gongjiang.index.queries.derived import last_derived
from gongjiang.ledger.tally import Tally
from gongjiang.web.health import probes

FACTS = Tally()


class State(Collector):
    """A room that has something to watch adds its gauge here."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("gongjiang_disk_free_bytes", "Free where the home is.", _disk())
        try:
            yield from _of_the_database()
            answers = 1.0
        except Error:
            answers = 0.0
        yield _gauge("gongjiang_database_up", "Whether the database answers.", answers)


def state() -> bytes:
    """All of it, as Prometheus reads it."""
    registry = CollectorRegistry()
    registry.register(State())
    return generate_latest(registry)


def _of_the_database() -> Iterator[GaugeMetricFamily]:
    jobs = GaugeMetricFamily("gongjiang_jobs", "Jobs by state.", labels=["state"])
    for name, count in probes.jobs_by_state():
        jobs.add_metric([name], count)
    yield jobs
    yield _gauge(
        "gongjiang_job_queue_age_seconds",
        "For how long the oldest job that is due has waited.",
        probes.queue_age(),
    )
    yield _gauge(
        "gongjiang_job_worker_heartbeat_age_seconds",
        "Since a worker for jobs was last heard.",
        probes.heartbeat_age(),
    )
    facts = GaugeMetricFamily("gongjiang_ledger_facts", "Entries by kind.", labels=["kind"])
    for kind, count in FACTS.counts().items():
        facts.add_metric([kind], count)
    yield facts
    clock = GaugeMetricFamily(
        "gongjiang_clock_job_age_seconds", "Since it was last done by the clock.", labels=["job"]
    )
    for name, seconds in probes.done_by_the_clock():
        clock.add_metric([name], seconds)
    yield clock
    yield from _of_what_is_derived()


def _of_what_is_derived() -> Iterator[GaugeMetricFamily]:
    derived = last_derived(settings.HOME)
    yield _gauge(
        "gongjiang_lake_lag_seconds",
        "Since the lake was last brought up to date.",
        probes.lake_lag(derived),
    )
    yield _gauge(
        "gongjiang_index_lag_days",
        "Since the latest day that the index was computed for.",
        probes.index_lag(derived),
    )


def _gauge(name: str, what: str, value: float | None) -> GaugeMetricFamily:
    """One number; what is not there has no sample, rather than a zero."""
    gauge = GaugeMetricFamily(name, what)
    if value is not None:
        gauge.add_metric([], value)
    return gauge


def _disk() -> float:
    return float(probes.free_bytes(settings.HOME))
