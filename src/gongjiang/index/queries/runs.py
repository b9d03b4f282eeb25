"""Which runs there are, and which of them is the one for a day: the one that knew most."""

from __future__ import annotations

from datetime import date

from gongjiang.index.models import Run


def run_of(day: date | None = None) -> Run | None:
    """The run for a day, or for the latest day there is one for; one query."""
    runs = Run.objects.select_related("framework").order_by("-day", "-known_at", "-id")
    return (runs if day is None else runs.filter(day=day)).first()


def runs_until(day: date, *, limit: int) -> list[Run]:
    """For each of the last days up to a day that have one, their run, the earliest first."""
    newest = (
        Run.objects.filter(day__lte=day)
        .select_related("framework")
        .order_by("-day", "-known_at", "-id")
        .distinct("day")
    )
    return list(newest[:limit])[::-1]


def newest_runs(day: date | None = None) -> list[Run]:
    """The run for each day there is one for, or for one day alone; the earliest first."""
    runs = Run.objects.select_related("framework").order_by("day", "-known_at", "-id")
    return list((runs if day is None else runs.filter(day=day)).distinct("day"))
