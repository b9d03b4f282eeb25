"""Finding what is alike among 650,000 proposals: how fast, how surely, how large, how soon.

    python benchmarks/similar.py                    # beside the demo home's databases
    python benchmarks/similar.py --proposals 20000

Half of the questions are texts as far as somebody has typed them, half are whole ones, each an
earlier proposal told again in other words. Recall compares with weighing every proposal by the
same measure, which needs no index. The floor is the same statements, sent bare.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongjiang.config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import django

django.setup()

import numpy as np  # noqa: E402
from databases import small_zone  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from pages import Recorder, Statement, Timing  # noqa: E402
from proposal_texts import Written, make_texts, retold  # noqa: E402
from rich.console import Console  # noqa: E402
from routes import readers  # noqa: E402
from scipy import sparse  # noqa: E402

from gongjiang.demo.columns import copy, reserve  # noqa: E402
from gongjiang.demo.numbers import public_ids  # noqa: E402
from gongjiang.demo.story import finish_zone  # noqa: E402
from gongjiang.innovation.models import Proposal  # noqa: E402
from gongjiang.innovation.queries.proposals import desk_of  # noqa: E402
from gongjiang.innovation.queries.similar import find_similar, text_scope_of  # noqa: E402
from gongjiang.innovation.queries.text_index import TextScope  # noqa: E402
from gongjiang.innovation.rules.grams import grams_of, invert  # noqa: E402
from gongjiang.innovation.rules.similarity import (  # noqa: E402
    LEAST_LIKENESS,
    asked,
    said,
    weights,
)
from gongjiang.innovation.services.similarity import (  # noqa: E402
    fold_texts,
    remember_text,
    write_segments,
)
from gongjiang.kernel.columns import Ints  # noqa: E402
from gongjiang.kernel.periods import now, today  # noqa: E402
from gongjiang.ops import postgres  # noqa: E402
from gongjiang.orgs.models import Enterprise  # noqa: E402
from gongjiang.people.models import Account  # noqa: E402

PROPOSALS = 650_000
QUESTIONS = 600
WORKERS = 800
A_DAYS = 400
"""Proposals submitted since the index was last folded."""
PAGES_ASKED = 150
SHORTEST, LONGEST = 6, 45
"""Characters typed so far."""
TEXTS_AT_ONCE = 1 << 16
WITHIN_ROUNDING = 1e-5
TABLES = ("innovation_textsegment", "innovation_segmentgram", "innovation_changedtext")


@dataclass(frozen=True)
class Filled:
    """What stands in the zone: ids, enterprises and words, and how long the index took."""

    ids: Ints
    enterprises: Ints
    texts: list[Written]
    seconds: float


def report(console: Console, count: int = PROPOSALS) -> None:
    """Fill a zone beside the demo's, ask, print, and drop it."""
    with postgres.running(settings.HOME), small_zone(WORKERS):
        with console.status(f"Writing {count:,} proposals"):
            filled = _fill(count)
        console.print(
            f"{count:,} proposals of {_mean_length(filled.texts):.0f} characters: index written in"
            f" {filled.seconds:.1f} s, {_megabytes():.0f} MB on disk"
        )
        rng = random.Random(11)  # noqa: S311  (nothing is kept secret by it)
        typed, whole = _questions(filled, rng)
        with console.status("Weighing every proposal, to compare with"):
            wanted = _exhaustive(filled, [*typed, *whole])
        console.print(f"recall at 5, of those at least {LEAST_LIKENESS} alike:")
        for name, first, texts in (("typed", 0, typed), ("whole", len(typed), whole)):
            likeness = wanted[:, first : first + len(texts)]
            console.print(f"  {name}: {_recall(filled, texts, likeness, rng)}", highlight=False)
        some = _submit_some(filled, rng)
        console.print(f"folding {some} new ones: {_fold():.2f} s")
        _submit_some(filled, rng)
        _print_times(console, typed, whole)


def _fill(count: int) -> Filled:
    """Proposals that were closed, as the demo would copy them, and their index."""
    rng = np.random.default_rng(5)
    texts = make_texts(count)
    sites = np.array(Enterprise.objects.order_by("unit_id").values_list("unit_id", flat=True))
    share = rng.pareto(1.2, size=len(sites)) + 0.2
    enterprises = rng.choice(sites, size=count, p=share / share.sum()).astype(np.int64)
    with transaction.atomic(), connection.cursor() as cursor:
        ids = reserve(cursor, "innovation_proposal", count)
        copy(cursor, "innovation_proposal", _columns(rng, ids, enterprises, texts))
        begun = time.perf_counter()
        write_segments(
            cursor,
            proposal_ids=ids,
            enterprise_ids=enterprises,
            confidential=np.zeros(count, dtype=np.bool_),
            texts=[said(*text) for text in texts],
            at=now(),
        )
        seconds = time.perf_counter() - begun
    finish_zone()
    return Filled(ids, enterprises, texts, seconds)


