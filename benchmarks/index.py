"""How long the index takes on a large lake, beside a bare group-by of the same facts.

    python benchmarks/index.py --facts 30000000

The floor is what DuckDB needs to count all facts by worker and kind, from the same Parquet. The
months are those of a rebuild; what it costs to have ten times as many facts is told beside it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongjiang.config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import django

django.setup()

import duckdb  # noqa: E402
from facts import generate  # noqa: E402
from pages import Timing, timed  # noqa: E402
from rich.console import Console  # noqa: E402

from gongjiang.governance.contents.people import IndustrialWorkerRule  # noqa: E402
from gongjiang.governance.services.defaults import DEFAULTS, VERSION  # noqa: E402
from gongjiang.index.canonical import CANONICAL  # noqa: E402
from gongjiang.index.indicators import INDICATORS  # noqa: E402
from gongjiang.index.measuring import counted, of_days, places  # noqa: E402
from gongjiang.index.publication import findings  # noqa: E402
from gongjiang.index.records import Question, Records  # noqa: E402
from gongjiang.kernel.home import Home  # noqa: E402
from gongjiang.kernel.periods import Period, add_months, today  # noqa: E402
from gongjiang.lake.facts import table_of  # noqa: E402
from gongjiang.lake.files import scan  # noqa: E402
from gongjiang.lake.manifest import Manifest  # noqa: E402
from gongjiang.lake.queries import Lake, opened  # noqa: E402
from gongjiang.ledger.facts.base import all_fact_classes  # noqa: E402
from gongjiang.people.queries.trend import DatedDefinition  # noqa: E402

FACTS = 30_000_000
TENTH = 10
MONTHS = 60
ROUNDS = 3
GOAL = 5.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--facts", type=int, default=FACTS)
    report(Console(), parser.parse_args().facts)


def report(console: Console, facts: int) -> None:
    """Print each indicator's ratio to the floor, and what a rebuild of all months takes."""
    console.print(f"The index of a month, {facts:,} facts, beside a bare group-by:")
    with _lake(facts) as (lake, manifest, folder):
        floor = timed(lambda: _bare(manifest, folder), ROUNDS)
        console.print(f"{floor.p50:>10.0f} ms          the floor: worker by kind, all facts")
        for name, took in _indicators(lake).items():
            _print(console, took, floor, name)
        large = _seconds(lambda: _months(lake, MONTHS))
    with _lake(facts // TENTH) as (lake, _, _):
        small = _seconds(lambda: _months(lake, MONTHS))
    console.print(
        f"{MONTHS} months: {large:.1f} s; of a tenth of the facts {small:.1f} s: "
        f"{large / small:.1f} times as long for {TENTH} times as many."
    )


@contextmanager
def _lake(facts: int) -> Iterator[tuple[Lake, Manifest, Path]]:
    with tempfile.TemporaryDirectory(prefix="gongjiang-bench-") as folder:
        home = Home(Path(folder))
        manifest = generate(home, facts=facts)
        with opened(home) as lake:
            yield lake, manifest, home.lake


def _bare(manifest: Manifest, folder: Path) -> None:
    kinds = []
    for kind in all_fact_classes():
        files = [folder / file.path for file in manifest.tables.get(table_of(kind), ())]
        if files:
            kinds.append(f"SELECT person_id, '{kind}' AS kind FROM {scan(files)}")
    sql = f"SELECT person_id, kind, count(*) FROM ({' UNION ALL '.join(kinds)}) GROUP BY ALL"
    with duckdb.connect() as engine:
        engine.sql(sql).to_arrow_table()


def _indicators(lake: Lake) -> dict[str, Timing]:
    """Of the last month end: the headcounts that all rest on, then each indicator, all levels."""
    day = _days(1)
    records = _records(lake, day)
    there = of_days(places(records), day)
    took = {"headcounts": timed(lambda: places(_records(lake, day)), ROUNDS)}
    for name, indicator in INDICATORS.items():
        took[name] = timed(lambda one=indicator: counted(one, _records(lake, day), there), ROUNDS)
    return took


def _months(lake: Lake, months: int) -> None:
    days = _days(months)
    findings(_records(lake, days), dict.fromkeys(days, CANONICAL))


def _records(lake: Lake, days: tuple[date, ...]) -> Records:
    rule = IndustrialWorkerRule.read(DEFAULTS[IndustrialWorkerRule.key])
    everywhen = DatedDefinition(Period(date(1900, 1, 1)), rule.definition(VERSION))
    return Records(lake, Question(days, industrial=(everywhen,)))


def _days(months: int) -> tuple[date, ...]:
    first = today().replace(day=1)
    return tuple(sorted(add_months(first, -back) - timedelta(days=1) for back in range(months)))


def _seconds(deed: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def _print(console: Console, took: Timing, floor: Timing, name: str) -> None:
    ratio = took.p50 / floor.p50
    style = "bold red" if ratio > GOAL else None
    console.print(f"{took.p50:>10.0f} ms{ratio:>6.1f} ×  {name}", style=style, highlight=False)


if __name__ == "__main__":
    main()
