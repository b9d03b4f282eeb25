"""How long eligibility takes on the home's zone: one explanation, and everybody's histories.

    python benchmarks/eligibility.py

Each beside the same statements sent bare, their rows fetched and nothing made of them.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongjiang.config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from pages import Recorder, Statement, timed  # noqa: E402
from rich.console import Console  # noqa: E402

from gongjiang.careers.models import GradeSpell, Track  # noqa: E402
from gongjiang.careers.queries.explained import explanation_of  # noqa: E402
from gongjiang.careers.queries.histories import histories_of  # noqa: E402
from gongjiang.careers.queries.ladders import ladder_at  # noqa: E402
from gongjiang.careers.rules.eligibility import assess  # noqa: E402
from gongjiang.kernel.periods import today  # noqa: E402
from gongjiang.ops import postgres  # noqa: E402

TIMES = 50
READINGS = 3
MOST_MS = 50
"""One explanation is asked for on a phone: it takes no longer."""


def report(console: Console) -> None:
    """Explain one, read everybody, and judge them; the statements bare beside both readings."""
    running = GradeSpell.objects.filter(valid_to=None, track=Track.PRIMARY).order_by("id")
    spell = running[running.count() // 2]
    day, rule = today(), ladder_at(None, today()).rule

    def one() -> None:
        explanation_of(spell.person_id, spell.enterprise_id, day)

    ours, bare = timed(one, TIMES), timed(_bare(_sent_by(one)), TIMES)
    console.print("Eligibility, beside its statements sent bare:")
    console.print(
        f"{ours.p50:>8.1f}{ours.p95:>8.1f}{bare.p50:>8.1f}{ours.p50 / bare.p50:>7.1f}"
        f"  one explanation, in ms (at most {MOST_MS})",
        style="bold red" if ours.p95 > MOST_MS else None,
        highlight=False,
    )
    histories = histories_of(day, rule)
    read = _seconds(lambda: histories_of(day, rule))
    sent = _seconds(_bare(_sent_by(lambda: histories_of(day, rule))))
    judged = _seconds(lambda: assess(histories, rule.arrays(), day))
    console.print(
        f"{read:>8.2f}{'':>8}{sent:>8.2f}{read / sent:>7.1f}"
        f"  {len(histories):,} histories read, in s; judged in {judged:.2f} s",
        highlight=False,
    )


def _sent_by(deed: Callable[[], Any]) -> list[Statement]:
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        deed()
    return recorder.statements


def _bare(statements: Sequence[Statement]) -> Callable[[], None]:
    def send() -> None:
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                cursor.fetchall()

    return send


def _seconds(deed: Callable[[], Any]) -> float:
    """The median of some times, after one that warms up."""
    deed()
    taken = []
    for _ in range(READINGS):
        began = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


if __name__ == "__main__":
    with postgres.running(settings.HOME):
        report(Console())