def _columns(
    rng: np.random.Generator, ids: Ints, enterprises: Ints, texts: list[Written]
) -> dict[str, Any]:
    count = len(ids)
    day = np.full(count, np.datetime64(today()))
    never = dict.fromkeys(("anonymous", "post_facto", "confidential"), np.zeros(count, np.bool_))
    empty = ("cause", "expected", "benefit", "payment_reference", "sop_reference")
    days = ("submitted_on", "reply_by", "screened_on", "decided_on", "closed_on")
    return {
        "id": ids,
        "public_id": public_ids(rng, count),
        "number": [f"2020-{number:06}" for number in range(count)],
        "kind": ["SUGGESTION"] * count,
        "enterprise_id": enterprises,
        "unit_id": enterprises,
        "title": [text.title for text in texts],
        "problem": [text.problem for text in texts],
        "method": [text.method for text in texts],
        "state": ["CLOSED"] * count,
        "round": np.ones(count, dtype=np.int64),
        **never,
        **{name: [""] * count for name in empty},
        **dict.fromkeys(days, day),
    }


def _questions(filled: Filled, rng: random.Random) -> tuple[list[str], list[str]]:
    """Texts as far as they are typed, and whole ones."""
    again = [retold(rng.choice(filled.texts), rng).joined() for _ in range(QUESTIONS)]
    half = QUESTIONS // 2
    typed = [text[: rng.randrange(SHORTEST, LONGEST)] for text in again[:half]]
    return typed, again[half:]


def _exhaustive(filled: Filled, questions: Sequence[str]) -> np.ndarray[Any, Any]:
    """The likeness of every proposal to every question: a row a proposal."""
    asking = [grams_of(asked(text)) for text in questions]
    known = np.unique(np.concatenate(asking))
    parts = list(_matrices(filled.texts, known))
    having = sum(np.asarray(part.sum(axis=0)).ravel() for part in parts).astype(np.int64)
    weighing = weights(having, len(filled.texts))
    table = np.zeros((len(known), len(questions)), dtype=np.float32)
    for place, grams in enumerate(asking):
        rows = np.searchsorted(known, grams)
        table[rows, place] = weighing[rows] / max(weighing[rows].sum(), 1e-9)
    return np.concatenate([np.asarray(part @ table) for part in parts])


def _matrices(texts: list[Written], known: np.ndarray[Any, Any]) -> Iterator[Any]:
    """Which text has which of the known grams, some thousand texts at a time."""
    for start in range(0, len(texts), TEXTS_AT_ONCE):
        some = [said(*text) for text in texts[start : start + TEXTS_AT_ONCE]]
        inverted = invert(some)
        grams = np.repeat(inverted.grams, np.diff(inverted.starts))
        asked_for = np.isin(grams, known)
        places = np.searchsorted(known, grams[asked_for])
        ones = np.ones(len(places), dtype=np.float32)
        rows = inverted.slots[asked_for].astype(np.int32)
        yield sparse.csr_matrix((ones, (rows, places)), shape=(len(some), len(known)))


def _recall(
    filled: Filled, texts: list[str], likeness: np.ndarray[Any, Any], rng: random.Random
) -> str:
    """How much of the best five is found: in the whole zone, and in an enterprise each."""
    place = {proposal_id: row for row, proposal_id in enumerate(filled.ids.tolist())}
    met = {"zone": 0, "enterprise": 0}
    wanted = dict.fromkeys(met, 0)
    for text, column in zip(texts, likeness.T, strict=True):
        site = int(filled.enterprises[rng.randrange(len(filled.ids))])
        own = column[filled.enterprises == site]
        for name, ids, seen in (("zone", None, column), ("enterprise", {site}, own)):
            best = np.sort(seen)[-5:]
            best = best[best >= LEAST_LIKENESS]
            scope = TextScope(enterprise_ids=None if ids is None else frozenset(ids))
            found = [column[place[one.proposal.id]] for one in find_similar(text, scope)]
            least = (best[0] if len(best) else 1.0) - WITHIN_ROUNDING
            met[name] += min(len(best), sum(value >= least for value in found))
            wanted[name] += len(best)
    return ", ".join(f"{name} {met[name] / max(wanted[name], 1):.4f}" for name in met)


