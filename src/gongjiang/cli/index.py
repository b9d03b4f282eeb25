"""`gongjiang index`: five dimensions and three forces, computed from the records and published."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rich import box
from rich.console import Console
from rich.table import Table

from gongjiang.cli.asked import asked_day, asked_moment
from gongjiang.cli.figures import language
from gongjiang.cli.opened import opened_home
from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.index.queries.answers import answer
from gongjiang.index.queries.runs import newest_runs
from gongjiang.index.services.runs import Asked, run_index
from gongjiang.index.services.verification import Outcome, Verdict, verify_run
from gongjiang.kernel.decision import Sentence
from gongjiang.lake import services as lake
from gongjiang.lake.queries import EngineName

app = typer.Typer(no_args_is_help=True, help="Five dimensions and three forces.")


class EngineOption(StrEnum):
    duckdb = "duckdb"
    spark = "spark"


Engine = Annotated[EngineOption, typer.Option(help="What computes it. The answer is the same.")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="As of the end of this day.")]
KnownAt = Annotated[
    str, typer.Option("--known-at", metavar="TIME", help="As recorded by this moment.")
]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]
Lang = Annotated[str, typer.Option("--lang", help="zh-hans or en; default: from LANG.")]


@app.command()
def run(
    engine: Engine = EngineOption.duckdb,
    on: On = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Bring the lake up to date, compute the index for a day and publish it."""
    with (
        translation.override(language(lang)),
        refusing_in_a_sentence(),
        opened_home(),
    ):
        asked = Asked((asked_day(on),), asked_moment(known_at), _engine(engine))
        with Console(stderr=True).status(_("Computing the index")):
            lake.sync(settings.HOME)
            [done] = run_index(settings.HOME, asked, at=datetime.now(UTC))
        found = answer(done)
        if as_json:
            print(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            _print(found)


@app.command()
def verify(
    engine: Engine = EngineOption.duckdb, on: On = "", as_json: AsJson = False, lang: Lang = ""
) -> None:
    """Compute published runs once more, as known then; ends with 1 when one is broken."""
    with (
        translation.override(language(lang)),
        refusing_in_a_sentence(),
        opened_home(),
    ):
        runs = newest_runs(asked_day(on) if on else None)
        lake.sync(settings.HOME)
        verdicts = [verify_run(settings.HOME, each, engine=_engine(engine)) for each in runs]
        if as_json:
            print(json.dumps([_told(verdict) for verdict in verdicts], indent=1))
        else:
            for verdict in verdicts:
                print(f"{verdict.run.day}  {SAID[verdict.outcome]}")
        if any(verdict.outcome == Outcome.BROKEN for verdict in verdicts):
            raise typer.Exit(1)


SAID: dict[Outcome, Sentence] = {
    Outcome.HOLDS: gettext_lazy("holds: the same records give the same numbers"),
    Outcome.RESTS_ON_ITS_SUMS: gettext_lazy(
        "rests on the sums kept with it: what is not a fact has changed since"
    ),
    Outcome.BROKEN: gettext_lazy("BROKEN: its numbers are not what its records give"),
}


def _told(verdict: Verdict) -> dict[str, Any]:
    return {"day": verdict.run.day.isoformat(), "outcome": verdict.outcome.value}


def _engine(option: EngineOption) -> EngineName:
    return option.value


def _print(found: dict[str, Any]) -> None:
    """The zone: each part with its score, or how much of its weight there is."""
    title = _("Index of %(day)s, framework %(framework)s") % found
    table = Table(box=box.SIMPLE_HEAD, title=title)
    for heading in (_("Part"), _("Indicator"), _("Value"), _("Unit"), _("Score"), _("Coverage")):
        table.add_column(heading)
    for part in [*found["zone"]["dimensions"], *found["zone"]["forces"]]:
        score, coverage = _number(part["score"]), f"{part['coverage']:.0%}"
        table.add_row(part["name"], "", "", "", score, coverage, style="bold")
        for each in part["indicators"]:
            if each["value"] is not None:
                label = f"{each['id']} {each['label']}"
                value = f"{each['value']:.4g}"
                table.add_row("", label, value, each["unit"], _number(each["score"]), "")
    for whole in found["zone"]["composites"]:
        table.add_row(_composite(whole["code"]), "", "", "", _number(whole["score"]), "")
    Console().print(table)


def _composite(code: str) -> str:
    return _("Composite of the dimensions") if code == "D" else _("Composite of the forces")


def _number(score: float | None) -> str:
    return "—" if score is None else f"{score:.1f}"
