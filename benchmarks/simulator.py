"""How long a replay of five years takes on the home's zone, beside a bare read of what it reads.

    python benchmarks/simulator.py

One rule set, all careers, month by month. The floor sends the same statements bare, and fetches
their rows. Nothing is kept.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongjiang.config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import django

django.setup()

import numpy as np  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from pages import Recorder  # noqa: E402
from rich.console import Console  # noqa: E402

from gongjiang.careers.coefficients import COEFFICIENTS  # noqa: E402
from gongjiang.careers.queries.ladders import ladder_at  # noqa: E402
from gongjiang.careers.simulator.changes import Change, changed  # noqa: E402
from gongjiang.careers.simulator.people import marks_of  # noqa: E402
from gongjiang.careers.simulator.reading import careers_of  # noqa: E402
from gongjiang.careers.simulator.replay import replay  # noqa: E402
from gongjiang.kernel.periods import today  # noqa: E402
from gongjiang.ops import postgres  # noqa: E402

SHORTER = Change(months=18)


def report(console: Console) -> None:
    """Read, replay one rule set, and send what was read again, bare."""
    recorder = Recorder()
    rule = ladder_at(None, today()).rule
    tried = changed(rule, SHORTER).arrays()
    pay = np.array([0, *COEFFICIENTS.permille], dtype=np.int64)

    began = time.perf_counter()
    with connection.execute_wrapper(recorder):
        careers = careers_of(today(), rule)
        marks_of(careers.histories, today())
    read = time.perf_counter()
    found = replay(careers, tried, pay)
    done = time.perf_counter()
    bare = _bare(recorder.statements)

    console.print(
        f"A replay of {len(careers.months)} months of {len(careers.histories):,} careers, of whom "
        f"{found.present.sum():,} are there at the end; {len(found.row):,} promotions"
    )
    console.print(f"{done - began:>8.2f}{bare:>8.2f}{(done - began) / bare:>7.1f}  seconds; "
                  f"read {read - began:.2f}, {(read - began) / bare:.1f} times its statements "
                  f"bare; replay {done - read:.2f}; "
                  f"{len(recorder.statements)} statements bare")  # fmt: skip


def _bare(statements: list[tuple[str, Any]]) -> float:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()
    return time.perf_counter() - began


if __name__ == "__main__":
    with postgres.running(settings.HOME):
        report(Console())