def _submit_some(filled: Filled, rng: random.Random) -> int:
    """A day's proposals more, each as the deed that submits leaves it."""
    first, site = filled.ids[0], int(filled.enterprises[0])
    template = Proposal.objects.get(id=int(first))
    for _ in range(A_DAYS):
        template.pk, template.public_id = None, uuid4()
        template.number, template.enterprise_id = uuid4().hex[:16], site
        words = retold(rng.choice(filled.texts), rng)
        template.title, template.problem, template.method = words.title[:120], *words[1:]
        template.save(force_insert=True)
        remember_text(template)
    return A_DAYS


def _fold() -> float:
    begun = time.perf_counter()
    fold_texts(at=now())
    return time.perf_counter() - begun


@dataclass(frozen=True)
class Took:
    """Milliseconds by the clock, and of the processor: ours and the server's together.

    The clock also counts the waiting for a machine that others use; the processor does not.
    """

    clock: Timing
    processor: Timing


def _print_times(console: Console, typed: list[str], whole: list[str]) -> None:
    """The function, the whole request, and the bare statements, over many texts."""
    console.print("milliseconds by the clock, and of the processor (ours and the server's):")
    console.print(f"{'p50':>8}{'p95':>8}{'cpu p50':>9}{'p95':>7}{'floor':>8}{'ratio':>7}")
    people = readers()
    for who in ("demo-worker", "demo-zone-union"):
        account = people[who]
        assert account.person is not None  # noqa: S101  (demo accounts are persons)
        scope = text_scope_of(desk_of(account.person, today()))
        reach = "enterprise" if scope.enterprise_ids else "gone up to the zone"
        for name, texts in (("typed", typed), ("whole", whole)):
            some = texts[:PAGES_ASKED]
            floor = _timed(_send, [_statements(text, scope) for text in some])
            found = _timed(lambda text, scope=scope: find_similar(text, scope), some)
            page = _timed(_asking(account), some)
            _print(console, floor, floor, f"bare statements, {name}, {reach}")
            _print(console, found, floor, f"find_similar, {name}, {reach}")
            _print(console, page, floor, f"whole request, {name}, {reach}")


def _statements(text: str, scope: TextScope) -> list[Statement]:
    find_similar(text, scope)
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        find_similar(text, scope)
    return recorder.statements


def _send(statements: list[Statement]) -> None:
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()


def _asking(account: Account) -> Callable[[str], Any]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    path = reverse("similar:while_typing")
    return lambda text: client.get(path, {"text": text}).content


def _timed(deed: Callable[[Any], Any], given: Sequence[Any]) -> Took:
    """How long a deed takes with each of these."""
    deed(given[0])
    clock, processor = [], []
    backend = _backend()
    for one in given:
        begun, used = time.perf_counter(), time.process_time() + _used(backend)
        deed(one)
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() + _used(backend) - used) * 1000)
    return Took(_timing(clock), _timing(processor))


def _timing(taken: list[float]) -> Timing:
    cuts = statistics.quantiles(taken, n=20, method="inclusive")
    return Timing(p50=statistics.median(taken), p95=cuts[18])


def _backend() -> Path:
    """Where Linux tells how long the server's process for our connection has run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [process] = cursor.fetchone()
    return Path(f"/proc/{process}/schedstat")


def _used(backend: Path) -> float:
    """Seconds; 0 where it is not told."""
    return int(backend.read_text().split()[0]) / 1e9 if backend.exists() else 0.0


def _print(console: Console, ours: Took, floor: Took, what: str) -> None:
    ratio = ours.clock.p50 / floor.clock.p50 if floor.clock.p50 else float("nan")
    console.print(
        f"{ours.clock.p50:>8.1f}{ours.clock.p95:>8.1f}{ours.processor.p50:>9.1f}"
        f"{ours.processor.p95:>7.1f}{floor.clock.p50:>8.1f}{ratio:>7.1f}  {what}",
        highlight=False,
        soft_wrap=True,
    )


def _megabytes() -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) AS name",
            [list(TABLES)],
        )
        [size] = cursor.fetchone()
    return float(size) / 2**20


def _mean_length(texts: list[Written]) -> float:
    return sum(len(text.joined()) for text in texts) / max(len(texts), 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--proposals", type=int, default=PROPOSALS)
    options = parser.parse_args()
    told = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    out = Console()
    out.print(f"load {told}")
    report(out, options.proposals)
