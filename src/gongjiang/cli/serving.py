"""`gongjiang up`, `worker` and `migrate`: from a stopped home to the first page."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Annotated

import typer
from django.conf import settings

from gongjiang.cli.refusals import refusing_in_a_sentence
from gongjiang.kernel.keyring import Keyring
from gongjiang.ops import jobs, postgres, preparation, server

Host = Annotated[str, typer.Option(help="The address to listen at.")]
Port = Annotated[int, typer.Option(help="The port to listen at.")]


def up(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Bring database and pages up to date, then serve until Ctrl+C."""
    with refusing_in_a_sentence():
        serve_home(host, port)


def migrate() -> None:
    """Apply every migration, and give the application role its rights."""
    _end_cleanly_when_told()
    with refusing_in_a_sentence(), postgres.running(settings.HOME):
        preparation.migrate()


def worker() -> None:
    """Do this home's jobs until Ctrl+C. `up` runs one already: this is another, beside it."""
    with refusing_in_a_sentence():
        require_keys()
        with postgres.running(settings.HOME), postgres.kept_running(settings.HOME):
            jobs.work()


def serve_home(host: str, port: int, *, greeting: str = "") -> None:
    """Serve this home's pages, and do its jobs, until interrupted.

    Args:
        greeting: what to print beside the address.

    Raises:
        KeysMissing: the home has no keys.
        InUse: another process serves it already.
        PortTaken: another program listens there.
        StartFailed: PostgreSQL does not start.
    """
    require_keys()
    _end_cleanly_when_told()
    home = settings.HOME
    with postgres.serving_alone(home):
        server.require_free(host, port)
        with postgres.running(home), postgres.kept_running(home):
            preparation.prepare()
            print(f"Gongjiang is up: http://{host}:{port}/  (Ctrl+C ends it)")
            if greeting:
                print(greeting)
            sys.stdout.flush()
            with jobs.worked_off():
                server.serve(host, port, counts=home.metrics)


def require_keys() -> None:
    """Pass when this home has keys.

    Raises:
        KeysMissing: it has none; pages that keep secrets are not served without.
    """
    Keyring.load(settings.HOME.keys)


def _end_cleanly_when_told() -> None:
    """Let SIGTERM end us as Ctrl+C does, through every `finally`."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, leave)
