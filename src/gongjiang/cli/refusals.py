"""A command that cannot do its work says why in a sentence and ends with 1."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.keyring import KeysMissing
from gongjiang.ops.postgres import InUse, NoAccount, NotWhole, StartFailed
from gongjiang.ops.server import PortTaken

REFUSALS = (CannotDo, InUse, KeysMissing, NoAccount, NotWhole, PortTaken, StartFailed)


@contextmanager
def refusing_in_a_sentence() -> Iterator[None]:
    """Turn what stood in the way into its sentence; anything else is our mistake, and shows."""
    try:
        yield
    except REFUSALS as refusal:
        sys.stderr.write(f"{refusal}\n")
        raise typer.Exit(1) from refusal
