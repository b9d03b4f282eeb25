"""How fast the house is, on this machine, on the demo home: each figure beside its floor.

    make bench
    python benchmarks/run.py --route orgs --role demo-leader --requests 50

Nothing here passes or fails: machines differ. What can be compared is a ratio, and whether the
number of queries is the same in a small zone as in a full one.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from itertools import groupby
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongjiang.config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import django

django.setup()

import bulk  # noqa: E402
import eligibility  # noqa: E402
import proposals  # noqa: E402
import roster  # noqa: E402
import similar  # noqa: E402
import simulator  # noqa: E402
from databases import small_zone  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from pages import Measured, Timing, measure, statements_of  # noqa: E402
from rich.console import Console  # noqa: E402
from routes import Question, questions, readers  # noqa: E402

import index  # noqa: E402
import lake  # noqa: E402
from gongjiang.ops import postgres  # noqa: E402
from gongjiang.people.models import Account  # noqa: E402

SMALL = 800
REQUESTS = 200
MOST_QUERIES = 15

Asked = tuple[str, str]
"""A question's name and a reader's."""


def main() -> None:
    options = _options()
    console = Console()
    if not settings.DEMO:
        sys.exit("There is no demo in this home. Build it first: gongjiang demo up")
    with postgres.running(settings.HOME):
        console.print(_machine())
        with console.status("Counting queries in a zone of 800"), small_zone(SMALL):
            small = _count_queries(options)
            recorded = bulk.recording()
            submitted = proposals.submitting()
        console.print("Milliseconds; floor: the same queries sent bare; ratio of the medians.")
        left = _measure(options, console, small)
        counted = bulk.counting(options.requests)
        made = lake.making()
    console.print("Beside a bare COPY, and a bare count(*):")
    for what, (ours, bare) in {"record_many, 20,000 facts": recorded, **counted}.items():
        console.print(f"{_cells(ours, bare)}  {what}", highlight=False)
    console.print("Beside the bare insert of its row, each committed:")
    a_second = f"{1000 / submitted[0].p50:.0f} a second and connection"
    console.print(f"{_cells(*submitted)}  submit a proposal, {a_second}", highlight=False)
    console.print("Beside a bare read of the ledger, and that written as one file:")
    for what, (ours, bare) in made.items():
        console.print(f"{_cells(ours, bare)}  {what}", highlight=False)
    roster.report(console)
    eligibility.report(console)
    simulator.report(console)
    index.report(console, options.facts)
    similar.report(console, options.proposals)
    if left:
        console.print(f"Not asked, for want of an example: {', '.join(left)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--route", default="", help="only routes whose name begins so")
    parser.add_argument("--role", default="", help="only this account, such as demo-hr")
    parser.add_argument("--facts", type=int, default=index.FACTS, help="in the index's lake")
    parser.add_argument(
        "--proposals", type=int, default=similar.PROPOSALS, help="among which to find what is alike"
    )
    return parser.parse_args()


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        [server] = cursor.fetchone()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.machine()}, load {load}; "
        f"Python {platform.python_version()}, PostgreSQL {server}"
    )


def _asked(options: argparse.Namespace) -> tuple[list[tuple[Question, str, Account]], list[str]]:
    found, left = questions()
    pairs = [
        (question, name, account)
        for question in found
        if question.name.startswith(options.route)
        for name, account in readers().items()
        if options.role in {"", name}
    ]
    return pairs, left


def _count_queries(options: argparse.Namespace) -> dict[Asked, int]:
    counts = {}
    for question, name, account in _asked(options)[0]:
        statements = statements_of(_client(account), question.path)
        if statements is not None:
            counts[question.name, name] = len(statements)
    return counts


def _measure(options: argparse.Namespace, console: Console, small: dict[Asked, int]) -> list[str]:
    """Measure and print; roles to whom a route sends the same statements are measured once."""
    pairs, left = _asked(options)
    console.print(f"{'p50':>8}{'p95':>8}{'floor':>8}{'ratio':>7}{'queries':>9}{'at 800':>8}")
    for question, group in groupby(pairs, key=lambda pair: pair[0]):
        alike: dict[tuple[str, ...], list[str]] = {}
        clients = {name: _client(account) for _, name, account in group}
        sent = {name: statements_of(client, question.path) for name, client in clients.items()}
        for name, statements in sent.items():
            if statements is not None:
                alike.setdefault(tuple(sql for sql, _ in statements), []).append(name)
        for names in alike.values():
            first = names[0]
            one = measure(clients[first], question.path, sent[first] or [], options.requests)
            _print(console, question, names, one, small)
    return left


def _print(
    console: Console,
    question: Question,
    names: list[str],
    one: Measured,
    small: dict[Asked, int],
) -> None:
    at_small = {small.get((question.name, name)) for name in names}
    differs = at_small != {one.queries} or one.queries > MOST_QUERIES
    who = ", ".join(name.removeprefix("demo-") for name in names)
    console.print(
        f"{_cells(one.page, one.floor)}{one.queries:>9}"
        f"{'/'.join(map(str, at_small)):>8}  {question.name}: {who}",
        style="bold red" if differs else None,
        soft_wrap=True,
        highlight=False,
        markup=False,
        emoji=False,
    )


def _client(account: Account) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    return client


def _cells(ours: Timing, floor: Timing) -> str:
    ratio = ours.p50 / floor.p50 if floor.p50 else float("nan")
    return f"{ours.p50:>8.1f}{ours.p95:>8.1f}{floor.p50:>8.1f}{ratio:>7.1f}"


if __name__ == "__main__":
    main()
